"""The plan document's section on what runs through all domains: what the plan does for each strand of the guide."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class StrandRow:
    """A strand of the guide, with the actions of the plan that serve it and the outcome metrics that would show it."""

    code: str
    title: str
    about: str
    serve: tuple[str, ...]
    show: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Strands:
    """Every strand of the guide, in its order."""

    rows: tuple[StrandRow, ...]
