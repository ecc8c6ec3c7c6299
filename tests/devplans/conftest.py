"""A plan of Canvey Island, just made."""

from __future__ import annotations

from datetime import date

import pytest

from assessment.models import Diagnostic
from devplans.models import Action, Plan
from devplans.services import add_action, create_plan
from localities.models import User


@pytest.fixture
def plan(agreed_diagnostic: Diagnostic, lead: User) -> Plan:
    """From Level 1 to Level 2, October 2018 to September 2020, with the core metrics and no actions."""
    return create_plan(
        agreed_diagnostic, target_level=2, starts_on=date(2018, 10, 1), ends_on=date(2020, 9, 30), by=lead
    )


@pytest.fixture
def action(plan: Plan, lead: User) -> Action:
    return add_action(plan, action_values(title="Agree one access policy", due_on=date(2019, 2, 28)), by=lead)


def action_values(**changes: object) -> dict[str, object]:
    """What a person enters for an action of their own, with `changes`."""
    empty = dict.fromkeys(["detail", "why", "owner_name", "owner_role", "organisation"], "")
    nothing = dict.fromkeys(["domain", "feature", "starts_on", "due_on", "support", "cost"])
    return {**empty, **nothing, "title": "Do something", "status": Action.Status.NOT_STARTED, **changes}
