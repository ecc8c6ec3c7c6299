"""What a guide's file holds: the shape of every entry, as frozen data. The lengths are those of the database.

Pure. `assessment.files.guide_yaml` reads a file into a `GuideFile` and checks what must hold between the entries.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, field_validator, model_validator

from assessment.files.guide_planning_schema import (
    CaseEntry,
    CriterionEntry,
    HubModelEntry,
    MetricEntry,
    OfferEntry,
    SectionEntry,
    StrandEntry,
    TermEntry,
)
from assessment.files.guide_values import (
    Better,
    Code,
    Entry,
    Many,
    Number,
    Position,
    ShortText,
    Some,
    Spoken,
    Text,
    Text20,
    Text50,
    Text100,
    Text200,
    TitledEntry,
)
from assessment.rules.capacity import ESTIMATES
from assessment.rules.indicator_bounds import is_share
from localities.rules.published import WORKINGS


class GuideHead(Entry):
    code: Code
    title: Text200
    version: Text20
    summary: Text
    source: Text


class ScalePointEntry(Entry):
    position: Position
    label: Text100
    meaning: Text


class AreaEntry(TitledEntry):
    summary: Text
    themes: Many[TitledEntry]


class DescriptorEntry(Entry):
    headline: Text
    examples: Many[Text]


class DescriptorsEntry(Entry):
    """The first, the middle and the last position in words."""

    less: DescriptorEntry
    developing: DescriptorEntry
    more: DescriptorEntry


NUMBERED, NAMED = "[numbered]", "[named]"


def _how_described(value: object) -> str:
    return NUMBERED if isinstance(value, dict) and any(isinstance(key, int) for key in value) else NAMED


Descriptors = Annotated[
    Annotated[DescriptorsEntry, Tag(NAMED)] | Annotated[Mapping[Position, DescriptorEntry], Tag(NUMBERED)],
    Discriminator(_how_described),
]


class ThresholdsEntry(Entry):
    developing: Number
    more: Number


class ComparatorEntry(Entry):
    """A published figure to hold beside one's own: whose, how much, of when, and where it stands."""

    label: Text200
    value: int | float
    date: Text100
    source: Text200


class IndicatorEntry(TitledEntry):
    """`basis` says where the thresholds come from, `source` says it in words."""

    unit: Text100
    better: Better
    definition: Text
    thresholds: ThresholdsEntry
    boundary: Literal["developing", "more"]
    lowest: Number
    highest: Number
    computed_from: Code | None
    published_from: Code | None = None
    basis: Literal["strategy", "published", "working"] | None = None
    source: Text | None = None
    comparators: Many[ComparatorEntry] = ()
    strand: Code | None = None

    @model_validator(mode="before")
    @classmethod
    def a_percentage_is_0_to_100(cls, entry: object) -> object:
        """A percentage need not say what it may be; any other unit must."""
        if isinstance(entry, dict) and isinstance(unit := entry.get("unit"), str) and is_share(unit):
            return {"lowest": 0, "highest": 100} | entry
        return entry

    @field_validator("computed_from")
    @classmethod
    def is_a_figure_of_the_model(cls, name: str | None) -> str | None:
        if name is not None and name not in ESTIMATES:
            raise ValueError(f"should be a figure of the capacity model ({', '.join(ESTIMATES)}) or null")
        return name

    @field_validator("published_from")
    @classmethod
    def is_worked_out_of_published_figures(cls, name: str | None) -> str | None:
        if name is not None and name not in WORKINGS:
            raise ValueError(f"should be a figure that published ones answer ({', '.join(WORKINGS)}) or null")
        return name

    @model_validator(mode="after")
    def thresholds_follow_better(self) -> IndicatorEntry:
        low, high = self.thresholds.developing, self.thresholds.more
        if self.better == "lower":
            low, high = high, low
        if low >= high:
            raise ValueError(f"thresholds.more should be {self.better} than thresholds.developing, as better says")
        if not self.lowest <= low < high <= self.highest:
            raise ValueError("thresholds should lie between lowest and highest, the numbers that there can be")
        return self


class MovesEntry(Entry):
    start: Position = Field(alias="from")
    end: Position = Field(alias="to")

    @model_validator(mode="after")
    def go_up(self) -> MovesEntry:
        if self.start >= self.end:
            raise ValueError(f"from should be below to, not {self.start} to {self.end}")
        return self


class ActionEntry(TitledEntry):
    detail: Text
    moves: MovesEntry
    owner_role: ShortText
    weeks: Annotated[int, Field(ge=1, le=520)]
    support: Code | None
    kind: Literal["finds_out", "changes"] | None = None
    strand: Code | None = None


class DomainEntry(TitledEntry):
    area: Code
    theme: Code | None
    high_impact_action: bool
    purpose: Text
    descriptors: Descriptors
    prompts: Many[Spoken]
    evidence: Many[Spoken]
    indicators: Many[IndicatorEntry]
    actions: Many[ActionEntry]
    provenance: Text50
    sources: Many[Text]


class FeatureEntry(Entry):
    """`actions` put it in place, in this order, and the last completes it; `domains` speak to it too."""

    code: Code
    text: Text
    essential: bool = True
    explain: Text | None = None
    here_if: Many[Text] = ()
    evidence: Many[Text] = ()
    whose: Literal["locality", "commissioner", "both"] | None = None
    actions: Many[Code] = ()
    domains: Many[Code] = ()


class NoticedEntry(Entry):
    """What somebody notices of a level."""

    who: Text100
    notices: Text


class LevelEntry(Entry):
    """`needed` is how many features must be in place, the essential ones among them (all, if it does not say).

    `floor` is the position that every domain needs, and `domain_minimums` what some need beyond it.
    """

    number: int
    title: Text200
    summary: Text
    portrait: Many[NoticedEntry] = ()
    needed: Annotated[int, Field(ge=0)] | None = None
    floor: Position | None = None
    features: Many[FeatureEntry]
    domain_minimums: Mapping[str, Position]

    @property
    def enough(self) -> int:
        return len(self.features) if self.needed is None else self.needed

    @model_validator(mode="after")
    def asks_for_something(self) -> LevelEntry:
        """A level without conditions would be in place everywhere."""
        if not (self.enough or self.domain_minimums or self.floor):
            raise ValueError(
                f"Level {self.number} asks for nothing: give it a feature, or a position that a domain needs"
            )
        return self

    @model_validator(mode="after")
    def asks_for_what_there_is(self) -> LevelEntry:
        essential = sum(feature.essential for feature in self.features)
        if not essential <= self.enough <= len(self.features):
            raise ValueError(
                f"needed should be from {essential}, the essential features, to {len(self.features)}, all of them"
            )
        return self

    @model_validator(mode="after")
    def minimums_go_beyond_the_floor(self) -> LevelEntry:
        idle = [code for code, position in self.domain_minimums.items() if self.floor and position <= self.floor]
        if idle:
            raise ValueError(f"the floor of {self.floor} asks as much already: leave out {', '.join(idle)}")
        return self


class GuideFile(Entry):
    """A whole guide, as the file says it."""

    guide: GuideHead
    scale: Many[ScalePointEntry]
    areas: Some[AreaEntry]
    strands: Many[StrandEntry] = ()
    domains: Some[DomainEntry]
    levels: Many[LevelEntry]
    outcome_metrics: Many[MetricEntry]
    wave_one_criteria: Many[CriterionEntry]
    offers: Many[OfferEntry]
    hub_models: Many[HubModelEntry]
    plan_sections: Many[SectionEntry]
    cases: Many[CaseEntry] = ()
    glossary: Many[TermEntry] = ()
