"""What the demonstration plan lists: staff, digital initiatives, commitments, decisions asked for, risks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from devplans.demo.files import content
from devplans.demo.organisations import person
from devplans.models import Commitment, DecisionAsked, DigitalInitiative, Plan, Risk, StaffingLine
from devplans.queries.staffing import GROUPS
from devplans.services.common_risks import add_common_risks
from devplans.services.rows import add_row, save_row
from localities.models import User


def load_lists(plan: Plan, *, by: User) -> None:
    """Fill the plan's lists. The CCG's commitments are written by its officer."""
    written = content("plan_lists")
    for line in written["staffing"]:
        usual = GROUPS[line["group"]].cost_per_fte
        numbers = {name: Decimal(line.get(name, usual)) for name in ("fte_now", "extra_fte", "cost_per_fte")}
        values = _dated(plan, line, "starts_on") | numbers
        add_row(plan, StaffingLine, values, by=by)
    for initiative in written["digital"]:
        add_row(plan, DigitalInitiative, initiative, by=by)
    for asked in written["decisions"]:
        add_row(plan, DecisionAsked, asked, by=by)
    _commitments(plan, written["commitments"], by)
    _risks(plan, written["risks"], by)


def _dated(plan: Plan, written: Mapping[str, Any], field: str) -> dict[str, Any]:
    """Replace weeks from the plan's start, where there are any, by the date."""
    values = dict(written)
    weeks = values.pop("weeks", None)
    day: date | None = None if weeks is None else plan.starts_on + timedelta(weeks=weeks)
    return {**values, field: day}


def _commitments(plan: Plan, written: Mapping[str, list[Mapping[str, Any]]], by: User) -> None:
    offers = {offer.code: offer for offer in plan.diagnostic.whole_guide.offers.all()}
    writers = {Commitment.Side.LOCALITY: by, Commitment.Side.COMMISSIONER: person("officer.castle-point")}
    for side, writer in writers.items():
        for one in written[side]:
            values = _dated(plan, one, "due_on") | {"side": side, "offer": offers.get(one.get("offer", ""))}
            add_row(plan, Commitment, values, by=writer)


def _risks(plan: Plan, written: Mapping[str, Any], by: User) -> None:
    for risk in add_common_risks(plan, written["common"], by=by):
        owner = written["owners"].get(risk.starting_point)
        if owner:
            save_row(risk, {"owner_name": owner}, base_revision=risk.revision, by=by)
    for values in written["own"]:
        add_row(plan, Risk, values, by=by)
