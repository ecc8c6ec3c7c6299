"""Moderation: scores side by side, agreed scores, and the scores as a file."""

from __future__ import annotations

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from assessment.selection.models import AgreedScore, Application, Decision, PanelMember, PanelScore, Wave
from assessment.selection.queries.score_sheet import build_sheets
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.models import Role
from tests.assessment.selection.many import make_many
from tests.assessment.selection.rounds import (
    begin_moderation,
    declare,
    give_scores,
    make_application,
    put_on_panel,
    set_state,
)
from tests.cast import make_user
from tests.flat import flat

State = Wave.State
HTMX = {"HX-Request": "true"}


@pytest.fixture
def rayleigh(wave, world, lead):
    return make_application(wave, world.rayleigh, by=lead)


@pytest.fixture
def other(world, wave):
    """Another member of the panel."""
    role = {"kind": "panel_member", "commissioner": world.commissioner}
    return put_on_panel(wave, make_user("other@example.com", "Other member", role))


@pytest.fixture
def moderation(wave, application, rayleigh, member, other):
    """Canvey Island: 4 and 1, far apart. Rayleigh: 3 of the cast's member, the other has a conflict."""
    for one, score in ((member, 4), (other, 1)):
        declare(one, application)
        give_scores(one, application, score=score)
    declare(member, rayleigh)
    give_scores(member, rayleigh, score=3)
    declare(other, rayleigh, conflict=True)
    return begin_moderation(wave)


@pytest.fixture
def officer_client(client_for, officer):
    return client_for(officer)


def page(wave):
    return reverse("moderation", args=[wave.pk])


def one(application):
    return reverse("moderate", args=[application.pk])


def text(response):
    return flat(response)


def agreed(guide, score=3, note="Agreed at the meeting", revision=0):
    return {
        f"{one.code}-{name}": value
        for one in guide.ordered_criteria
        for name, value in (("revision", revision), ("score", score), ("note", note))
    }


def test_all_scores_stand_side_by_side(officer_client, moderation, member, other):
    response = officer_client.get(page(moderation))
    canvey, rayleigh = response.context["page"].sheets
    assert [(one.score, one.member) for one in canvey.criteria[0].given] == [(1, other), (4, member)]
    assert (canvey.criteria[0].words, canvey.criteria[0].is_wide) == ("From 1 to 4", True)
    assert (rayleigh.criteria[0].words, rayleigh.criteria[0].is_wide) == ("All gave 3", False)
    assert (rayleigh.scored_by, rayleigh.conflicts) == ((member,), (other,))
    shown = text(response)
    assert shown.count("Far apart</strong>") == 4  # in words, on each criterion of Canvey Island
    assert "1 member scored, 1 conflict declared" in shown
    assert "0 of 2 with all scores agreed" in shown


def test_only_scores_that_were_sent_without_a_conflict_count(moderation, application, member, other):
    application.sent.filter(member=member).delete()
    PanelMember.objects.filter(pk=other.pk).update(left_at=timezone.now())
    sheet = build_sheets(moderation, [application])[0]
    assert {one.given for one in sheet.criteria} == {()}
    assert sheet.criteria[0].words == "Nobody scored"


def test_scores_given_before_a_conflict_are_set_aside(moderation, rayleigh, member, other):
    for criterion in moderation.whole_guide.ordered_criteria:
        PanelScore.objects.create(member=other, application=rayleigh, criterion=criterion, score=0)
    sheet = build_sheets(moderation, [rayleigh])[0]
    assert {score.member for one in sheet.criteria for score in one.given} == {member}


@pytest.mark.parametrize("state", [State.PLANNED, State.OPEN, State.CLOSED, State.SCORING])
def test_there_is_no_sheet_before_moderation(moderation, application, state):
    with pytest.raises(Refused, match="theirs alone"):
        build_sheets(set_state(moderation, state), [application])


def test_who_has_a_conflict_sees_neither_row_nor_page_nor_file(officer_client, moderation, officer, rayleigh):
    declare(put_on_panel(moderation, officer), rayleigh, conflict=True)
    response = officer_client.get(page(moderation))
    shown = text(response)
    assert "Rayleigh" not in shown
    assert "1 application is not shown to you" in shown
    assert "Download all scores" not in shown
    assert officer_client.get(one(rayleigh)).status_code == 404
    for ending in ("csv", "xlsx"):
        assert officer_client.get(reverse("wave-scores", args=[moderation.pk, ending])).status_code == 404


def test_who_belongs_to_an_applicant_sees_no_row(officer_client, moderation, officer, world, rayleigh):
    Role.objects.create(user=officer, kind=Role.Kind.LOCALITY_LEAD, locality=world.rayleigh)
    sheets = officer_client.get(page(moderation)).context["page"].sheets
    assert not sheets
    assert officer_client.get(one(rayleigh)).status_code == 404


def test_members_and_applicants_do_not_moderate(client_for, moderation, application, panel_member, lead):
    for person in (panel_member, lead):
        for address in (page(moderation), one(application), reverse("wave-scores", args=[moderation.pk, "csv"])):
            assert client_for(person).get(address).status_code == 404


def test_one_application_shows_who_gave_what_and_why(officer_client, moderation, application, rayleigh):
    shown = text(officer_client.get(one(application)))
    assert "Because, says Other member" in shown
    assert "From 1 to 4." in shown
    assert "Canvey Island says on credible-leadership" in shown
    assert "Took no part because of a conflict of interest: Other member" in text(officer_client.get(one(rayleigh)))


@pytest.mark.parametrize(("go", "name"), [("next", "decision"), ("previous", "moderation"), ("stay", "moderate")])
def test_agreed_scores_are_saved(officer_client, moderation, application, guide, officer, go, name):
    response = officer_client.post(one(application), {**agreed(guide), "go": go})
    key = moderation.pk if name == "moderation" else application.pk
    assert response.url == reverse(name, args=[key])
    saved = AgreedScore.objects.filter(application=application).values_list("score", "note", "saved_by")
    assert set(saved) == {(3, "Agreed at the meeting", officer.pk)}
    assert not AuditEvent.objects.exclude(locality_id=None).exists()


def test_an_agreed_score_that_is_too_low_is_pointed_out(officer_client, moderation, application, guide):
    officer_client.post(one(application), agreed(guide) | {"credible-leadership-score": 1})
    shown = text(officer_client.get(page(moderation)))
    assert shown.count("Agreed 3</strong>") == 3
    assert shown.count("Not yet</strong>") == 1
    assert "Far apart</strong>" not in shown
    assert "1 of 2 with all scores agreed" in shown


def test_autosave_says_how_many_are_agreed(officer_client, moderation, application):
    sent = {f"{one.code}-revision": 0 for one in moderation.whole_guide.ordered_criteria}
    response = officer_client.post(one(application), sent | {"practice-sign-up-score": 2}, headers=HTMX)
    assert response.status_code == 200
    assert '<p class="app-saved" id="scored" hx-swap-oob="true">1 of 4 agreed</p>' in text(response)


def test_two_people_agreeing_differently_are_asked(client_for, moderation, application, guide, officer, approver):
    client_for(officer).post(one(application), agreed(guide, score=3))
    response = client_for(approver).post(one(application), agreed(guide, score=2))
    assert response.status_code == 409
    assert "CCG officer" in text(response)
    assert set(AgreedScore.objects.filter(application=application).values_list("score", flat=True)) == {3}


def test_what_cannot_be_agreed_comes_back(officer_client, moderation, application, guide):
    response = officer_client.post(one(application), agreed(guide) | {"credible-leadership-score": "5"})
    assert response.status_code == 422
    assert "Choose a score for ‘Credible leadership’ from the list" in text(response)


def test_agreed_scores_are_locked_once_a_decision_is_proposed(officer_client, moderation, application, guide, approver):
    officer_client.post(one(application), agreed(guide))
    Decision.objects.filter(application=application).update(
        state="proposed", outcome="selected", proposed_by=approver, proposed_at=timezone.now()
    )
    shown = text(officer_client.get(one(application)))
    assert "A decision has been proposed on these scores" in shown
    assert "data-autosave" not in shown
    assert "Agreed at the meeting" in shown
    assert officer_client.post(one(application), agreed(guide, score=0, revision=1)).status_code == 409
    assert "Proposed: selected" in text(officer_client.get(page(moderation)))


def test_a_withdrawn_application_is_not_moderated(officer_client, moderation, application, guide):
    Application.objects.filter(pk=application.pk).update(state=Application.State.WITHDRAWN)
    assert "Canvey Island" not in text(officer_client.get(page(moderation)))
    assert "withdrawn this application" in text(officer_client.get(one(application)))
    assert officer_client.post(one(application), agreed(guide)).status_code == 409


def test_afterwards_it_can_be_read(officer_client, moderation, application):
    set_state(moderation, State.PUBLISHED)
    assert "Moderation is over" in text(officer_client.get(one(application)))


def test_nothing_to_moderate_is_said(officer_client, wave, member):
    set_state(wave, State.MODERATION)
    assert "There is no application that you can moderate" in text(officer_client.get(page(wave)))


# Files


def rows_of(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_the_files_hold_every_score_with_its_reason(officer_client, moderation, application, guide):
    officer_client.post(one(application), agreed(guide, note="=1+1"))
    response = officer_client.get(reverse("wave-scores", args=[moderation.pk, "csv"]))
    assert response["Content-Disposition"].startswith('attachment; filename="scores-99F-')
    canvey, *_, rayleigh = rows_of(response)
    assert (canvey["Locality"], canvey["Criterion"]) == ("Canvey Island", "Appropriate population coverage")
    assert (canvey["Score: Panel member"], canvey["Score: Other member"]) == ("4", "1")
    assert canvey["Why: Other member"] == "Because, says Other member"
    assert (canvey["Lowest"], canvey["Highest"], canvey["Far apart"]) == ("1", "4", "yes")
    assert (canvey["Agreed score"], canvey["What the panel agreed, and why"]) == ("3", "'=1+1")
    assert (rayleigh["Score: Other member"], rayleigh["Far apart"]) == ("conflict declared", "")
    book = load_workbook(io.BytesIO(officer_client.get(reverse("wave-scores", args=[moderation.pk, "xlsx"])).content))
    headings, first, *_ = book["Scores"].values
    assert dict(zip(headings, first, strict=True))["Score: Panel member"] == 4
    assert dict(book["About"].values)["Wave"] == "Wave 1"


def test_two_members_of_one_name_stand_in_columns_of_their_own(officer_client, moderation, application, other):
    type(other.user).objects.filter(pk=other.user_id).update(name="Panel member")
    canvey = rows_of(officer_client.get(reverse("wave-scores", args=[moderation.pk, "csv"])))[0]
    scores = [value for heading, value in canvey.items() if heading.startswith("Score: Panel member")]
    assert sorted(scores) == ["1", "4"]


def test_no_other_kinds_of_file_and_no_applications(officer_client, moderation):
    assert officer_client.get(reverse("wave-scores", args=[moderation.pk, "pdf"])).status_code == 404
    Application.objects.update(state=Application.State.WITHDRAWN)
    assert rows_of(officer_client.get(reverse("wave-scores", args=[moderation.pk, "csv"]))) == []


# Queries


@pytest.mark.parametrize(("applications", "members"), [(3, 2), (30, 2), (3, 6), (30, 6)])
def test_queries_do_not_grow(officer_client, wave, lead, applications, members, django_assert_num_queries):
    make_many(wave, lead, applications=applications, members=members)
    begin_moderation(wave)
    first = wave.applications.first()
    for address, number in ((page(wave), 13), (one(first), 10), (reverse("wave-scores", args=[wave.pk, "csv"]), 12)):
        officer_client.get(address)
        with django_assert_num_queries(number):
            officer_client.get(address)
