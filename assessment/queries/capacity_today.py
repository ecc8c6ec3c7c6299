"""A diagnostic's demand and capacity: as its rows hold it, and worked out for the page, the plan and the PDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils import timezone

from assessment.models import CapacityAssumption, CapacityBaseline, Diagnostic
from assessment.queries.practice_figures import FIGURES, PracticeFiguresTaken, figures_kept, figures_of
from assessment.rules.capacity import Gap, Today, today
from assessment.rules.capacity_inputs import YEARS_AHEAD, Assumptions, Baseline
from assessment.rules.checked_figures import Assumption, InvalidFiguresError
from assessment.rules.decimals import financial_year, known, plain, round_to, rounded, with_unit
from localities.models import Locality

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("What patients need", ("demand_rate", "growth")),
    ("What staff offer", ("gp_appointments", "clinical_hours", "appointment_minutes", "safe_level")),
    ("Who leaves in the worst cases", ("gp_loss", "nurse_loss", "other_leavers")),
    ("Where unmet need goes", ("unmet_nothing", "unmet_pharmacist", "unmet_ae", "unmet_other_nhs")),
)
ABOUT: Mapping[str, Assumption] = {about.code: about for about in Assumptions.about()}


@dataclass(frozen=True)
class AssumptionShown:
    """One assumption: what is known about it, and the value and reason where it was changed."""

    about: Assumption
    changed: Decimal | None
    why: str

    @property
    def value(self) -> Decimal:
        return known(self.about.value) if self.changed is None else self.changed

    @property
    def in_words(self) -> str:
        """ "98 per 1,000 patients a week", "3% a year, compounding"."""
        return with_unit(self.value, self.about.unit)

    @property
    def usual_in_words(self) -> str:
        return with_unit(known(self.about.value), self.about.unit)


@dataclass(frozen=True)
class Scenario:
    """One bar of the chart and one row of its table: appointments a week needed and on offer."""

    label: str
    needed: Decimal
    gap: Gap

    @property
    def offered(self) -> Decimal:
        return self.needed - self.gap.appointments


@dataclass(frozen=True)
class CapacityToday:
    """Figures, assumptions and what follows from them. `results` has None where something is missing.

    `problems` are values that cannot be, by field; the results go without them.
    """

    baseline: Baseline
    figures_why: str
    taken: PracticeFiguresTaken
    assumptions: tuple[AssumptionShown, ...]
    assumed: Assumptions
    results: Today
    problems: Mapping[str, str]
    checked: bool

    @property
    def missing(self) -> dict[str, str]:
        """What has to be known before there is a gap, by field."""
        return self.baseline.missing

    @property
    def questions(self) -> tuple[str, ...]:
        """What to ask about unusual figures."""
        return (*self.baseline.questions.values(), *self.assumed.questions.values())

    @property
    def problems_said(self) -> tuple[str, ...]:
        """The problems, each once: one may be about several fields."""
        return tuple(dict.fromkeys(self.problems.values()))

    @property
    def differs(self) -> bool:
        """Whether a figure is not the practices'."""
        return any(getattr(self.baseline, name) != value for name, value in self.taken.sums.items())

    @property
    def lacks_reason(self) -> bool:
        return self.differs and not self.missing and not self.figures_why

    @property
    def filled_in(self) -> bool:
        """Whether the figures are there and may be: the practices' may have been taken without anybody looking."""
        return not (self.missing or self.lacks_reason or self.problems)

    @property
    def complete(self) -> bool:
        return self.filled_in and self.checked

    @property
    def status(self) -> str:
        """How far it is, for a task list."""
        if self.complete:
            return "Completed"
        return "From the practices’ figures: to check" if self.filled_in else "To fill in"

    @property
    def to_do(self) -> str:
        """What is left to do, in words; nothing when it is complete."""
        if self.missing:
            return "Not filled in: " + ", ".join(FIGURE_NAMES[name] for name in self.missing)
        if self.lacks_reason:
            return "No reason given for figures that differ from the practices’"
        if self.problems:
            return " ".join(self.problems_said)
        return "" if self.checked else "From the practices’ figures, which nobody has checked yet"

    @property
    def summary(self) -> str:
        """ "4,410 appointments a week needed, 3,513 available", or what is missing."""
        if self.missing:
            return self.to_do
        needed, offered = (plain(round_to(known(each))) for each in (self.results.demand, self.results.capacity))
        return f"{needed} appointments a week needed, {offered} available"

    @property
    def changed(self) -> tuple[AssumptionShown, ...]:
        return tuple(assumption for assumption in self.assumptions if assumption.changed is not None)

    @property
    def by_group(self) -> list[tuple[str, list[AssumptionShown]]]:
        """The assumptions as the page groups them."""
        shown = {assumption.about.code: assumption for assumption in self.assumptions}
        return [(title, [shown[code] for code in codes]) for title, codes in GROUPS]

    @property
    def base_year(self) -> str:
        return financial_year(self.baseline.base_year)

    @property
    def target_year(self) -> str:
        return financial_year(self.baseline.target_year)

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Today, and the target year in the three ways it may come; none while something is missing."""
        found, year = self.results, self.target_year
        rows = (
            (f"Today, {self.base_year}", found.demand, found.gap),
            (f"{year} if nothing is done", found.demand_in_target_year, found.do_nothing),
            ("Worst case without other leavers", found.demand_in_target_year, found.worst_case_without_other_leavers),
            ("Worst case", found.demand_in_target_year, found.worst_case),
        )
        return tuple(Scenario(label, needed, gap) for label, needed, gap in rows if needed is not None and gap)

    @property
    def gap_share_size(self) -> Decimal | None:
        """The gap or surplus in per cent of demand, without its sign."""
        return None if self.results.gap_share is None else abs(self.results.gap_share)

    @property
    def unmet_note(self) -> str:
        """What to say below the parts of unmet need when they do not add up as shown."""
        return rounded([one.appointments for one in self.results.unmet_need]).note


FIGURE_NAMES = {
    "patients": "registered patients",
    "gp_fte": "GPs",
    "nurse_fte": "nurses",
    "other_clinical_fte": "other clinicians",
}


def capacity_today(diagnostic: Diagnostic) -> CapacityToday:
    """Work out a diagnostic's demand and capacity as it stands. One query."""
    return worked_out(*capacity_with_assumptions(diagnostic))


def worked_out(row: CapacityBaseline, assumptions: Iterable[CapacityAssumption]) -> CapacityToday:
    """Work out what rows say, saved or not. Values that cannot be are left out and named."""
    rows = list(assumptions)
    values = {one.code: one.value for one in rows if one.value is not None}
    baseline, wrong_figures = _baseline(row)
    assumed, wrong_assumptions = assumptions_of(values)
    return CapacityToday(
        baseline=baseline,
        figures_why=row.figures_why,
        taken=figures_kept(row.practices),
        assumptions=tuple(AssumptionShown(ABOUT[one.code], one.value, one.why) for one in rows),
        assumed=assumed,
        results=today(baseline, assumed),
        problems=wrong_figures | wrong_assumptions,
        checked=row.checked_at is not None,
    )


def _baseline(row: CapacityBaseline) -> tuple[Baseline, dict[str, str]]:
    empty = Baseline(patients=None, gp_fte=None, nurse_fte=None, base_year=row.base_year, target_year=row.base_year)
    given: dict[str, Any] = {name: getattr(row, name) for name in (*FIGURES, "target_year")}
    try:
        return replace(empty, **given), {}
    except InvalidFiguresError as error:
        right = {name: value for name, value in given.items() if name not in error.by_field}
        return replace(empty, **right), error.by_field


def assumptions_of(values: Mapping[str, Decimal]) -> tuple[Assumptions, dict[str, str]]:
    """The assumptions with these values, and what is wrong with those that cannot be, by code.

    Without what is wrong by itself, others may still be wrong together: what is left is looked at again.
    """
    try:
        return Assumptions(**values), {}
    except InvalidFiguresError as error:
        assumed, others = assumptions_of({code: value for code, value in values.items() if code not in error.by_field})
        return assumed, others | error.by_field


def capacity_with_assumptions(diagnostic: Diagnostic) -> tuple[CapacityBaseline, list[CapacityAssumption]]:
    """Return a diagnostic's demand and capacity and its assumptions; one query."""
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
    return found or CapacityBaseline(diagnostic=diagnostic, **years_of(diagnostic))


def years_of(diagnostic: Diagnostic) -> dict[str, int]:
    """Return the year that the figures describe and the one that they look ahead to."""
    day = diagnostic.started_on
    base_year = day.year if day.month >= 4 else day.year - 1  # the financial year starts in April
    return {"base_year": base_year, "target_year": base_year + YEARS_AHEAD}


def practice_figures_now(locality: Locality) -> dict[str, Any]:
    """Return the practices' figures of this moment, as a diagnostic's demand and capacity keeps them."""
    taken = figures_of(locality)
    return {**taken.sums, "practices": taken.as_json(), "taken_at": timezone.now()}
