"""What a guide's file holds: the shape of every entry, as frozen data. The lengths are those of the database.

Pure. `assessment.files.guide_yaml` reads a file into a `GuideFile` and checks what must hold between the entries.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    field_validator,
    model_validator,
)

from assessment.rules.capacity import ESTIMATES
from assessment.rules.indicator_bounds import is_share

POSITIONS = (1, 2, 3, 4, 5)


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("should be a number")
    return Decimal(str(value))


def _low_to_high(value: tuple[float, float]) -> tuple[float, float]:
    if value[0] > value[1]:
        raise ValueError("should go from the lowest to the highest figure")
    return value


Item = TypeVar("Item")
Many = Annotated[tuple[Item, ...], Strict(False)]  # YAML gives lists
Some = Annotated[tuple[Item, ...], Strict(False), Field(min_length=1)]
Text = Annotated[str, StringConstraints(min_length=1)]
Text20 = Annotated[str, StringConstraints(min_length=1, max_length=20)]
Text50 = Annotated[str, StringConstraints(min_length=1, max_length=50)]
Text100 = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Text200 = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=50)]
Position = Annotated[int, Field(ge=POSITIONS[0], le=POSITIONS[-1])]
Number = Annotated[Decimal, BeforeValidator(_number), Field(max_digits=12, decimal_places=2)]
Range = Annotated[tuple[int | float, int | float], Strict(False), AfterValidator(_low_to_high)]
Better = Literal["higher", "lower"]


class Entry(BaseModel):
    """A mapping of the file: every key is known and, unless it may be null, filled in."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, str_strip_whitespace=True)


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


class TitledEntry(Entry):
    code: Code
    title: Text200


class AreaEntry(TitledEntry):
    summary: Text
    themes: Many[TitledEntry]


class DescriptorEntry(Entry):
    headline: Text
    examples: Many[Text]


class DescriptorsEntry(Entry):
    """Positions 1, 3 and 5 in words."""

    less: DescriptorEntry
    developing: DescriptorEntry
    more: DescriptorEntry


class ThresholdsEntry(Entry):
    developing: Number
    more: Number


class IndicatorEntry(TitledEntry):
    unit: Text100
    better: Better
    definition: Text
    thresholds: ThresholdsEntry
    boundary: Literal["developing", "more"]
    lowest: Number
    highest: Number
    computed_from: Code | None

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
    owner_role: Text100
    weeks: Annotated[int, Field(ge=1, le=520)]
    support: Code | None


class DomainEntry(TitledEntry):
    area: Code
    theme: Code | None
    high_impact_action: bool
    purpose: Text
    descriptors: DescriptorsEntry
    prompts: Many[Text]
    evidence: Many[Text]
    indicators: Many[IndicatorEntry]
    actions: Many[ActionEntry]
    provenance: Text50
    sources: Many[Text]


class FeatureEntry(Entry):
    code: Code
    text: Text


class LevelEntry(Entry):
    number: int
    title: Text200
    summary: Text
    features: Many[FeatureEntry]
    domain_minimums: Mapping[str, Position]

    @model_validator(mode="after")
    def asks_for_something(self) -> LevelEntry:
        """A level without conditions would be in place everywhere."""
        if not (self.features or self.domain_minimums):
            raise ValueError(
                f"Level {self.number} asks for nothing: give it a feature, or a position that a domain needs"
            )
        return self


class MetricEntry(TitledEntry):
    category: Text50
    definition: Text
    unit: Text100
    better: Better
    source: Text200
    frequency: Text100
    core: bool
    domains: Many[Code]


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


class GuideFile(Entry):
    """A whole guide, as the file says it."""

    guide: GuideHead
    scale: Many[ScalePointEntry]
    areas: Some[AreaEntry]
    domains: Some[DomainEntry]
    levels: Some[LevelEntry]
    outcome_metrics: Many[MetricEntry]
    wave_one_criteria: Many[CriterionEntry]
    offers: Many[OfferEntry]
    hub_models: Many[HubModelEntry]
    plan_sections: Many[SectionEntry]
