"""The plan in the words of the consistency rule. No query beyond the plan's and its diagnostic's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assessment.rules.capacity import estimate
from assessment.rules.contradictions import LOWEST
from assessment.rules.decimals import ZERO
from assessment.rules.skill_mix import FeedsLever
from devplans.models import (
    ConsistencyAnswer,
    CostLine,
    DecisionAsked,
    PlanMetric,
)
from devplans.queries.consistency_held import percents_of, pounds_of
from devplans.queries.whole_plan import WholePlan
from devplans.rules.consistency.facts import (
    CostAsked,
    Dated,
    Decision,
    Facts,
    FeatureInPlace,
    Metric,
    Post,
    Scheme,
    StaffGroup,
    Text,
)
from devplans.rules.consistency.rule import Report, check, is_answered
from devplans.rules.finding import Finding
from devplans.rules.money import ASKED, CAPITAL, RECURRENT, Period, period_of

MILLION = 1_000_000


@dataclass(frozen=True)
class Answered:
    """A finding with the answer that stands for it: the reason, once given, and whether it is for these figures."""

    finding: Finding
    answer: ConsistencyAnswer | None
    is_settled: bool


@dataclass(frozen=True)
class Consistency:
    """What contradicts itself in a plan, and what was answered."""

    report: Report
    found: tuple[Answered, ...]

    @property
    def musts(self) -> tuple[Answered, ...]:
        return tuple(one for one in self.found if one.finding.must)

    @property
    def asks(self) -> tuple[Answered, ...]:
        return tuple(one for one in self.found if not (one.finding.must or one.is_settled))

    @property
    def explained(self) -> tuple[Answered, ...]:
        return tuple(one for one in self.found if one.is_settled)

    @property
    def open(self) -> tuple[Answered, ...]:
        """What blocks submitting."""
        return (*self.musts, *self.asks)


def consistency_of(whole: WholePlan) -> Consistency:
    """Compare what stands in more than one place of the plan."""
    report = check(facts_of(whole))
    rows = {row.finding: row for row in whole.rows_of(ConsistencyAnswer)}
    answers = {key: (row.figures, row.why) for key, row in rows.items()}
    return Consistency(
        report,
        tuple(Answered(found, rows.get(found.key), is_answered(found, answers)) for found in report.findings),
    )


def facts_of(whole: WholePlan) -> Facts:
    """All that is compared."""
    plan = whole.plan
    period = period_of(plan.starts_on, plan.ends_on)
    return Facts(
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        years=period.years,
        after=period.after,
        payers=tuple(plan.locality.commissioner.system.payer_names),
        target_year=whole.levers.target_year if whole.capacity.is_saved else None,
        metrics=tuple(_metric(row, whole) for row in whole.metrics),
        dates=tuple(_dates(whole)),
        staff=tuple(_staff(whole)),
        schemes=tuple(_schemes(whole)),
        posts=tuple(_posts(whole)),
        costs=tuple(_cost(line) for line in whole.costs),
        decisions=tuple(_decisions(whole, period)),
        features=tuple(_features(whole)),
        texts=tuple(_texts(whole)),
        percents=percents_of(whole),
        pounds=pounds_of(whole, period),
    )


def _metric(row: PlanMetric, whole: WholePlan) -> Metric:
    """A metric with the unit of an indicator that the model can stand in for is fed by the model."""
    metric = row.about
    figures = {
        indicator.unit: indicator.computed_from
        for domain in whole.guide.ordered_domains
        for indicator in domain.indicators.all()
        if indicator.computed_from
    }
    remaining = whole.capacity.remaining
    fed = metric.unit in figures
    return Metric(
        row=row.pk,
        title=metric.title,
        unit=metric.unit,
        lower_is_better=not metric.higher_is_better,
        baseline=row.baseline_outside,
        target=row.target,
        model_now=estimate(figures[metric.unit], whole.today.results) if fed else None,
        model_then=remaining.share if fed and remaining else None,
    )


def _dates(whole: WholePlan) -> Iterator[Dated]:
    for action in whole.actions:
        name = f"Action: {action}"
        if action.due_on:
            yield Dated(row=action.pk, page="action", name=name, what="is due", day=action.due_on, must=True)
        if action.starts_on:
            yield Dated(row=action.pk, page="action", name=name, what="starts", day=action.starts_on)
    for promise in whole.commitments:
        if promise.due_on:
            name = f"Commitment: {promise}"
            yield Dated(row=promise.pk, page="commitment", name=name, what="is due", day=promise.due_on)
    for line in whole.staffing.lines:
        if line.starts_on:
            name = f"Staff: {line.role}"
            yield Dated(row=line.pk, page="staffing-line", name=name, what="start", day=line.starts_on)
    for row in whole.metrics:
        if row.review_on:
            name = f"Outcome metric: {row}"
            yield Dated(row=row.pk, page="metric", name=name, what="is reviewed", day=row.review_on)


def _staff(whole: WholePlan) -> Iterator[StaffGroup]:
    """Staff in post where the plan lists any. It need not list every clinician, so that only more are a difference."""
    baseline = whole.today.baseline
    now = dict.fromkeys(FeedsLever, ZERO)
    for group in whole.staffing.groups:
        now[group.feeds] += group.fte_now
    if now[FeedsLever.GPS] and baseline.gp_fte is not None:
        planned, counted = now[FeedsLever.GPS], baseline.gp_fte
        yield StaffGroup(code="gps", label="GPs", planned=planned, counted=counted, whole=True)
    if now[FeedsLever.WIDER_WORKFORCE] and baseline.nurse_fte is not None:
        planned = now[FeedsLever.WIDER_WORKFORCE]
        counted = baseline.nurse_fte + (baseline.other_clinical_fte or ZERO)
        yield StaffGroup(code="clinicians", label="nurses and other clinicians", planned=planned, counted=counted)


def _schemes(whole: WholePlan) -> Iterator[Scheme]:
    for row in whole.schemes:
        lines = whole.costs_of(row)
        pipeline = row.pipeline_scheme
        yield Scheme(
            row=row.pk,
            name=row.name,
            capital=row.capital,
            running=row.annual_revenue,
            capital_lines=sum((line.total for line in lines if line.kind == CAPITAL), ZERO),
            running_lines=_fullest_year(lines),
            pipeline=str(pipeline) if pipeline else "",
            pipeline_capital=pipeline.capital_m * MILLION if pipeline else None,
        )


def _posts(whole: WholePlan) -> Iterator[Post]:
    for line in whole.staffing.lines:
        lines = whole.costs_of(line)
        yield Post(row=line.pk, role=line.role, cost_a_year=line.cost_a_year, lines_a_year=_fullest_year(lines))


def _fullest_year(lines: list[CostLine]) -> Decimal:
    """What the recurrent lines come to in the year in which they come to most."""
    recurrent = [line for line in lines if line.kind == RECURRENT]
    years = {year for line in recurrent for year in line.costed_years}
    return max((sum((line.in_year(year) for line in recurrent), ZERO) for year in years), default=ZERO)


def _cost(line: CostLine) -> CostAsked:
    return CostAsked(
        row=line.pk,
        name=f"{line.origin}, {line.what}",
        payer=line.payer,
        asked=line.state == ASKED,
        decided=line.decision is not None,
        amount=line.total,
        years=tuple(sorted(line.costed_years)),
    )


def _decisions(whole: WholePlan, period: Period) -> Iterator[Decision]:
    for row in whole.rows_of(DecisionAsked):
        lines = [line for line in whole.costs if line.decision_id == row.pk and line.state == ASKED]
        inside = sum((line.in_year(year) for line in lines for year in period.years), ZERO)
        yield Decision(row=row.pk, words=row.words, amount=row.amount, lines=inside)


def _features(whole: WholePlan) -> Iterator[FeatureInPlace]:
    """Where the diagnostic's answers speak against each other (`assessment.rules.contradictions`)."""
    for found in whole.answers.contradictions:
        yield FeatureInPlace(
            code=found.feature,
            text=whole.guide.features_by_code[found.feature].text,
            domain=whole.guide.domains_by_code[found.domain].title,
            domain_code=found.domain,
            position=LOWEST,
        )


def _texts(whole: WholePlan) -> Iterator[Text]:
    plan = whole.plan
    yield Text(name="Plan on a page: summary", page="plan-summary", words=plan.summary)
    yield Text(name="Plan on a page: biggest moves", page="plan-summary", words=plan.biggest_moves)
    for row in whole.rows_of(DecisionAsked):
        yield Text(name="A decision asked for", page="decision", words=row.words, row=row.pk)
