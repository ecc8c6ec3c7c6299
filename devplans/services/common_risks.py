"""Risks that locality plans often meet: starting points for a plan's own list."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from devplans.models import Plan, Risk
from devplans.models.plan_transitions import EDIT
from devplans.services.plan_workflow import PLAN
from devplans.services.rows import add_row, put_back_row
from localities.kit.refused import Refused
from localities.models import User

FILE = Path(__file__).resolve().parents[1] / "data" / "common_risks.yaml"


@cache
def common_risks() -> dict[str, dict[str, Any]]:
    """Return what each common risk says, by code: the fields of `Risk` that it fills in.

    `{word}` stands for what the system calls a commissioner.
    """
    risks = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {risk.pop("code"): risk for risk in risks}


def offered_risks(plan: Plan) -> list[tuple[str, Risk]]:
    """Return the common risks that the plan does not have, by code. One query."""
    there = set(plan.risks.filter(removed_at=None).values_list("starting_point", flat=True))
    return [(code, Risk(**values)) for code, values in _worded(plan).items() if code not in there]


def _worded(plan: Plan) -> dict[str, dict[str, Any]]:
    """The common risks in the words of the plan's system."""
    word = plan.locality.commissioner_word
    return {
        code: {name: value.format(word=word) if isinstance(value, str) else value for name, value in values.items()}
        for code, values in common_risks().items()
    }


@transaction.atomic
def add_common_risks(plan: Plan, codes: Collection[str], *, by: User) -> list[Risk]:
    """Put common risks into the plan and return them. Those in it stay; those removed come back as people left them.

    Raises Refused when no code is given, or one that is not known.
    """
    if not codes:
        raise Refused("Tick at least one risk to add.")
    if not set(codes) <= common_risks().keys():
        raise Refused("Choose from the risks listed here.")
    plan = PLAN.hold(plan.pk, EDIT, by=by)
    kept = {risk.starting_point: risk for risk in plan.risks.exclude(starting_point="")}
    return [
        put_back_row(kept[code], by=by)
        if code in kept
        else add_row(plan, Risk, {**values, "starting_point": code}, by=by)
        for code, values in _worded(plan).items()
        if code in codes
    ]
