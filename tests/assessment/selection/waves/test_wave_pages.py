"""The pages of a round, as each person sees them: what they show and hide, refusals in words, and their queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessment.models import Guide
from assessment.selection.models import Application, Decision, PanelMember, Wave
from localities.kit.pages.phrases import at_time
from localities.models import Role, User
from tests.assessment.selection.many import make_many
from tests.assessment.selection.rounds import (
    begin_moderation,
    declare,
    give_scores,
    make_application,
    make_wave,
    put_on_panel,
    set_state,
)
from tests.cast import World, make_user
from tests.flat import flat

As = Callable[[User], Client]
State = Wave.State


def url(name: str, wave: Wave, *more: Any) -> str:
    return reverse(name, args=[wave.pk, *more])


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return flat(response)


def body(response: HttpResponse, status: int) -> str:
    assert response.status_code == status
    return flat(response)


def form_fields(**changed: Any) -> dict[str, Any]:
    opens, closes = timezone.localtime() + timedelta(days=1), timezone.localtime() + timedelta(days=20)
    fields: dict[str, Any] = {"title": "Wave 1", "places": "2", "word_limit": "300", "tie_break": "By size"}
    for name, moment in (("opens", opens), ("closes", closes)):
        fields |= {f"{name}_on_{part}": getattr(moment, part) for part in ("day", "month", "year")}
        fields[f"{name}_time"] = "5pm"
    return {**fields, **changed}


# Planning


def test_a_wave_is_planned_on_a_page(guide: Guide, world: World, officer: User, client_for: As) -> None:
    client, address = client_for(officer), reverse("wave-add", args=["99F"])
    waves = reverse("waves", args=["99F"])
    assert "There is no wave yet" in shown(client, waves)
    assert "Help with estate" in shown(client, address)
    offers = [one.pk for one in guide.offers.all()][:2]
    page = body(client.post(address, form_fields(offers=offers), follow=True), 200)
    wave = Wave.objects.get()
    assert "The wave is planned" in page
    assert at_time(wave.closes_at) in page
    assert at_time(wave.closes_at).endswith("at 5pm")
    assert wave.offers.count() == 2
    assert wave.get_absolute_url() in shown(client, waves)


def test_an_improbable_wave_is_planned_and_asked_about(guide: Guide, officer: User, client_for: As) -> None:
    client = client_for(officer)
    page = body(client.post(reverse("wave-add", args=["99F"]), form_fields(places=30), follow=True), 200)
    assert "Places: Is 30 right? A wave seldom has over 10 places." in page
    edit = url("wave-edit", Wave.objects.get())
    seen = client.get(edit).context["form"]["expected_version"].value()
    changed = form_fields(expected_version=seen, places=3, word_limit=60)
    page = body(client.post(edit, changed, follow=True), 200)
    assert "Word limit: Is 60 right? Statements have 100 to 1,000 words as a rule." in page
    assert "Places: Is" not in page


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(guide: Guide, officer: User, client_for: As) -> None:
    address = reverse("wave-add", args=["99F"])
    page = body(client_for(officer).post(address, form_fields(title="", closes_time="tea time")), 422)
    assert re.search(r"<title>\s*Error: Plan a wave", page)
    assert 'href="#title"' in page
    assert "Enter a time like 5pm" in page
    assert 'value="tea time"' in page
    assert not Wave.objects.exists()


def test_a_night_on_which_the_clocks_change(guide: Guide, officer: User, client_for: As) -> None:
    fields = form_fields(closes_on_day=28, closes_on_month=3, closes_on_year=2027, closes_time="1:30am")
    page = body(client_for(officer).post(reverse("wave-add", args=["99F"]), fields), 422)
    assert "28 March 2027, 1:30am does not exist" in page
    assert 'href="#closes_time"' in page


def test_without_a_guide_the_page_says_who_helps(world: World, officer: User, client_for: As) -> None:
    Guide.objects.all().delete()
    page = body(client_for(officer).get(reverse("wave-add", args=["99F"])), 409)
    assert "An administrator publishes guides" in page


def test_a_plan_is_changed_but_not_over_somebody_else_s(
    wave: Wave, officer: User, approver: User, client_for: As
) -> None:
    set_state(wave, State.PLANNED)
    address, client = url("wave-edit", wave), client_for(officer)
    seen = client.get(address).context["form"]["expected_version"].value()
    assert (
        client_for(approver).post(address, form_fields(expected_version=seen, places="5", title="Theirs")).status_code
        == 302
    )
    response = client.post(address, form_fields(expected_version=seen, title="Mine"))
    page = body(response, 422)
    assert "Somebody else changed this" in page
    assert 'value="Mine"' in page
    stands = page.partition("What stands now")[2].partition("</dl>")[0]
    for value in ("Theirs", "On offer", "Nothing"):  # what may have changed, also title and offers
        assert value in stands
    again = response.context["form"]["expected_version"].value()
    assert client.post(address, form_fields(expected_version=again, title="Mine")).status_code == 302
    assert Wave.objects.get().title == "Mine"


@pytest.mark.parametrize("name", ["wave-edit", "wave-attendance"])
def test_a_page_that_does_not_fit_the_stage_says_so(name: str, wave: Wave, officer: User, client_for: As) -> None:
    client = client_for(officer)
    assert "it is open" in shown(client, url(name, wave))
    assert "<button" not in shown(client, url(name, wave)).split("<main")[1].split("</main")[0]
    fields = form_fields(met_on_day=1, met_on_month=1, met_on_year=2020)
    assert "it is open" in body(client.post(url(name, wave), fields), 422)


# Changing on the way


def test_closing_is_put_off_on_a_page(wave: Wave, officer: User, client_for: As) -> None:
    client, address = client_for(officer), url("wave-put-off", wave)
    assert address in shown(client, wave.get_absolute_url())
    fields = form_fields(why="Snow", expected_version=client.get(address).context["form"]["expected_version"].value())
    assert "Say why" in body(client.post(address, {**fields, "why": ""}), 422)
    early = {**fields, "closes_on_year": timezone.localdate().year - 1}
    assert "Choose a time in the future, and after" in body(client.post(address, early), 422)
    assert "Closing is put off" in body(client.post(address, fields, follow=True), 200)
    assert at_time(Wave.objects.get().closes_at).endswith("at 5pm")


def test_places_are_changed_on_a_page(wave: Wave, officer: User, client_for: As) -> None:
    client, address = client_for(officer), url("wave-places", wave)
    assert "whole number from 1 to 100" in body(client.post(address, {"places": "0", "why": "x"}), 422)
    seen = client.get(address).context["form"]["expected_version"].value()
    assert client.post(address, {"places": "4", "why": "More money", "expected_version": seen}).status_code == 302
    assert "Somebody else" in body(client.post(address, {"places": "5", "why": "x", "expected_version": seen}), 422)
    assert Wave.objects.get().places == 4


def test_the_panel_is_named_and_left_on_pages(wave: Wave, panel_member: User, officer: User, client_for: As) -> None:
    client, address = client_for(officer), url("wave-panel", wave)
    page = shown(client, address)
    assert "Nobody is on the panel yet" in page
    assert "panel@example.com" in page
    assert "lead@example.com" not in page
    assert reverse("commissioner-people", args=["99F"]) in page
    assert "Choose at least one person" in body(client.post(address, {}), 422)
    assert "Choose from the people listed here" in body(client.post(address, {"people": ["999999"]}), 422)
    assert "Whoever joined gets an e-mail" in body(
        client.post(address, {"people": [panel_member.pk]}, follow=True), 200
    )
    member = wave.panel.get()
    remove = url("wave-panel-remove", wave, member.pk)
    assert "stays on the record" in shown(client, remove)
    assert "Say why" in body(client.post(remove, {"why": " "}), 422)
    page = body(client.post(remove, {"why": "Moved away"}, follow=True), 200)
    assert "is no longer on the panel" in page
    assert "Moved away" in page
    assert client.get(remove).status_code == 404


def test_an_approver_goes_straight_to_inviting(wave: Wave, approver: User, client_for: As) -> None:
    assert reverse("commissioner-invite", args=["99F"]) in shown(client_for(approver), url("wave-panel", wave))


def test_a_member_without_the_role_is_pointed_out(
    wave: Wave, member: PanelMember, officer: User, client_for: As
) -> None:
    Role.objects.filter(user=member.user).delete()
    assert "No longer has the role" in shown(client_for(officer), url("wave-panel", wave))


def test_a_member_of_another_wave_is_not_removed_here(
    wave: Wave, guide: Guide, member: PanelMember, world: World, officer: User, client_for: As
) -> None:
    other = make_wave(world.commissioner, guide, title="Wave 2")
    assert client_for(officer).post(url("wave-panel-remove", other, member.pk), {"why": "x"}).status_code == 404


def test_who_was_at_the_meeting(wave: Wave, member: PanelMember, officer: User, client_for: As) -> None:
    set_state(wave, State.MODERATION)
    client, address, name = client_for(officer), url("wave-attendance", wave), f"member_{member.pk}"
    day = timezone.localdate()
    said = {"met_on_day": day.day, "met_on_month": day.month, "met_on_year": day.year}
    page = body(client.post(address, said), 422)
    assert "Say whether Panel member was there" in page
    assert f'href="#{name}"' in page
    late = {**said, "met_on_year": 2099, name: "yes"}
    assert "cannot be in the future" in body(client.post(address, late), 422)
    seen = client.get(address).context["form"]["expected_version"].value()
    assert "at least one member" in body(client.post(address, {**said, name: "no", "expected_version": seen}), 422)
    early = {**said, "met_on_year": 2001, name: "yes", "expected_version": seen}
    assert "The panel met after the wave had closed" in body(client.post(address, early), 422)
    assert client.post(address, {**said, name: "yes", "expected_version": seen}).status_code == 302
    assert PanelMember.objects.get().attended is True
    assert "checked" in shown(client, address)


# Moves


def test_a_move_says_what_comes_first_and_then_what_it_does(
    wave: Wave, application: Application, officer: User, client_for: As
) -> None:
    client, address = client_for(officer), url("wave-transition", wave, "close")
    page = shown(client, address)
    assert "What comes first" in page
    assert "Localities can apply until" in body(client.post(address), 422)
    Wave.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    page = shown(client, address)
    assert "Panel members declare their interests" in page
    assert "What comes first" not in page
    assert "The wave is closed" in body(client.post(address, follow=True), 200)
    assert "it is closed" in shown(client, address)
    assert "it is closed" in body(client.post(address), 422)
    assert client.get(url("wave-transition", wave, "elsewhere")).status_code == 404


def test_what_a_transition_does_is_said_in_the_words_of_the_system(
    wave: Wave, world: World, officer: User, client_for: As
) -> None:
    world.system.commissioner_word = "ICB"
    world.system.save()
    Wave.objects.filter(pk=wave.pk).update(state="closed")
    assert "neither does the ICB" in shown(client_for(officer), url("wave-transition", wave, "start-scoring"))


def test_a_single_scorer_is_pointed_out(
    wave: Wave, application: Application, member: PanelMember, officer: User, client_for: As
) -> None:
    declare(member, application)
    give_scores(member, application)
    set_state(wave, State.SCORING)
    page = shown(client_for(officer), url("wave-transition", wave, "begin-moderation"))
    assert "Only one member scored Canvey Island" in page
    assert "Begin moderation</button>" in page


def test_a_round_is_published_on_its_page(
    wave: Wave, application: Application, member: PanelMember, officer: User, approver: User, client_for: As
) -> None:
    declare(member, application)
    give_scores(member, application)
    begin_moderation(wave)
    client = client_for(officer)
    application.agreed_scores.update(score=3)
    Decision.objects.update(
        outcome="selected",
        feedback="Well done",
        reasons="All criteria are met",
        state="confirmed",
        proposed_by=officer,
        proposed_at=timezone.now(),
        confirmed_by=approver,
        confirmed_at=timezone.now(),
    )
    PanelMember.objects.update(attended=True)
    Wave.objects.update(met_on=timezone.localdate())
    assert "All is decided" in body(client.post(url("wave-transition", wave, "decide"), follow=True), 200)
    page = shown(client, url("wave-transition", wave, "publish"))
    assert reverse("record-preview", args=[wave.pk]) in page
    assert "This cannot be undone" in page
    page = body(client.post(url("wave-transition", wave, "publish"), follow=True), 200)
    assert "The outcome is published" in page
    assert reverse("wave-record", args=[wave.pk]) in page


# The page of a wave, by who looks


@pytest.mark.parametrize("state", State)
def test_it_opens_at_every_stage_for_all_who_have_a_part(
    state: str, wave: Wave, application: Application, member: PanelMember, cast: dict[str, User], client_for: As
) -> None:
    begin_moderation(wave)
    set_state(wave, state)
    for name in ("officer", "approver", "panel_member"):
        assert "About this wave" in shown(client_for(cast[name]), wave.get_absolute_url())
    for name in ("lead", "colleague", "practice_rep"):
        assert client_for(cast[name]).get(wave.get_absolute_url()).status_code == (404 if state == "planned" else 200)
    for name in ("system_team", "administrator", "outsider"):
        assert client_for(cast[name]).get(wave.get_absolute_url()).status_code == 404


def test_those_who_run_it_see_drafts_counted_and_not_named(
    wave: Wave, application: Application, world: World, lead: User, officer: User, client_for: As
) -> None:
    make_application(wave, world.rayleigh, by=lead, submitted=False)
    page = shown(client_for(officer), wave.get_absolute_url())
    assert "Canvey Island" in page
    assert "Rayleigh" not in page
    assert "1 more is being written" in page


def test_before_moderation_the_page_tells_who_sent_and_not_what(
    wave: Wave, application: Application, member: PanelMember, officer: User, client_for: As
) -> None:
    declare(member, application)
    give_scores(member, application, 4)
    set_state(wave, State.SCORING)
    page = shown(client_for(officer), wave.get_absolute_url())
    assert "1 of 1" in page
    assert "Because, says" not in page
    assert reverse("decision", args=[application.pk]) not in page


def test_one_of_the_ccg_with_a_conflict_gets_no_way_to_that_application(
    wave: Wave, application: Application, officer: User, world: World, client_for: As
) -> None:
    begin_moderation(wave)
    page = shown(client_for(officer), wave.get_absolute_url())
    assert application.get_absolute_url() in page
    Role.objects.create(user=officer, kind=Role.Kind.PANEL_MEMBER, commissioner=world.commissioner)
    declare(put_on_panel(wave, officer), application, conflict=True)
    page = shown(client_for(User.objects.get(pk=officer.pk)), wave.get_absolute_url())
    assert "You have a conflict of interest" in page
    assert application.get_absolute_url() not in page


def test_a_panel_member_finds_the_next_thing_to_do(
    wave: Wave, application: Application, member: PanelMember, panel_member: User, client_for: As
) -> None:
    client, address = client_for(panel_member), wave.get_absolute_url()
    assert "After that you say for each application" in shown(client, address)
    assert "Canvey Island" not in shown(client, address)
    set_state(wave, State.CLOSED)
    assert f'href="{reverse("interest", args=[application.pk])}" role="button"' in shown(client, address)
    declare(member, application)
    assert "No conflict" in shown(client, address)
    set_state(wave, State.SCORING)
    page = shown(client, address)
    assert f'href="{reverse("score", args=[application.pk])}" role="button"' in page
    assert "0 of 4 scored" in page
    give_scores(member, application, sent=False)
    assert "4 of 4 scored" in shown(client, address)
    give_scores(member, application)
    assert "Scores sent" in shown(client, address)
    assert "you have sent all your scores" in shown(client, address)


def test_a_panel_member_sees_nothing_of_the_others(
    wave: Wave, application: Application, member: PanelMember, panel_member: User, world: World, client_for: As
) -> None:
    role = {"kind": Role.Kind.PANEL_MEMBER, "commissioner": world.commissioner}
    fellow = put_on_panel(wave, make_user("fellow@example.com", "Fellow member", role))
    declare(fellow, application, conflict=True)
    PanelMember.objects.filter(pk=member.pk).update(part=PanelMember.Part.MEMBER)  # a chair sees who has declared
    for state in (State.CLOSED, State.SCORING, State.MODERATION):
        set_state(wave, state)
        page = shown(client_for(panel_member), wave.get_absolute_url())
        assert "Fellow" not in page
        assert "Conflict of interest" not in page
        assert reverse("wave-panel", args=[wave.pk]) not in page


def test_a_lead_finds_the_way_to_apply_and_no_other_locality(
    wave: Wave, world: World, lead: User, practice_rep: User, client_for: As
) -> None:
    make_application(wave, world.rayleigh, by=lead)
    address, apply = wave.get_absolute_url(), reverse("apply", args=["canvey-island", wave.pk])
    page = shown(client_for(lead), address)
    assert f'action="{apply}"' in page
    assert "Rayleigh" not in page
    assert "Panel</caption>" not in page
    page = shown(client_for(practice_rep), address)
    assert apply not in page
    assert "A locality lead applies" in page


@pytest.mark.parametrize(
    ("state", "application_state", "words"),
    [
        (State.OPEN, "draft", "The application is a draft. Submit it before"),
        (State.OPEN, "submitted", "You can change it and submit it again until"),
        (State.CLOSED, "draft", "was not submitted before the wave closed"),
        (State.SCORING, "submitted", "with the panel"),
        (State.DECIDED, "submitted", "with the panel"),
        (State.DECIDED, "withdrawn", "The application is withdrawn"),
        (State.PUBLISHED, "submitted", "Read the outcome and the feedback"),
        (State.SCORING, None, "It did not apply"),
    ],
)
def test_an_applicant_reads_how_their_application_stands(
    state: str, application_state: str | None, words: str, wave: Wave, world: World, lead: User, client_for: As
) -> None:
    if application_state:
        make_application(wave, world.canvey, by=lead, submitted=application_state != "draft")
        Application.objects.update(state=application_state)
    set_state(wave, state)
    page = shown(client_for(lead), wave.get_absolute_url())
    assert words in page
    for stage in {"Scoring", "Moderation", "Decided"} - ({"Decided"} if state == State.PUBLISHED else set()):
        assert f">{stage}</strong>" not in page


def test_before_it_opens_an_announced_wave_says_when(wave: Wave, lead: User, client_for: As) -> None:
    Wave.objects.update(opens_at=timezone.now() + timedelta(hours=5))
    page = shown(client_for(lead), wave.get_absolute_url())
    assert "Opens soon" in page
    assert "You can apply from" in page
    assert reverse("apply", args=["canvey-island", wave.pk]) not in page


# Queries


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("state", [State.OPEN, State.SCORING, State.MODERATION, State.DECIDED])
def test_the_page_of_a_wave_costs_the_same_at_3_and_30_applications(
    state: str, guide: Guide, world: World, officer: User, panel_member: User, lead: User, client_for: As
) -> None:
    counts = []
    for applications, members in ((3, 1), (30, 3)):
        wave = make_wave(world.commissioner, guide, title=f"Wave of {applications}")
        if counts:
            User.objects.filter(email__startswith="member").update(email="former@example.com")
        make_many(wave, lead, applications=applications, members=members)
        put_on_panel(wave, panel_member)
        begin_moderation(wave)
        set_state(wave, state)
        address = wave.get_absolute_url()
        counts.append([queries(client_for(one), address) for one in (officer, panel_member, lead)])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 12


def test_the_list_of_waves_costs_the_same_at_1_and_3(
    wave: Wave, guide: Guide, world: World, officer: User, client_for: As
) -> None:
    client, address = client_for(officer), reverse("waves", args=["99F"])
    one = queries(client, address)
    for number in (2, 3):
        make_wave(world.commissioner, guide, title=f"Wave {number}")
    assert queries(client, address) == one <= 6


@pytest.mark.parametrize("name", ["wave-panel", "wave-attendance"])
def test_the_pages_of_the_panel_cost_the_same_at_1_and_3_members(
    name: str, guide: Guide, world: World, officer: User, lead: User, client_for: As
) -> None:
    wave = make_wave(world.commissioner, guide, State.MODERATION)
    role = {"kind": Role.Kind.PANEL_MEMBER, "commissioner": world.commissioner}
    counts = []
    for number in range(3):
        put_on_panel(wave, make_user(f"m{number}@example.com", f"M{number}", role))
        counts.append(queries(client_for(officer), url(name, wave)))
    assert len(set(counts)) == 1
    assert counts[0] <= 12
