"""A plan of the demonstration that is agreed and under way: what was measured, how it goes, and a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from unittest import mock

from django.utils.module_loading import import_string

from assessment.models import Diagnostic
from assessment.rules.decimals import TENTH, known, round_to
from devplans.delivery.services.measurements import add_measurement
from devplans.delivery.services.progress import file_report, report_progress
from devplans.demo.clock import clock_at, moment
from devplans.demo.files import content
from devplans.demo.organisations import person
from devplans.models import Commitment, DecisionAsked, Plan, PlanMetric
from devplans.queries.levers import capacity_of_plan
from devplans.queries.section_choices import OPTIONAL_SECTIONS, section_choice
from devplans.queries.whole_plan import WholePlan
from devplans.rules.money import first_year
from devplans.services.agreement import approve_plan, submit_plan
from devplans.services.capacity import save_plan_capacity
from devplans.services.plans import (
    add_own_metric,
    add_suggestions,
    create_plan,
    save_action,
    save_metric,
    save_plan,
)
from devplans.services.rows import add_row
from devplans.services.sections import save_section_choice
from localities.kit.documents.printing import Frozen
from localities.models import User

NOTHING_CHANGES = "Nothing changes here in these two years"
REVIEW_WEEKS = 52


def load_approved_plan(diagnostics: Mapping[str, Diagnostic], today: date) -> Plan:
    """Make, agree and report on the plan of the data file. Nobody is e-mailed, and no worker is waited for."""
    written = content("approved")
    diagnostic = diagnostics[written["diagnostic"]]
    by = person(f"lead.{diagnostic.locality.slug}")
    with (
        mock.patch("localities.kit.mail.outbox._is_wanted", return_value=False),
        mock.patch("devplans.services.agreement.print_now", _print_here),
    ):
        with clock_at(moment(today, written["created"])):
            plan = _draft(diagnostic, written, today, by)
        _agree(plan, written, today, by)
        _report(plan, written, today, by)
    return plan


def _print_here(frozen: Frozen, *, by: User) -> bytes:
    printer: Callable[[str], bytes] = import_string(frozen.printer)
    return printer(frozen.content)


def _draft(diagnostic: Diagnostic, written: Mapping[str, Any], today: date, by: User) -> Plan:
    starts_on = (today - timedelta(days=written["approved"])).replace(day=1)
    ends_on = starts_on.replace(year=starts_on.year + written["years"]) - timedelta(days=1)
    level = written["target_level"]
    plan = create_plan(diagnostic, target_level=level, starts_on=starts_on, ends_on=ends_on, by=by)
    for action in add_suggestions(plan, written["actions"].keys(), by=by):
        owner = {"owner_name": f"{action.owner_role}, {plan.locality}", "organisation": f"{plan.locality} locality"}
        save_action(action, owner, base_revision=action.revision, by=by)
    _metrics(plan, written, today, by)
    add_row(plan, DecisionAsked, {"words": written["decision"]}, by=by)
    writers = {"locality": by, "commissioner": person("officer.mid-essex")}
    for side, rows in written["commitments"].items():
        for row in rows:
            due = {"due_on": starts_on + timedelta(weeks=row["weeks"])}
            values = {"side": side, "about": row["about"], "text": row["text"], **due}
            add_row(plan, Commitment, values, by=writers[side])
    for code in OPTIONAL_SECTIONS:
        choice = section_choice(plan, code)
        nothing = {"not_needed": True, "why": NOTHING_CHANGES}
        save_section_choice(choice, nothing, base_revision=choice.revision, by=by)
    levers = {"remaining_why": written["remaining_why"], "target_year": first_year(ends_on)}
    save_plan_capacity(capacity_of_plan(plan), levers, base_revision=0, by=by)
    words = {name: written[name] for name in ("summary", "uncovered_why")}
    moves = {"biggest_moves": "\n".join(written["biggest_moves"])}
    plan.refresh_from_db()
    save_plan(plan, words | moves | written["members"], base_revision=plan.revision, by=by)
    return plan


def _metrics(plan: Plan, written: Mapping[str, Any], today: date, by: User) -> None:
    own = add_own_metric(plan, {**written["own"], "lowest": None, "highest": None}, by=by)
    figures = written["own_figures"]
    advice = {
        "advice_asked_on": today - timedelta(days=figures["asked"]),
        "advice_by": figures["by"],
        "advice": figures["advice"],
    }
    _start(plan, own, figures | {"source": own.source}, today, written["reviewer"], by, **advice)
    for row in plan.metrics.filter(metric__isnull=False).select_related("metric"):
        _start(plan, row, written["metrics"][row.about.code], today, written["reviewer"], by)


def _start(
    plan: Plan, row: PlanMetric, figures: Mapping[str, Any], today: date, reviewer: str, by: User, **more: Any
) -> None:
    """Where a metric starts and where it should get to; what the model feeds starts where that stands."""
    parts = _parts(figures["baseline"]) if "baseline" in figures else {"value": _model_now(plan)}
    values: dict[str, Any] = {f"baseline_{name}": value for name, value in parts.items() if name != "value"}
    start = parts.get("value")
    target = Decimal(str(figures["target"])) if "target" in figures else (start or 0) - figures["target_below"]
    values |= {
        "baseline": start,
        "baseline_on": today - timedelta(days=figures["days"]),
        "baseline_source": figures["source"],
        "target": target,
        "review_on": plan.starts_on + timedelta(weeks=REVIEW_WEEKS),
        "reviewer": reviewer,
    }
    save_metric(row, values | more, base_revision=row.revision, by=by)


def _model_now(plan: Plan) -> Decimal:
    return round_to(known(known(WholePlan(plan).today.results).gap_share), TENTH)


def _parts(given: Any) -> dict[str, Decimal]:
    """A figure alone, or a count out of a number."""
    if isinstance(given, list):
        return {"count": Decimal(given[0]), "out_of": Decimal(given[1])}
    return {"value": Decimal(str(given))}


def _agree(plan: Plan, written: Mapping[str, Any], today: date, by: User) -> None:
    """Each side signs on its day."""
    with clock_at(moment(today, written["submitted"])):
        version = submit_plan(
            Plan.objects.get(pk=plan.pk),
            by=by,
            expected_version=0,
            name="Locality lead",
            role="Locality lead",
            statement="Our practices agree.",
        )
    with clock_at(moment(today, written["approved"])):
        approve_plan(
            Plan.objects.get(pk=plan.pk),
            by=person("approver.mid-essex"),
            expected_version=version.pk,
            name="Accountable officer",
            role="Accountable officer",
            statement="Agreed.",
            answers={row.pk: ("agreed", "") for row in plan.decisions.in_plan()},
        )


def _report(plan: Plan, written: Mapping[str, Any], today: date, by: User) -> None:
    rows = {row.about.code: row for row in plan.metrics.select_related("metric")}
    measured = {code: figures["measured"] for code, figures in written["metrics"].items()}
    measured[next(code for code in rows if code.startswith("own-"))] = written["own_figures"]["measured"]
    for code, by_days in measured.items():
        for days, given in by_days.items():
            _measure(rows[code], given, today, days, by)
    groups = written["groups"]
    for group, given in groups["of"].items():
        _measure(rows[groups["metric"]], given, today, groups["days"], by, group=group)
    with clock_at(moment(today, written["report"]["days"])):
        _progress(plan, written, by)
        words = {name: written["report"][name] for name in ("went_well", "stuck", "asks")}
        file_report(Plan.objects.get(pk=plan.pk), by=by, **words)


def _measure(row: PlanMetric, given: Any, today: date, days: int, by: User, group: str = "") -> None:
    with clock_at(moment(today, days)):
        on = today - timedelta(days=days)
        add_measurement(row, measured_on=on, source=row.about.source, group=group, by=by, **_parts(given))


def _progress(plan: Plan, written: Mapping[str, Any], by: User) -> None:
    for action in plan.actions.in_plan():
        said = written["actions"][action.suggestion]
        values = {"status": said["status"], "progress": said.get("progress", "")}
        if "forecast" in said:
            values |= {
                "forecast_on": plan.starts_on + timedelta(weeks=said["forecast"]),
                "forecast_why": said["why"],
            }
        report_progress(action, values, base_revision=action.revision, by=by)
