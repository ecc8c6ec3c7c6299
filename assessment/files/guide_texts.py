"""The texts of a guide that people read, each with its place, for whoever weighs words. Pure.

A text is what is read in one go: a headline with its examples, all prompts of a domain, an action with its title.
Titles, names and labels stand on their own and are left out. Words of a system are those that it has until it changes
them.
"""

from __future__ import annotations

from collections.abc import Iterator

from assessment.files.guide_schema import (
    DescriptorEntry,
    Descriptors,
    DescriptorsEntry,
    DomainEntry,
    GuideFile,
    LevelEntry,
)
from localities.rules.words import Words

HIGHEST_GRADE_OF_FEATURES, HIGHEST_GRADE = 8, 9
"""Readers of 13 and of 14: what a level rests on has to be understood by everybody in the room."""

WORDS = Words()
Texts = Iterator[tuple[str, tuple[str, ...]]]


def features_in(guide: GuideFile) -> Texts:
    """The statements that levels rest on."""
    for level in guide.levels:
        yield from _filled((feature.code, (feature.text,)) for feature in level.features)


def texts_in(guide: GuideFile) -> Texts:
    """All others."""
    return _filled(_others(guide))


def _filled(texts: Texts) -> Texts:
    return ((place, tuple(map(WORDS.fill, sentences))) for place, sentences in texts)


def _others(guide: GuideFile) -> Texts:
    yield "summary", (guide.guide.summary,)
    yield "source", (guide.guide.source,)
    yield from ((f"position {point.position}", (point.meaning,)) for point in guide.scale)
    yield from ((area.code, (area.summary,)) for area in guide.areas)
    yield from ((strand.code, (strand.summary,)) for strand in guide.strands)
    for domain in guide.domains:
        yield from _of_domain(domain)
    for level in guide.levels:
        yield from _of_level(level)
    yield from ((metric.code, (metric.definition,)) for metric in guide.outcome_metrics)
    for criterion in guide.wave_one_criteria:
        yield criterion.code, (criterion.question, criterion.guidance)
        yield from ((f"{criterion.code}, score {score.score}", (score.descriptor,)) for score in criterion.scale)
    yield from ((offer.code, (offer.detail,)) for offer in guide.offers)
    yield from ((hub.code, (hub.summary, *hub.advantages, *hub.disadvantages)) for hub in guide.hub_models)
    yield from ((section.code, (section.guidance,)) for section in guide.plan_sections)
    yield from ((case.code, (case.what_was_done, case.what_came_of_it)) for case in guide.cases)
    yield from ((term.term, (term.meaning,)) for term in guide.glossary)


def _of_domain(domain: DomainEntry) -> Texts:
    yield domain.code, (domain.purpose,)
    for at, described in _described(domain.descriptors):
        yield f"{domain.code}, {at}", (described.headline, *described.examples)
    yield f"{domain.code}, prompts", tuple(prompt.text for prompt in domain.prompts)
    yield f"{domain.code}, evidence", tuple(kind.text for kind in domain.evidence)
    for indicator in domain.indicators:
        yield indicator.code, (indicator.definition,)
        yield f"{indicator.code}, source", (indicator.source or "",)
    yield from ((action.code, (action.title, action.detail)) for action in domain.actions)


def _described(descriptors: Descriptors) -> list[tuple[str, DescriptorEntry]]:
    if isinstance(descriptors, DescriptorsEntry):
        return [("less", descriptors.less), ("developing", descriptors.developing), ("more", descriptors.more)]
    return [(f"position {position}", descriptor) for position, descriptor in descriptors.items()]


def _of_level(level: LevelEntry) -> Texts:
    yield f"Level {level.number}", (level.summary,)
    yield from ((f"Level {level.number}, {one.who}", (one.notices,)) for one in level.portrait)
    for feature in level.features:
        yield f"{feature.code}, in full", (feature.explain or "", *feature.here_if)
        yield f"{feature.code}, evidence", feature.evidence
