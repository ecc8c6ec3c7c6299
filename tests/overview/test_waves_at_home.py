"""Selection waves on the pages that put things together: a panel member's work, a locality's home, the CCG's page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessment.selection.models import Decision, Wave
from devplans.overview.pages.locality import build_locality_home
from devplans.overview.pages.panel_work import panel_places
from localities.models import Locality, SignUp, User
from tests.assessment.selection.decided import confirmed, decision_on
from tests.assessment.selection.rounds import (
    begin_moderation,
    declare,
    give_scores,
    make_application,
    make_wave,
    put_on_panel,
    set_state,
)
from tests.cast import make_user
from tests.flat import flat, without_token

State = Wave.State


@pytest.fixture
def wave(guide, world) -> Wave:
    return make_wave(world.commissioner, guide)


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def task(user: User) -> tuple[str, str]:
    (one,) = panel_places(again(user))
    return one.task.status, one.task.hint


def group(locality: Locality, user: User) -> dict[str, tuple[str, str, str]]:
    """What the home says of waves: by task its status, hint and address."""
    groups = build_locality_home(locality, user=again(user)).groups[4:]
    return {one.name: (one.status, one.hint, one.url) for several in groups for one in several.tasks}


# Panel members


def test_a_panel_member_is_told_what_to_do_at_each_stage(wave, world, lead, panel_member):
    member = put_on_panel(wave, panel_member)
    assert task(panel_member)[0] == "Nothing to do yet"
    applications = [make_application(wave, one, by=lead) for one in (world.canvey, world.rayleigh)]
    set_state(wave, State.CLOSED)
    assert task(panel_member)[0] == "2 to declare"
    declare(member, applications[0])
    assert task(panel_member) == (
        "1 to declare",
        "Say for each of 2 applications whether you have a conflict of interest",
    )
    declare(member, applications[1], conflict=True)
    assert task(panel_member)[0] == "Declared"
    set_state(wave, State.SCORING)
    assert task(panel_member) == ("To fill in", "You have scored and sent 0 of 1")
    give_scores(member, applications[0])
    assert task(panel_member) == ("Completed", "You have scored and sent 1 of 1")
    begin_moderation(wave)
    assert task(panel_member)[0] == "In moderation"
    set_state(wave, State.PUBLISHED)
    assert task(panel_member)[0] == "Published"


def test_drafts_and_withdrawn_applications_are_not_counted(wave, world, lead, panel_member):
    put_on_panel(wave, panel_member)
    make_application(wave, world.canvey, by=lead, submitted=False)
    application = make_application(wave, world.rayleigh, by=lead)
    application.state = application.State.WITHDRAWN
    application.save()
    set_state(wave, State.CLOSED)
    assert task(panel_member)[0] == "Declared"


def test_a_panel_member_with_one_wave_finds_it_at_once(client_for, wave, panel_member, guide, world):
    assert "nothing for you to score yet" in flat(client_for(panel_member).get("/"))
    put_on_panel(wave, panel_member)
    client = client_for(panel_member)
    assert without_token(client.get("/")) == without_token(client.get(wave.get_absolute_url()))
    put_on_panel(make_wave(world.commissioner, guide, title="Wave 2"), panel_member)
    text = flat(client_for(panel_member).get("/"))
    assert "Wave 1" in text
    assert "Wave 2" in text


def test_without_the_role_a_place_on_a_panel_is_gone(client_for, wave, panel_member):
    put_on_panel(wave, panel_member)
    panel_member.roles.all().delete()
    assert not list(panel_places(again(panel_member)))


@pytest.mark.parametrize("number", [1, 3, 30])
def test_the_panels_queries_do_not_grow(guide, world, lead, panel_member, number, django_assert_num_queries):
    for at in range(number):
        wave = make_wave(world.commissioner, guide, State.SCORING, title=f"Wave {at}")
        declare(put_on_panel(wave, panel_member), make_application(wave, world.canvey, by=lead))
    user = again(panel_member)
    with django_assert_num_queries(2):
        assert len([one.task for one in panel_places(user)]) == number


# A locality's home


def test_the_lead_is_asked_to_apply_until_the_wave_closes(wave, world, lead, practice_rep):
    status, hint, url = group(world.canvey, lead)["Apply for the wave"]
    assert (status, url) == ("Not applied", wave.get_absolute_url())
    assert hint.startswith("Closes on ")
    assert group(world.canvey, practice_rep)["Apply for the wave"][1].startswith("The locality lead applies.")
    Wave.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    assert group(world.canvey, lead)["Apply for the wave"][1].startswith("It closed on ")


def test_a_planned_wave_is_not_known(wave, world, lead):
    set_state(wave, State.PLANNED)
    assert group(world.canvey, lead) == {}


def test_a_wave_that_opens_later(wave, world, lead):
    Wave.objects.update(opens_at=timezone.now() + timedelta(hours=1))
    assert group(world.canvey, lead)["Apply for the wave"][0] == "Not open yet"


def test_how_the_application_stands(wave, world, lead):
    application = make_application(wave, world.canvey, by=lead, submitted=False)
    status, hint, url = group(world.canvey, lead)["Application"]
    assert (status, url) == ("Draft", application.get_absolute_url())
    assert hint.startswith("Not submitted yet. Closes on ")
    set_state(wave, State.CLOSED)
    assert group(world.canvey, lead)["Application"][0] == "Not submitted"
    application.delete()
    make_application(wave, world.canvey, by=lead)
    assert group(world.canvey, lead)["Application"][:2] == ("Submitted", "")
    assert group(world.rayleigh, lead_of(world.rayleigh))["Apply for the wave"][0] == "Not applied"


def lead_of(locality: Locality) -> User:
    return make_user(
        f"lead.{locality.slug}@example.com", f"Lead, {locality}", {"kind": "locality_lead", "locality": locality}
    )


def decide(wave, application, outcome) -> None:
    begin_moderation(wave)
    people = [make_user(f"{one}-{wave.pk}@example.com", one) for one in ("proposer", "confirmer")]
    confirmed(decision_on(application, outcome=outcome), by=people[0], and_by=people[1])


def test_the_outcome_and_the_offers_only_after_publication(wave, world, lead, officer):
    application = make_application(wave, world.canvey, by=lead)
    decide(wave, application, Decision.Outcome.SELECTED)
    assert set(group(world.canvey, lead)) == {"Application"}
    set_state(wave, State.PUBLISHED)
    found = group(world.canvey, lead)
    assert found["Outcome"][0] == "Selected"
    offer = wave.offers.first()
    assert found[offer.title][:2] == ("On offer", offer.detail)
    assert len(found) == 2 + wave.offers.count()
    assert set(group(world.canvey, officer)) == {"Application"}


def test_not_yet_is_said_without_offers(wave, world, lead):
    decide(wave, make_application(wave, world.canvey, by=lead), Decision.Outcome.NOT_YET)
    set_state(wave, State.PUBLISHED)
    assert group(world.canvey, lead)["Outcome"][0] == "Not yet"
    assert len(group(world.canvey, lead)) == 2


def test_a_selected_locality_keeps_its_wave_beside_the_next(wave, world, lead, guide):
    decide(wave, make_application(wave, world.canvey, by=lead), Decision.Outcome.CONDITIONS)
    set_state(wave, State.PUBLISHED)
    make_wave(world.commissioner, guide, title="Wave 2", opens_at=timezone.now() - timedelta(hours=1))
    titles = [one.title for one in build_locality_home(world.canvey, user=again(lead)).groups]
    assert titles[4:] == ["5. Wave 2", "5. Wave 1"]


def test_the_ccg_learns_of_an_application_when_it_is_submitted(wave, world, lead, officer):
    make_application(wave, world.canvey, by=lead, submitted=False)
    assert group(world.canvey, officer)["Application"] == ("Not submitted", "Open", wave.get_absolute_url())
    make_application(wave, world.rayleigh, by=lead)
    assert group(world.rayleigh, officer)["Application"][0] == "Submitted"


def test_system_team_and_administrator_have_no_part_in_it(wave, world, lead, system_team, administrator):
    make_application(wave, world.canvey, by=lead)
    assert group(world.canvey, system_team) == group(world.canvey, administrator) == {}


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_waves(client_for, lead, world, guide, number, django_assert_num_queries):
    for at in range(number):
        wave = make_wave(world.commissioner, guide, title=f"Wave {at}")
        decide(wave, make_application(wave, world.canvey, by=lead), Decision.Outcome.SELECTED)
        set_state(wave, State.PUBLISHED)
    user = again(lead)
    build_locality_home(world.canvey, user=user)
    with django_assert_num_queries(5):
        build_locality_home(world.canvey, user=user)


# The practice's representative, and the CCG


def test_a_representative_is_asked_to_sign_the_practice_up(client_for, practice_rep, world):
    def first_task():
        ((_, _, tasks),) = client_for(practice_rep).get("/").context["work"].practices
        return tasks[0]

    assert first_task().status == "Not signed up"
    assert first_task().url == reverse("sign-up", args=["canvey-island", "F81001"])
    practice = world.canvey.practices.get(ods_code="F81001")
    signed = {"signed_by_name": "Partner", "signed_by_role": "GP", "signed_on": "2018-09-12"}
    sign_up = SignUp.objects.create(practice=practice, locality=world.canvey, **signed)
    assert (first_task().status, first_task().hint) == ("Signed up", "By Partner, 12 September 2018")
    sign_up.withdrawn_on = "2018-10-01"
    sign_up.save()
    assert first_task().status == "Not signed up"


def test_the_ccg_finds_its_waves(client_for, officer, system_team, wave):
    text = flat(client_for(officer).get("/commissioners/99F/"))
    assert reverse("waves", args=["99F"]) in text
    assert wave.get_absolute_url() in text
    assert "(open)" in text
    assert "Selection waves" not in flat(client_for(system_team).get("/commissioners/99F/"))
    set_state(wave, State.PUBLISHED)
    assert wave.get_absolute_url() not in flat(client_for(officer).get("/commissioners/99F/"))


def test_somebody_with_two_ccgs_finds_the_waves_of_each(client_for, officer, world):
    officer.roles.create(kind="commissioner_officer", commissioner=world.neighbour)
    text = flat(client_for(officer).get("/"))
    for code in ("99F", "07G"):
        assert reverse("waves", args=[code]) in text
