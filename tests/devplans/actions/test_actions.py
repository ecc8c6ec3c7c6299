"""The actions of a plan: list, filters, one action, removing, order, owners."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from devplans.models import Action, Plan
from devplans.services.plans import add_action, move_action, save_action
from devplans.services.rows import put_back_row, remove_row
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.models import User
from tests.devplans.conftest import action_values
from tests.flat import flat

pytestmark = pytest.mark.postgres

ClientFor = Callable[[User], Client]
TODAY = timezone.localdate()


def url_of(plan: Plan, **query: str) -> str:
    return reverse("actions", args=[plan.pk], query=query)


def sent(action: Action, **changes: str) -> dict[str, str]:
    """What the form of an action sends when nothing is changed, with `changes`."""
    due = action.due_on
    return {
        "revision": str(action.revision),
        "title": action.title,
        "detail": action.detail,
        "domain": str(action.domain_id or ""),
        "feature": str(action.feature_id or ""),
        "why": action.why,
        "owner_name": action.owner_name,
        "owner_role": action.owner_role,
        "organisation": action.organisation,
        "starts_on_day": "",
        "starts_on_month": "",
        "starts_on_year": "",
        "due_on_day": str(due.day) if due else "",
        "due_on_month": str(due.month) if due else "",
        "due_on_year": str(due.year) if due else "",
        "status": action.status,
        "support": "",
        **changes,
    }


@pytest.fixture
def several(plan: Plan, lead: User) -> dict[str, Action]:
    """Late, soon, later, done long ago and undated, in the plan's own order."""
    domain = plan.diagnostic.whole_guide.domains_by_code["governance"]
    entered = {
        "later": {"due_on": TODAY + timedelta(days=90), "owner_role": "Clinical lead"},
        "done": {"due_on": TODAY - timedelta(days=90), "status": "done", "owner_name": "B. Owner"},
        "undated": {"status": "waiting"},
        "late": {"due_on": TODAY - timedelta(days=12), "domain": domain, "status": "in_progress"},
        "soon": {"due_on": TODAY + timedelta(days=30), "owner_name": "A. Owner"},
    }
    return {name: add_action(plan, action_values(title=name, **values), by=lead) for name, values in entered.items()}


def shown(client: Client, plan: Plan, **query: str) -> list[str]:
    return [row.action.title for row in client.get(url_of(plan, **query)).context["rows"]]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ({}, ["late", "soon", "later", "undated", "done"]),
        ({"sort": "plan"}, ["later", "done", "undated", "late", "soon"]),
        ({"status": "waiting"}, ["undated"]),
        ({"status": "done"}, ["done"]),
        ({"due": "overdue"}, ["late"]),
        ({"due": "soon"}, ["soon"]),
        ({"who": "A. Owner"}, ["soon"]),
        ({"who": "Clinical lead"}, ["later"]),
        ({"who": "-"}, ["late", "later", "undated"]),
        ({"why": "blocker"}, ["late"]),
        ({"why": "other", "status": "not_started"}, ["soon", "later"]),
        ({"status": "nonsense", "who": "nobody", "sort": "<b>"}, ["late", "soon", "later", "undated", "done"]),
    ],
)
def test_the_list_filters_and_sorts(
    plan: Plan,
    several: dict[str, Action],
    officer: User,
    client_for: ClientFor,
    query: dict[str, str],
    titles: list[str],
) -> None:
    assert shown(client_for(officer), plan, **query) == titles


def test_the_figures_count_what_the_filters_show(
    plan: Plan, several: dict[str, Action], lead: User, client_for: ClientFor
) -> None:
    page = client_for(lead).get(url_of(plan))
    actions = page.context["actions"]
    assert (actions.overdue, actions.due_soon, actions.without_owner, actions.done) == (1, 1, 3, 1)
    assert "12 days overdue" in flat(page)
    assert "Needed for Level 2" in flat(page)


def test_an_empty_list_leads_to_the_proposal(plan: Plan, lead: User, officer: User, client_for: ClientFor) -> None:
    assert reverse("proposal", args=[plan.pk]) in flat(client_for(lead).get(url_of(plan)))
    assert reverse("proposal", args=[plan.pk]) not in flat(client_for(officer).get(url_of(plan)))


def test_adding_an_action_twice_adds_one(plan: Plan, lead: User, client_for: ClientFor) -> None:
    client, url = client_for(lead), reverse("action-add", args=[plan.pk])
    entered = sent(Action(title="Agree one access policy", due_on=date(2019, 2, 28)), detail="All practices")
    assert client.post(url, entered).url == url_of(plan)
    action = plan.actions.get()
    assert (action.first_due_on, action.suggestion, action.order) == (date(2019, 2, 28), "", 1)
    again = client.post(url, entered)
    assert again.status_code == 422
    text = flat(again)
    assert "The plan has an action of this name already" in text
    assert "All practices" in text
    assert plan.actions.count() == 1


WRONG = [
    ({"title": ""}, "Enter what will be done"),
    ({"due_on_day": "31", "due_on_month": "2"}, "must be a real date"),
    ({"status": "finished"}, "Choose a status"),
    ({"detail": "x" * 2001}, "Shorten ‘Details’ to 2,000 characters or fewer"),
    (
        {"starts_on_day": "1", "starts_on_month": "3", "starts_on_year": "2019"},
        "Enter a due date on or after the start, 1 March 2019",
    ),
]


@pytest.mark.parametrize(("changes", "message"), WRONG)
def test_what_is_wrong_is_told_and_kept_and_the_rest_is_saved(
    action: Action, lead: User, client_for: ClientFor, changes: dict[str, str], message: str
) -> None:
    page = client_for(lead).post(action.get_absolute_url(), sent(action, owner_name="A. Owner") | changes)
    assert page.status_code == 422
    text = flat(page)
    assert message in text
    # A choice that no page offers is no typed text.
    assert all(value in text for name, value in changes.items() if name != "status")
    action.refresh_from_db()
    assert (action.title, action.owner_name) == ("Agree one access policy", "A. Owner")


def test_a_domain_and_a_feature_do_not_go_together(
    plan: Plan, action: Action, lead: User, client_for: ClientFor
) -> None:
    guide = plan.diagnostic.whole_guide
    both = {"domain": str(guide.ordered_domains[0].pk), "feature": str(guide.ordered_levels[0].features.all()[0].pk)}
    page = client_for(lead).post(action.get_absolute_url(), sent(action) | both)
    assert "Choose a domain or a feature, not both" in flat(page)
    action.refresh_from_db()
    assert action.serves is None
    other = {"domain": "999999"}
    assert client_for(lead).post(action.get_absolute_url(), sent(action) | other).status_code == 422


def test_everything_entered_is_saved(plan: Plan, action: Action, lead: User, client_for: ClientFor) -> None:
    guide = plan.diagnostic.whole_guide
    offer = guide.offers.all()[0]
    changes = {
        "domain": str(guide.domains_by_code["governance"].pk),
        "owner_name": "A. Owner",
        "status": "in_progress",
        "support": str(offer.pk),
        "element": "triage",
        "due_on_month": "3",
    }
    assert client_for(lead).post(action.get_absolute_url(), sent(action) | changes).url == url_of(plan)
    action.refresh_from_db()
    assert (str(action.domain), action.owner_name) == ("Governance", "A. Owner")
    assert (action.due_on, action.first_due_on) == (date(2019, 3, 28), date(2019, 2, 28))
    assert (action.support, action.status, action.element) == (offer, "in_progress", "triage")
    page = flat(client_for(lead).get(action.get_absolute_url()))
    assert "First due on 28 February 2019" in page


def test_the_first_due_date_is_kept_when_it_comes_later(plan: Plan, lead: User) -> None:
    action = add_action(plan, action_values(), by=lead)
    save_action(action, {"due_on": date(2019, 1, 1)}, base_revision=0, by=lead)
    save_action(action, {"due_on": date(2019, 5, 1)}, base_revision=1, by=lead)
    action.refresh_from_db()
    assert (action.due_on, action.first_due_on) == (date(2019, 5, 1), date(2019, 1, 1))


def test_two_people_changing_different_fields_lose_nothing(
    action: Action, lead: User, colleague: User, client_for: ClientFor
) -> None:
    before = sent(action)
    client_for(colleague).post(action.get_absolute_url(), before | {"owner_name": "Theirs"})
    assert client_for(lead).post(action.get_absolute_url(), before | {"detail": "Mine"}).status_code == 302
    action.refresh_from_db()
    assert (action.owner_name, action.detail) == ("Theirs", "Mine")


def test_two_people_changing_one_field_see_both(
    action: Action, lead: User, colleague: User, client_for: ClientFor
) -> None:
    before = sent(action)
    client_for(colleague).post(action.get_absolute_url(), before | {"owner_name": "Theirs", "due_on_day": "1"})
    page = client_for(lead).post(action.get_absolute_url(), before | {"owner_name": "Mine", "due_on_day": "2"})
    assert page.status_code == 409
    for words in ("Mine", "Theirs", "1 February 2019", "2 February 2019"):
        assert words in flat(page)
    choices = {"asked": ["owner_name", "due_on"], "choice-owner_name": "mine", "choice-due_on": "theirs"}
    answer = client_for(lead).post(
        action.get_absolute_url(), before | {"owner_name": "Mine", "revision": "1"} | choices
    )
    assert answer.status_code == 302
    action.refresh_from_db()
    assert (action.owner_name, action.due_on) == ("Mine", date(2019, 2, 1))


def test_dates_of_two_people_that_do_not_fit_are_told(
    action: Action, lead: User, colleague: User, client_for: ClientFor
) -> None:
    before = sent(action)
    start = {"starts_on_day": "20", "starts_on_month": "2", "starts_on_year": "2019"}
    client_for(colleague).post(action.get_absolute_url(), before | start)
    page = client_for(lead).post(action.get_absolute_url(), before | {"due_on_day": "10"})
    assert page.status_code == 422
    assert "do not fit" in flat(page)


def test_a_removed_action_can_be_put_back(plan: Plan, action: Action, lead: User, client_for: ClientFor) -> None:
    client = client_for(lead)
    page = client.post(reverse("action-remove", args=[plan.pk, action.pk]), follow=True)
    assert "Removed ‘Agree one access policy’ from the plan." in flat(page)
    assert not plan.actions.in_plan().exists()
    assert "was removed from the plan" in flat(client.get(action.get_absolute_url()))
    page = client.post(reverse("action-put-back", args=[plan.pk, action.pk]), follow=True)
    assert "is back in the plan" in flat(page)
    assert plan.actions.in_plan().get() == action
    events = list(AuditEvent.objects.filter(on_type="devplans.action").order_by("pk").values_list("what", flat=True))
    assert events == ["Added an action", "Removed an action", "Put an action back"]


def test_removing_twice_is_removing_once(action: Action, lead: User) -> None:
    remove_row(action, by=lead)
    remove_row(action, by=lead)
    assert AuditEvent.objects.filter(what="Removed an action").count() == 1
    put_back_row(action, by=lead)
    put_back_row(action, by=lead)
    assert AuditEvent.objects.filter(what="Put an action back").count() == 1


def test_what_is_written_to_an_action_just_removed_is_kept(
    action: Action, lead: User, colleague: User, client_for: ClientFor
) -> None:
    before = sent(action)
    remove_row(action, by=colleague)
    client_for(lead).post(action.get_absolute_url(), before | {"detail": "My text"})
    action.refresh_from_db()
    assert action.detail == "My text"
    assert action.removed_at is not None


def test_actions_move_up_and_down_and_stop_at_the_ends(
    plan: Plan, several: dict[str, Action], lead: User, client_for: ClientFor
) -> None:
    client = client_for(lead)
    assert "Move up" in flat(client.get(url_of(plan, sort="plan")))
    assert "Move up" not in flat(client.get(url_of(plan)))
    client.post(reverse("action-move", args=[plan.pk, several["late"].pk]), {"to": "up"})
    assert shown(client, plan, sort="plan") == ["later", "done", "late", "undated", "soon"]
    client.post(reverse("action-move", args=[plan.pk, several["later"].pk]), {"to": "down"})
    assert shown(client, plan, sort="plan") == ["done", "later", "late", "undated", "soon"]
    move_action(several["done"], up=True, by=lead)
    remove_row(several["undated"], by=lead)
    move_action(several["undated"], up=True, by=lead)
    put_back_row(several["undated"], by=lead)
    move_action(several["soon"], up=False, by=lead)
    assert shown(client, plan, sort="plan") == ["done", "later", "late", "undated", "soon"]


def test_owners_and_dates_are_named_on_one_page(
    plan: Plan, several: dict[str, Action], lead: User, client_for: ClientFor
) -> None:
    client, url = client_for(lead), reverse("action-owners", args=[plan.pk])
    forms = client.get(url).context["forms"]
    assert [form.instance.title for form in forms] == ["later", "undated", "late"]
    entered = {}
    for form in forms:
        one = sent(form.instance, owner_name="" if form.instance.title == "late" else "C. Owner")
        wanted = ("revision", "owner_name", "due_on_day", "due_on_month", "due_on_year")
        entered |= {f"{form.prefix}-{name}": one[name] for name in wanted}
    prefix = f"a{several['undated'].pk}"
    wrong = {f"{prefix}-due_on_day": "32", f"{prefix}-due_on_month": "1", f"{prefix}-due_on_year": "2030"}
    page = client.post(url, entered | wrong)
    assert page.status_code == 422
    assert "must be a real date" in flat(page)
    assert {one.title for one in plan.actions.filter(owner_name="C. Owner")} == {"later", "undated"}
    assert client.post(url, {}).status_code == 302


def test_only_the_lead_writes_and_others_find_nothing(
    plan: Plan, action: Action, cast: dict[str, User], client_for: ClientFor
) -> None:
    names = ("action", "action-remove", "action-put-back", "action-move")
    urls = [reverse(name, args=[plan.pk, action.pk]) for name in names]
    for who in ("practice_rep", "officer", "approver", "system_team", "administrator"):
        client = client_for(cast[who])
        assert {client.post(url).status_code for url in urls} == {403}, who
    for who in ("outsider", "panel_member"):
        client = client_for(cast[who])
        assert {client.post(url).status_code for url in urls} | {client.get(url).status_code for url in urls} == {404}
    action.refresh_from_db()
    assert (action.revision, action.removed_at) == (0, None)


def test_readers_read_an_action_in_words(action: Action, officer: User, client_for: ClientFor) -> None:
    page = flat(client_for(officer).get(action.get_absolute_url()))
    assert "28 February 2019" in page
    assert "Not started" in page
    assert "<input" not in page.split("<main", 1)[1]


def test_an_action_of_another_plan_is_not_found(
    plan: Plan, action: Action, outsider: User, client_for: ClientFor, lead: User
) -> None:
    assert client_for(lead).get(reverse("action", args=[plan.pk + 1, action.pk])).status_code == 404
    assert client_for(lead).get(reverse("action", args=[plan.pk, action.pk + 1])).status_code == 404


def test_a_service_refuses_a_second_action_of_the_same_name(plan: Plan, action: Action, lead: User) -> None:
    with pytest.raises(Refused, match="of this name"):
        add_action(plan, action_values(title="AGREE one access policy"), by=lead)
