"""Where a plan's actions lead, from its rows: the outlook rule asked of them. No query beyond the plan's own."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.models import Guide
from assessment.rules.levels import LevelResult
from devplans.models import Action
from devplans.queries.whole_plan import WholePlan
from devplans.rules.outlook import Answers, OwnMove, PlannedAction, lacking, outlook


@dataclass(frozen=True)
class PlanOutlook:
    """What a plan leads to when all of it is done: the answers and the level.

    `lacking` is what the level aimed for would still lack, by code: features, then domains; `still_missing` says the
    same in the guide's words.
    """

    after: Answers
    level: LevelResult
    aimed_for: int
    lacking: tuple[str, ...]
    still_missing: tuple[str, ...]

    @property
    def headline(self) -> str:
        return f"Level {self.level.level}" if self.level.level else "working towards Level 1"

    @property
    def reaches_its_level(self) -> bool:
        return self.level.level >= self.aimed_for


def plan_outlook(whole: WholePlan) -> PlanOutlook:
    guide, aimed_for = whole.guide, whole.plan.target_level
    after = _answers_after(whole)
    codes = lacking(after, guide.level_rules, aimed_for)
    needed = {code: at for rule in guide.level_rules[:aimed_for] for code, at in rule.positions.items()}
    return PlanOutlook(
        after=after,
        level=after.level(guide.level_rules),
        aimed_for=aimed_for,
        lacking=codes,
        still_missing=tuple(
            f"{guide.titles[code]} at {needed[code]}" if code in needed else guide.titles[code].removesuffix(".")
            for code in codes
        ),
    )


def _answers_after(whole: WholePlan) -> Answers:
    guide, today = whole.guide, whole.answers
    return outlook(
        Answers(today.positions, today.features),
        [_planned(action, guide) for action in whole.actions],
        completed_by={feature.code: feature.actions[-1] for feature in guide.ordered_features if feature.actions},
    )


def _planned(action: Action, guide: Guide) -> PlannedAction:
    own = OwnMove(action.reaches) if action.reaches else None
    return PlannedAction(
        code=action.suggestion,
        domain=action.domain.code if action.domain else "",
        feature=action.feature.code if action.feature else "",
        moves=guide.actions_by_code.get(action.suggestion, own),
    )
