"""What a commissioner's page says that agreed plans lead to."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from devplans.models import Plan
from devplans.overview.queries.plan_figures import plans_of
from localities.models import Commissioner, User
from tests.flat import flat
from tests.overview.conftest import put_in_force

TODAY = date(2019, 1, 7)


@pytest.fixture
def commissioner(plan: Plan) -> Commissioner:
    return plan.locality.commissioner


def test_what_an_agreed_plan_leads_to_is_frozen_with_it(
    plan: Plan, commissioner: Commissioner, officer: User, client_for: Callable[[User], Client]
) -> None:
    assert plans_of([plan.locality], today=TODAY)[plan.locality_id].leads_to is None  # a draft counts for nothing
    put_in_force(plan)
    assert plans_of([plan.locality], today=TODAY)[plan.locality_id].leads_to == 1
    page = flat(client_for(officer).get(reverse("commissioner", args=[commissioner.ods_code])))
    assert "The plan leads to Level 1" in page


def test_a_plan_that_reaches_its_level_says_so(
    plan: Plan, commissioner: Commissioner, officer: User, client_for: Callable[[User], Client]
) -> None:
    Plan.objects.filter(pk=plan.pk).update(target_level=1)
    put_in_force(Plan.objects.get(pk=plan.pk))
    page = flat(client_for(officer).get(reverse("commissioner", args=[commissioner.ods_code])))
    assert "The plan reaches it" in page
