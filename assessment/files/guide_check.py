"""Whether a guide leads people on: what is missing in its file, or cannot be reached. Pure.

What a file may not hold at all is refused when it is read (`assessment.files.guide_yaml`). What is listed here can be
published, and somebody should know of it first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise

from assessment.files.guide_schema import ActionEntry, DomainEntry, FeatureEntry, GuideFile, LevelEntry
from assessment.files.guide_texts import HIGHEST_GRADE, HIGHEST_GRADE_OF_FEATURES, WORDS, features_in, texts_in
from assessment.rules.action_chains import CHANGES, FINDS_OUT, Stage, reach, stages
from assessment.rules.levels import LevelRule
from assessment.rules.reading_age import grade

ABBREVIATION = re.compile(r"\b[A-Z][A-Z0-9&]*[A-Z0-9]\b")


def level_rules(guide: GuideFile) -> tuple[LevelRule, ...]:
    """What each level asks for, as the level rule takes it."""
    domains = [domain.code for domain in guide.domains]
    return tuple(_level_rule(level, domains) for level in guide.levels)


def _level_rule(level: LevelEntry, domains: list[str]) -> LevelRule:
    return LevelRule.of(
        level.number,
        {feature.code: feature.essential for feature in level.features},
        level.domain_minimums,
        needed=level.enough,
        floor=level.floor,
        domains=domains,
    )


def findings(guide: GuideFile) -> list[str]:
    """What is missing or cannot be reached, a sentence each."""
    return [
        *_gaps_without_a_chain(guide),
        *_features_nobody_delivers(guide),
        *_levels_out_of_order(guide),
        *_texts_hard_to_read(guide),
        *_indicators_without_basis(guide),
        *_unexplained_abbreviations(guide),
    ]


class _Moves:
    """An action of the file, as the rule of chains takes it."""

    def __init__(self, action: ActionEntry) -> None:
        self.code, self.weeks, self.kind = action.code, action.weeks, action.kind or ""
        self.moves_from, self.moves_to = action.moves.start, action.moves.end


def _gaps_without_a_chain(guide: GuideFile) -> Iterator[str]:
    """Every gap from every position to every position that a level needs."""
    rules = level_rules(guide)
    for domain in guide.domains:
        actions = [_Moves(action) for action in domain.actions]
        for needed in sorted({rule.positions[domain.code] for rule in rules if domain.code in rule.positions}):
            for start in range(1, needed):
                reached = reach(actions, start)
                if reached < needed:
                    yield f"{domain.code}: from {start} to {needed} the actions that change something reach {reached}."
        yield from _stages_of_one_kind(domain, actions, len(guide.scale))


def _stages_of_one_kind(domain: DomainEntry, actions: list[_Moves], top: int) -> Iterator[str]:
    """Where the guide says what finds out and what changes, each stage has both."""
    if not any(action.kind for action in actions):
        return
    found: dict[tuple[str, ...], Stage[_Moves]] = {}
    for start in range(1, top):
        for stage in stages(actions, start, top):
            found.setdefault(tuple(action.code for action in stage.actions), stage)
    for stage in found.values():
        kinds = {action.kind for action in stage.actions}
        for kind, words in ((FINDS_OUT, "finds out"), (CHANGES, "changes something")):
            if kind not in kinds:
                yield f"{domain.code}: from {stage.start} no action {words}."


def _features_nobody_delivers(guide: GuideFile) -> Iterator[str]:
    for feature in _features(guide):
        if not feature.actions:
            yield f"{feature.code}: no action puts it in place."
        if not feature.whose:
            yield f"{feature.code}: it does not say whose job it is."


def _levels_out_of_order(guide: GuideFile) -> Iterator[str]:
    for below, above in pairwise(level_rules(guide)):
        for code, needed in below.positions.items():
            higher = above.positions.get(code)
            if higher is None or higher < needed:
                then = f"at {higher}" if higher else "at no position"
                yield f"Level {below.number} needs {code} at {needed}, and Level {above.number} {then}."


def _texts_hard_to_read(guide: GuideFile) -> Iterator[str]:
    for texts, highest in ((features_in(guide), HIGHEST_GRADE_OF_FEATURES), (texts_in(guide), HIGHEST_GRADE)):
        for place, sentences in texts:
            if (found := grade(sentences)) > highest:
                yield f"{place}: reads at grade {found:.1f}, and {highest} is the most."


def _indicators_without_basis(guide: GuideFile) -> Iterator[str]:
    for indicator in chain.from_iterable(domain.indicators for domain in guide.domains):
        if not indicator.basis:
            yield f"{indicator.code}: it does not say where its thresholds come from."
        for comparator in indicator.comparators:
            if not indicator.lowest <= comparator.value <= indicator.highest:
                yield f"{indicator.code}: its bounds leave out “{comparator.label}”, {comparator.value}."


def _unexplained_abbreviations(guide: GuideFile) -> Iterator[str]:
    known = WORDS.fill(" ".join(f"{term.term} {term.expansion or ''}" for term in guide.glossary))
    explained = set(re.findall(r"[A-Z0-9&]+", known))
    every = chain.from_iterable(sentences for _, sentences in chain(features_in(guide), texts_in(guide)))
    used = chain.from_iterable(ABBREVIATION.findall(text) for text in every)
    yield from (f"{word}: the glossary does not explain it." for word in sorted(set(used) - explained))


def _features(guide: GuideFile) -> Iterator[FeatureEntry]:
    yield from chain.from_iterable(level.features for level in guide.levels)
