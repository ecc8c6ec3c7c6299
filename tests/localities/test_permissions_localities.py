"""Who may do what with practices: the rows of the design's table, as permissions and as pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from localities.models import Locality, Practice, Role, User
from localities.urls import urlpatterns
from tests.cast import World, make_user
from tests.flat import flat

ClientFor = Callable[[User], Client]
PEOPLE = (
    "lead",
    "colleague",
    "practice_rep",
    "officer",
    "approver",
    "panel_member",
    "system_team",
    "administrator",
    "outsider",
)
EVERYBODY_HERE = {"lead", "colleague", "practice_rep", "officer", "approver", "system_team", "administrator"}
EDITORS = {"lead", "colleague", "officer", "approver", "administrator"}
# Practice F81001 is the representative's own, F81002 is not; both are in Canvey Island.
PERMISSIONS = {
    ("localities.view_locality", "locality"): EVERYBODY_HERE,
    ("localities.view_locality", "F81001"): EVERYBODY_HERE,
    ("localities.change_practice", "F81001"): EDITORS | {"practice_rep"},
    ("localities.change_practice", "F81002"): EDITORS,
    ("localities.add_practice", "locality"): EDITORS,
}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize(("permission", "thing"), PERMISSIONS)
def test_permissions(permission: str, thing: str, person: str, world: World, cast: dict[str, User]):
    found = world.canvey if thing == "locality" else Practice.objects.get(ods_code=thing)
    assert cast[person].has_perm(permission, found) == (person in PERMISSIONS[permission, thing])


PAGES = {
    "practices/": (EVERYBODY_HERE, set()),
    "practices/add/": (EDITORS, EDITORS),
    "practices/F81001/": (EDITORS | {"practice_rep"}, EDITORS | {"practice_rep"}),
    "practices/F81002/": (EDITORS, EDITORS),
}


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("page", PAGES)
def test_pages(page: str, person: str, cast: dict[str, User], client_for: ClientFor):
    """Who sees nothing of the locality gets 404; who sees it and may not do this gets 403, or 405 where nobody may."""
    readers, writers = PAGES[page]
    client, address = client_for(cast[person]), f"/localities/canvey-island/{page}"
    outside = 404 if person not in EVERYBODY_HERE else 403
    assert client.get(address).status_code == (200 if person in readers else outside)
    refused = 405 if outside == 403 and not writers else outside
    assert client.post(address).status_code == (422 if person in writers else refused)


def test_a_post_without_permission_changes_nothing(system_team: User, outsider: User, client_for: ClientFor):
    form = {"revision": "0", "name": "Stolen"}
    for person in (system_team, outsider):
        client_for(person).post("/localities/canvey-island/practices/F81001/", form)
    assert not Practice.objects.filter(name="Stolen").exists()


def test_a_practice_is_only_found_under_its_own_locality(lead: User, officer: User, client_for: ClientFor):
    assert client_for(officer).get("/localities/rayleigh/practices/F81001/").status_code == 404
    assert client_for(officer).get("/localities/nowhere/practices/F81001/").status_code == 404
    assert client_for(lead).get("/localities/canvey-island/practices/F81005/").status_code == 404


def test_the_list_holds_nothing_of_other_localities(lead: User, client_for: ClientFor):
    page = flat(client_for(lead).get("/localities/canvey-island/practices/"))
    assert all(code not in page for code in ("F81004", "F81005", "F81006"))


def test_visitors_are_sent_to_sign_in(world: World):
    response = Client().get("/localities/canvey-island/practices/")
    assert (response.status_code, response.url.split("?")[0]) == (302, "/accounts/login/")


def test_somebody_without_a_role_sees_nothing(world: World):
    assert list(Locality.objects.visible_to(make_user("nobody@example.com", "Nobody"))) == []


def test_a_role_ends_with_its_row(lead: User):
    Role.objects.filter(user=lead).delete()
    assert list(Locality.objects.visible_to(User.objects.get(pk=lead.pk))) == []


def test_a_practice_without_a_locality_is_only_the_administrators(world: World, administrator: User, officer: User):
    practice = Practice.objects.create(ods_code="F81090", name="Between two")
    assert not officer.has_perm("localities.change_practice", practice)
    assert administrator.has_perm("localities.change_practice", practice)


# One's own: they need no permission.
OWN = ("invitation-accept", "your-account", "your-sessions", "session-left", "email-choices", "signed-in")


@pytest.mark.parametrize(
    "pattern", [one for one in urlpatterns if one.name not in OWN], ids=lambda pattern: pattern.name
)
def test_every_view_names_its_permissions(pattern):
    assert pattern.callback.permissions[0].startswith("localities.")
