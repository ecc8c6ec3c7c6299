"""What the actions of a plan are for: what the level aimed for still lacks, and what people made a priority."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessment.queries.result import Answers
from assessment.rules.scoring import RequirementKind, requirements_of
from devplans.models import Action, Plan
from devplans.rules.action_filters import BLOCKER, OTHER, PRIORITY


@dataclass(frozen=True)
class Reasons:
    """The level today and the level aimed for, what that one lacks, and the domains people made priorities, by code."""

    level_now: int
    level: int
    features: frozenset[str]
    domains: frozenset[str]
    priorities: frozenset[str]

    @property
    def blockers(self) -> int:
        return len(self.features) + len(self.domains)

    def kind_of(self, action: Action) -> str:
        if (action.feature and action.feature.code in self.features) or (
            action.domain and action.domain.code in self.domains
        ):
            return BLOCKER
        return PRIORITY if action.domain and action.domain.code in self.priorities else OTHER

    def covered_by(self, actions: Sequence[Action]) -> int:
        """How many blockers have an action."""
        features = {action.feature.code for action in actions if action.feature}
        domains = {action.domain.code for action in actions if action.domain}
        return len(self.features & features) + len(self.domains & domains)


def reasons_of(plan: Plan) -> Reasons:
    """Return what the plan's actions can be for. Two queries."""
    return reasons_from(Answers(plan.diagnostic), plan.target_level)


def reasons_from(answers: Answers, target_level: int) -> Reasons:
    """Return what actions can be for, from a diagnostic's answers."""
    blockers = [
        asked
        for rule in answers.guide.level_rules
        if rule.number <= target_level
        for asked in requirements_of(rule, answers.positions, answers.features)
        if not asked.met
    ]
    return Reasons(
        level_now=answers.level.level,
        level=target_level,
        features=frozenset(asked.code for asked in blockers if asked.kind is RequirementKind.FEATURE),
        domains=frozenset(asked.code for asked in blockers if asked.kind is RequirementKind.DOMAIN),
        priorities=frozenset(code for code, answer in answers.by_domain.items() if answer.priority),
    )
