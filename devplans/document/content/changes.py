"""What a version changes of the one before it, and why, as plain frozen data, with the versions so far."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """Something added, changed or removed. `what` names the row and the fact; texts are in words, "" for nothing."""

    kind: str
    what: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangedSection:
    """A section and what changes in it."""

    title: str
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """A version that was approved: when, why there was one, and the fingerprint of what was signed."""

    number: int
    approved: date
    fingerprint: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What an amendment changes of the version in force, `since`, and why. `versions` are those approved, in order."""

    since: int
    why: str
    sections: tuple[ChangedSection, ...]
    versions: tuple[VersionRow, ...]
