"""The administration pages: administrators only, and what they change is on the record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from assessment.models import Guide
from localities.kit.models import AuditEvent, OutgoingEmail
from localities.models import Practice, Role, User
from tests.cast import World
from tests.flat import flat

pytestmark = pytest.mark.postgres

ClientFor = Callable[[User], Client]
REGISTERED = sorted(
    model._meta.label_lower
    for model in admin.site._registry
    if model._meta.app_label in ("localities", "assessment", "mfa", "socialaccount")
)


def address(name: str, page: str, *args: int) -> str:
    return reverse(f"admin:{name.replace('.', '_')}_{page}", args=args)


@pytest.mark.parametrize("name", REGISTERED)
def test_an_administrator_sees_every_list(name: str, guide: Guide, administrator: User, client_for: ClientFor):
    assert client_for(administrator).get(address(name, "changelist"), {"q": "a"}).status_code == 200


@pytest.mark.parametrize("person", ["lead", "practice_rep", "officer", "approver", "panel_member", "system_team"])
def test_nobody_else_comes_in(person: str, cast: dict[str, User], client_for: ClientFor):
    assert client_for(cast[person]).get("/admin/localities/practice/").status_code in (302, 403)
    assert client_for(cast[person]).get("/admin/", follow=True).status_code == 403


def test_signing_in_is_that_of_every_page(world: World):
    response = Client().get("/admin/", follow=True)
    assert response.redirect_chain[-1][0].startswith("/accounts/login/")


@pytest.mark.parametrize("page", ["add", "change", "delete"])
def test_a_guide_is_only_looked_at(page: str, guide: Guide, administrator: User, client_for: ClientFor):
    args = [] if page == "add" else [guide.pk]
    response = client_for(administrator).post(address("assessment.guide", page, *args), {"title": "Another"})
    assert response.status_code == 403
    guide.refresh_from_db()
    assert guide.title == "Locality development guide"


def practice_form(practice: Practice, **changes: object) -> dict[str, object]:
    shown = {name: getattr(practice, name) for name in ("ods_code", "name", "list_size", "list_size_as_of")}
    return shown | {"locality": practice.locality_id} | changes


def test_a_practice_moves_to_another_locality_on_the_record(world: World, administrator: User, client_for: ClientFor):
    practice = Practice.objects.get(ods_code="F81001")
    form = practice_form(practice, locality=world.rayleigh.pk, gp_fte="3", nurse_fte="1.5", admin_fte="5")
    form |= {"other_clinical_fte": "0"}
    response = client_for(administrator).post(address("localities.practice", "change", practice.pk), form)
    assert response.status_code == 302
    practice.refresh_from_db()
    assert (practice.locality, practice.revision, practice.saved_by) == (world.rayleigh, 1, administrator)
    assert practice.history.first().history_user == administrator
    event = AuditEvent.objects.get(what="Changed the practice")
    assert (event.who_id, event.why) == (administrator.pk, "locality")


def roles_form(*rows: dict[str, object]) -> dict[str, object]:
    form: dict[str, object] = {"roles-TOTAL_FORMS": len(rows), "roles-INITIAL_FORMS": 0}
    return form | {f"roles-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items()}


def person_form(person: User) -> dict[str, object]:
    return {"name": person.name, "email": person.email, "is_active": "on"}


def test_a_person_is_added_in_small_letters(world: World, administrator: User, client_for: ClientFor):
    form = {"name": "New lead", "email": "New.Lead@Example.com", "usable_password": "false"}
    response = client_for(administrator).post(address("localities.user", "add"), form | roles_form())
    assert response.status_code == 302
    assert User.objects.get(email="new.lead@example.com").name == "New lead"
    assert AuditEvent.objects.filter(what="Added the user", on_name="New lead").exists()


def test_a_role_is_given_on_the_record(world: World, lead: User, administrator: User, client_for: ClientFor):
    lead.roles.all().delete()
    row = {"kind": "locality_lead", "locality": world.rayleigh.pk}
    page = address("localities.user", "change", lead.pk)
    assert client_for(administrator).post(page, person_form(lead) | roles_form(row)).status_code == 302
    role = Role.objects.get(user=lead)
    assert role.locality == world.rayleigh
    assert role.history.get().history_user == administrator
    assert AuditEvent.objects.filter(what="Added the role", locality_id=world.rayleigh.pk).exists()


@pytest.mark.parametrize(
    ("kind", "scope", "told"),
    [
        ("locality_lead", None, "Choose the locality of this locality lead."),
        ("administrator", "locality", "Leave this empty: the role of administrator has no locality."),
    ],
)
def test_a_role_for_the_wrong_organisation_is_explained(
    kind: str, scope: str | None, told: str, world: World, lead: User, administrator: User, client_for: ClientFor
):
    lead.roles.all().delete()
    row = {"kind": kind} | ({scope: world.rayleigh.pk} if scope else {})
    page = address("localities.user", "change", lead.pk)
    response = client_for(administrator).post(page, person_form(lead) | roles_form(row))
    assert told in flat(response)
    assert not Role.objects.filter(user=lead).exists()


@pytest.mark.parametrize("name", ["localities.practice", "localities.user", "localities.locality"])
def test_nothing_that_others_rest_on_is_deleted(name: str, world: World, administrator: User, client_for: ClientFor):
    pks = {"localities.practice": world.practices[0].pk, "localities.user": administrator.pk}
    page = address(name, "delete", pks.get(name, world.canvey.pk))
    assert client_for(administrator).post(page, {"post": "yes"}).status_code == 403


def administrator_form(administrator: User, **changes: object) -> dict[str, object]:
    role = administrator.roles.get()
    row = {"id": role.pk, "user": administrator.pk, "kind": role.kind} | changes
    return person_form(administrator) | roles_form(row) | {"roles-INITIAL_FORMS": 1}


@pytest.mark.parametrize("how", ["role deleted", "another role", "made inactive"])
def test_the_last_administrator_stays(how: str, world: World, administrator: User, client_for: ClientFor):
    changes: dict[str, object] = {
        "role deleted": {"DELETE": "on"},
        "another role": {"kind": "system_team", "system": world.system.pk},
        "made inactive": {},
    }[how]
    form = administrator_form(administrator, **changes)
    if how == "made inactive":
        del form["is_active"]
    page = address("localities.user", "change", administrator.pk)
    response = client_for(administrator).post(page, form)
    assert "This is the last administrator." in flat(response)
    administrator.refresh_from_db()
    assert administrator.is_active
    assert administrator.roles.get().kind == "administrator"


def test_one_of_two_administrators_may_go(world: World, administrator: User, lead: User, client_for: ClientFor):
    lead.roles.create(kind="administrator")
    form = administrator_form(administrator, DELETE="on")
    page = address("localities.user", "change", administrator.pk)
    assert client_for(administrator).post(page, form).status_code == 302
    assert not administrator.roles.exists()


@pytest.mark.parametrize("key", ["x", "\u2460", "-1", "9" * 30])
def test_a_choice_that_is_none_is_refused_and_the_rest_kept(
    administrator: User, client_for: Callable[[User], Client], key: str
) -> None:
    form = {"ods_code": "F89999", "name": "The Surgery", "locality": key}
    page = client_for(administrator).post(reverse("admin:localities_practice_add"), form)
    assert page.status_code == 200
    assert "Please correct the error" in flat(page)
    assert 'value="The Surgery"' in flat(page)


def test_of_a_long_record_the_newest_are_paged_through_and_all_of_it_searched(
    administrator: User, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries
):
    monkeypatch.setattr("localities.admin.base.NewestPages.most", 3)
    for number in range(5):
        AuditEvent.objects.create(who="The service", what="Did", on_type="x", on_name=f"Number {number}")
    client, address = client_for(administrator), reverse("admin:kit_auditevent_changelist")
    page = client.get(address)
    assert page.context["cl"].result_count == 3
    assert [str(event.on_name) for event in page.context["cl"].result_list][:3] == ["Number 4", "Number 3", "Number 2"]
    assert client.get(address, {"q": "Number 0"}).context["cl"].result_count == 1
    with django_assert_num_queries(4):
        client.get(address)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("lead rayleigh", {"Saved"}),
        ("locality-lead@example.org", {"Saved"}),
        ("ayleig", {"Saved", "Reminded"}),
        ("Wave 1", {"Opened"}),
        ("Wave", set()),
        ("nobody at all", set()),
    ],
)
def test_events_are_found_by_person_by_place_and_by_whole_name(
    asked: str, found: set[str], world: World, administrator: User, client_for: ClientFor
):
    lead = User.objects.create_user("locality-lead@example.org", name="Locality lead, Rayleigh")
    place = {"locality_id": world.rayleigh.pk}
    AuditEvent.objects.create(who="As she was called", who_id=lead.pk, what="Saved", on_type="x", on_name="A", **place)
    AuditEvent.objects.create(who="The service", what="Reminded", on_type="x", on_name="B", **place)
    AuditEvent.objects.create(who="An officer", what="Opened", on_type="x", on_name="Wave 1")
    page = client_for(administrator).get(reverse("admin:kit_auditevent_changelist"), {"q": asked})
    assert {event.what for event in page.context["cl"].result_list} == found
    assert "A person’s name or e-mail address" in flat(page)


def test_e_mails_are_shown_newest_first_and_by_topic(administrator: User, client_for: ClientFor):
    for number, topic in enumerate(("plans", "waves", "plans")):
        OutgoingEmail.objects.create(to_address="a@example.org", topic=topic, subject=f"No. {number}", key=str(number))
    client, address = client_for(administrator), reverse("admin:kit_outgoingemail_changelist")

    def shown(**asked: str) -> list[str]:
        return [email.subject for email in client.get(address, asked).context["cl"].result_list]

    assert shown() == ["No. 2", "No. 1", "No. 0"]
    assert shown(topic="plans") == ["No. 2", "No. 0"]
    assert shown(q="No. 1") == ["No. 1"]
