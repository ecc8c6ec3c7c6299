"""What a plan still lacks before it can be submitted, as tasks with links: asked by the page and by the service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from devplans.action_list import reasons_of
from devplans.models import Action, Plan

IMPACTS = ("patient", "practice", "system")


@dataclass(frozen=True)
class Missing:
    """Something that is missing, and the page on which it is mended."""

    text: str
    url: str


def missing_for_submission(plan: Plan) -> list[Missing]:
    """Return what is missing, in the order of the plan; nothing when it can be submitted. Four queries."""
    actions = list(plan.actions.in_plan().with_why())
    return [*_diagnostic(plan), *_blockers(plan, actions), *_actions(plan, actions), *_metrics(plan)]


def _diagnostic(plan: Plan) -> Iterator[Missing]:
    if plan.diagnostic.is_editable:
        url = reverse("agree", args=[plan.diagnostic_id])
        yield Missing("The diagnostic is open again. Agree it, so that the plan rests on what is agreed", url)


def _blockers(plan: Plan, actions: list[Action]) -> Iterator[Missing]:
    reasons, guide = reasons_of(plan), plan.diagnostic.whole_guide
    names = {code: domain.title for code, domain in guide.domains_by_code.items()}
    names |= {feature.code: feature.text for level in guide.ordered_levels for feature in level.features.all()}
    served = {action.serves.code for action in actions if action.serves}
    url = reverse("proposal", args=[plan.pk])
    for code in names:
        if code in (reasons.features | reasons.domains) - served:
            yield Missing(f"No action for what Level {plan.target_level} needs: {names[code]}", url)


def _actions(plan: Plan, actions: list[Action]) -> Iterator[Missing]:
    if not actions:
        yield Missing("The plan has no actions", reverse("proposal", args=[plan.pk]))
    for action in actions:
        lacks = [name for name, there in (("owner", action.owner_name), ("due date", action.due_on)) if not there]
        if lacks:
            yield Missing(f"Action without {' and '.join(lacks)}: {action}", action.get_absolute_url())


def _metrics(plan: Plan) -> Iterator[Missing]:
    rows = list(plan.metrics.select_related("metric"))
    for impact in IMPACTS:
        if not any(row.metric.category == impact for row in rows):
            yield Missing(f"No outcome metric for {impact} impact", reverse("metric-add", args=[plan.pk]))
    for row in rows:
        if row.missing:
            yield Missing(f"Outcome metric without {', '.join(row.missing)}: {row}", row.get_absolute_url())
