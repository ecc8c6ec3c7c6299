"""Making a plan, its overview, level and period, summary and preview."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessment.models import Diagnostic
from assessment.services.diagnostics import agree_diagnostic, reopen_diagnostic
from devplans.models import Action, Plan
from devplans.pages.sections import PROGRESS, STRANDS
from devplans.rules.sections import SECTIONS
from devplans.services.plans import add_action, create_plan, follow_diagnostic, save_plan
from devplans.views.plan import usual_period
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.models import User
from tests.devplans.conftest import action_values
from tests.flat import flat
from tests.pdfs import fetched

ClientFor = Callable[[User], Client]
PERIOD = {
    "target_level": "2",
    "starts_on_day": "1",
    "starts_on_month": "10",
    "starts_on_year": "2018",
    "ends_on_day": "30",
    "ends_on_month": "9",
    "ends_on_year": "2020",
    "revision": "0",
}


def test_a_plan_starts_with_the_core_metrics_and_an_audit_event(plan: Plan) -> None:
    assert plan.metrics.count() == 8
    assert all(row.metric.core for row in plan.metrics.select_related("metric"))
    event = AuditEvent.objects.filter(what="Created the plan").get()
    assert (event.on_id, event.locality_id) == (plan.pk, plan.locality_id)


def test_a_diagnostic_has_one_plan(plan: Plan, lead: User) -> None:
    again = create_plan(plan.diagnostic, target_level=3, starts_on=date(2019, 1, 1), ends_on=date(2020, 1, 1), by=lead)
    assert again == plan
    assert again.target_level == 2
    assert AuditEvent.objects.filter(what="Created the plan").count() == 1


def test_an_open_diagnostic_has_no_plan(answered_diagnostic: Diagnostic, lead: User) -> None:
    with pytest.raises(Refused, match="Agree the diagnostic first"):
        create_plan(
            answered_diagnostic, target_level=2, starts_on=date(2018, 10, 1), ends_on=date(2020, 9, 30), by=lead
        )


@pytest.mark.parametrize(
    ("today", "start", "end"),
    [
        (date(2018, 9, 28), date(2018, 10, 1), date(2020, 9, 30)),
        (date(2018, 12, 31), date(2019, 1, 1), date(2020, 12, 31)),
        (date(2020, 1, 31), date(2020, 2, 1), date(2022, 1, 31)),
    ],
)
def test_the_usual_period_is_two_years_from_next_month(today: date, start: date, end: date) -> None:
    assert usual_period(today) == (start, end)


def test_the_page_offers_the_next_level_and_makes_the_plan(
    agreed_diagnostic: Diagnostic, lead: User, client_for: ClientFor
) -> None:
    client, url = client_for(lead), reverse("plan-create", args=[agreed_diagnostic.pk])
    page = client.get(url)
    assert page.context["form"]["target_level"].value() == 2
    assert "Level 1:" not in flat(page)
    made = client.post(url, PERIOD)
    plan = Plan.objects.get()
    assert made.url == reverse("plan", args=[plan.pk])
    assert (plan.target_level, plan.starts_on, plan.ends_on) == (2, date(2018, 10, 1), date(2020, 9, 30))
    assert client.post(url, PERIOD).url == made.url  # pressed twice
    assert Plan.objects.count() == 1


def test_the_page_of_an_open_diagnostic_says_what_comes_first(
    answered_diagnostic: Diagnostic, lead: User, client_for: ClientFor
) -> None:
    url = reverse("plan-create", args=[answered_diagnostic.pk])
    page = flat(client_for(lead).get(url))
    assert "Agree the diagnostic first" in page
    assert "Make the plan</button>" not in page
    assert client_for(lead).post(url, PERIOD).status_code == 422
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"target_level": "1"}, "Choose the level that the locality aims for"),
        ({"target_level": ""}, "Choose the level that the locality aims for"),
        ({"starts_on_day": "31", "starts_on_month": "2"}, "must be a real date"),
        ({"ends_on_year": "2017"}, "Enter an end after 1 October 2018"),
        ({"starts_on_year": "9999", "ends_on_year": "9999"}, "must have a year from 2000 to 2099"),
    ],
)
def test_wrong_levels_and_dates_are_told_and_kept(
    agreed_diagnostic: Diagnostic, lead: User, client_for: ClientFor, changes: dict[str, str], message: str
) -> None:
    page = client_for(lead).post(reverse("plan-create", args=[agreed_diagnostic.pk]), PERIOD | changes)
    assert page.status_code == 422
    assert message in flat(page)
    for name, value in changes.items():
        if name.endswith(("_day", "_year")):
            assert f'value="{value}"' in flat(page)
    assert not Plan.objects.exists()


def test_level_and_period_can_be_changed(plan: Plan, lead: User, client_for: ClientFor) -> None:
    url = reverse("plan-edit", args=[plan.pk])
    assert client_for(lead).post(url, PERIOD | {"target_level": "3", "ends_on_year": "2021"}).status_code == 302
    plan.refresh_from_db()
    assert (plan.target_level, plan.ends_on) == (3, date(2021, 9, 30))


def test_the_plan_is_the_localitys_to_write(plan: Plan, lead: User, officer: User, client_for: ClientFor) -> None:
    for person, heading in ((lead, "What you write"), (officer, "What the locality writes")):
        assert f'<h2 class="nhsuk-heading-m">{heading}</h2>' in flat(client_for(person).get(plan.get_absolute_url()))


def test_every_section_says_how_far_it_is(plan: Plan, lead: User, client_for: ClientFor) -> None:
    assert PROGRESS.keys() == {section.code for section in SECTIONS} - {STRANDS}
    page = flat(client_for(lead).get(plan.get_absolute_url()))
    elsewhere = ("changes", STRANDS)  # one comes with an amendment, the other with a guide that has strands
    assert all(section.title in page for section in SECTIONS if section.code not in elsewhere)
    assert "No actions yet" in page
    assert "8 metrics, 8 of them core" in page
    assert "From Level 1 to Level 2" in page


def test_the_overview_counts_what_is_to_be_finished(
    plan: Plan, action: Action, lead: User, client_for: ClientFor
) -> None:
    save_plan(plan, {"summary": "Shorter waits"}, base_revision=0, by=lead)
    page = flat(client_for(lead).get(plan.get_absolute_url()))
    assert "1 action. 1 without an owner or a due date. 0 of" in page
    assert "Still to write: the biggest moves and the decisions asked for" in page


def test_the_overview_says_when_the_diagnostic_changed(plan: Plan, lead: User, client_for: ClientFor) -> None:
    client, url = client_for(lead), plan.get_absolute_url()
    assert "since this plan was made" not in flat(client.get(url))
    reopen_diagnostic(plan.diagnostic, why="A practice joined", by=lead)
    assert "has been reopened since this plan was made" in flat(client.get(url))
    with pytest.raises(Refused, match="open again"):
        follow_diagnostic(plan, by=lead)
    agree_diagnostic(plan.diagnostic, by=lead)
    assert "The diagnostic changed since this plan was made" in flat(client.get(url))
    client.post(reverse("plan-follow", args=[plan.pk]))
    assert "since this plan was made" not in flat(client.get(url))


SUMMARY = {
    "summary": "Shorter waits for everybody",
    "biggest_moves": "One front door: all practices triage by phone",
    "revision": "0",
}


def test_the_summary_is_saved_and_shown_to_readers(
    plan: Plan, lead: User, officer: User, client_for: ClientFor
) -> None:
    url = reverse("plan-summary", args=[plan.pk])
    assert client_for(lead).post(url, SUMMARY).status_code == 302
    plan.refresh_from_db()
    assert plan.moves == [("One front door", "all practices triage by phone")]
    page = flat(client_for(officer).get(url))
    assert "<strong>One front door</strong>: all practices triage by phone" in page
    assert "<textarea" not in page


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("summary", "x" * 261, "Shorten ‘Summary’ to 260 characters or fewer"),
        ("biggest_moves", "\n".join(["a: b"] * 4), "Keep to 3 biggest moves, one a line. There are 4 lines"),
        ("biggest_moves", "a: b\nno colon here", "Write move 2 as ‘name: what changes’"),
        ("biggest_moves", "n" * 41 + ": b", "Shorten the name of move 1 to 40 characters or fewer. It has 41"),
        ("biggest_moves", "a: b\nc: " + "x" * 131, "Shorten what changes in move 2 to 130 characters or fewer"),
    ],
)
def test_the_summary_says_which_line_is_wrong_and_saves_the_rest(
    plan: Plan, lead: User, client_for: ClientFor, field: str, text: str, message: str
) -> None:
    page = client_for(lead).post(reverse("plan-summary", args=[plan.pk]), SUMMARY | {field: text})
    assert page.status_code == 422
    assert message in flat(page)
    assert page.context["form"][field].value() == text
    plan.refresh_from_db()
    saved = {name: getattr(plan, name) for name in ("summary", "biggest_moves")}
    assert saved == {name: SUMMARY[name] if name != field else "" for name in saved}


def test_full_length_lines_fit(plan: Plan, lead: User, client_for: ClientFor) -> None:
    moves = "\r\n".join([f"{'n' * 40}: {'x' * 130}"] * 3)
    answer = client_for(lead).post(reverse("plan-summary", args=[plan.pk]), SUMMARY | {"biggest_moves": moves})
    assert answer.status_code == 302


def test_the_summary_saves_by_itself(plan: Plan, lead: User, client_for: ClientFor) -> None:
    url = reverse("plan-summary", args=[plan.pk])
    assert "data-autosave" in flat(client_for(lead).get(url))
    answer = client_for(lead).post(url, SUMMARY, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert 'value="1"' in flat(answer)
    wrong = SUMMARY | {"summary": "x" * 300, "revision": "1", "biggest_moves": "Another: move"}
    answer = client_for(lead).post(url, wrong, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    plan.refresh_from_db()
    assert (plan.summary, plan.biggest_moves) == ("Shorter waits for everybody", "Another: move")


def test_two_people_writing_the_same_summary_see_both(
    plan: Plan, lead: User, colleague: User, client_for: ClientFor
) -> None:
    url = reverse("plan-summary", args=[plan.pk])
    client_for(colleague).post(url, SUMMARY | {"summary": "Theirs"})
    page = client_for(lead).post(url, SUMMARY | {"summary": "Mine", "biggest_moves": ""})
    assert page.status_code == 409
    text = flat(page)
    assert "Mine" in text
    assert "Theirs" in text
    plan.refresh_from_db()
    assert plan.summary == "Theirs"


def test_the_preview_is_a_draft_named_for_the_locality(plan: Plan, officer: User, client_for: ClientFor) -> None:
    answer = fetched(client_for(officer), reverse("plan-preview", args=[plan.pk]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="Development plan, Canvey Island, draft.pdf"'
    assert answer.content.startswith(b"%PDF-1.7")


READING = ["plan", "plan-summary", "proposal", "actions", "metrics"]
ONLY_WRITING = ["plan-edit", "action-add", "action-owners", "metric-add", "plan-follow"]
WRITING = [*ONLY_WRITING, "plan-summary", "proposal"]


READERS = ["practice_rep", "officer", "approver", "system_team", "administrator"]


def test_readers_read_every_page_without_anything_to_change(
    plan: Plan, action: Action, cast: dict[str, User], client_for: ClientFor
) -> None:
    for who in READERS:
        client = client_for(cast[who])
        for name in READING:
            page = client.get(reverse(name, args=[plan.pk]))
            assert page.status_code == 200, (who, name)
            main = flat(page).split("<main", 1)[1]
            assert 'method="post"' not in main, (who, name)
            assert not any(reverse(name, args=[plan.pk]) in main for name in ONLY_WRITING), (who, name)


@pytest.mark.parametrize("who", ["lead", "colleague"])
def test_leads_of_the_locality_change_it(plan: Plan, cast: dict[str, User], client_for: ClientFor, who: str) -> None:
    client = client_for(cast[who])
    assert {client.get(reverse(name, args=[plan.pk])).status_code for name in READING} == {200}
    assert reverse("plan-edit", args=[plan.pk]) in flat(client.get(plan.get_absolute_url()))


def test_readers_who_try_to_write_are_refused(plan: Plan, cast: dict[str, User], client_for: ClientFor) -> None:
    for who in READERS:
        client = client_for(cast[who])
        codes = {client.post(reverse(name, args=[plan.pk])).status_code for name in WRITING}
        assert codes == {403}, who


@pytest.mark.parametrize("who", ["outsider", "panel_member"])
def test_for_others_there_is_no_plan(plan: Plan, cast: dict[str, User], client_for: ClientFor, who: str) -> None:
    client = client_for(cast[who])
    for name in [*READING, *WRITING, "plan-preview"]:
        url = reverse(name, args=[plan.pk])
        assert (client.get(url).status_code, client.post(url).status_code) == (404, 404), name


def test_only_the_lead_makes_a_plan(
    agreed_diagnostic: Diagnostic, cast: dict[str, User], client_for: ClientFor
) -> None:
    url = reverse("plan-create", args=[agreed_diagnostic.pk])
    assert {client_for(cast[who]).post(url, PERIOD).status_code for who in READERS} == {403}
    assert client_for(cast["outsider"]).post(url, PERIOD).status_code == 404
    assert not Plan.objects.exists()


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_number_of_queries_does_not_grow(
    plan: Plan, lead: User, client_for: ClientFor, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    domains = plan.diagnostic.whole_guide.ordered_domains
    for number in range(count):
        values = action_values(title=f"Action {number}", domain=domains[number % 24], due_on=timezone.localdate())
        add_action(plan, values, by=lead)
    client = client_for(lead)
    for name, queries in {"plan": 6, "actions": 7, "proposal": 7, "metrics": 4, "plan-summary": 4}.items():
        url = reverse(name, args=[plan.pk])
        with django_assert_num_queries(queries):
            assert client.get(url).status_code == 200


def test_the_overview_lists_what_is_missing_with_its_pages(
    plan: Plan, action: Action, lead: User, client_for: ClientFor
) -> None:
    page = flat(client_for(lead).get(plan.get_absolute_url()))
    assert "What is missing before the plan can be submitted" in page
    for name, words in {
        "plan-capacity": "Look at demand and capacity",
        "staffing": "Fill in ‘Staff and skill mix’, or say why it is not needed",
        "plan-uncovered": "Add an action for",
        "commitments": "Add a commitment of the CCG",
    }.items():
        assert f'href="{reverse(name, args=[plan.pk])}">{words}' in page
    assert f'href="{action.get_absolute_url()}">Give ‘Agree one access policy’ an owner' in page
    assert "And 3 more in ‘Outcome metrics’" in page


def test_what_has_no_action_can_be_explained(plan: Plan, lead: User, client_for: ClientFor) -> None:
    client, url = client_for(lead), reverse("plan-uncovered", args=[plan.pk])
    assert "Governance" in flat(client.get(url))
    assert client.post(url, {"revision": "0", "uncovered_why": "The hub comes first"}).status_code == 302
    plan.refresh_from_db()
    assert plan.uncovered_why == "The hub comes first"
    assert "Add an action for" not in flat(client.get(plan.get_absolute_url()))


def test_readers_see_why_it_waits(plan: Plan, lead: User, officer: User, client_for: ClientFor) -> None:
    save_plan(plan, {"uncovered_why": "The hub comes first"}, base_revision=0, by=lead)
    page = flat(client_for(officer).get(reverse("plan-uncovered", args=[plan.pk])))
    assert "The hub comes first" in page
    assert "<textarea" not in page
