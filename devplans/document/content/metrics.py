"""The plan document's section on outcome metrics, as plain frozen data."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class MeasuredRow:
    """A figure that was measured by the day of the document, with its count in words."""

    on: date
    value: Decimal | None = None
    counted: str = ""
    source: str = ""
    hidden: str = ""


@dataclass(frozen=True, kw_only=True)
class MetricRow:
    """An outcome metric by its code in the guide. Without a baseline: the date by which it is due, and why.

    A locality's own says what it counts, and which way is better. `baseline_hidden` and `hidden` of what was measured
    say why a figure from a small number is not in the document: it is read outside the locality.
    """

    code: str
    title: str
    unit: str
    core: bool
    source: str
    better: str = ""
    own: bool = False
    counted: str = ""
    out_of: str = ""
    direction: str = ""
    frequency: str = ""
    baseline: Decimal | None = None
    baseline_count: Decimal | None = None
    baseline_out_of: Decimal | None = None
    baseline_hidden: str = ""
    baseline_on: date | None = None
    baseline_source: str = ""
    baseline_due: date | None = None
    baseline_why: str = ""
    target: Decimal | None = None
    review: date | None = None
    reviewer: str = ""
    advice_asked: date | None = None
    advice_by: str = ""
    advice: str = ""
    measured: tuple[MeasuredRow, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MetricGroup:
    """The metrics of one kind of impact: patient, practice, system."""

    title: str
    rows: tuple[MetricRow, ...]


@dataclass(frozen=True, kw_only=True)
class Metrics:
    """The outcome metrics by impact."""

    groups: tuple[MetricGroup, ...]

    @property
    def rows(self) -> tuple[MetricRow, ...]:
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def measured(self) -> tuple[MetricRow, ...]:
        """Those of which something was measured by the day of the document."""
        return tuple(row for row in self.rows if row.measured)

    @property
    def core(self) -> tuple[MetricRow, ...]:
        """The metrics that every locality has."""
        return tuple(row for row in self.rows if row.core)

    @property
    def with_target(self) -> tuple[MetricRow, ...]:
        """The metrics that say where they should get to."""
        return tuple(row for row in self.rows if row.target is not None)
