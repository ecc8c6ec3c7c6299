"""What the consistency rule reads of a plan, as plain values. `row` is the key of a row, for the page that mends it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Metric:
    """An outcome metric. `model_now` and `model_then` are what the capacity model says, where it feeds the metric."""

    row: int
    title: str
    unit: str
    lower_is_better: bool
    baseline: Decimal | None = None
    target: Decimal | None = None
    model_now: Decimal | None = None
    model_then: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Dated:
    """A day that a row of the plan names: "is due", "starts". `must`: outside the plan's period it has to be mended."""

    row: int
    page: str
    name: str
    what: str
    day: date
    must: bool = False


@dataclass(frozen=True, kw_only=True)
class StaffGroup:
    """Staff in post by the plan's staffing lines, and by the figures that the model rests on. FTE.

    `whole`: the plan lists all of them, so that fewer are a difference too.
    """

    code: str
    label: str
    planned: Decimal
    counted: Decimal
    whole: bool = False


@dataclass(frozen=True, kw_only=True)
class Scheme:
    """A premises scheme in pounds; what its cost lines come to, and its row of the estates pipeline if it is one."""

    row: int
    name: str
    capital: Decimal
    running: Decimal
    capital_lines: Decimal
    running_lines: Decimal
    pipeline: str = ""
    pipeline_capital: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Post:
    """Extra staff of a role: what a full year costs, and what cost lines pay in their fullest year. Pounds."""

    row: int
    role: str
    cost_a_year: Decimal
    lines_a_year: Decimal


@dataclass(frozen=True, kw_only=True)
class CostAsked:
    """A cost line. `decided`: a decision of the plan asks for it."""

    row: int
    name: str
    payer: str
    asked: bool
    decided: bool
    amount: Decimal
    years: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision asked for: its amount, and what the lines that it asks for come to in the plan's years. Pounds."""

    row: int
    words: str
    amount: Decimal | None
    lines: Decimal


@dataclass(frozen=True, kw_only=True)
class FeatureInPlace:
    """A feature of a level that is said to be in place, and a domain that speaks to it, with its position."""

    code: str
    text: str
    domain: str
    domain_code: str
    position: int


@dataclass(frozen=True, kw_only=True)
class Text:
    """Words that name figures: what they are called, and the page they are written on."""

    name: str
    page: str
    words: str
    row: int | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All that is compared. `percents` and `pounds` are the figures that the plan holds, each with where it stands."""

    starts_on: date
    ends_on: date
    years: tuple[str, ...]
    after: str
    payers: tuple[str, ...]
    target_year: int | None = None
    metrics: tuple[Metric, ...] = ()
    dates: tuple[Dated, ...] = ()
    staff: tuple[StaffGroup, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    posts: tuple[Post, ...] = ()
    costs: tuple[CostAsked, ...] = ()
    decisions: tuple[Decision, ...] = ()
    features: tuple[FeatureInPlace, ...] = ()
    texts: tuple[Text, ...] = ()
    percents: Mapping[str, Decimal]
    pounds: Mapping[str, Decimal]
