"""The plan document's section on figures that differ, each with the reason the locality gave."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ExplainedRow:
    """Two figures that differ and stay so: what each is, its figure in words, and why both are right."""

    title: str
    one: str
    other: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Explained:
    """What differs and was explained."""

    rows: tuple[ExplainedRow, ...]
