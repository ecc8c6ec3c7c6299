"""What a diagnostic says: its profile and level in plain data, the same for the page, the plan and the PDF."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property

from assessment.models import Diagnostic, Domain, DomainAnswer, Guide
from assessment.rules.contradictions import Contradiction, contradictions
from assessment.rules.levels import LevelResult, Requirement, RequirementKind, assess_level
from assessment.rules.profile import AreaProfile, DomainProfile, area_profile
from assessment.rules.scale import Scale
from assessment.rules.scoring import FeatureState


@dataclass(frozen=True)
class RequirementResult:
    """One thing the next level asks for, with its words: "At 2. Level 2 needs 3", "Partly in place"."""

    requirement: Requirement
    title: str

    @property
    def is_domain(self) -> bool:
        return self.requirement.kind == RequirementKind.DOMAIN

    @property
    def code(self) -> str:
        return self.requirement.code

    @property
    def is_answered(self) -> bool:
        return bool(self.requirement.position or self.requirement.state)

    @property
    def now(self) -> str:
        asked = self.requirement
        if asked.position:
            return f"At {asked.position}"
        return asked.state.label if asked.state else "Not answered yet"

    @property
    def needed(self) -> str:
        if self.is_domain:
            return f"At {self.requirement.needed}"
        more = self.requirement.more_signs
        return f"{more} of these" if more else FeatureState.IN_PLACE.label

    @property
    def words(self) -> str:
        asked = self.requirement
        wanted = asked.needed if self.is_domain else asked.more_signs and f"{asked.more_signs} more like this"
        return f"{self.now}. Level {asked.level} needs {wanted}" if wanted else self.now


@dataclass(frozen=True)
class LevelStep:
    """One level of the guide and where the locality is with it: "in place", "working towards" or "later".

    `there` of the `asked` things that it asks for are there.
    """

    number: int
    title: str
    summary: str
    state: str
    there: int
    asked: int


@dataclass(frozen=True)
class Result:
    """All of it. `last_on` is the date of the diagnostic before this one, if there was one."""

    scale: Scale
    level: LevelResult
    steps: tuple[LevelStep, ...]
    blockers: tuple[RequirementResult, ...]
    met: tuple[RequirementResult, ...]
    areas: tuple[AreaProfile, ...]
    last_on: date | None

    @property
    def domains(self) -> tuple[DomainProfile, ...]:
        return tuple(domain for area in self.areas for domain in area.domains)

    @property
    def has_high_impact(self) -> bool:
        return any(domain.high_impact for domain in self.domains)

    @property
    def answered(self) -> int:
        return sum(area.answered for area in self.areas)

    @property
    def total(self) -> int:
        return len(self.domains)

    @property
    def headline(self) -> str:
        return level_in_words(self.level)


def level_in_words(level: LevelResult) -> str:
    """Return "Level 1, working towards Level 2"; nothing where the guide has no levels."""
    if level.next_level is None:
        return f"Level {level.level}" if level.standings else ""
    towards = f"orking towards Level {level.next_level}"
    return f"Level {level.level}, w{towards}" if level.level else f"W{towards}"


class Answers:
    """A diagnostic's answers by code, read once: one query for the domains and one for the features."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        self.guide: Guide = diagnostic.whole_guide

    @cached_property
    def by_domain(self) -> dict[str, DomainAnswer]:
        rows = {answer.domain_id: answer for answer in self.diagnostic.answers.order_by()}
        return {domain.code: rows[domain.pk] for domain in self.guide.ordered_domains}

    @cached_property
    def positions(self) -> dict[str, int | None]:
        return {code: answer.position for code, answer in self.by_domain.items()}

    @cached_property
    def features(self) -> dict[str, FeatureState | None]:
        states = dict(self.diagnostic.feature_answers.order_by().values_list("feature_id", "state"))
        return {
            feature.code: FeatureState(states[feature.pk]) if states[feature.pk] else None
            for feature in self.guide.ordered_features
        }

    @cached_property
    def level(self) -> LevelResult:
        return assess_level(self.guide.level_rules, self.positions, self.features)

    @cached_property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Features in place beside a domain at the lowest position that their level would not have."""
        speaks = {feature.code: feature.domains for feature in self.guide.ordered_features}
        return tuple(contradictions(self.guide.level_rules, speaks, self.positions, self.features))


def last_time(diagnostic: Diagnostic) -> tuple[date | None, dict[str, int | None]]:
    """Return the date and positions by domain code of the locality's diagnostic before this one, by the same guide."""
    before = (
        Diagnostic.objects.filter(locality=diagnostic.locality_id, started_on__lte=diagnostic.started_on)
        .exclude(pk=diagnostic.pk)
        .filter(state=Diagnostic.State.AGREED, guide__code=diagnostic.whole_guide.code)
        .newest_first()
        .first()
    )
    if before is None:
        return None, {}
    return before.started_on, dict(before.answers.values_list("domain__code", "position"))


def build_result(diagnostic: Diagnostic) -> Result:
    """Work out the profile and level of a diagnostic as it stands, agreed or not."""
    return result_of(Answers(diagnostic))


def result_of(answers: Answers) -> Result:
    """Work out the profile and level that answers make."""
    guide, level = answers.guide, answers.level
    last_on, last = last_time(answers.diagnostic)
    needed = {asked.code: asked.needed for asked in level.requirements if asked.kind == RequirementKind.DOMAIN}

    def profile(domain: Domain) -> DomainProfile:
        answer = answers.by_domain[domain.code]
        return DomainProfile(
            code=domain.code,
            title=domain.title,
            high_impact=domain.high_impact_action,
            priority=answer.priority,
            today=answer.position,
            target=answer.target,
            last=last.get(domain.code),
            needed=needed.get(domain.code),
        )

    return Result(
        scale=guide.scale,
        level=level,
        steps=_steps(guide, level),
        blockers=in_words(guide, level.blockers),
        met=in_words(guide, level.met_requirements),
        areas=tuple(
            area_profile(area.code, area.title, map(profile, domains), guide.scale)
            for area, domains in guide.domains_by_area
        ),
        last_on=last_on,
    )


def in_words(guide: Guide, asked: Iterable[Requirement]) -> tuple[RequirementResult, ...]:
    """What levels ask for, with the guide's words."""
    return tuple(RequirementResult(one, guide.titles[one.code]) for one in asked)


def _steps(guide: Guide, level: LevelResult) -> tuple[LevelStep, ...]:
    def state(number: int) -> str:
        if number <= level.level:
            return "in place"
        return "working towards" if number == level.next_level else "later"

    return tuple(
        LevelStep(step.number, step.title, step.summary, state(step.number), standing.there, standing.asked)
        for step, standing in zip(guide.ordered_levels, level.standings, strict=True)
    )
