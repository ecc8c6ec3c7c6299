"""What a locality's practices say of their patients and staff, with the trace that a diagnostic keeps of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from localities.models import Locality, Practice

NEEDED = ("patients", "gp_fte", "nurse_fte")
FIGURES = (*NEEDED, "other_clinical_fte")


@dataclass(frozen=True)
class PracticeTrace:
    """One practice's figures as they were when they were taken; None is not known."""

    ods_code: str
    name: str
    patients: int | None
    as_of: date | None
    gp_fte: Decimal | None
    nurse_fte: Decimal | None
    other_clinical_fte: Decimal | None

    @property
    def missing(self) -> bool:
        """Whether a figure that the model needs is not known, so that a sum goes without this practice."""
        return any(getattr(self, name) is None for name in NEEDED)


@dataclass(frozen=True)
class PracticeFiguresTaken:
    """The practices' figures at one moment. A sum is None where no practice knows."""

    practices: tuple[PracticeTrace, ...]

    @property
    def sums(self) -> dict[str, Any]:
        """List size and FTE of GPs, nurses and other clinicians, each the sum of what is known."""
        return {name: self._sum(name) for name in FIGURES}

    def _sum(self, name: str) -> Any:
        known = [value for practice in self.practices if (value := getattr(practice, name)) is not None]
        return sum(known) if known else None

    @property
    def incomplete(self) -> tuple[PracticeTrace, ...]:
        return tuple(practice for practice in self.practices if practice.missing)

    @property
    def counted(self) -> tuple[date, date] | None:
        """The first and the last day on which patients were counted; None where no practice says."""
        days = [practice.as_of for practice in self.practices if practice.as_of]
        return (min(days), max(days)) if days else None

    def as_json(self) -> list[dict[str, Any]]:
        """As `CapacityBaseline.practices` keeps them."""
        return [{name: _plain(value) for name, value in vars(practice).items()} for practice in self.practices]


def figures_of(locality: Locality) -> PracticeFiguresTaken:
    """The practices' figures as they are now; one query."""
    return PracticeFiguresTaken(tuple(_trace(practice) for practice in locality.practices.all()))


def figures_kept(kept: Iterable[Mapping[str, Any]]) -> PracticeFiguresTaken:
    """The figures that `as_json` wrote."""
    return PracticeFiguresTaken(
        tuple(
            PracticeTrace(
                ods_code=each["ods_code"],
                name=each["name"],
                patients=each["patients"],
                as_of=date.fromisoformat(each["as_of"]) if each["as_of"] else None,
                gp_fte=_fte(each["gp_fte"]),
                nurse_fte=_fte(each["nurse_fte"]),
                other_clinical_fte=_fte(each.get("other_clinical_fte")),
            )
            for each in kept
        )
    )


def _fte(kept: str | None) -> Decimal | None:
    return None if kept is None else Decimal(kept)


def _trace(practice: Practice) -> PracticeTrace:
    return PracticeTrace(
        ods_code=practice.ods_code,
        name=practice.name,
        patients=practice.list_size,
        as_of=practice.list_size_as_of,
        gp_fte=practice.gp_fte,
        nurse_fte=practice.nurse_fte,
        other_clinical_fte=practice.other_clinical_fte,
    )


def _plain(value: Any) -> Any:
    """A value that JSON can hold without loss."""
    return str(value) if isinstance(value, Decimal | date) else value
