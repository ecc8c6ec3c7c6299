"""The pages on an application: writing it, being too late, two people at once, submitting, withdrawing and reading."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessment.selection.models import Application, PanelMember, Wave
from localities.kit.models import OutgoingEmail
from localities.models import User
from tests.assessment.selection.rounds import declare, say, set_state
from tests.cast import World, make_practice, make_user
from tests.flat import flat

ClientFor = Callable[[User], Client]
CODES = ("population-coverage", "credible-leadership", "commitment-to-development", "practice-sign-up")
AUTOSAVE = {"HTTP_HX_REQUEST": "true"}


def page_of(application: Application, step: str = "") -> str:
    return f"/applications/{application.pk}/{step}"


def filled_in(application: Application, **changes: str) -> dict[str, str]:
    """The writing page's form as it is shown, with changes; "__" stands for the hyphens of its prefixes."""
    shown: dict[str, str] = {"go": "stay"}
    for answer in application.answers.select_related("criterion"):
        code = answer.criterion.code
        shown |= {f"{code}-{name}": str(getattr(answer, name)) for name in ("revision", "statement", "evidence")}
    return shown | {name.replace("__", "-"): value for name, value in changes.items()}


def close(wave: Wave) -> None:
    Wave.objects.filter(pk=wave.pk).update(closes_at=timezone.now())


def statement(application: Application, code: str = CODES[0]) -> str:
    return application.answers.get(criterion__code=code).statement


@pytest.fixture
def lead_client(lead: User, client_for: ClientFor) -> Client:
    return client_for(lead)


# Beginning ----------------------------------------------------------------------------------------------------------


def test_applying_makes_a_draft_and_leads_to_it(wave: Wave, world: World, lead_client: Client):
    response = lead_client.post(f"/localities/canvey-island/waves/{wave.pk}/apply/")
    application = Application.objects.get()
    assert response.url == page_of(application)
    assert lead_client.post(f"/localities/canvey-island/waves/{wave.pk}/apply/").url == response.url


def test_applying_too_late_says_when_it_closed(wave: Wave, lead_client: Client):
    close(wave)
    response = lead_client.post(f"/localities/canvey-island/waves/{wave.pk}/apply/")
    assert response.status_code == 409
    assert "Wave 1 closed on" in flat(response)


def test_a_wave_that_is_not_announced_does_not_exist(wave: Wave, lead_client: Client):
    set_state(wave, Wave.State.PLANNED)
    assert lead_client.post(f"/localities/canvey-island/waves/{wave.pk}/apply/").status_code == 404


# Writing ------------------------------------------------------------------------------------------------------------


def test_the_page_asks_each_criterion_and_shows_what_is_known(draft_application: Application, lead_client: Client):
    page = flat(lead_client.get(page_of(draft_application)))
    for code in CODES:
        assert f'name="{code}-statement"' in page
    assert "Statement on appropriate population coverage" in page
    assert "<span>5 of 300 words</span>" in page
    assert "30,006 registered patients. The range is 30,000 to 50,000." in page
    assert "The numbers suggest 3 or 4." in page
    assert "Practice F81001" in page
    assert "no diagnostic is agreed yet" in page


def test_too_many_words_are_saved_and_counted(draft_application: Application, lead_client: Client):
    long = "word " * 301
    response = lead_client.post(
        page_of(draft_application), filled_in(draft_application, population__coverage__statement=long)
    )
    assert response.status_code == 302
    page = flat(lead_client.get(page_of(draft_application)))
    assert '<span>301 of 300 words</span><span role="status">, 1 too many</span>' in page
    assert "It has 301" in flat(lead_client.get(page_of(draft_application, "submit/")))


@pytest.mark.parametrize(("go", "step"), [("stay", ""), ("previous", ""), ("next", "submit/")])
def test_the_buttons_save_and_lead_on(go: str, step: str, draft_application: Application, lead_client: Client):
    changes = filled_in(draft_application, credible__leadership__statement="Two of us lead", go=go)
    response = lead_client.post(page_of(draft_application), changes)
    assert response.url == page_of(draft_application, step)
    assert statement(draft_application, "credible-leadership") == "Two of us lead"


def test_an_autosave_brings_the_new_revision(draft_application: Application, lead_client: Client):
    changes = filled_in(draft_application, practice__sign__up__evidence="Letters")
    response = lead_client.post(page_of(draft_application), changes, **AUTOSAVE)
    assert response.status_code == 200
    page = flat(response)
    assert 'name="practice-sign-up-revision" id="practice-sign-up-revision" value="1"' in page
    assert 'name="credible-leadership-revision" id="credible-leadership-revision" value="0"' in page


def test_a_text_that_is_too_long_comes_back_and_the_rest_is_saved(draft_application: Application, lead_client: Client):
    changes = filled_in(
        draft_application, population__coverage__evidence="x" * 2001, credible__leadership__evidence="Minutes"
    )
    response = lead_client.post(page_of(draft_application), changes)
    assert response.status_code == 422
    assert "Shorten ‘Evidence of appropriate population coverage’ to 2,000 characters or fewer" in flat(response)
    assert "x" * 2001 in flat(response)
    assert draft_application.answers.get(criterion__code="credible-leadership").evidence == "Minutes"


def test_what_people_write_is_shown_as_text(draft_application: Application, lead_client: Client):
    bad = "<script>alert(1)</script>"
    lead_client.post(
        page_of(draft_application), filled_in(draft_application, population__coverage__statement=bad, go="next")
    )
    assert "<script>alert" not in flat(lead_client.get(page_of(draft_application)))


# Two people at once -------------------------------------------------------------------------------------------------


def test_two_people_on_two_criteria_lose_nothing(
    draft_application: Application, lead_client: Client, colleague: User, client_for: ClientFor
):
    mine = filled_in(draft_application, population__coverage__statement="Mine")
    theirs = filled_in(draft_application, credible__leadership__statement="Theirs")
    assert client_for(colleague).post(page_of(draft_application), theirs).status_code == 302
    assert lead_client.post(page_of(draft_application), mine).status_code == 302
    assert (statement(draft_application), statement(draft_application, CODES[1])) == ("Mine", "Theirs")


def test_two_people_on_one_statement_are_asked(
    draft_application: Application, lead_client: Client, colleague: User, client_for: ClientFor
):
    mine = filled_in(draft_application, population__coverage__statement="Mine alone")
    theirs = filled_in(draft_application, population__coverage__statement="Theirs alone")
    client_for(colleague).post(page_of(draft_application), theirs)
    response = lead_client.post(page_of(draft_application), mine)
    assert response.status_code == 409
    assert "Someone else saved this while you were writing" in flat(response)
    assert "Mine alone" in flat(response)
    assert statement(draft_application) == "Theirs alone"
    choice = {
        "population-coverage-revision": "1",
        "asked": "population-coverage-statement",
        "population-coverage-statement": "Mine alone",
        "choice-population-coverage-statement": "both",
        "both-population-coverage-statement": "Mine and theirs",
        **{f"{code}-revision": "0" for code in CODES[1:]},
    }
    assert lead_client.post(page_of(draft_application), choice).status_code == 302
    assert statement(draft_application) == "Mine and theirs"


# Too late -----------------------------------------------------------------------------------------------------------


def test_what_comes_late_is_shown_to_be_copied_and_the_draft_is_kept(
    wave: Wave, draft_application: Application, lead_client: Client
):
    before = statement(draft_application)
    changes = filled_in(draft_application, population__coverage__statement="A minute too late")
    assert lead_client.get(page_of(draft_application)).status_code == 200
    close(wave)
    response = lead_client.post(page_of(draft_application), changes)
    assert response.status_code == 409
    assert "Wave 1 closed on" in flat(response)
    assert "A minute too late" in flat(response)
    assert statement(draft_application) == before


def test_an_autosave_that_comes_late_says_so(wave: Wave, draft_application: Application, lead_client: Client):
    close(wave)
    changes = filled_in(draft_application, population__coverage__statement="A minute too late")
    response = lead_client.post(page_of(draft_application), changes, **AUTOSAVE)
    assert response.status_code == 422
    assert "Not saved. Wave 1 closed on" in flat(response)


def test_a_draft_after_closing_can_be_read(wave: Wave, draft_application: Application, lead_client: Client):
    close(wave)
    page = flat(lead_client.get(page_of(draft_application)))
    assert "This application was not submitted" in page
    assert statement(draft_application) in page
    assert "<textarea" not in page
    submit_page = flat(lead_client.get(page_of(draft_application, "submit/")))
    assert "closed on" in submit_page
    assert 'name="role"' not in submit_page


def test_a_signature_that_comes_late_is_refused(wave: Wave, draft_application: Application, lead_client: Client):
    assert lead_client.get(page_of(draft_application, "submit/")).status_code == 200
    close(wave)
    response = lead_client.post(page_of(draft_application, "submit/"), {"name": "The lead", "role": "Lead"})
    assert response.status_code == 422
    assert "Wave 1 closed on" in flat(response)
    draft_application.refresh_from_db()
    assert draft_application.state == Application.State.DRAFT


# Submitting and withdrawing -----------------------------------------------------------------------------------------


def test_what_is_missing_is_a_list_with_links(draft_application: Application, lead_client: Client):
    draft_application.answers.filter(criterion__code="practice-sign-up").update(statement=" ")
    page = flat(lead_client.get(page_of(draft_application, "submit/")))
    assert f'<a href="{page_of(draft_application)}#practice-sign-up-statement">' in page
    assert 'name="role"' not in page
    posted = lead_client.post(page_of(draft_application, "submit/"), {"name": "The lead", "role": "Lead"})
    assert posted.status_code == 422
    assert "Something is still missing" in posted.text


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": " "}, "Enter your name"),
        ({"role": ""}, "Enter your role"),
        ({"role": "x" * 201}, "Your role must be 200 characters or fewer"),
    ],
)
def test_a_signature_needs_a_name_and_a_role(
    changes: dict[str, str], told: str, draft_application: Application, lead_client: Client
):
    values = {"name": "The lead", "role": "Locality lead", **changes}
    response = lead_client.post(page_of(draft_application, "submit/"), values)
    assert response.status_code == 422
    assert told in flat(response)


def test_from_draft_to_submitted_and_back(
    draft_application: Application, lead_client: Client, officer: User, client_for: ClientFor
):
    values = {"name": "The lead", "role": "Locality lead"}
    page = flat(lead_client.post(page_of(draft_application, "submit/"), values, follow=True))
    assert "The application is submitted. The CCG has been told." in page
    assert "Submitted by The lead, Locality lead, on" in page
    assert "<textarea" not in page
    assert "Change it and submit it again" in page
    assert OutgoingEmail.objects.filter(to=officer).exists()
    assert client_for(officer).get(page_of(draft_application)).status_code == 404  # before they declared an interest
    say(officer, draft_application)
    assert client_for(officer).get(page_of(draft_application)).status_code == 200
    page = flat(lead_client.post(page_of(draft_application, "withdraw/"), {"expected_version": "draft"}, follow=True))
    assert "is withdrawn, and a draft again" in page
    assert "<textarea" in page
    assert client_for(officer).get(page_of(draft_application)).status_code == 404


def test_changing_what_is_submitted_shows_nobody_the_changes(
    application: Application, lead_client: Client, officer: User, client_for: ClientFor
):
    page = flat(lead_client.get(page_of(application, "?change")))
    assert "That stands, and the panel reads it, until you submit again" in page
    values = filled_in(application)
    name = next(name for name in values if name.endswith("-statement"))
    response = lead_client.post(page_of(application), {**values, name: "Planted words of a change", "go": "stay"})
    assert response.url == page_of(application, "?change")
    page = flat(lead_client.get(page_of(application)))
    assert "Something was written since that is not submitted" in page
    assert "Planted words" not in page
    say(officer, application)
    reader = client_for(officer)
    page = flat(reader.get(page_of(application, "?change")))
    assert "Planted words" not in page
    assert "Something was written" not in page
    assert "<textarea" not in page
    signed = {"name": "The lead", "role": "Locality lead"}
    assert "Planted words" in flat(lead_client.post(page_of(application, "submit/"), signed, follow=True))
    assert "Planted words" in flat(reader.get(page_of(application)))
    assert "it stands as it is" in flat(lead_client.get(page_of(application, "submit/")))


def test_withdrawing_for_good_says_so_first(wave: Wave, application: Application, lead_client: Client):
    close(wave)
    page = flat(lead_client.get(page_of(application, "withdraw/")))
    assert "it cannot be submitted again" in page
    assert 'name="expected_version" value="withdrawn"' in page
    page = flat(lead_client.post(page_of(application, "withdraw/"), {"expected_version": "withdrawn"}, follow=True))
    assert "The application is withdrawn." in page
    assert "Withdrawn since." in page
    assert "withdrawn already" in flat(lead_client.get(page_of(application, "withdraw/")))


@pytest.mark.parametrize(("told", "status"), [("draft", 409), ("", 422), ("perhaps", 422)])
def test_who_was_told_otherwise_withdraws_nothing(
    told: str, status: int, wave: Wave, application: Application, lead_client: Client
):
    close(wave)
    assert lead_client.post(page_of(application, "withdraw/"), {"expected_version": told}).status_code == status
    application.refresh_from_db()
    assert application.state == Application.State.SUBMITTED


# Who reads it -------------------------------------------------------------------------------------------------------


def test_a_representative_reads_the_draft_and_writes_nothing(
    draft_application: Application, practice_rep: User, client_for: ClientFor
):
    client = client_for(practice_rep)
    page = flat(client.get(page_of(draft_application)))
    assert statement(draft_application) in page
    assert "<textarea" not in page
    assert client.post(page_of(draft_application), filled_in(draft_application)).status_code == 403


@pytest.mark.parametrize("who", ["officer", "approver", "panel_member", "system_team", "administrator", "outsider"])
def test_a_draft_is_nobody_else_s(
    who: str, member: PanelMember, draft_application: Application, cast: dict[str, User], client_for: ClientFor
):
    for step in ("", "submit/", "withdraw/"):
        assert client_for(cast[who]).get(page_of(draft_application, step)).status_code == 404


def test_another_locality_of_the_ccg_sees_nothing(application: Application, world: World, client_for: ClientFor):
    rival = make_user("rival@example.com", "Rival", {"kind": "locality_lead", "locality": world.rayleigh})
    for step in ("", "submit/", "withdraw/"):
        assert client_for(rival).get(page_of(application, step)).status_code == 404


def test_the_ccg_reads_what_was_frozen_without_the_locality_s_menu(
    application: Application, world: World, officer: User, client_for: ClientFor
):
    make_practice(world.canvey, "F81999")
    say(officer, application)
    page = flat(client_for(officer).get(page_of(application)))
    assert "30,006" in page
    assert "F81999" not in page
    assert "nhsuk-header__navigation" not in page
    assert "Change it and submit it again" not in page


def test_a_panel_member_reads_it_from_closing_on_as_soon_as_they_declared(
    wave: Wave, application: Application, member: PanelMember, panel_member: User, client_for: ClientFor
):
    client = client_for(panel_member)
    assert client.get(page_of(application)).status_code == 404
    declare(member, application)
    assert client.get(page_of(application)).status_code == 404
    set_state(wave, Wave.State.CLOSED)
    assert "Canvey Island says on population-coverage" in flat(client.get(page_of(application)))


# What it costs ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("more", [0, 20])
def test_writing_costs_the_same_for_any_number_of_practices(
    more: int,
    draft_application: Application,
    world: World,
    lead_client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
):
    for number in range(more):
        make_practice(world.canvey, f"G{number:05}")
    lead_client.get(page_of(draft_application))  # the guide is read once and kept
    # session, user with roles, application, answers, panel, practices, sign-ups, diagnostic
    with django_assert_num_queries(8):
        lead_client.get(page_of(draft_application))


def test_reading_what_is_frozen_costs_little(
    application: Application, officer: User, client_for: ClientFor, django_assert_num_queries: DjangoAssertNumQueries
):
    say(officer, application)
    client = client_for(officer)
    client.get(page_of(application))
    with django_assert_num_queries(4):  # session, user with roles, application, interest declared
        client.get(page_of(application))
