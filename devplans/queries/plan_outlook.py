"""Where a plan's actions lead, from its rows: the outlook rule asked of them. No query beyond the plan's own."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True)
class PlanOutlook:
    """What a plan leads to: the answers and the level when all is done, and what its own level would still lack."""

    after: Answers
    level: LevelResult
    aimed_for: int
    still_missing: tuple[str, ...]

    @property
    def headline(self) -> str:
        return f"Level {self.level.level}" if self.level.level else "working towards Level 1"

    @property
    def reaches_its_level(self) -> bool:
        return self.level.level >= self.aimed_for


def plan_outlook(whole: WholePlan) -> PlanOutlook:
    """What the plan leads to, in the guide's words."""
    guide, after, aimed_for = whole.guide, answers_after(whole), whole.plan.target_level
    needed = {code: at for rule in guide.level_rules[:aimed_for] for code, at in rule.positions.items()}
    return PlanOutlook(
        after=after,
        level=after.level(guide.level_rules),
        aimed_for=aimed_for,
        still_missing=tuple(
            f"{guide.titles[code]} at {needed[code]}" if code in needed else guide.titles[code].removesuffix(".")
            for code in lacking(after, guide.level_rules, aimed_for)
        ),
    )


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
