"""Builds the plan document's sections about numbers. Figures are rounded here, once, as they are printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import TypedDict

from assessment.models import HubModel
from assessment.rules.decimals import plain, round_to
from assessment.rules.skill_mix import FeedsLever
from devplans.document.build.capacity import capacity_of
from devplans.document.build.money import money_of
from devplans.document.content.capacity import Capacity
from devplans.document.content.commitments import CommitmentRow, Commitments, RiskRow, Risks
from devplans.document.content.money import Money
from devplans.document.content.resources import (
    Digital,
    DigitalRow,
    Estates,
    HubModelChosen,
    HubOption,
    SchemeRow,
    StaffGroupRows,
    Staffing,
    StaffRow,
    StaffTotals,
)
from devplans.document.content.shared import NotNeeded
from devplans.models import Commitment, DigitalInitiative, EstateScheme, Risk, StaffingLine
from devplans.queries.money import payers_of
from devplans.queries.whole_plan import WholePlan

COUNTS_AS = {FeedsLever.GPS: "counted as GPs", FeedsLever.WIDER_WORKFORCE: "counted as wider workforce"}


class NumberSections(TypedDict):
    """The sections by their field in the plan document: None where there is no content."""

    capacity: Capacity | None
    staffing: Staffing | NotNeeded | None
    estates: Estates | NotNeeded | None
    digital: Digital | NotNeeded | None
    commitments: Commitments | None
    money: Money | NotNeeded | None
    risks: Risks | NotNeeded | None


def numbers_of(whole: WholePlan) -> NumberSections:
    """The plan's sections about numbers, those it leaves out with the reason."""
    left_out = {code: NotNeeded(because=why) for code, why in whole.not_needed.items()}
    return {
        "capacity": capacity_of(whole.capacity, whole.actions_by_element),
        "staffing": left_out.get("staffing") or _staffing(whole),
        "estates": left_out.get("estates") or _estates(whole),
        "digital": left_out.get("digital") or _digital(whole),
        "commitments": _commitments(whole),
        "money": left_out.get("money") or money_of(whole),
        "risks": left_out.get("risks") or _risks(whole),
    }


# Staff, premises, digital -------------------------------------------------------------------------------------------


def _staffing(whole: WholePlan) -> Staffing | None:
    staffing = whole.staffing
    if not staffing.lines:
        return None

    def row(line: StaffingLine) -> StaffRow:
        return StaffRow(
            key=line.pk,
            role=line.role,
            fte_now=line.fte_now,
            extra_fte=line.extra_fte,
            cost_per_fte=line.cost_per_fte,
            cost_a_year=round_to(line.cost_a_year),
            payer=", ".join(payers_of(whole.costs_of(line))),
            next_step=line.next_step,
            starts=line.starts_on,
        )

    return Staffing(
        groups=tuple(
            StaffGroupRows(
                title=found.group.label,
                rows=tuple(map(row, found.lines)),
                counts_as=COUNTS_AS.get(found.feeds, ""),
            )
            for found in staffing.groups
        ),
        totals=StaffTotals(
            fte_now=staffing.fte_now, extra_fte=staffing.extra_fte, cost_a_year=round_to(staffing.cost_a_year)
        ),
    )


def _estates(whole: WholePlan) -> Estates | None:
    hub = _hub(whole)
    if not (whole.schemes or hub):
        return None
    options = tuple(map(_option, whole.guide.hub_models.all())) if hub else ()
    return Estates(schemes=tuple(map(_scheme, whole.schemes)), hub=hub, options=options)


def _option(model: HubModel) -> HubOption:
    return HubOption(
        title=model.title,
        summary=model.summary,
        advantages=tuple(model.advantages),
        disadvantages=tuple(model.disadvantages),
        capital=_millions(model.capital_range_m),
        running=_millions(model.revenue_range_m),
    )


def _millions(ends: Sequence[float]) -> str:
    return f"£{plain(Decimal(str(ends[0])))} to {plain(Decimal(str(ends[1])))} million" if ends else ""


def _hub(whole: WholePlan) -> HubModelChosen | None:
    if whole.estate is None or whole.estate.hub_model is None:
        return None
    model = whole.estate.hub_model
    return HubModelChosen(
        title=model.title,
        summary=model.summary,
        advantages=tuple(model.advantages),
        disadvantages=tuple(model.disadvantages),
        why=whole.estate.why,
    )


def _scheme(scheme: EstateScheme) -> SchemeRow:
    return SchemeRow(
        key=scheme.pk,
        name=scheme.name,
        kind=scheme.scheme_type,
        capital=scheme.capital,
        running=scheme.annual_revenue,
        source_of_capital=scheme.get_source_of_capital_display(),
        business_case=scheme.get_business_case_display(),
        development_costs=scheme.get_development_costs_display(),
        progress=scheme.progress,
        pipeline=str(scheme.pipeline_scheme) if scheme.pipeline_scheme else "",
    )


def _digital(whole: WholePlan) -> Digital | None:
    titles = {domain.code: domain.title for domain in whole.guide.ordered_domains}

    def row(number: int, initiative: DigitalInitiative) -> DigitalRow:
        return DigitalRow(
            key=initiative.pk,
            number=number,
            name=initiative.name,
            segment=initiative.get_segment_display(),
            impact=initiative.impact,
            feasibility=initiative.feasibility,
            description=initiative.description,
            domains=tuple(titles[code] for code in initiative.domain_codes if code in titles),
            cost=whole.cost_of(initiative),
        )

    rows = tuple(row(number, initiative) for number, initiative in enumerate(whole.rows_of(DigitalInitiative), start=1))
    return Digital(rows=rows) if rows else None


# Commitments and risks ----------------------------------------------------------------------------------------------


def _commitments(whole: WholePlan) -> Commitments | None:
    sides: dict[str, list[CommitmentRow]] = defaultdict(list)
    for commitment in whole.commitments:
        sides[commitment.side].append(
            CommitmentRow(
                key=commitment.pk,
                text=commitment.text,
                about=commitment.get_about_display(),
                owner=commitment.owner_name,
                offer=commitment.offer.title if commitment.offer else "",
                due=commitment.due_on,
            )
        )
    if not sides:
        return None
    return Commitments(
        locality=tuple(sides[Commitment.Side.LOCALITY]), commissioner=tuple(sides[Commitment.Side.COMMISSIONER])
    )


def _risks(whole: WholePlan) -> Risks | None:
    ranked = sorted(whole.rows_of(Risk), key=lambda risk: -risk.score)
    return Risks(rows=tuple(map(_risk, ranked))) if ranked else None


def _risk(risk: Risk) -> RiskRow:
    return RiskRow(
        key=risk.pk,
        cause=risk.cause,
        effect=risk.effect,
        result=risk.result,
        impact=risk.impact,
        likelihood=risk.likelihood,
        mitigation=risk.mitigation,
        owner=risk.owner_name,
    )
