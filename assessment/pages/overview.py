"""A diagnostic as a whole, in plain data: what is answered, what is open, what has to be mended before agreeing."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.models import Area, Diagnostic, Domain, DomainAnswer, FeatureAnswer, Level, LevelFeature, Theme
from assessment.queries.capacity_today import CapacityToday, capacity_today
from assessment.rules.scoring import AreaScore, area_score, target_below_today


@dataclass(frozen=True)
class DomainRow:
    domain: Domain
    answer: DomainAnswer

    @property
    def target_below_today(self) -> bool:
        return target_below_today(self.answer.position, self.answer.target)


ThemeRows = tuple[Theme | None, tuple[DomainRow, ...]]
"""A theme with its domains; no theme for those that stand under the area itself."""


@dataclass(frozen=True)
class AreaRows:
    area: Area
    themes: tuple[ThemeRows, ...]
    score: AreaScore


@dataclass(frozen=True)
class LevelRows:
    level: Level
    rows: tuple[tuple[LevelFeature, FeatureAnswer], ...]

    @property
    def answered(self) -> int:
        return sum(bool(answer.state) for _, answer in self.rows)

    @property
    def total(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Overview:
    areas: tuple[AreaRows, ...]
    levels: tuple[LevelRows, ...]
    capacity: CapacityToday

    @property
    def domains(self) -> tuple[DomainRow, ...]:
        return tuple(row for area in self.areas for _, rows in area.themes for row in rows)

    @property
    def unanswered(self) -> tuple[DomainRow, ...]:
        return tuple(row for row in self.domains if row.answer.position is None)

    @property
    def without_target(self) -> tuple[DomainRow, ...]:
        return tuple(row for row in self.domains if row.answer.position and not row.answer.target)

    @property
    def below_today(self) -> tuple[DomainRow, ...]:
        """What has to be mended before agreeing."""
        return tuple(row for row in self.domains if row.target_below_today)

    @property
    def features_unanswered(self) -> int:
        return sum(level.total - level.answered for level in self.levels)

    @property
    def answered(self) -> int:
        return len(self.domains) - len(self.unanswered)

    @property
    def complete(self) -> bool:
        return self.capacity.complete and not (self.unanswered or self.without_target or self.features_unanswered)

    @property
    def first_open(self) -> DomainRow | None:
        return self.unanswered[0] if self.unanswered else None


def build_overview(diagnostic: Diagnostic) -> Overview:
    """Read a diagnostic's answers once: a query for the domains, one for the features, one for the capacity."""
    guide = diagnostic.whole_guide
    answers = {row.domain_id: row for row in diagnostic.answers.order_by()}
    features = {row.feature_id: row for row in diagnostic.feature_answers.order_by()}
    return Overview(
        areas=tuple(
            AreaRows(
                area,
                _by_theme(domains, answers),
                area_score((answers[domain.pk].position for domain in domains), guide.top),
            )
            for area, domains in guide.domains_by_area
        ),
        levels=tuple(
            LevelRows(level, tuple((feature, features[feature.pk]) for feature in level.features.all()))
            for level in guide.levels_to_answer
        ),
        capacity=capacity_today(diagnostic),
    )


def _by_theme(domains: list[Domain], answers: dict[int, DomainAnswer]) -> tuple[ThemeRows, ...]:
    """Put domains under their themes, in the guide's order."""
    themes: dict[int | None, list[Domain]] = {}
    for domain in domains:
        themes.setdefault(domain.theme_id, []).append(domain)
    return tuple(
        (group[0].theme, tuple(DomainRow(domain, answers[domain.pk]) for domain in group)) for group in themes.values()
    )
