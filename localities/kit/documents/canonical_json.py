"""What is frozen, as text: the same document always gives the same characters, so its fingerprint can be compared."""

from __future__ import annotations

import hashlib
import json
from typing import Generic, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


class CanonicalJson(Generic[T]):
    """Documents of one kind as JSON with sorted keys, no spaces, ISO dates and ASCII only."""

    def __init__(self, kind: type[T]) -> None:
        self._adapter = TypeAdapter(kind)

    def to_json(self, document: T) -> str:
        """The document as canonical JSON; what is not known (None) is left out."""
        plain = self._adapter.dump_python(document, mode="json", exclude_none=True)
        return json.dumps(plain, sort_keys=True, separators=(",", ":"))

    def from_json(self, text: str) -> T:
        """The document that `to_json` wrote. Raises pydantic.ValidationError (a ValueError) for anything else."""
        return self._adapter.validate_json(text)

    def fingerprint(self, document: T) -> str:
        """The sha256 sum of the canonical JSON, in hexadecimal."""
        return hashlib.sha256(self.to_json(document).encode()).hexdigest()
