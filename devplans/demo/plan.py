"""One locality's draft plan, made as people make it: from the proposal, edited, with an action of their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from assessment.models import Diagnostic
from devplans.demo.clock import clock_at, moment
from devplans.demo.costs import explain, load_costs
from devplans.demo.files import content
from devplans.demo.lists import load_lists
from devplans.demo.numbers import load_numbers
from devplans.demo.organisations import person
from devplans.models import Plan
from devplans.services.plans import (
    add_action,
    add_metrics,
    add_suggestions,
    create_plan,
    save_action,
    save_metric,
    save_plan,
)
from devplans.services.rows import remove_row
from localities.models import User

REVIEW_WEEKS = 52  # the metrics are looked at after a year


def load_plan(diagnostics: Mapping[str, Diagnostic], today: date) -> Plan:
    """Make the plan of the data files. It starts on the first day of the month of `today`."""
    written = content("plan")
    diagnostic = diagnostics[written["diagnostic"]]
    by = person(f"lead.{diagnostic.locality.slug}")
    starts_on = today.replace(day=1)
    with clock_at(moment(today, written["created"])):
        plan = create_plan(
            diagnostic,
            target_level=written["target_level"],
            starts_on=starts_on,
            ends_on=starts_on.replace(year=starts_on.year + written["years"]) - timedelta(days=1),
            by=by,
        )
        _actions(plan, written, by)
    with clock_at(moment(today, written["created"] // 2)):
        _metrics(plan, written["metrics"], today, by)
        load_lists(plan, by=by)
        load_numbers(plan, by=by)
        load_costs(plan, by=by)
    with clock_at(moment(today, 2, 200)):
        words = {"summary": written["summary"], "biggest_moves": "\n".join(written["biggest_moves"])}
        words |= written["members"]
        save_plan(plan, words, base_revision=plan.revision, by=by)
        explain(plan, by=by)
    return plan


def _actions(plan: Plan, written: Mapping[str, Any], by: User) -> None:
    for action in add_suggestions(plan, written["suggestions"].keys(), by=by):
        save_action(action, written["suggestions"][action.suggestion], base_revision=action.revision, by=by)
        if action.suggestion == written["removed"]:
            remove_row(action, by=by)
    own = dict(written["own_action"])
    due_on = plan.starts_on + timedelta(weeks=own.pop("weeks"))
    add_action(plan, {**own, "due_on": due_on}, by=by)


def _metrics(plan: Plan, written: Mapping[str, Mapping[str, Any]], today: date, by: User) -> None:
    chosen = [metric for metric in plan.diagnostic.whole_guide.outcome_metrics.all() if metric.code in written]
    add_metrics(plan, chosen, by=by)
    for row in plan.metrics.select_related("metric"):
        numbers = written[row.about.code]
        values: dict[str, Any] = {
            "target": Decimal(str(numbers["target"])),
            "review_on": plan.starts_on + timedelta(weeks=REVIEW_WEEKS),
        }
        if "baseline" in numbers:
            values["baseline"] = Decimal(str(numbers["baseline"]))
            values["baseline_on"] = today - timedelta(days=numbers["measured"])
        else:
            values["baseline_due_on"] = today + timedelta(days=numbers["due_in"])
            values["baseline_why"] = numbers["why"]
        save_metric(row, values, base_revision=row.revision, by=by)
