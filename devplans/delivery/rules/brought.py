"""Figures that a file brings for many localities: which of them can be added, and what is wrong with others. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from devplans.rules.metrics.about import FigureParts, MetricAbout, NotAFigureError, figure_of
from devplans.rules.metrics.figures import GROUPS, Point

COLUMNS = {"value": "figure", "count": "count", "out_of": "out of"}
"""The parts of a figure as the file calls them."""


@dataclass(frozen=True, kw_only=True)
class FileRow:
    """A row of the file as it is read. `group` is a code of `GROUPS`, "" for everybody."""

    line: int
    locality: str
    metric: str
    on: date
    value: Decimal | None = None
    count: Decimal | None = None
    out_of: Decimal | None = None
    group: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class MetricHere:
    """A metric of a locality's plan, with the figures it has, by day and group. `key` is that of its row."""

    key: int
    about: MetricAbout
    may_be_surplus: bool = False
    start: Point | None = None
    held: Mapping[tuple[date, str], Point] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class LocalityHere:
    """A locality and its plan's metrics by what a file may call them; `why_not` says why it takes no figures."""

    name: str
    slug: str
    why_not: str = ""
    metrics: Mapping[str, MetricHere] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class FigureToAdd:
    """A figure that is to be added. `metric` is the key of the plan's metric."""

    line: int
    locality: str
    slug: str
    code: str
    title: str
    unit: str
    metric: int
    on: date
    value: Decimal
    count: Decimal | None = None
    out_of: Decimal | None = None
    group: str = ""
    source: str = ""

    @property
    def point(self) -> Point:
        return Point(
            on=self.on,
            value=self.value,
            count=self.count,
            out_of=self.out_of,
            group=self.group,
            source=self.source,
            key=self.line,
        )

    @property
    def of(self) -> str:
        return GROUPS.get(self.group, "Everybody")

    @property
    def as_read(self) -> FileRow:
        """The row that it came from, by names that nobody else has."""
        return FileRow(
            line=self.line,
            locality=self.slug,
            metric=self.code,
            on=self.on,
            value=self.value,
            count=self.count,
            out_of=self.out_of,
            group=self.group,
            source=self.source,
        )


@dataclass(frozen=True)
class Checked:
    """What can be added, how many figures are here already, and each row that is wrong, in words."""

    figures: Sequence[FigureToAdd]
    same: int
    wrong: Sequence[str]


def name_key(name: str) -> str:
    """A name as it is compared: without case, and with single spaces."""
    return " ".join(name.split()).casefold()


def checked(rows: Iterable[FileRow], here: Mapping[str, LocalityHere], *, today: date) -> Checked:
    """Return what of the rows can be added; `here` are the localities by `name_key` of name and address."""
    figures: list[FigureToAdd] = []
    lines: dict[tuple[int, date, str], int] = {}
    wrong, same = [], 0
    for row in rows:
        try:
            figure, is_here = _figure(row, here, lines, today)
        except ValueError as error:
            wrong.append(f"Row {row.line}: {error}.")
            continue
        if is_here:
            same += 1
        else:
            figures.append(figure)
    return Checked(figures, same, wrong)


def _figure(
    row: FileRow, here: Mapping[str, LocalityHere], lines: dict[tuple[int, date, str], int], today: date
) -> tuple[FigureToAdd, bool]:
    locality = here.get(name_key(row.locality))
    if locality is None:
        raise ValueError(f"there is no locality ‘{row.locality}’ here")
    if locality.why_not:
        raise ValueError(f"{locality.name} {locality.why_not}")
    metric = locality.metrics.get(name_key(row.metric))
    if metric is None:
        raise ValueError(f"the plan of {locality.name} has no metric ‘{row.metric}’")
    if row.on > today:
        raise ValueError(f"{row.on:%-d %B %Y} is in the future")
    if (first := lines.setdefault((metric.key, row.on, row.group), row.line)) != row.line:
        raise ValueError(f"says the same metric, day and group as row {first}")
    parts = _parts(row, metric)
    held = metric.held.get((row.on, row.group))
    if held is not None and FigureParts(held.value or Decimal(0), held.count, held.out_of) != parts:
        raise ValueError(f"{locality.name} has another figure of {row.on:%-d %B %Y} already. Remove that one first")
    figure = FigureToAdd(
        line=row.line,
        locality=locality.name,
        slug=locality.slug,
        code=metric.about.code,
        title=metric.about.title,
        unit=metric.about.unit,
        metric=metric.key,
        on=row.on,
        value=parts.value,
        count=parts.count,
        out_of=parts.out_of,
        group=row.group,
        source=row.source,
    )
    return figure, held is not None


def _parts(row: FileRow, metric: MetricHere) -> FigureParts:
    given = (row.value, row.count, row.out_of)
    try:
        return figure_of(metric.about, *given, may_be_surplus=metric.may_be_surplus)
    except NotAFigureError as error:
        words = str(error)
        raise ValueError(f"{COLUMNS[error.part]}: {words[0].lower()}{words[1:]}") from error
