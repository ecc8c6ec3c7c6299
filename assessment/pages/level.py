"""What a level's page shows: how much of it is there, and beside each feature what speaks to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.models import Diagnostic, Domain, Level, LevelFeature
from assessment.pages.contradictions import Contradicting, contradicting
from assessment.queries.result import Answers
from assessment.rules.levels import LevelRule, LevelStanding, RequirementKind
from assessment.rules.scoring import FeatureState


@dataclass(frozen=True)
class BesideFeature:
    """The domains that speak to a feature, each with its position today, and where the two seem to disagree."""

    feature: LevelFeature
    domains: tuple[tuple[Domain, int | None], ...]
    contradictions: tuple[Contradicting, ...]


@dataclass(frozen=True)
class LevelPage:
    level: Level
    rule: LevelRule
    standing: LevelStanding
    beside: Mapping[str, BesideFeature]
    """By the feature's code."""
    in_place: int
    """How many of its features are, as far as they are needed: essential ones, and signs up to those wanted."""

    @property
    def needed(self) -> int:
        return len(self.rule.essential) + self.rule.signs_wanted

    @property
    def has_signs(self) -> bool:
        return bool(self.rule.signs)

    @property
    def domains_met(self) -> int:
        return len(self.rule.positions) - sum(one.kind is RequirementKind.DOMAIN for one in self.standing.blockers)


def build_level_page(diagnostic: Diagnostic, level: Level) -> LevelPage:
    """Read what stands beside a level's features; two queries."""
    answers = Answers(diagnostic)
    at = answers.guide.ordered_levels.index(level)
    rule, standing = answers.guide.level_rules[at], answers.level.standings[at]
    found = contradicting(answers)
    essential = sum(answers.features[code] is FeatureState.IN_PLACE for code in rule.essential)
    return LevelPage(
        level=level,
        rule=rule,
        standing=standing,
        beside={
            feature.code: BesideFeature(
                feature,
                tuple((answers.guide.domains_by_code[code], answers.positions[code]) for code in feature.domains),
                tuple(one for one in found if one.feature == feature),
            )
            for feature in level.features.all()
        },
        in_place=essential + rule.signs_wanted - standing.more_signs,
    )
