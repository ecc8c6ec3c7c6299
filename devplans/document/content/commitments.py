"""The plan document's sections on commitments and risks, as plain frozen data."""

from dataclasses import dataclass
from datetime import date

from devplans.rules.risks import band_of


@dataclass(frozen=True, kw_only=True)
class CommitmentRow:
    """What one side promises, about what, who answers for it and by when. `offer` is the guide's offer it takes up."""

    key: int
    text: str
    about: str
    owner: str = ""
    offer: str = ""
    due: date | None = None


@dataclass(frozen=True, kw_only=True)
class Commitments:
    """What locality and commissioner promise each other."""

    locality: tuple[CommitmentRow, ...]
    commissioner: tuple[CommitmentRow, ...]


@dataclass(frozen=True, kw_only=True)
class RiskRow:
    """If, then, resulting in; impact and likelihood 1 to 5."""

    key: int
    cause: str
    effect: str
    result: str
    impact: int
    likelihood: int
    mitigation: str = ""
    owner: str = ""

    @property
    def score(self) -> int:
        return self.impact * self.likelihood

    @property
    def band(self) -> str:
        """The score in words."""
        return band_of(self.score)


@dataclass(frozen=True, kw_only=True)
class Risks:
    """The risks, the greatest score first."""

    rows: tuple[RiskRow, ...]
