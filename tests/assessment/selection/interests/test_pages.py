"""The page of the register, declaring one after another, and clearing a conflict."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.urls import reverse

from assessment.selection.document.build import build_record
from assessment.selection.models import AgreedScore, Application, Interest, PanelMember, Wave
from assessment.selection.services.interests import clear_interest, declare_interest
from localities.models import Locality, Role, User
from tests.assessment.selection.many import make_many
from tests.assessment.selection.rounds import make_application, say, set_state
from tests.cast import TODAY, World
from tests.flat import flat

As = Callable[[User], Client]
Queries = Callable[[int], AbstractContextManager[object]]
State = Wave.State


def register(wave: Wave) -> str:
    return reverse("interests", args=[wave.pk])


@pytest.fixture
def rayleighs(scored: Application, world: World, lead: User) -> Application:
    return make_application(scored.wave, world.rayleigh, by=lead)


def test_the_grid_says_what_stands_of_everybody(
    scored: Application, rayleighs: Application, officer: User, panel_member: User, client_for: As
) -> None:
    say(officer, scored)
    declare_interest(scored, by=panel_member, has_conflict=True, note="Works there two days a week")
    page = flat(client_for(officer).get(register(scored.wave)))
    assert "Panel member <span" in page
    assert "<strong>Conflict</strong>" in page
    assert "Works there two days a week" in page
    assert "Scores struck out. Declared" in page
    assert "Second panel member, the deputy, chairs" in page  # Canvey Island
    assert "Panel member chairs" in page  # Rayleigh
    assert "Not declared" in page
    assert "You have 1 application to declare" in page


def test_members_read_it_from_closing_on(
    scored: Application, officer: User, panel_member: User, second: User, client_for: As
) -> None:
    declare_interest(scored, by=panel_member, has_conflict=True, note="Works there")
    for who in (panel_member, second):
        page = flat(client_for(who).get(register(scored.wave)))
        assert "Works there" in page
        assert ">Clear<" not in page
    set_state(scored.wave, State.OPEN)
    page = flat(client_for(second).get(register(scored.wave)))
    assert "once the wave has closed" in page
    assert "Canvey Island" not in page
    assert "Canvey Island" in flat(client_for(officer).get(register(scored.wave)))


def test_who_belongs_to_an_applicant_does_not_find_it(
    scored: Application, officer: User, world: World, client_for: As
) -> None:
    assert client_for(officer).get(register(scored.wave)).status_code == 200
    Role.objects.create(user=officer, kind=Role.Kind.LOCALITY_LEAD, locality=world.canvey)
    assert client_for(officer).get(register(scored.wave)).status_code == 404


def test_the_ccg_clears_a_conflict_there(
    scored: Application, officer: User, panel_member: User, second_officer: User, client_for: As
) -> None:
    conflict = declare_interest(scored, by=panel_member, has_conflict=True, note="Works there")
    address = reverse("interest-clear", args=[scored.pk, conflict.pk])
    assert address not in flat(client_for(second_officer).get(register(scored.wave)))
    assert client_for(second_officer).get(address).status_code == 404  # nothing declared yet
    say(officer, scored)
    client = client_for(officer)
    assert address in flat(client.get(register(scored.wave)))
    assert "Works there" in flat(client.get(address))
    refused = client.post(address, {"why": ""})
    assert (refused.status_code, "Say why there is no conflict" in flat(refused)) == (422, True)
    page = flat(client.post(address, {"why": "Meant Rayleigh"}, follow=True))
    assert "The conflict of Panel member is cleared." in page
    assert "Conflict cleared by CCG officer" in page
    assert "not a conflict that stands" in flat(client.get(address))
    assert client.post(address, {"why": "Again"}).status_code == 422


def test_a_conflict_of_another_application_is_not_cleared_here(
    scored: Application, rayleighs: Application, officer: User, panel_member: User, client_for: As
) -> None:
    conflict = declare_interest(scored, by=panel_member, has_conflict=True, note="Works there")
    for one in (scored, rayleighs):
        say(officer, one)
    address = reverse("interest-clear", args=[rayleighs.pk, conflict.pk])
    assert client_for(officer).get(address).status_code == 404


def test_declaring_leads_to_the_next_application(
    scored: Application, rayleighs: Application, officer: User, client_for: As
) -> None:
    client = client_for(officer)
    first, second = (reverse("interest", args=[one.pk]) for one in (scored, rayleighs))
    assert first in flat(client.get(scored.wave.get_absolute_url()))
    assert client.post(first, {"conflict": "no"}).url == second
    assert client.post(second, {"conflict": "yes", "note": "Mine"}).url == scored.wave.get_absolute_url()
    shown = flat(client.get(second))
    assert "somebody of its team can clear it, with a reason" in shown
    assert 'name="conflict"' not in shown


def test_moderation_asks_to_declare_first(
    moderated: Application, second_officer: User, officer: User, client_for: As
) -> None:
    address = reverse("moderation", args=[moderated.wave_id])
    page = flat(client_for(second_officer).get(address))
    assert "Declare your interests first" in page
    assert reverse("interest", args=[moderated.pk]) in page
    assert reverse("moderate", args=[moderated.pk]) not in page
    assert "Declare your interests first" not in flat(client_for(officer).get(address))


def test_the_meeting_s_page_shows_what_is_struck_out_and_what_returned(
    moderated: Application, panel_member: User, officer: User, client_for: As
) -> None:
    AgreedScore.objects.update(score=3)
    declare_interest(moderated, by=panel_member, has_conflict=True, note="Works there")
    page = flat(client_for(officer).get(reverse("moderate", args=[moderated.pk])))
    assert "<del>3</del> Panel member" in page
    assert "Struck out: conflict of interest" in page
    assert "3 had been agreed, and had to be agreed anew." in page


def test_the_record_holds_every_row(
    moderated: Application, member: PanelMember, panel_member: User, officer: User
) -> None:
    AgreedScore.objects.update(score=3)
    conflict = declare_interest(moderated, by=panel_member, has_conflict=True, note="Wrong application")
    clear_interest(conflict, by=officer, why="Meant Rayleigh")
    record = build_record(moderated.wave, today=TODAY)
    (part,) = record.applications
    rows = [(one.has_conflict, one.note, one.cleared_by, one.stands) for one in part.declarations]
    own = [row for row, one in zip(rows, part.declarations, strict=True) if one.person == "Panel member"]
    assert own == [
        (False, "", "", False),
        (True, "Wrong application", "", False),
        (False, "Meant Rayleigh", "CCG officer", True),
    ]
    (grid,) = record.interests
    assert grid.localities == ("Canvey Island",)
    assert [person for person, _ in grid.rows] == ["CCG approver", "CCG officer", "Panel member", "Second panel member"]
    assert part.criteria[0].returned_score == 3
    assert part.criteria[0].returned_why
    assert [(one.name, one.part) for one in record.panel] == [
        ("Panel member", "Chair"),
        ("Second panel member", "Deputy chair"),
    ]


@pytest.mark.parametrize(("applications", "members"), [(1, 2), (30, 6)])
def test_it_asks_the_same_of_the_database_whatever_the_size(
    wave: Wave,
    lead: User,
    officer: User,
    client_for: As,
    applications: int,
    members: int,
    django_assert_num_queries: Queries,
) -> None:
    make_many(wave, lead, applications=applications, members=members)
    set_state(wave, State.MODERATION)
    place = Locality.objects.get(name="Place 00")
    Interest.objects.filter(application__locality=place)[0]
    client = client_for(officer)
    client.get(register(wave))
    with django_assert_num_queries(8):
        client.get(register(wave))
