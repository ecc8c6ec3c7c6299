"""What is frozen, as text: the same document always gives the same characters, so its fingerprint can be compared."""

from __future__ import annotations

import json
from typing import TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


def canonical_json(adapter: TypeAdapter[T], document: T) -> str:
    """Return JSON with sorted keys, no spaces, ISO dates and ASCII only; what is not known (None) is left out."""
    plain = adapter.dump_python(document, mode="json", exclude_none=True)
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))
