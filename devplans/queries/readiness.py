"""What a plan lacks before it can be submitted: the readiness rule asked of its rows, and its answers as tasks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from assessment.queries.result import Answers
from devplans.models import Action, Commitment, DigitalInitiative, Plan, PlanMetric, Risk
from devplans.queries.action_reasons import Reasons, reasons_from
from devplans.queries.consistency import Consistency, consistency_of
from devplans.queries.plan_outlook import PlanOutlook, plan_outlook
from devplans.queries.section_choices import OPTIONAL_SECTIONS
from devplans.queries.whole_plan import WholePlan
from devplans.rules.finding import Finding
from devplans.rules.readiness import (
    ActionFacts,
    Blocker,
    CapacityFacts,
    CoreMetric,
    MetricFacts,
    Missing,
    OptionalSection,
    PlanFacts,
    Side,
    missing,
)
from devplans.rules.sections import SECTIONS


@dataclass(frozen=True)
class PlanProgress:
    """How far a plan is: all that is in it, what its actions can be for, and what it lacks to be submitted.

    `outlook` is what it leads to, `consistency` what contradicts itself in it.
    """

    whole: WholePlan
    reasons: Reasons
    missing: tuple[Missing, ...]
    outlook: PlanOutlook
    consistency: Consistency

    @property
    def uncovered(self) -> int:
        """How many blockers its actions do not reach."""
        return len(self.outlook.lacking)

    @property
    def plan(self) -> Plan:
        return self.whole.plan

    def left_in(self, section: str) -> int:
        """How many things that section lacks."""
        return sum(one.section == section for one in self.missing)


def plan_progress(plan: Plan, answers: Answers | None = None) -> PlanProgress:
    """Read a plan with all that is in it. Three queries, one when the diagnostic's answers are known."""
    whole = WholePlan(plan, answers)
    outlook = plan_outlook(whole)
    reasons = reasons_from(whole.answers, plan.target_level)
    consistency = consistency_of(whole)
    lacking = (*missing(facts_of(whole, outlook)), *_contradictions(consistency))
    return PlanProgress(whole, reasons, lacking, outlook, consistency)


def _contradictions(found: Consistency) -> Iterator[Missing]:
    """What contradicts itself blocks as what is missing does, until it is mended or, where it may be, explained."""
    for one in found.musts:
        yield Missing("consistency", f"Mend: {_one_sentence(one.finding)}", "consistency")
    for one in found.asks:
        yield Missing("consistency", f"Mend or explain: {_one_sentence(one.finding)}", "consistency")


def _one_sentence(finding: Finding) -> str:
    return f"{finding.title[0].lower()}{finding.title[1:]} ({finding.one.figure} and {finding.other.figure})"


@dataclass(frozen=True)
class MissingTask:
    """One thing to do before the plan can be submitted, with the page to do it on."""

    text: str
    url: str


def missing_task(missing: Missing, plan: Plan) -> MissingTask:
    """Return the task that something missing asks for."""
    return MissingTask(missing.words, reverse(missing.page, args=[plan.pk, missing.row] if missing.row else [plan.pk]))


def missing_for_submission(progress: PlanProgress) -> list[MissingTask]:
    """Return what is missing, in the order of the plan; nothing when it can be submitted. No query."""
    plan = progress.plan
    return [*_diagnostic(plan), *(missing_task(missing, plan) for missing in progress.missing)]


def _diagnostic(plan: Plan) -> Iterator[MissingTask]:
    if plan.diagnostic.is_editable:
        url = reverse("agree", args=[plan.diagnostic_id])
        yield MissingTask("The diagnostic is open again. Agree it, so that the plan rests on what is agreed", url)


def facts_of(whole: WholePlan, outlook: PlanOutlook) -> PlanFacts:
    """The plan in the words of the readiness rule. No query beyond the plan's and its diagnostic's."""
    return PlanFacts(
        target_level=whole.plan.target_level,
        uncovered=tuple(map(Blocker, outlook.lacking, outlook.still_missing)),
        uncovered_why=whole.plan.uncovered_why,
        actions=tuple(_action(action, whole.moved_from(action)) for action in whole.actions),
        core_metrics=tuple(
            CoreMetric(code=metric.code, title=metric.title, category=metric.category)
            for metric in whole.guide.outcome_metrics.all()
            if metric.core
        ),
        metrics=tuple(map(_metric, whole.metrics)),
        capacity=_capacity(whole),
        optional=_optional(whole),
        sides=_sides(whole),
    )


def _action(action: Action, moved_from: date | None) -> ActionFacts:
    return ActionFacts(
        row=action.pk,
        title=action.title,
        owner_name=action.owner_name,
        due=action.due_on,
        status=action.status,
        moved_from=moved_from,
        moved_why=action.moved_why,
    )


def _metric(row: PlanMetric) -> MetricFacts:
    metric = row.about
    return MetricFacts(row=row.pk, code=metric.code, title=metric.title, category=metric.category, measure=row.measure)


def _capacity(whole: WholePlan) -> CapacityFacts:
    found = whole.capacity
    return CapacityFacts(
        is_saved=found.is_saved,
        closes=found.remaining is not None and found.remaining.appointments <= 0,
        remaining_why=found.remaining_why,
    )


def _optional(whole: WholePlan) -> tuple[OptionalSection, ...]:
    filled_in = {
        "staffing": bool(whole.staffing.lines),
        "estates": bool(whole.schemes) or bool(whole.estate and whole.estate.hub_model),
        "digital": bool(whole.rows_of(DigitalInitiative)),
        "money": bool(whole.costs),
        "risks": bool(whole.rows_of(Risk)),
    }
    return tuple(
        OptionalSection(
            code=section.code,
            title=section.title,
            page=section.url_name or section.code,
            is_filled_in=filled_in[section.code],
            not_needed_why=whole.not_needed.get(section.code, ""),
        )
        for section in SECTIONS
        if section.code in OPTIONAL_SECTIONS
    )


def _sides(whole: WholePlan) -> tuple[Side, ...]:
    made = [commitment.side for commitment in whole.commitments]
    word = whole.plan.locality.commissioner_word
    return (
        Side("the locality", made.count(Commitment.Side.LOCALITY)),
        Side(f"the {word}", made.count(Commitment.Side.COMMISSIONER)),
    )
