"""A locality's plan, from the proposal to what is reported after it was approved."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from assessment.models import Diagnostic
from assessment.rules.decimals import TENTH, round_to
from devplans.delivery.services.measurements import add_measurement
from devplans.delivery.services.progress import file_report, report_progress
from devplans.demo.clock import clock_at, moment
from devplans.models import (
    Action,
    Commitment,
    ConsistencyAnswer,
    CostLine,
    DecisionAsked,
    DigitalInitiative,
    EstateScheme,
    Plan,
    PlanRow,
    PlanVersion,
    Risk,
    StaffingLine,
)
from devplans.queries.consistency import consistency_of, facts_of
from devplans.queries.hub_model import estate_of_plan
from devplans.queries.levers import capacity_of_plan
from devplans.queries.money import field_of
from devplans.queries.proposal import proposal_for
from devplans.queries.whole_plan import WholePlan
from devplans.rules.money import first_year, period_of
from devplans.services.agreement import approve_plan, submit_plan
from devplans.services.capacity import save_plan_capacity, save_plan_estate
from devplans.services.comments import add_comment
from devplans.services.common_risks import add_common_risks, common_risks
from devplans.services.consistency import save_consistency_answer
from devplans.services.plans import add_action, add_suggestions, create_plan, save_action, save_metric, save_plan
from devplans.services.rows import add_row, save_row
from localities.models import User
from tests.benchmarks.made.organisations import Ccg, Place

CREATED, SUBMITTED, COMMENTED, APPROVED, MEASURED, REPORTED = 24, 15, 12, 10, 6, 2
"""In days ago."""

STAFF = (
    ("clinical", "Clinical pharmacist"),
    ("clinical", "Physiotherapist"),
    ("physical", "Musculoskeletal practitioner"),
)


def make_plan(diagnostic: Diagnostic, place: Place, ccg: Ccg, *, today: date, actions: int) -> Plan:
    """An approved plan with so many actions, measured and reported on."""
    with clock_at(moment(today, CREATED)):
        plan = draft_plan(diagnostic, place, ccg, today=today, actions=actions)
    with clock_at(moment(today, SUBMITTED)):
        version = submit(plan, by=place.lead)
    with clock_at(moment(today, COMMENTED)):
        add_comment(again(plan), section="actions", text="Who leads the first of these?", by=ccg.officer)
    with clock_at(moment(today, APPROVED)):
        approve(plan, version, by=ccg.approver)
    _report(plan, place, today=today)
    return again(plan)


def again(plan: Plan) -> Plan:
    """The plan as it stands now."""
    return Plan.objects.select_related("locality__commissioner__system", "diagnostic").get(pk=plan.pk)


def submit(plan: Plan, *, by: User, expected_version: int = 0) -> PlanVersion:
    signed = {"name": str(by), "role": "Locality lead", "statement": "Our practices agree."}
    return submit_plan(again(plan), by=by, expected_version=expected_version, **signed)


def approve(plan: Plan, version: PlanVersion, *, by: User) -> PlanVersion:
    signed = {"name": str(by), "role": "Accountable officer", "statement": "Approved."}
    answers = {row.pk: ("agreed", "") for row in plan.decisions.in_plan()}
    return approve_plan(again(plan), by=by, expected_version=version.pk, **signed, answers=answers)


def draft_plan(diagnostic: Diagnostic, place: Place, ccg: Ccg, *, today: date, actions: int) -> Plan:
    """A plan that lacks nothing, with a row in every list."""
    starts_on = today - timedelta(days=20)
    ends_on = starts_on + timedelta(days=729)
    plan = create_plan(diagnostic, target_level=2, starts_on=starts_on, ends_on=ends_on, by=place.lead)
    _actions(plan, actions, by=place.lead)
    _metrics(plan, today, by=place.lead)
    _lists(plan, place, ccg)
    _numbers(plan, by=place.lead)
    follow_model(plan, by=place.lead)
    _explain(plan, by=place.lead)
    words = {
        "summary": f"By the end of this plan the practices of {plan.locality} share services, records and rules.",
        "biggest_moves": "One front door: the same rules in every practice\nA wider team: a pharmacist for all",
        "uncovered_why": "What is left needs another year.",
    }
    save_plan(again(plan), words, base_revision=plan.revision, by=place.lead)
    return again(plan)


def _actions(plan: Plan, wanted: int, *, by: User) -> None:
    """As many of the proposal's actions as there are, and our own up to the number wanted."""
    keys = [line.key for line in proposal_for(plan) if line.is_action][:wanted]
    made = add_suggestions(plan, keys, by=by)
    for number in range(wanted - len(made)):
        values = {"title": f"Our own action {number + 1}", "due_on": plan.starts_on + timedelta(days=200 + number)}
        made.append(add_action(plan, _own(values), by=by))
    for action in made:
        values = {"owner_name": f"Practice manager, {plan.locality}", "detail": DETAIL}
        save_action(action, values, base_revision=action.revision, by=by)


DETAIL = "Begin with two practices, look at it after a month with everybody who took part, then with all five."


def _own(values: dict[str, object]) -> dict[str, object]:
    empty = dict.fromkeys(("detail", "why", "owner_name", "owner_role", "organisation"), "")
    nothing = dict.fromkeys(("domain", "feature", "starts_on", "due_on", "support"))
    return {**empty, **nothing, "status": Action.Status.NOT_STARTED, **values}


def _metrics(plan: Plan, today: date, *, by: User) -> None:
    for row in plan.metrics.select_related("metric").order_by("pk"):
        values = {
            "baseline": Decimal(40),
            "baseline_on": today - timedelta(days=60),
            "target": Decimal(20) if row.metric.better == "lower" else Decimal(60),
            "review_on": plan.starts_on + timedelta(days=365),
        }
        save_metric(row, values, base_revision=row.revision, by=by)


def _lists(plan: Plan, place: Place, ccg: Ccg) -> None:
    lead, years = place.lead, period_of(plan.starts_on, plan.ends_on)
    for group, role in STAFF:
        numbers = {"extra_fte": Decimal(2), "cost_per_fte": Decimal(48000)}
        post = add_row(plan, StaffingLine, {"group": group, "role": role, **numbers}, by=lead)
        _cost(plan, post, dict.fromkeys(years.every, "96000.00"), "recurrent", by=lead)
    scheme = {"name": "Health hub", "scheme_type": "Health Hub", "capital": Decimal(900_000)}
    hub = add_row(plan, EstateScheme, scheme, by=lead)
    _cost(plan, hub, {years.years[0]: "900000.00"}, "capital", by=lead)
    for name in ("Online consultation", "Shared records"):
        add_row(plan, DigitalInitiative, {"name": name, "segment": "quick", "impact": 4, "feasibility": 4}, by=lead)
    for side, writer in ((Commitment.Side.LOCALITY, lead), (Commitment.Side.COMMISSIONER, ccg.officer)):
        add_row(plan, Commitment, {"side": side, "about": "other", "text": f"Promised by {writer}"}, by=writer)
    project = {"words": "Make the project time of two days a week a part of the work"}
    add_row(plan, DecisionAsked, project, by=lead)
    for risk in add_common_risks(plan, list(common_risks())[:6], by=lead):
        save_row(risk, {"owner_name": "Locality manager"}, base_revision=risk.revision, by=lead)
    add_row(plan, Risk, {"cause": "winter is hard", "effect": "we wait", "impact": 3, "likelihood": 2}, by=lead)


def _cost(plan: Plan, row: PlanRow, years: dict[str, str], kind: str, *, by: User) -> None:
    values = {"what": "All of it", "cost_kind": kind, "payer": "Practices", "status": "committed", "years": years}
    add_row(plan, CostLine, {field_of(row): row, "funding_risk": "low", **values}, by=by)


def _numbers(plan: Plan, *, by: User) -> None:
    levers = {"triage_share": Decimal(4), "triage_why": "Our pilot", "remaining_why": "The rest is for the next plan."}
    levers["target_year"] = first_year(plan.ends_on)
    save_plan_capacity(capacity_of_plan(plan), levers, base_revision=0, by=by)
    hub_model = plan.diagnostic.whole_guide.hub_models.all()[0]
    save_plan_estate(estate_of_plan(plan), {"hub_model": hub_model, "why": "It fits"}, base_revision=0, by=by)


def follow_model(plan: Plan, *, by: User) -> None:
    """Give the metrics that the capacity model feeds its figures."""
    for fed in facts_of(WholePlan(again(plan))).metrics:
        row = plan.metrics.get(pk=fed.row)
        if fed.model_now is not None and fed.model_then is not None:
            figures = {"baseline": fed.model_now, "target": round_to(fed.model_then, TENTH)}
            save_metric(row, figures, base_revision=row.revision, by=by)


def _explain(plan: Plan, *, by: User) -> None:
    """Say why figures and answers differ where they do."""
    for one in consistency_of(WholePlan(again(plan))).asks:
        row = ConsistencyAnswer(plan=plan, finding=one.finding.key, figures=one.finding.figures)
        save_consistency_answer(row, {"why": "The practices see it so."}, base_revision=0, by=by)


def _report(plan: Plan, place: Place, *, today: date) -> None:
    """Two figures of every metric, how the first actions go, and a report."""
    for days_ago in (MEASURED, REPORTED):
        for row in plan.metrics.order_by("pk"):
            with clock_at(moment(today, days_ago)):
                figures = {"value": Decimal(50 - days_ago), "measured_on": today - timedelta(days=days_ago)}
                add_measurement(row, **figures, source="Our own count", by=place.lead)
    with clock_at(moment(today, REPORTED)):
        for action in plan.actions.order_by("order")[:5]:
            values = {"status": Action.Status.IN_PROGRESS, "progress": "Begun with two practices."}
            report_progress(action, values, base_revision=action.revision, by=place.lead)
        file_report(again(plan), went_well="One team", stuck="Premises", asks="A decision", by=place.lead)
