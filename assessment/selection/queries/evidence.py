"""What the tool knows of a locality that applies: its practices and sign-ups, its area, its agreed diagnostic.

Gathered anew while an application is a draft, frozen into it when it is submitted. The panel sees this and has no way
to the diagnostic itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from pydantic import TypeAdapter

from assessment.models import Diagnostic, Guide
from assessment.queries.result import build_result, level_in_words
from assessment.selection.rules.eligibility import Check, PracticeFigures, check
from localities.models import Locality, Practice, SignUp


@dataclass(frozen=True, kw_only=True)
class KnownSignUp:
    """A practice's signature: who signed for it, when and with what words."""

    name: str
    role: str
    on: date
    statement: str


@dataclass(frozen=True, kw_only=True)
class KnownPractice:
    """A practice, its registered patients (None when not known) and its sign-up, if it has signed."""

    name: str
    ods_code: str
    patients: int | None
    counted_on: date | None
    sign_up: KnownSignUp | None


@dataclass(frozen=True, kw_only=True)
class KnownArea:
    """The mean of an area's answered positions, 0 to 100, and how many of its domains are answered."""

    title: str
    score: int | None
    answered: int
    total: int


@dataclass(frozen=True, kw_only=True)
class KnownDiagnostic:
    """The newest agreed diagnostic: its guide by code, its level, its areas, and what keeps it from the next level."""

    title: str
    agreed_on: date
    level: str
    areas: tuple[KnownArea, ...]
    blockers: tuple[str, ...]
    positions: dict[str, int | None]
    guide: str = ""

    def is_by(self, guide: Guide) -> bool:
        """Whether it follows this guide, in whichever version. What was frozen without a guide is taken for it."""
        return self.guide in ("", guide.code)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """All of it, as it stood on the day `taken_on`; `checks` by the code of the criterion."""

    taken_on: date
    practices: tuple[KnownPractice, ...]
    geography: str
    local_authority: str
    diagnostic: KnownDiagnostic | None
    checks: dict[str, Check]

    @property
    def patients(self) -> int:
        """Registered patients of the practices whose list size is known."""
        return sum(practice.patients or 0 for practice in self.practices)

    @property
    def without_list_size(self) -> int:
        return sum(practice.patients is None for practice in self.practices)

    @property
    def signed(self) -> int:
        return sum(practice.sign_up is not None for practice in self.practices)


_ADAPTER = TypeAdapter(Evidence)


def to_json(known: Evidence) -> dict[str, Any]:
    """Return it as plain data for the application's row."""
    frozen: dict[str, Any] = _ADAPTER.dump_python(known, mode="json")
    return frozen


def from_json(frozen: Mapping[str, Any]) -> Evidence:
    """Return what `to_json` made. Raises pydantic.ValidationError (a ValueError) for anything else."""
    return _ADAPTER.validate_python(frozen)


def collect(locality: Locality, guide: Guide, *, today: date) -> Evidence:
    """Read what is known of a locality now: three queries, six with an agreed diagnostic, however many practices."""
    practices = tuple(_practice(practice) for practice in locality.practices.with_sign_up())
    figures = [PracticeFigures(practice.patients, practice.sign_up is not None) for practice in practices]
    return Evidence(
        taken_on=today,
        practices=practices,
        geography=locality.geography,
        local_authority=locality.local_authority,
        diagnostic=_diagnostic(locality),
        checks={one.code: check(one.automatic_check, figures) for one in guide.ordered_criteria},
    )


def _practice(practice: Practice) -> KnownPractice:
    in_force: list[SignUp] = practice.sign_ups_in_force  # type: ignore[attr-defined]  # made by with_sign_up
    return KnownPractice(
        name=practice.name,
        ods_code=practice.ods_code,
        patients=practice.list_size,
        counted_on=practice.list_size_as_of,
        sign_up=_sign_up(in_force[0]) if in_force else None,
    )


def _sign_up(sign_up: SignUp) -> KnownSignUp:
    return KnownSignUp(
        name=sign_up.signed_by_name, role=sign_up.signed_by_role, on=sign_up.signed_on, statement=sign_up.statement
    )


def _diagnostic(locality: Locality) -> KnownDiagnostic | None:
    newest = locality.diagnostics.filter(state=Diagnostic.State.AGREED).newest_first().first()
    if newest is None or newest.agreed_at is None:
        return None
    result = build_result(newest)
    return KnownDiagnostic(
        title=newest.title,
        agreed_on=timezone.localdate(newest.agreed_at),
        level=level_in_words(result.level),
        areas=tuple(
            KnownArea(
                title=area.title,
                score=area.mean,
                answered=area.answered,
                total=len(area.domains),
            )
            for area in result.areas
        ),
        blockers=tuple(f"{blocker.title}: {blocker.words}" for blocker in result.blockers),
        positions={domain.code: domain.today for domain in result.domains},
        guide=newest.whole_guide.code,
    )
