"""A CCG's localities: what stands where, the heat map, filters, and nothing of the CCG next door."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from assessment.services.diagnostics import reopen_diagnostic, start_diagnostic
from devplans.models import Plan, SectionChoice
from devplans.rules.money import Sum
from localities.models import Locality
from tests.cast import TODAY
from tests.flat import flat
from tests.overview.conftest import make_attempt, make_baseline, make_localities, make_plan, put_in_force

pytestmark = pytest.mark.postgres

ADDRESS = "/commissioners/99F/"


@pytest.fixture
def page(client_for, officer):
    """Return a function that opens the page as the CCG's officer and returns what it is made of."""

    def page(**query):
        response = client_for(officer).get(ADDRESS, query)
        assert response.status_code == 200
        return response.context["page"]

    return page


@pytest.fixture
def text(client_for, officer):
    def text(**query):
        return " ".join(re.sub(r"<[^>]+>", " ", flat(client_for(officer).get(ADDRESS, query))).split())

    return text


def names(page):
    return [one.locality.name for one in page.shown]


def test_localities_stand_in_order_of_name_and_say_what_is_not_known(page, text, diagnostic):
    make_baseline(diagnostic, patients=None)
    canvey, rayleigh = page().shown
    assert (canvey.locality.name, rayleigh.locality.name) == ("Canvey Island", "Rayleigh")
    assert (canvey.level_now, canvey.is_provisional) == ("Working towards Level 1", True)
    assert (canvey.diagnostic_state, canvey.diagnostic_detail) == ("Open", "0 of 24 answered")
    assert (rayleigh.level_now, rayleigh.diagnostic_state, rayleigh.stage.label) == ("", "Not started", "Not started")
    assert "Not known yet" in text()
    assert "Not filled in demand and capacity" in text()


def test_level_aim_actions_gap_and_staff(page, text, plan):
    make_baseline(plan.diagnostic)
    put_in_force(plan)
    canvey = page().shown[0]
    assert (canvey.level_now, canvey.is_provisional, canvey.agreed.level) == ("Level 1", False, 2)
    assert (canvey.agreed.overdue, canvey.agreed.due_soon) == (1, 1)
    assert str(canvey.capacity.gap.appointments) == "24.250"
    assert (canvey.agreed.extra_fte, canvey.agreed.money) == (1.5, Sum(committed=Decimal(72000)))
    for words in (
        "1 overdue in Canvey Island",
        "1 due in 30 days in Canvey Island",
        "£72,000 committed, £0 asked for",
        "1 of 2 filled in",
    ):
        assert words in text()


def test_a_changed_assumption_counts(page, plan):
    baseline = make_baseline(plan.diagnostic)
    baseline.assumptions.filter(code="demand_rate").update(value=100, why="Our own count")
    assert page().shown[0].capacity.demand == 100


@pytest.mark.parametrize("figures", [{"patients": None}, {"gp_fte": "-1"}])
def test_figures_that_are_missing_or_cannot_be_are_not_filled_in(page, plan, figures):
    make_baseline(plan.diagnostic, **figures)
    assert page().shown[0].capacity is None
    assert page().totals.gap is None


def test_staff_that_are_not_needed_are_filled_in(page, plan):
    plan.staffing_lines.all().delete()
    assert page().shown[0].draft.extra_fte is None
    SectionChoice.objects.update_or_create(
        plan=plan, section="staffing", defaults={"not_needed": True, "why": "Enough staff"}
    )
    assert page().shown[0].draft.extra_fte == 0
    put_in_force(plan)
    assert page().shown[0].agreed.extra_fte == 0
    assert len(page().totals.with_staffing) == 1


def test_the_newest_agreed_diagnostic_counts_until_the_next_is_agreed(page, agreed_diagnostic, lead):
    start_diagnostic(agreed_diagnostic.locality, by=lead, title="Next", started_on=TODAY + timedelta(days=365))
    canvey = page().shown[0]
    assert (canvey.level_now, canvey.is_provisional, canvey.diagnostic_state) == ("Level 1", False, "Open")
    assert canvey.diagnostic_detail == "0 of 24 answered"
    assert canvey.positions["leadership"] == 2


def test_a_reopened_diagnostic_is_provisional(page, agreed_diagnostic, lead):
    reopen_diagnostic(agreed_diagnostic, why="Something changed", by=lead)
    assert page().shown[0].is_provisional


# Plans


def stage(page):
    one = page().shown[0]
    return one.stage.code, one.waiting, one.stage.version


def test_a_plan_not_started_waits_for_the_locality_since_the_diagnostic(page, agreed_diagnostic):
    agreed_diagnostic.agreed_at = now() - timedelta(days=3)
    agreed_diagnostic.save()
    assert stage(page) == ("none", "With the locality 3 days", "")


def test_stages_of_a_plan(page, text, plan):
    assert stage(page) == ("draft", "With the locality since today", "")
    first = make_attempt(plan, days_ago=6, state=Plan.State.SUBMITTED)
    assert stage(page) == ("submitted", "Waiting for the CCG 6 days", "")
    assert "Waiting for the CCG: 1 plan Review the plan of Canvey Island" in text()
    first.ended_as, first.ended_at = "sent_back", now() - timedelta(days=1)
    first.save()
    Plan.objects.update(state=Plan.State.DRAFT)
    assert stage(page) == ("sent_back", "With the locality 1 day", "")
    plan.refresh_from_db()
    make_attempt(plan, days_ago=0, state=Plan.State.APPROVED, approved_at=now())
    approved = f"Version 1, {now():%-d %B %Y}"
    assert stage(page) == ("approved", "", approved)
    Plan.objects.update(state=Plan.State.DRAFT, version_number=2)
    assert stage(page) == ("amending", "With the locality", approved)
    Plan.objects.update(state=Plan.State.CLOSED, version_number=1)
    assert stage(page) == ("closed", "", approved)


def test_a_withdrawn_plan_is_a_draft_again(page, plan):
    make_attempt(plan, days_ago=5, state=Plan.State.DRAFT, ended_as="withdrawn", ended_at=now() - timedelta(days=2))
    assert stage(page) == ("draft", "With the locality 2 days", "")


# Heat map


def test_each_number_has_words_and_leads_to_its_answer(client_for, officer, agreed_diagnostic):
    content = flat(client_for(officer).get(ADDRESS))
    address = reverse("domain", args=[agreed_diagnostic.pk, "leadership"])
    words = '<span class="nhsuk-u-visually-hidden"> between less advanced and developing</span>'
    assert f'<a class="app-pos app-pos--2" href="{address}">2{words}</a>' in content
    assert content.count('class="app-pos app-pos--2" href=') == 24


def test_unanswered_is_never_a_score(page, agreed_diagnostic):
    agreed_diagnostic.answers.filter(domain__code="leadership").update(position=None)
    heat = page().heat
    (row,) = [row for row in heat.rows if row.domain.code == "leadership"]
    assert (row.cells[0].position, row.cells[0].words, row.cells[1]) == (None, "not answered", None)
    assert (row.answered, row.low) == (0, ())
    assert [area.scores[0].mean for area in heat.areas] == [25] * 4
    assert [area.scores[1].mean for area in heat.areas] == [None] * 4


def test_alike_weak_are_domains_low_in_at_least_half_of_those_that_answered(page, world, agreed_diagnostic):
    assert page().heat.weak == []  # one locality is not alike
    make_localities(world.commissioner, 2)
    three = page()
    assert len(three.heat.weak) == 24
    assert three.heat.weak[0].low == ("Canvey Island", "Place 00", "Place 01")
    assert three.heat.weak[0].shared_action
    for locality in Locality.objects.filter(slug__contains="place"):
        locality.diagnostics.get().answers.filter(domain__code="leadership").update(position=3)
    assert "leadership" not in [row.domain.code for row in page().heat.weak]


def test_what_is_said_of_likeness_is_true(text, world, agreed_diagnostic):
    assert "1 of 2 localities has answered. It takes two to see where they are alike." in text()
    make_localities(world.commissioner, 1)
    Locality.objects.get(name="Place 00").diagnostics.get().answers.update(position=3)
    # Half of those that answered are at 1 or 2 in every domain, and still they are not alike: it is one locality.
    none = "no domain here in which at least two localities, and at least half of those that answered, are at 1 or 2"
    assert f"2 of 3 localities have answered. There is {none}." in text()
    assert "2 of 3 localities have answered this domain." in text(domain="leadership")
    make_localities(world.neighbour, 1)
    agreed_diagnostic.answers.update(position=None)
    assert "1 of 3 localities has answered. It takes two" in text()


# Filters


def test_filters(page, world, plan):
    make_localities(world.commissioner, 2)
    make_attempt(Plan.objects.get(locality__name="Place 00"), days_ago=1, state=Plan.State.SUBMITTED)
    answer = plan.diagnostic.answers.get(domain__code="governance")
    type(answer).objects.filter(pk=answer.pk).update(position=5)
    assert names(page()) == ["Canvey Island", "Place 00", "Place 01", "Rayleigh"]
    assert names(page(name="PLACE")) == ["Place 00", "Place 01"]
    assert names(page(plan="submitted")) == ["Place 00"]
    assert names(page(domain="governance", at="high")) == ["Canvey Island"]
    assert names(page(domain="leadership", at="high")) == []
    assert names(page(at="high")) == ["Canvey Island"]
    assert names(page(domain="nonsense", at="nonsense", plan="nonsense")) == names(page())
    one = page(domain="governance")
    assert [row.domain.code for row in one.heat.rows] == ["governance"]
    assert names(one) == names(page())
    assert page(plan="submitted").waiting == page().waiting


def test_domains_sort_by_how_many_are_low_and_localities_stay_by_name(page, world, agreed_diagnostic):
    agreed_diagnostic.answers.exclude(domain__code="governance").update(position=4)
    ordered = page(order="low")
    assert ordered.heat.rows[0].domain.code == "governance"
    assert names(ordered) == ["Canvey Island", "Rayleigh"]


def test_nothing_found_and_no_localities(text, world):
    assert "No locality is like that." in text(name="Nowhere")
    Locality.objects.exclude(commissioner=world.neighbour).update(commissioner=world.neighbour)
    assert "There is none yet" in text()


# Who sees it


def test_nothing_of_the_neighbour_appears(client_for, officer, world, agreed_diagnostic):
    make_localities(world.neighbour, 2)
    content = flat(client_for(officer).get(ADDRESS))
    for leak in ("Place 00", "Tilbury", "Thurrock"):
        assert leak not in content
    assert client_for(officer).get("/commissioners/07G/").status_code == 404


@pytest.mark.parametrize("number", [1, 3, 30])
def test_queries_do_not_grow(client_for, officer, world, plan, number, django_assert_num_queries):
    make_localities(world.commissioner, number)
    make_attempt(plan, days_ago=1, state=Plan.State.SUBMITTED)
    client = client_for(officer)
    client.get(ADDRESS)
    with django_assert_num_queries(14):
        client.get(ADDRESS)


def test_two_plans_the_newest_counts(page, plan, lead):
    later = start_diagnostic(plan.locality, by=lead, title="Next", started_on=TODAY + timedelta(days=365))
    later.state, later.agreed_at, later.agreed_by = "agreed", now(), lead
    later.save()
    newest = make_plan(later, lead)
    assert page().shown[0].plan.plan == newest


def test_an_unknown_list_size_counts_nothing(page, text, world):
    world.rayleigh.practices.update(list_size=None)
    assert page().totals.patients == 30_006
    assert "30,006" in text()
    world.canvey.practices.update(list_size=None)
    assert page().totals.patients == 0


@pytest.mark.parametrize(("days", "counted"), [(-1, (1, 0)), (0, (0, 1)), (30, (0, 1)), (31, (0, 0))])
def test_an_action_is_overdue_from_the_day_after_it_was_due(page, plan, days, counted):
    plan.actions.all().delete()
    plan.actions.create(title="One", due_on=localdate() + timedelta(days=days))
    put_in_force(plan)
    canvey = page().shown[0]
    assert (canvey.plan.overdue, canvey.plan.due_soon) == counted
    assert (page().totals.overdue, page().totals.due_soon) == counted


def test_a_filter_that_nobody_knows_is_no_error_of_the_page(client_for, officer, world):
    page = flat(client_for(officer).get("/commissioners/99F/", {"plan": "unheard-of"}))
    assert not re.search(r"<title>\s*Error: ", page)
