"""What changes a diagnostic. Views and commands call these and nothing else writes.

Each asks the diagnostic's state itself, inside its transaction, so no URL and no second tab gets past it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
    PracticeView,
)
from assessment.queries.practice_figures import figures_of
from assessment.rules.capacity_inputs import YEARS_AHEAD, Assumptions
from assessment.rules.scoring import target_below_today
from localities.kit.audit import record
from localities.kit.refused import StepRefused
from localities.kit.revisions.rows import SaveResult, save_changes, stored, write
from localities.models import Locality, Practice, User


class DiagnosticError(StepRefused):
    """A step that this diagnostic does not allow now."""


# What else has a say in whether a diagnostic may be opened again: each is called with it, held for the transaction, and
# raises DiagnosticError when it may not. The apps above this one, which it does not know, add theirs when they start.
reopen_guards: list[Callable[[Diagnostic], None]] = []


def start_diagnostic(
    locality: Locality, *, by: User, title: str, started_on: date, guide: Guide | None = None
) -> Diagnostic:
    """Start a locality's diagnostic on the newest guide, with an empty answer for everything it asks.

    Its demand and capacity start from the practices' figures of this moment.

    Raises DiagnosticError when one is open already or no guide is loaded.
    """
    guide = guide or Guide.objects.newest()
    if guide is None:
        raise DiagnosticError("There is no guide yet. Ask an administrator to load one.")
    try:
        with transaction.atomic():
            diagnostic = Diagnostic.objects.create(locality=locality, guide=guide, title=title, started_on=started_on)
            _make_empty_answers(diagnostic)
            _make_capacity(diagnostic)
            record("Started the diagnostic", diagnostic, by=by, locality=locality, moved=("", diagnostic.state))
    except IntegrityError as error:
        raise DiagnosticError(f"{locality} has a diagnostic open already. Agree that one first.") from error
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
    figures = _practice_figures(diagnostic.locality)
    baseline = CapacityBaseline.objects.create(diagnostic=diagnostic, **_years_of(diagnostic), **figures)
    CapacityAssumption.objects.bulk_create(
        CapacityAssumption(baseline=baseline, code=about.code) for about in Assumptions.about()
    )


def _practice_figures(locality: Locality) -> dict[str, Any]:
    taken = figures_of(locality)
    return {**taken.sums, "practices": taken.as_json(), "taken_at": timezone.now()}


def _years_of(diagnostic: Diagnostic) -> dict[str, int]:
    base_year = _financial_year_of(diagnostic.started_on)
    return {"base_year": base_year, "target_year": base_year + YEARS_AHEAD}


def _financial_year_of(day: date) -> int:
    """The first calendar year of the financial year, which starts in April."""
    return day.year if day.month >= 4 else day.year - 1


def capacity_with_assumptions(diagnostic: Diagnostic) -> tuple[CapacityBaseline, list[CapacityAssumption]]:
    """Return a diagnostic's demand and capacity and its assumptions; one query. Writes nothing."""
    found = list(CapacityAssumption.objects.filter(baseline__diagnostic=diagnostic).select_related("baseline"))
    baseline = found[0].baseline if found else capacity_of(diagnostic)
    return baseline, every_assumption(baseline, found)


def every_assumption(baseline: CapacityBaseline, found: Iterable[CapacityAssumption]) -> list[CapacityAssumption]:
    """Return the model's assumptions in its order: the usual value, not saved yet, where no row says another."""
    rows = {row.code: row for row in found}
    return [
        rows.get(about.code) or CapacityAssumption(baseline=baseline, code=about.code) for about in Assumptions.about()
    ]


def capacity_of(diagnostic: Diagnostic) -> CapacityBaseline:
    """Return a diagnostic's demand and capacity; one without figures, not saved yet, where there is none."""
    found = CapacityBaseline.objects.filter(diagnostic=diagnostic).first()
    return found or CapacityBaseline(diagnostic=diagnostic, **_years_of(diagnostic))


def _stored_capacity(baseline: CapacityBaseline) -> CapacityBaseline:
    return stored(baseline, "diagnostic", **_years_of(baseline.diagnostic))


def _lock(pk: int) -> Diagnostic:
    """Return the diagnostic, held for this transaction, so that its state cannot change under a save."""
    return Diagnostic.objects.select_for_update(of=("self",)).select_related("locality").get(pk=pk)


def _lock_open(pk: int) -> None:
    state = Diagnostic.objects.select_for_update().values_list("state", flat=True).get(pk=pk)
    if state not in Diagnostic.EDITABLE:
        raise DiagnosticError("This diagnostic has been agreed. Reopen it to change an answer.")


def _save(row: Any, values: Mapping[str, Any], base_revision: int, by: User) -> SaveResult[Any]:
    with transaction.atomic():
        _lock_open(row.diagnostic_id)
        return save_changes(row, values, base_revision=base_revision, by=by)


def save_answer(
    answer: DomainAnswer, values: Mapping[str, Any], *, base_revision: int, by: User
) -> SaveResult[DomainAnswer]:
    """Save fields of one domain's answer, merged with what others saved since `base_revision`."""
    return _save(answer, values, base_revision, by)


def save_feature_answer(
    answer: FeatureAnswer, values: Mapping[str, Any], *, base_revision: int, by: User
) -> SaveResult[FeatureAnswer]:
    """Save how far a level's feature is in place."""
    return _save(answer, values, base_revision, by)


def save_indicator_value(
    value: IndicatorValue, values: Mapping[str, Any], *, base_revision: int, by: User
) -> SaveResult[IndicatorValue]:
    """Save an indicator's number with its date and source."""
    with transaction.atomic():
        _lock_open(value.diagnostic_id)
        return save_changes(stored(value, "diagnostic", "indicator"), values, base_revision=base_revision, by=by)


def save_capacity(
    baseline: CapacityBaseline, values: Mapping[str, Any], *, base_revision: int, by: User
) -> SaveResult[CapacityBaseline]:
    """Save patients, staff and years of demand and capacity. The practices' own figures stay as they are.

    Who saves figures has checked them, whether they changed one or not.
    """
    with transaction.atomic():
        _lock_open(baseline.diagnostic_id)
        baseline = _stored_capacity(baseline)
        saved = save_changes(baseline, values, base_revision=base_revision, by=by)
        _set_checked(baseline, by)
    return saved


def save_assumption(
    assumption: CapacityAssumption, values: Mapping[str, Any], *, base_revision: int, by: User
) -> SaveResult[CapacityAssumption]:
    """Save an assumption's changed value with its reason. An empty value is the usual one."""
    with transaction.atomic():
        _lock_open(assumption.diagnostic_id)
        assumption.baseline = _stored_capacity(assumption.baseline)
        saved = save_changes(stored(assumption, "baseline", "code"), values, base_revision=base_revision, by=by)
        _set_checked(assumption.baseline, by)
    return saved


def confirm_capacity(diagnostic: Diagnostic, *, by: User) -> None:
    """Record that somebody found the figures right as they are.

    Raises DiagnosticError when the diagnostic is agreed.
    """
    with transaction.atomic():
        _lock_open(diagnostic.pk)
        if _set_checked(_stored_capacity(capacity_of(diagnostic)), by):
            record("Found demand and capacity right", diagnostic, by=by, locality=diagnostic.locality)


def _set_checked(baseline: CapacityBaseline, by: User) -> bool:
    """Note the first who checked the figures; return whether it is this person."""
    if baseline.checked_at:
        return False
    unchecked = CapacityBaseline.objects.filter(pk=baseline.pk, checked_at__isnull=True)
    return bool(unchecked.update(checked_at=timezone.now(), checked_by=by))


def take_practice_figures(diagnostic: Diagnostic, *, by: User) -> CapacityBaseline:
    """Take the practices' figures as they are now; what stood there stays in the history.

    Raises DiagnosticError when the diagnostic is agreed.
    """
    with transaction.atomic():
        _lock_open(diagnostic.pk)
        baseline = _stored_capacity(capacity_of(diagnostic))
        figures = {**_practice_figures(diagnostic.locality), "figures_why": ""}
        for name, value in figures.items():
            setattr(baseline, name, value)
        write(baseline, by=by, fields=figures)
        _set_checked(baseline, by)
    return baseline


def save_practice_view(
    diagnostic: Diagnostic,
    domain: Domain,
    practice: Practice,
    values: Mapping[str, Any],
    *,
    base_revision: int,
    by: User,
) -> SaveResult[PracticeView]:
    """Save one practice's own view of a domain; made on its first save."""
    with transaction.atomic():
        view, _ = PracticeView.objects.get_or_create(diagnostic=diagnostic, domain=domain, practice=practice)
        return _save(view, values, base_revision, by)


def _move(diagnostic: Diagnostic, to: str, *, by: User, what: str, why: str = "", **fields: Any) -> None:
    """Change the state: the only place that does."""
    if to not in Diagnostic.TRANSITIONS[diagnostic.state]:
        raise DiagnosticError(
            f"This diagnostic is {diagnostic.get_state_display().lower()} already. Load the page again."
        )
    moved = (diagnostic.state, to)
    diagnostic.state = to
    for name, value in fields.items():
        setattr(diagnostic, name, value)
    diagnostic.save(update_fields=["state", *fields])
    record(what, diagnostic, by=by, locality=diagnostic.locality, moved=moved, why=why)


def targets_below_today(diagnostic: Diagnostic) -> list[DomainAnswer]:
    """Answers whose target lies below today's position: to be mended before agreeing."""
    return [
        answer
        for answer in diagnostic.answers.select_related("domain")
        if target_below_today(answer.position, answer.target)
    ]


def agree_diagnostic(diagnostic: Diagnostic, *, by: User) -> Diagnostic:
    """Agree the diagnostic, gaps and all, and lock it.

    Raises DiagnosticError when it is agreed already or a target lies below today.
    """
    with transaction.atomic():
        diagnostic = _lock(diagnostic.pk)
        if below := targets_below_today(diagnostic):
            names = ", ".join(answer.domain.title for answer in below)
            raise DiagnosticError(f"The target is below today for: {names}. Change one of the two before agreeing.")
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

    Raises DiagnosticError unless it is the locality's newest and agreed, and when a guard objects.
    """
    if not why.strip():
        raise DiagnosticError("Say why the diagnostic is reopened.")
    with transaction.atomic():
        diagnostic = _lock(diagnostic.pk)
        if Diagnostic.objects.filter(locality=diagnostic.locality).newest_first().first() != diagnostic:
            raise DiagnosticError("Only the newest diagnostic of a locality can be reopened.")
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
