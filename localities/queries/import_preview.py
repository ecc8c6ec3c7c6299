"""What an import would change now: what its files say, compared with what is here."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from pydantic import TypeAdapter

from localities.models import Import
from localities.queries.practices_here import places_of, practices_here
from localities.rules.brought import FileSaid
from localities.rules.comparing import compare
from localities.rules.preview import Preview

FILES: TypeAdapter[list[FileSaid]] = TypeAdapter(list[FileSaid])
"""Writes what files say as JSON, and reads it again."""


def preview_of(brought: Import, *, today: date) -> Preview:
    """Say what the import would change. Nothing is written."""
    files = FILES.validate_python(brought.files_said)
    return compare(
        files,
        practices_here(brought.scope),
        places_of(brought.scope),
        figures_only=brought.figures_only,
        today=today,
    )


def fingerprint(preview: Preview) -> str:
    """Return what tells two previews apart, so that nobody decides on another one than they saw."""
    return sha256(repr(preview).encode()).hexdigest()
