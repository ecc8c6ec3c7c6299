"""The estates pipeline as its pages show it: schemes, their sums by year, and whether the printed tables add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Prefetch

from assessment.rules.decimals import ZERO
from devplans.models import EstateScheme, PipelineScheme, PipelineTotal
from devplans.rules.pipeline import (
    Check,
    PrintedRow,
    Verdict,
    check_against_summary,
    check_summary,
    check_table,
    in_order,
)
from localities.models import Commissioner, System


@dataclass(frozen=True)
class Sums:
    """Money of several schemes together, in £ millions; `years` in the order of `Pipeline.years`."""

    capital: Decimal
    revenue: Decimal
    to_be_confirmed: Decimal
    years: tuple[Decimal, ...]


@dataclass(frozen=True)
class SchemeRow:
    """A scheme with its capital by year, and the plans' schemes that are linked to it."""

    scheme: PipelineScheme
    years: tuple[Decimal, ...]
    linked: tuple[EstateScheme, ...]


@dataclass(frozen=True)
class CommissionerRow:
    """A commissioner's schemes together."""

    commissioner: Commissioner
    count: int
    sums: Sums


@dataclass(frozen=True)
class Checks:
    """The checks of printed tables by what came out."""

    every: tuple[Check, ...]

    def _with(self, verdict: Verdict) -> list[Check]:
        return [check for check in self.every if check.verdict is verdict]

    @cached_property
    def wrong(self) -> list[Check]:
        return self._with(Verdict.DOES_NOT_ADD_UP)

    @cached_property
    def rounded(self) -> list[Check]:
        return self._with(Verdict.ROUNDING)


@dataclass(frozen=True)
class Pipeline:
    """One commissioner's pipeline."""

    years: tuple[str, ...]
    rows: tuple[SchemeRow, ...]
    sums: Sums
    checks: Checks


@dataclass(frozen=True)
class SystemPipeline:
    """The pipelines of a system's commissioners together."""

    years: tuple[str, ...]
    rows: tuple[CommissionerRow, ...]
    sums: Sums
    checks: Checks

    @property
    def count(self) -> int:
        return sum(row.count for row in self.rows)


def commissioner_pipeline(commissioner: Commissioner) -> Pipeline:
    """Gather a commissioner's pipeline. Three queries."""
    linked = EstateScheme.objects.filter(removed_at=None).select_related("plan__locality")
    schemes = list(
        commissioner.pipeline_schemes.order_by("row_no").prefetch_related(Prefetch("estate_schemes", linked))
    )
    totals = {total.table: total for total in commissioner.pipeline_totals.select_related("commissioner")}
    years = _years(schemes)
    return Pipeline(
        years=years,
        rows=tuple(SchemeRow(each, _by_year(each, years), tuple(each.estate_schemes.all())) for each in schemes),
        sums=_sums(schemes, years),
        checks=Checks(tuple(_check_commissioner(commissioner, schemes, totals))),
    )


def system_pipeline(system: System) -> SystemPipeline:
    """Gather the pipelines of a system's commissioners. Three queries, whatever their number."""
    commissioners = list(system.commissioners.prefetch_related("pipeline_schemes"))
    totals = {
        (total.commissioner_id, total.table): total
        for total in system.pipeline_totals.select_related("system", "commissioner")
    }
    by_commissioner = [
        (each, sorted(each.pipeline_schemes.all(), key=lambda one: one.row_no)) for each in commissioners
    ]
    every = [scheme for _, schemes in by_commissioner for scheme in schemes]
    years, checks = _years(every), list[Check]()
    for each, schemes in by_commissioner:
        own = {table: total for (pk, table), total in totals.items() if pk == each.pk}
        checks += _check_commissioner(each, schemes, own)
    return SystemPipeline(
        years=years,
        rows=tuple(CommissionerRow(each, len(schemes), _sums(schemes, years)) for each, schemes in by_commissioner),
        sums=_sums(every, years),
        checks=Checks((*checks, *_check_system(system, list(totals.values())))),
    )


def _years(schemes: Iterable[PipelineScheme]) -> tuple[str, ...]:
    return tuple(in_order({year for scheme in schemes for year in scheme.profile_m}))


def _by_year(scheme: PipelineScheme, years: Sequence[str]) -> tuple[Decimal, ...]:
    return tuple(Decimal(scheme.profile_m.get(year, 0)) for year in years)


def _sums(schemes: Sequence[PipelineScheme], years: Sequence[str]) -> Sums:
    by_year = [_by_year(scheme, years) for scheme in schemes]
    return Sums(
        capital=sum((scheme.capital_m for scheme in schemes), ZERO),
        revenue=sum((scheme.annual_revenue_m or ZERO for scheme in schemes), ZERO),
        to_be_confirmed=sum((scheme.to_be_confirmed_m or ZERO for scheme in schemes), ZERO),
        years=tuple(sum(amounts, ZERO) for amounts in zip(*by_year, strict=True)),
    )


def _printed(row: PipelineScheme | PipelineTotal) -> PrintedRow:
    return PrintedRow(
        label=f"{row.row_no}, {row.scheme_type}" if isinstance(row, PipelineScheme) else str(row),
        capital=row.capital_m,
        revenue=row.annual_revenue_m,
        to_be_confirmed=row.to_be_confirmed_m,
        profile={year: Decimal(amount) for year, amount in row.profile_m.items()},
    )


def _check_commissioner(
    commissioner: Commissioner, schemes: Sequence[PipelineScheme], totals: dict[str, PipelineTotal]
) -> list[Check]:
    own, summary = totals.get(PipelineTotal.Table.OWN), totals.get(PipelineTotal.Table.SUMMARY)
    found = check_table(commissioner.name, [_printed(each) for each in schemes], _printed(own) if own else None)
    if own and summary:
        found += check_against_summary(commissioner.name, _printed(own), _printed(summary))
    return found


def _check_system(system: System, totals: Sequence[PipelineTotal]) -> list[Check]:
    tables, summaries, whole = (
        [_printed(total) for total in totals if total.table == table and (total.commissioner_id is None) == is_whole]
        for table, is_whole in (
            (PipelineTotal.Table.OWN, False),
            (PipelineTotal.Table.SUMMARY, False),
            (PipelineTotal.Table.SUMMARY, True),
        )
    )
    return check_summary(system.name, summaries, whole[0], tables) if whole else []
