"""What a guide's file holds beside domains and levels: strands, measures, criteria, offers, terms, cases. Pure."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from assessment.files.guide_values import (
    Better,
    Code,
    Entry,
    Many,
    Range,
    ShortText,
    Some,
    Text,
    Text50,
    Text100,
    Text200,
    TitledEntry,
)


class StrandEntry(TitledEntry):
    """A theme that runs through domains and has none of its own."""

    summary: Text


class MetricEntry(TitledEntry):
    category: Text50
    definition: Text
    unit: Text100
    better: Better
    source: Text200
    frequency: Text100
    core: bool
    domains: Many[Code]
    strand: Code | None = None


class ScoreEntry(Entry):
    score: Annotated[int, Field(ge=0, le=100)]
    descriptor: Text


class CriterionEntry(TitledEntry):
    question: Text
    guidance: Text
    scale: Some[ScoreEntry]
    automatic_check: Code | None


class OfferEntry(TitledEntry):
    detail: Text


class HubModelEntry(TitledEntry):
    """Ranges are the lowest and the highest figure, in £ millions."""

    summary: Text
    advantages: Many[Text]
    disadvantages: Many[Text]
    capital_range_m: Range
    revenue_range_m: Range


class SectionEntry(TitledEntry):
    guidance: Text


class TermEntry(Entry):
    """An abbreviation or a word of the field, in full and in plain words."""

    term: ShortText
    expansion: ShortText | None
    meaning: Text


class CaseEntry(TitledEntry):
    """Something that was done somewhere, and the domains it can teach."""

    place: Text100
    what_was_done: Text
    what_came_of_it: Text
    domains: Some[Code]
    source: Text200
