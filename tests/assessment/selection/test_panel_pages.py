"""The pages of panel members: declaring, scoring, sending and taking back. Nobody sees what others gave."""

from __future__ import annotations

import pytest
from django.urls import reverse

from assessment.selection.models import Application, Interest, PanelScore, SentScores, Wave
from localities.models import Role
from tests.assessment.selection.many import make_many
from tests.assessment.selection.rounds import declare, give_scores, put_on_panel, say, set_state
from tests.cast import make_user
from tests.flat import flat

State = Wave.State
HTMX = {"HX-Request": "true"}


@pytest.fixture
def scoring(application, member):
    set_state(application.wave, State.SCORING)
    return Application.objects.get(pk=application.pk)


@pytest.fixture
def declared(scoring, member):
    declare(member, scoring)
    return scoring


@pytest.fixture
def other(world, wave):
    """Another member of the panel."""
    role = {"kind": "panel_member", "commissioner": world.commissioner}
    return put_on_panel(wave, make_user("other@example.com", "Other member", role))


@pytest.fixture
def panel_client(client_for, panel_member):
    return client_for(panel_member)


def url(name, application):
    return reverse(name, args=[application.pk])


def filled(guide, score=3, comment="Because", revision=0):
    """What the score page sends."""
    return {
        f"{one.code}-{name}": value
        for one in guide.ordered_criteria
        for name, value in (("revision", revision), ("score", score), ("comment", comment))
    }


def text(response):
    return flat(response)


# Declaring


def test_the_page_names_the_practices_that_a_conflict_would_be_about(panel_client, scoring, world):
    shown = text(panel_client.get(url("interest", scoring)))
    for practice in world.practices:
        assert practice.name in shown
    assert "Practice F81005" not in shown  # next door's
    assert "says on population-coverage" not in shown  # nothing is read before it is declared


def test_no_conflict_leads_to_scoring(panel_client, scoring, member):
    response = panel_client.post(url("interest", scoring), {"conflict": "no", "note": ""}, follow=True)
    assert response.redirect_chain == [(url("score", scoring), 302)]
    assert "You have no conflict of interest with Canvey Island’s application." in text(response)
    assert not Interest.objects.get(user=member.user).has_conflict


def test_a_conflict_leads_back_and_closes_the_application(panel_client, scoring, guide):
    sent = {"conflict": "yes", "note": "My own practice"}
    assert panel_client.post(url("interest", scoring), sent).url == scoring.wave.get_absolute_url()
    assert panel_client.get(url("score", scoring)).status_code == 404
    assert panel_client.post(url("score", scoring), filled(guide)).status_code == 404
    assert panel_client.get(url("application", scoring)).status_code == 404
    assert "My own practice" in text(panel_client.get(url("interest", scoring)))


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({}, "Choose whether you have a conflict of interest"),
        ({"conflict": "yes"}, "Say what the conflict is"),
        ({"conflict": "perhaps"}, "Choose whether you have a conflict of interest"),
        ({"conflict": "yes", "note": "x" * 1001}, "to 1,000 characters or fewer"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(panel_client, scoring, sent, error):
    response = panel_client.post(url("interest", scoring), sent)
    assert response.status_code == 422
    assert error in text(response)
    assert not Interest.objects.exists()


def test_who_belongs_to_an_applicant_is_told_and_finds_nothing_to_declare(client_for, scoring, wave, lead, world):
    Role.objects.create(user=lead, kind=Role.Kind.PANEL_MEMBER, commissioner=world.commissioner)
    put_on_panel(wave, lead)
    client = client_for(lead)
    assert "You belong to Canvey Island, which has applied in this wave" in text(client.get(wave.get_absolute_url()))
    assert client.get(url("interest", scoring)).status_code == 404
    assert client.post(url("interest", scoring), {"conflict": "no"}).status_code == 404


def test_too_early_and_too_late_are_said_instead_of_a_form(panel_client, application, member):
    for state, words in ((State.OPEN, "once the wave has closed"), (State.PUBLISHED, "what was declared stays")):
        set_state(application.wave, state)
        shown = text(panel_client.get(url("interest", application)))
        assert words in shown
        assert 'name="conflict"' not in shown
        assert panel_client.post(url("interest", application), {"conflict": "no"}).status_code == 422


# Scoring


def test_the_page_shows_each_criterion_with_the_guides_words(panel_client, declared, guide):
    response = panel_client.get(url("score", declared))
    shown = text(response)
    for criterion in guide.ordered_criteria:
        assert f"Canvey Island says on {criterion.code}" in shown
        assert f"Minutes of Canvey Island on {criterion.code}" in shown
    words = [str(label) for _, label in response.context["forms"][0].fields["score"].choices]
    assert words[0] == "<strong>0</strong> There is no agreed list of practices, population or boundary."
    assert len(words) == 5
    assert "0 of 4 scored" in shown
    assert 'aria-label="Menu"' not in shown  # the locality's menu is not theirs


@pytest.mark.parametrize(("go", "name"), [("next", "scores-send"), ("previous", "wave"), ("stay", "score")])
def test_scores_are_saved_and_lead_on(panel_client, declared, guide, panel_member, go, name):
    response = panel_client.post(url("score", declared), {**filled(guide), "go": go})
    assert response.url == reverse(name, args=[declared.wave_id if name == "wave" else declared.pk])
    saved = PanelScore.objects.filter(application=declared).values_list("score", "comment", "saved_by")
    assert set(saved) == {(3, "Because", panel_member.pk)}


def test_autosave_says_how_many_are_scored(panel_client, declared):
    sent = {"credible-leadership-revision": 0, "credible-leadership-score": 2, "credible-leadership-comment": "Named"}
    rest = [one for one in filled(declared.wave.whole_guide) if one.endswith("-revision")]
    response = panel_client.post(url("score", declared), dict.fromkeys(rest, 0) | sent, headers=HTMX)
    assert response.status_code == 200
    shown = text(response)
    assert '<p class="app-saved" id="scored" hx-swap-oob="true">1 of 4 scored</p>' in shown
    assert "Saved" in shown
    assert 'id="credible-leadership-revision" value="1"' in shown


def test_what_is_valid_is_saved_and_the_rest_comes_back(panel_client, declared, guide):
    sent = filled(guide) | {"credible-leadership-score": "7", "practice-sign-up-comment": "x" * 2001}
    response = panel_client.post(url("score", declared), sent)
    assert response.status_code == 422
    shown = text(response)
    assert "Choose a score for ‘Credible leadership’ from the list" in shown
    assert "to 2,000 characters or fewer" in shown
    assert "x" * 2001 in shown
    assert PanelScore.objects.get(criterion__code="population-coverage").score == 3
    assert PanelScore.objects.get(criterion__code="credible-leadership").score is None


def test_two_tabs_of_the_same_member_are_asked_which_to_keep(panel_client, declared, guide):
    panel_client.post(url("score", declared), filled(guide, score=3))
    response = panel_client.post(url("score", declared), filled(guide, score=1))
    assert response.status_code == 409
    assert "3: " in text(response)
    assert set(PanelScore.objects.values_list("score", flat=True)) == {3}


def test_checking_lists_what_is_missing_with_links(panel_client, declared, guide):
    panel_client.post(url("score", declared), filled(guide, score=1, comment=""))
    shown = text(panel_client.get(url("scores-send", declared)))
    assert "Still to do before you can send them" in shown
    assert f'{url("score", declared)}#credible-leadership-comment">Say why you gave 1' in shown
    response = panel_client.post(url("scores-send", declared))
    assert response.status_code == 409
    assert not SentScores.objects.exists()


def test_sent_scores_are_read_only_until_taken_back(panel_client, declared, guide):
    panel_client.post(url("score", declared), filled(guide))
    assert panel_client.post(url("scores-send", declared)).url == declared.wave.get_absolute_url()
    shown = text(panel_client.get(url("score", declared)))
    assert "You have sent your scores" in shown
    assert "Take my scores back" in shown
    assert "data-autosave" not in shown
    late = panel_client.post(url("score", declared), filled(guide, score=0, comment="In another tab", revision=1))
    assert late.status_code == 409
    assert "Take them back to change them" in text(late)
    assert "In another tab" in text(late)
    assert panel_client.post(url("scores-take-back", declared)).url == url("score", declared)
    assert "data-autosave" in text(panel_client.get(url("score", declared)))
    assert panel_client.post(url("scores-take-back", declared)).status_code == 409


@pytest.mark.parametrize("state", [State.MODERATION, State.PUBLISHED])
def test_after_scoring_a_member_still_reads_their_own(panel_client, declared, member, state):
    give_scores(member, declared)
    set_state(declared.wave, state)
    shown = text(panel_client.get(url("score", declared)))
    assert "Scoring is over" in shown
    assert "Because, says Panel member" in shown
    assert "Take my scores back" not in shown
    assert panel_client.get(url("scores-send", declared)).url == url("score", declared)


def test_a_withdrawn_application_is_not_scored(panel_client, declared, guide):
    Application.objects.filter(pk=declared.pk).update(state=Application.State.WITHDRAWN)
    assert "withdrawn this application" in text(panel_client.get(url("score", declared)))
    assert panel_client.post(url("score", declared), filled(guide)).status_code == 409


def test_it_is_read_from_closing_on_and_scored_once_scoring_starts(panel_client, declared, guide):
    set_state(declared.wave, State.OPEN)
    assert panel_client.get(url("score", declared)).status_code == 404
    set_state(declared.wave, State.CLOSED)
    assert "The panel is not scoring yet" in text(panel_client.get(url("score", declared)))
    assert panel_client.post(url("score", declared), filled(guide)).status_code == 409


def test_who_left_the_panel_or_the_role_has_no_page(panel_client, declared, member, panel_member):
    Role.objects.filter(user=panel_member).delete()
    assert panel_client.get(url("score", declared)).status_code == 404


# Blind


@pytest.fixture
def both_scored(declared, member, other):
    """Both members have sent their scores; each comment names its member."""
    declare(other, declared)
    give_scores(member, declared, score=4)
    give_scores(other, declared, score=1)
    return declared


PAGES = ("interest", "score", "scores-send", "application")


@pytest.mark.parametrize("name", PAGES)
def test_no_member_sees_anothers_scores_before_moderation(panel_client, both_scored, name):
    shown = text(panel_client.get(url(name, both_scored), follow=True))
    assert "Other member" not in shown


def test_no_member_changes_anothers_score_by_what_they_send(panel_client, both_scored, other, guide):
    theirs = PanelScore.objects.filter(member=other)
    SentScores.objects.all().delete()
    forged = {f"{one.code}-{key}": other.pk for one in guide.ordered_criteria for key in ("member", "id")}
    panel_client.post(url("score", both_scored), {**filled(guide, score=0, comment="Mine"), **forged})
    assert set(theirs.values_list("score", flat=True)) == {1}


@pytest.mark.parametrize("state", [State.CLOSED, State.SCORING])
def test_the_ccg_sees_no_scores_before_moderation(client_for, both_scored, officer, state):
    set_state(both_scored.wave, state)
    say(officer, both_scored)
    client = client_for(officer)
    for address in (
        reverse("moderation", args=[both_scored.wave_id]),
        url("moderate", both_scored),
        reverse("wave-scores", args=[both_scored.wave_id, "csv"]),
        reverse("wave-scores", args=[both_scored.wave_id, "xlsx"]),
        url("application", both_scored),
    ):
        response = client.get(address)
        assert response.status_code in (200, 409), address
        assert "Because, says" not in text(response)
    assert client.get(url("score", both_scored)).status_code == 404
    assert client.post(url("moderate", both_scored), {"credible-leadership-revision": 0}).status_code == 409


def test_no_applicant_gets_to_a_panels_page(client_for, both_scored, lead, outsider):
    for name in ("interest", "score", "scores-send", "moderate"):
        assert client_for(lead).get(url(name, both_scored)).status_code == 404
        assert client_for(outsider).get(url(name, both_scored)).status_code == 404


def test_another_waves_member_does_not_get_here(client_for, both_scored, world):
    role = {"kind": "panel_member", "commissioner": world.neighbour}
    stranger = make_user("stranger@example.com", "Member next door", role)
    unnamed = make_user(
        "unnamed@example.com", "Not named", {"kind": "panel_member", "commissioner": world.commissioner}
    )
    for person in (stranger, unnamed):
        for name in PAGES:
            assert client_for(person).get(url(name, both_scored)).status_code == 404


# Queries


@pytest.mark.parametrize(("applications", "members"), [(3, 2), (30, 6)])
def test_the_score_page_costs_the_same_whatever_the_size(
    panel_client, declared, applications, members, django_assert_num_queries
):
    make_many(declared.wave, declared.submitted_by, applications=applications, members=members)
    panel_client.get(url("score", declared))
    with django_assert_num_queries(8):
        panel_client.get(url("score", declared))


def test_an_autosave_saves_what_changed_and_no_more(panel_client, declared, guide, django_assert_max_num_queries):
    panel_client.post(url("score", declared), filled(guide))
    sent = {one: 1 if one.endswith("-revision") else value for one, value in filled(guide).items()}
    with django_assert_max_num_queries(16):  # two of them are the test's savepoint
        response = panel_client.post(url("score", declared), sent | {"credible-leadership-score": 4}, headers=HTMX)
    assert response.status_code == 200
    revisions = dict(PanelScore.objects.filter(application=declared).values_list("criterion__code", "revision"))
    assert revisions == {one.code: 2 if one.code == "credible-leadership" else 1 for one in guide.ordered_criteria}
