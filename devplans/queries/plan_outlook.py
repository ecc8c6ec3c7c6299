"""Where a plan's actions lead, from its rows: the outlook rule asked of them. No query beyond the plan's own."""

from __future__ import annotations

from assessment.models import Guide
from assessment.rules.levels import LevelResult
from devplans.models import Action
from devplans.queries.whole_plan import WholePlan
from devplans.rules.outlook import Answers, PlannedAction, lacking, outlook


def answers_after(whole: WholePlan) -> Answers:
    """The answers that the locality could give when every action of the plan is done."""
    guide, today = whole.guide, whole.answers
    return outlook(
        Answers(today.positions, today.features),
        [_planned(action, guide) for action in whole.actions],
        guide.level_rules,
        target_level=whole.plan.target_level,
        completed_by={feature.code: feature.actions[-1] for feature in guide.ordered_features if feature.actions},
    )


def projected_level(whole: WholePlan) -> LevelResult:
    """The level that the plan leads to, with what would still be missing."""
    return answers_after(whole).level(whole.guide.level_rules)


def uncovered_codes(whole: WholePlan) -> tuple[str, ...]:
    """What the level aimed for would still lack when all actions are done, by code: features, then domains."""
    return lacking(answers_after(whole), whole.guide.level_rules, whole.plan.target_level)


def _planned(action: Action, guide: Guide) -> PlannedAction:
    return PlannedAction(
        code=action.suggestion,
        domain=action.domain.code if action.domain else "",
        feature=action.feature.code if action.feature else "",
        moves=guide.actions_by_code.get(action.suggestion),
    )
