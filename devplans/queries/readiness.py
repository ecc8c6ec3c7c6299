"""What the readiness rule needs to know of a plan, gathered from its rows."""

from __future__ import annotations

from devplans.document.sections import SECTIONS
from devplans.models import Action, Commitment, PlanMetric
from devplans.pages.actions import Reasons
from devplans.queries.whole_plan import WholePlan
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
from devplans.services.sections import OPTIONAL_SECTIONS


def what_is_missing(whole: WholePlan, reasons: Reasons) -> tuple[Missing, ...]:
    """What the plan lacks before it can be submitted. No query."""
    return missing(facts_of(whole, reasons))


def facts_of(whole: WholePlan, reasons: Reasons) -> PlanFacts:
    """The plan in the words of the readiness rule."""
    return PlanFacts(
        target_level=whole.plan.target_level,
        blockers=_blockers(whole, reasons),
        uncovered_why=whole.plan.uncovered_why,
        actions=tuple(map(_action, whole.actions)),
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


def _blockers(whole: WholePlan, reasons: Reasons) -> tuple[Blocker, ...]:
    """What the levels up to the one aimed for lack, in the guide's order."""
    features = [feature for level in whole.guide.ordered_levels for feature in level.features.all()]
    return (
        *(Blocker(one.code, one.text) for one in features if one.code in reasons.features),
        *(Blocker(one.code, one.title) for one in whole.guide.ordered_domains if one.code in reasons.domains),
    )


def _action(action: Action) -> ActionFacts:
    return ActionFacts(
        row=action.pk,
        title=action.title,
        serves=action.serves.code if action.serves else "",
        owner_name=action.owner_name,
        due=action.due_on,
        status=action.status,
    )


def _metric(row: PlanMetric) -> MetricFacts:
    metric = row.metric
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
        "digital": bool(whole.digital),
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
