"""What delivers a thing that a level asks for: the plan's actions, else those that the guide has for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format

from assessment.models import Guide, SuggestedAction
from assessment.queries.result import Answers
from assessment.rules.action_chains import CHANGES, FINDS_OUT, stages
from assessment.rules.levels import Requirement, RequirementKind, is_met_by
from devplans.models import Action
from devplans.queries.plan_outlook import PlanOutlook
from devplans.queries.whole_plan import WholePlan


@dataclass(frozen=True)
class Delivery:
    """An action that delivers something, or what to do where there is none. `do` is what its second link says."""

    title: str
    note: str = ""
    url: str = ""
    do: str = ""
    do_url: str = ""


def delivered_by(
    asked: Requirement, answers: Answers, whole: WholePlan | None, outlook: PlanOutlook | None, *, may_change: bool
) -> tuple[Delivery, ...]:
    """What delivers it, the plan's actions by due date. Nothing where it has to be answered first."""
    if asked.kind is RequirementKind.DOMAIN and asked.position is None:
        return ()
    guide = answers.guide
    if whole is None or outlook is None:
        return tuple(Delivery(action.title, "The guide suggests it") for action in suggested(asked, guide))
    return tuple(_with_plan(asked, guide, whole, outlook, may_change=may_change))


def suggested(asked: Requirement, guide: Guide) -> Iterator[SuggestedAction]:
    """The guide's actions that do it: what completes a feature, the change of each stage that a domain has to go."""
    if asked.kind is RequirementKind.FEATURE:
        for code in guide.features_by_code[asked.code].actions[-1:]:
            yield guide.actions_by_code[code]
        return
    actions = list(guide.domains_by_code[asked.code].suggested_actions.all())
    for stage in stages(actions, asked.position or 0, asked.needed or 0):
        takes = stage.takes()
        yield from (takes[CHANGES] or takes[""])[:1]


def _with_plan(
    asked: Requirement, guide: Guide, whole: WholePlan, outlook: PlanOutlook, *, may_change: bool
) -> Iterator[Delivery]:
    by_due = sorted(whole.actions, key=lambda action: (action.due_on or date.max, action.order))
    serving = [action for action in by_due if _serves(action, asked, guide)]
    for action in serving:
        yield Delivery(action.title, _by(action), reverse("action", args=[whole.plan.pk, action.pk]))
    if is_met_by(asked, outlook.after.positions, outlook.after.states):
        return
    taken = {action.suggestion for action in whole.actions}
    left = [action for action in suggested(asked, guide) if action.code not in taken]
    if left:
        link = ("Add it", reverse("proposal", args=[whole.plan.pk])) if may_change else ("", "")
        yield from (Delivery(action.title, "Not in the plan", "", *link) for action in left)
        return
    link = ("Write your own action", reverse("action-add", args=[whole.plan.pk])) if may_change else ("", "")
    yield Delivery("", "The plan stops short of it" if serving else "The guide has no action for it", "", *link)


def _serves(action: Action, asked: Requirement, guide: Guide) -> bool:
    """Whether an action moves the domain or completes the feature: what only finds out does neither."""
    if action.serves and action.serves.code == asked.code:
        suggestion = guide.actions_by_code.get(action.suggestion)
        return suggestion is None or suggestion.kind != FINDS_OUT
    feature = guide.features_by_code.get(asked.code)
    return feature is not None and action.suggestion in feature.actions[-1:]


def _by(action: Action) -> str:
    return f"In the plan, by {date_format(action.due_on, 'F Y')}" if action.due_on else "In the plan, no date yet"
