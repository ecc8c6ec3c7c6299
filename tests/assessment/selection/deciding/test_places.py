"""How places are taken, the reserve list, and that nobody is surprised by either."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessment.selection.document.build import build_record
from assessment.selection.models import Application, Decision, PanelMember, Wave
from assessment.selection.models.wave_transitions import DECIDE
from assessment.selection.pages.outcome import outcome_of
from assessment.selection.queries.places import Places, places_of
from assessment.selection.services.decisions import propose_decision, save_decision
from assessment.selection.services.waves import what_is_missing
from localities.kit.refused import Refused
from localities.models import User
from tests.assessment.selection.decided import confirmed, decision_on, version
from tests.assessment.selection.rounds import begin_moderation, declare, give_scores, make_application, set_state
from tests.cast import World
from tests.flat import flat


@pytest.mark.parametrize(
    ("places", "selected", "reserve", "words", "wrong"),
    [
        (2, 1, (), "1 selected for 2 places", ""),
        (1, 3, (), "3 selected for 1 place", "3 localities are selected for 1 place"),
        (1, 1, (1,), "1 selected for 1 place, 1 on the reserve list", ""),
        (1, 1, (2, 1), "1 selected for 1 place, 2 on the reserve list", ""),
        (2, 1, (1,), "1 selected for 2 places, 1 on the reserve list", "Select the first of the list"),
        (1, 1, (1, 1), "1 selected for 1 place, 2 on the reserve list", "2 localities have place 1"),
        (1, 1, (2, 3), "1 selected for 1 place, 2 on the reserve list", "Nobody has place 1"),
        (1, 1, (None,), "1 selected for 1 place, 1 on the reserve list", "Nobody has place 1"),
    ],
)
def test_places_in_words(places: int, selected: int, reserve: tuple, words: str, wrong: str) -> None:
    taken = Places(places, selected, reserve)
    assert taken.words == words
    assert wrong in taken.wrong
    assert bool(wrong) == bool(taken.wrong)


@given(st.lists(st.one_of(st.none(), st.integers(1, 6)), max_size=6))
def test_a_reserve_list_is_right_when_it_counts_from_one_without_a_gap(reserve: list[int | None]) -> None:
    is_right = sorted(one or 0 for one in reserve) == list(range(1, len(reserve) + 1))
    assert (Places(1, 1, tuple(reserve)).wrong == "") == is_right


@pytest.fixture
def two(wave: Wave, application: Application, world: World, member: PanelMember, lead: User) -> list[Application]:
    """Canvey Island and Rayleigh before the panel, in moderation, for one place."""
    Wave.objects.filter(pk=wave.pk).update(places=1)
    both = [application, make_application(wave, world.rayleigh, by=lead)]
    for one in both:
        declare(member, one)
        give_scores(member, one)
    begin_moderation(wave)
    return Application.objects.filter(wave=wave).select_related("wave").order_by("locality__name")


def test_more_selected_than_places_is_said_at_once(client_for, two: list[Application], officer: User) -> None:
    for application in two:
        decision_on(application, outcome="selected")
    client, words = client_for(officer), "2 selected for 1 place"
    assert words in flat(client.get(reverse("moderation", args=[two[0].wave_id])))
    for name in ("decision", "decision-propose"):
        page = flat(client.get(reverse(name, args=[two[0].pk])))
        assert words in page
        assert "by the sum of their agreed scores" in page


def test_who_may_not_judge_all_learns_nothing_by_counting(
    client_for, two: list[Application], officer: User, world: World
) -> None:
    for application in two:
        decision_on(application, outcome="selected")
    officer.roles.create(kind="locality_lead", locality=world.rayleigh)
    assert "selected for 1 place" not in flat(client_for(officer).get(reverse("moderation", args=[two[0].wave_id])))


def test_an_outcome_for_who_meets_the_criteria_and_finds_no_place(
    client_for, two: list[Application], officer: User, approver: User, lead: User
) -> None:
    first, second = two
    confirmed(decision_on(first, outcome="selected"), by=officer, and_by=approver)
    decision = decision_on(second, outcome="reserve", reserve_place=None)
    with pytest.raises(Refused, match="place on the reserve list"):
        propose_decision(decision, by=officer, expected_version=version(decision))
    save_decision(decision, {"reserve_place": 1}, base_revision=decision.revision, by=officer)
    propose_decision(decision, by=officer, expected_version=version(decision))
    confirmed(decision, by=officer, and_by=approver)
    wave = Wave.objects.get(pk=first.wave_id)
    lacking = [one.text for one in what_is_missing(wave, DECIDE, timezone.now())]
    assert lacking == ["Say when the panel met and who was there"]
    record = build_record(wave, today=timezone.localdate())
    assert [one.decision.reserve_place for one in record.applications if one.decision] == [None, 1]
    set_state(wave, Wave.State.PUBLISHED)
    outcome = outcome_of(Application.objects.select_related("wave").get(pk=second.pk))
    assert (outcome.label, outcome.reserve_place, outcome.selected) == ("Meets the criteria, no place", 1, False)
    assert outcome.offers == ()
    page = flat(client_for(lead).get(second.get_absolute_url()))
    assert page.count("number 1 on the reserve list") == (second.locality_id in lead.scopes.localities)


def test_a_reserve_is_not_for_who_does_not_meet_the_criteria(two: list[Application], officer: User) -> None:
    decision = decision_on(two[0], score=1, outcome="not_yet")
    with pytest.raises(Refused, match="can only be ‘Not yet’"):
        save_decision(decision, {"outcome": "reserve"}, base_revision=decision.revision, by=officer)


def test_a_void_decision_takes_no_place(two: list[Application]) -> None:
    for application in two:
        decision_on(application, outcome="selected")
    Decision.objects.filter(application=two[0]).update(state="void")
    assert places_of(two[0].wave).selected == 1
