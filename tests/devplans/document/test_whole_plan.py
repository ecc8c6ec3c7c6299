from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessment.models import CapacityAssumption, FeatureAnswer
from devplans.models import (
    Action,
    Commitment,
    DigitalInitiative,
    EstateScheme,
    PipelineScheme,
    Plan,
    Risk,
    SectionChoice,
    StaffingLine,
)
from devplans.queries import whole_plan
from devplans.queries.action_reasons import reasons_of
from devplans.queries.capacity import plan_capacity
from devplans.queries.hub_model import estate_of_plan
from devplans.queries.plan_outlook import plan_outlook
from devplans.queries.readiness import facts_of
from devplans.queries.whole_plan import UNREAD, WholePlan
from devplans.rules.readiness import PlanFacts, missing
from localities.models import User
from tests.devplans.conftest import submit
from tests.flat import flat


@pytest.fixture
def full(plan: Plan, world) -> Plan:
    """The plan with two rows in each list, of which the first of each was removed."""
    guide = plan.diagnostic.whole_guide
    pipeline = PipelineScheme.objects.create(
        commissioner=world.commissioner, row_no=4, scheme_type="Health Hub", capital_m="1.20"
    )
    feature = guide.ordered_levels[1].features.all()[0]
    nurse = {"group": "clinical", "role": "Nurse", "fte_now": "1.25", "extra_fte": "0.80", "cost_per_fte": 48000}
    viewer = {"name": "Viewer", "segment": "core", "impact": 5, "feasibility": 2, "domain_codes": ["leadership"]}
    rows = [
        (Action, {"title": "Agree “terms”", "due_on": date(2019, 1, 31), "feature": feature}),
        (StaffingLine, nurse),
        (
            EstateScheme,
            {
                "name": "Refit",
                "scheme_type": "Health Hub",
                "capital": "120000.50",
                "pipeline_scheme": pipeline,
            },
        ),
        (DigitalInitiative, viewer),
        (Commitment, {"side": "locality", "about": "tools", "text": "Use it", "offer": guide.offers.all()[0]}),
        (Risk, {"cause": "it fails", "effect": "we wait", "impact": 2, "likelihood": 3}),
    ]
    for model, values in rows:
        model.objects.create(plan=plan, removed_at=timezone.now(), order=1, **values)
        model.objects.create(plan=plan, order=2, **values)
    SectionChoice.objects.create(plan=plan, section="digital", not_needed=True, why="Done last year")
    CapacityAssumption.objects.filter(code="growth").update(value="2.50", why="The census")
    estate = estate_of_plan(plan)
    estate.hub_model = guide.hub_models.all()[1]
    estate.save()
    return Plan.objects.select_related("locality__commissioner__system", "diagnostic").get(pk=plan.pk)


def test_every_row_is_as_a_query_of_its_own_would_give_it(full):
    whole = WholePlan(full)
    lists = (
        whole.actions,
        whole.staffing.lines,
        whole.schemes,
        whole.rows_of(DigitalInitiative),
        whole.commitments,
        whole.rows_of(Risk),
    )
    for (row,) in lists:
        stored = type(row).objects.get(pk=row.pk)
        names = [field.attname for field in row._meta.concrete_fields if field.attname not in UNREAD]
        assert {name: getattr(row, name) for name in names} == {name: getattr(stored, name) for name in names}
    assert [row.pk for row in whole.metrics] == [row.pk for row in full.metrics.all()]


def test_its_capacity_is_that_of_the_page(full):
    assert WholePlan(full).capacity == plan_capacity(full)
    assert WholePlan(full).today.assumed.growth == Decimal("2.50")


def test_all_of_it_takes_one_query(full, django_assert_num_queries):
    WholePlan(full)
    with django_assert_num_queries(1):
        whole = WholePlan(full)
        assert whole.actions[0].feature.level.number == 2
        assert whole.metrics[0].metric.core
        assert str(whole.schemes[0].pipeline_scheme) == "4. Health Hub, £1.20m"
        assert whole.estate.hub_model.code == "shared-physical-hub"
        assert whole.commitments[0].offer.title
        assert whole.not_needed == {"digital": "Done last year"}
        assert whole.capacity.closed


def read_facts(plan: Plan) -> PlanFacts:
    whole = WholePlan(plan)
    return facts_of(whole, plan_outlook(whole))


def test_what_is_missing_follows_from_the_rows(full):
    found = missing(read_facts(full))
    assert {one.section for one in found} == {"capacity", "money", "actions", "commitments", "metrics"}
    assert "Add a commitment of the CCG" in {one.words for one in found}
    assert "Give ‘Agree “terms”’ an owner" in {one.words for one in found}


def test_a_plan_with_nothing_in_it_has_its_facts_too(plan):
    facts = read_facts(plan)
    assert tuple(one.code for one in facts.uncovered) == reasons_of(plan).blockers
    assert facts.uncovered
    assert facts.capacity.is_saved is False
    assert [section.is_filled_in for section in facts.optional] == [False] * 5


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """The plans that were read, once for each read."""
    plans: list[Plan] = []
    read = whole_plan._read
    monkeypatch.setattr(whole_plan, "_read", lambda plan: plans.append(plan) or read(plan))
    return plans


@pytest.mark.usefixtures("quick_print")
def test_submitting_reads_a_plan_once_before_it_is_printed_and_once_under_the_lock(
    ready_plan: Plan, lead: User, reads: list[Plan]
) -> None:
    submit(ready_plan, by=lead)
    assert len(reads) == 2


def test_the_page_to_submit_reads_a_plan_once(
    ready_plan: Plan, lead: User, client_for: Callable[[User], Client], reads: list[Plan]
) -> None:
    assert "Sign" in flat(client_for(lead).get(reverse("submit", args=[ready_plan.pk])))
    assert len(reads) == 1


@pytest.mark.usefixtures("quick_print")
def test_submitting_reads_the_answers_as_often_as_the_plan(ready_plan: Plan, lead: User) -> None:
    with CaptureQueriesContext(connection) as asked:
        submit(ready_plan, by=lead)
    answers = [query for query in asked if f'FROM "{FeatureAnswer._meta.db_table}"' in query["sql"]]
    assert len(answers) == 2
