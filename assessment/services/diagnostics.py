"""A diagnostic's states: started, agreed, opened again. What is saved in it: answers.py and capacity.py beside this.

Each asks the diagnostic's state itself, inside its transaction, so no URL and no second tab gets past it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from assessment.models import (
    CapacityAssumption,
    CapacityBaseline,
    Diagnostic,
    Domain,
    DomainAnswer,
    FeatureAnswer,
    Guide,
    Indicator,
    IndicatorValue,
    LevelFeature,
)
from assessment.queries.capacity_baseline import practice_figures_now, years_of
from assessment.rules.capacity_inputs import Assumptions
from assessment.rules.scoring import target_below_today
from localities.kit.audit import record
from localities.kit.refused import Refused
from localities.models import Locality, User

# What else has a say in whether a diagnostic may be opened again: each is called with it, held for the transaction, and
# raises Refused when it may not. The apps above this one, which it does not know, add theirs when they start.
reopen_guards: list[Callable[[Diagnostic], None]] = []


def start_diagnostic(
    locality: Locality, *, by: User, title: str, started_on: date, guide: Guide | None = None
) -> Diagnostic:
    """Start a locality's diagnostic on the newest guide, with an empty answer for everything it asks.

    Its demand and capacity start from the practices' figures of this moment.

    Raises Refused when one is open already or no guide is loaded.
    """
    guide = guide or Guide.objects.newest()
    if guide is None:
        raise Refused("There is no guide yet. Ask an administrator to load one.")
    try:
        with transaction.atomic():
            diagnostic = Diagnostic.objects.create(locality=locality, guide=guide, title=title, started_on=started_on)
            _make_empty_answers(diagnostic)
            _make_capacity(diagnostic)
            record("Started the diagnostic", diagnostic, by=by, locality=locality, moved=("", diagnostic.state))
    except IntegrityError as error:
        raise Refused(f"{locality} has a diagnostic open already. Agree that one first.") from error
    return diagnostic


def _make_empty_answers(diagnostic: Diagnostic) -> None:
    guide = diagnostic.guide
    DomainAnswer.objects.bulk_create(
        DomainAnswer(diagnostic=diagnostic, domain=domain) for domain in Domain.objects.filter(guide=guide)
    )
    FeatureAnswer.objects.bulk_create(
        FeatureAnswer(diagnostic=diagnostic, feature=feature)
        for feature in LevelFeature.objects.filter(level__guide=guide)
    )
    IndicatorValue.objects.bulk_create(
        IndicatorValue(diagnostic=diagnostic, indicator=indicator)
        for indicator in Indicator.objects.filter(domain__guide=guide)
    )


def _make_capacity(diagnostic: Diagnostic) -> None:
    figures = practice_figures_now(diagnostic.locality)
    baseline = CapacityBaseline.objects.create(diagnostic=diagnostic, **years_of(diagnostic), **figures)
    CapacityAssumption.objects.bulk_create(
        CapacityAssumption(baseline=baseline, code=about.code) for about in Assumptions.about()
    )


def _lock(pk: int) -> Diagnostic:
    """Return the diagnostic, held for this transaction, so that its state cannot change under a save."""
    return Diagnostic.objects.select_for_update(of=("self",)).select_related("locality").get(pk=pk)


def lock_open(pk: int) -> None:
    """Hold the diagnostic for this transaction. Raises Refused when it is agreed."""
    state = Diagnostic.objects.select_for_update().values_list("state", flat=True).get(pk=pk)
    if state not in Diagnostic.EDITABLE:
        raise Refused("This diagnostic has been agreed. Reopen it to change an answer.")


def _move(diagnostic: Diagnostic, to: str, *, by: User, what: str, why: str = "", **fields: Any) -> None:
    """Change the state: the only place that does."""
    if to not in Diagnostic.TRANSITIONS[diagnostic.state]:
        raise Refused(f"This diagnostic is {diagnostic.get_state_display().lower()} already. Load the page again.")
    moved = (diagnostic.state, to)
    diagnostic.state = to
    for name, value in fields.items():
        setattr(diagnostic, name, value)
    diagnostic.save(update_fields=["state", *fields])
    record(what, diagnostic, by=by, locality=diagnostic.locality, moved=moved, why=why)


def _targets_below_today(diagnostic: Diagnostic) -> list[DomainAnswer]:
    """Answers whose target lies below today's position: to be mended before agreeing."""
    return [
        answer
        for answer in diagnostic.answers.select_related("domain")
        if target_below_today(answer.position, answer.target)
    ]


def agree_diagnostic(diagnostic: Diagnostic, *, by: User) -> Diagnostic:
    """Agree the diagnostic, gaps and all, and lock it.

    Raises Refused when it is agreed already or a target lies below today.
    """
    with transaction.atomic():
        diagnostic = _lock(diagnostic.pk)
        if below := _targets_below_today(diagnostic):
            names = ", ".join(answer.domain.title for answer in below)
            raise Refused(f"The target is below today for: {names}. Change one of the two before agreeing.")
        _move(
            diagnostic,
            Diagnostic.State.AGREED,
            by=by,
            what="Agreed the diagnostic",
            agreed_at=timezone.now(),
            agreed_by=by,
        )
    return diagnostic


def reopen_diagnostic(diagnostic: Diagnostic, *, why: str, by: User) -> Diagnostic:
    """Open an agreed diagnostic again, for a reason that is kept.

    Raises Refused unless it is the locality's newest and agreed, and when a guard objects.
    """
    if not why.strip():
        raise Refused("Say why the diagnostic is reopened.")
    with transaction.atomic():
        diagnostic = _lock(diagnostic.pk)
        if Diagnostic.objects.filter(locality=diagnostic.locality).newest_first().first() != diagnostic:
            raise Refused("Only the newest diagnostic of a locality can be reopened.")
        for guard in reopen_guards:
            guard(diagnostic)
        _move(
            diagnostic,
            Diagnostic.State.REOPENED,
            by=by,
            what="Reopened the diagnostic",
            why=why,
            agreed_at=None,
            agreed_by=None,
        )
    return diagnostic
