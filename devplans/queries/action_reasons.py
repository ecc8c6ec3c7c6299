"""What the actions of a plan are for: what the level aimed for still lacks, and what people made a priority."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.queries.result import Answers
from assessment.rules.levels import RequirementKind, requirements_of
from devplans.models import Action, Plan
from devplans.rules import outlook
from devplans.rules.action_filters import BLOCKER, OTHER, PRIORITY


@dataclass(frozen=True)
class Reasons:
    """The level today and the level aimed for, what that one lacks, and the domains people made priorities, by code.

    `features` and `domains` are all that is not there, and `deliver` the guide's actions that put these features in
    place; `blockers` are what has to come: of missing signs only as many as are wanted.
    """

    level_now: int
    level: int
    features: frozenset[str]
    domains: frozenset[str]
    deliver: frozenset[str]
    blockers: tuple[str, ...]
    priorities: frozenset[str]

    def kind_of(self, action: Action) -> str:
        if (
            (action.feature and action.feature.code in self.features)
            or (action.domain and action.domain.code in self.domains)
            or action.suggestion in self.deliver
        ):
            return BLOCKER
        return PRIORITY if action.domain and action.domain.code in self.priorities else OTHER


def reasons_of(plan: Plan) -> Reasons:
    """Return what the plan's actions can be for. Two queries."""
    return reasons_from(Answers(plan.diagnostic), plan.target_level)


def reasons_from(answers: Answers, target_level: int) -> Reasons:
    """Return what actions can be for, from a diagnostic's answers."""
    rules = answers.guide.level_rules
    missing = [
        asked
        for rule in rules
        if rule.number <= target_level
        for asked in requirements_of(rule, answers.positions, answers.features)
        if not asked.met
    ]
    features = frozenset(asked.code for asked in missing if asked.kind is RequirementKind.FEATURE)
    return Reasons(
        level_now=answers.level.level,
        level=target_level,
        features=features,
        domains=frozenset(asked.code for asked in missing if asked.kind is RequirementKind.DOMAIN),
        deliver=frozenset(
            code for feature in answers.guide.ordered_features if feature.code in features for code in feature.actions
        ),
        blockers=outlook.lacking(outlook.Answers(answers.positions, answers.features), rules, target_level),
        priorities=frozenset(code for code, answer in answers.by_domain.items() if answer.priority),
    )
