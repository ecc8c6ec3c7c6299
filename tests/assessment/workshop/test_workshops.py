"""Opening a workshop, moving its screen, counting hands, who is there, and two people who write at once."""

from __future__ import annotations

from datetime import time

import pytest

from assessment.models import Diagnostic
from assessment.services.diagnostics import agree_diagnostic
from assessment.workshop.models import Hand, Topic, Workshop
from assessment.workshop.services import screen
from assessment.workshop.services.phones import join, raise_hand
from assessment.workshop.services.workshops import (
    choose_domains,
    open_workshop,
    save_attendance,
    save_details,
    save_topic,
)
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.models import User
from tests.assessment.workshop.conftest import join_as
from tests.cast import TODAY

TIMES = {"held_on": TODAY, "starts": time(13), "ends": time(15)}
CODES = ["F81001", "F81002", "F81003"]


def topic(workshop: Workshop, code: str = "leadership") -> Topic:
    return workshop.topics.get(domain__code=code)


def present(workshop: Workshop) -> list[str]:
    return list(workshop.attendance.filter(present=True).values_list("practice__ods_code", flat=True))


def test_a_workshop_opens_with_its_domains_and_practices(diagnostic: Diagnostic, lead: User) -> None:
    made = open_workshop(diagnostic, by=lead, **TIMES)
    assert made.topics.count() == 8
    assert made.attendance.count() == 3
    assert made.join_code
    assert made.number == 1
    event = AuditEvent.objects.get(what="Opened a workshop")
    assert (event.who_id, event.locality_id) == (lead.pk, diagnostic.locality_id)


def test_one_is_open_at_a_time(workshop: Workshop, officer: User) -> None:
    with pytest.raises(Refused, match="open already"):
        open_workshop(workshop.diagnostic, by=officer, **TIMES)


def test_it_ends_after_it_starts(diagnostic: Diagnostic, lead: User) -> None:
    with pytest.raises(Refused, match="end after it starts"):
        open_workshop(diagnostic, by=lead, held_on=TODAY, starts=time(15), ends=time(15))


def test_an_agreed_diagnostic_takes_none(agreed_diagnostic: Diagnostic, lead: User) -> None:
    with pytest.raises(Refused, match="has been agreed"):
        open_workshop(agreed_diagnostic, by=lead, **TIMES)


def test_agreeing_meanwhile_stops_the_room(workshop: Workshop, lead: User) -> None:
    agree_diagnostic(workshop.diagnostic, by=lead)
    with pytest.raises(Refused, match="has been agreed"):
        screen.show(workshop, "leadership", "hands", by=lead)


def test_where_views_differ_comes_first(diagnostic: Diagnostic, lead: User) -> None:
    practices = list(diagnostic.locality.practices.all())
    domains = diagnostic.whole_guide.domains_by_code
    for practice, position in zip(practices, (1, 3, 5), strict=True):
        diagnostic.practice_views.create(practice=practice, domain=domains["governance"], position=position)
    made = open_workshop(diagnostic, by=lead, **TIMES)
    assert str(made.topics.all()[0].domain) == domains["governance"].title


def test_what_comes_after_the_hands_reveals_them_once(at_hands: Workshop, lead: User) -> None:
    assert topic(at_hands).revealed_at is None
    screen.show(at_hands, "leadership", "look", by=lead)
    revealed = topic(at_hands).revealed_at
    assert revealed
    screen.show(at_hands, "leadership", "talk", by=lead)
    screen.show(at_hands, "leadership", "agree", by=lead)
    assert topic(at_hands).revealed_at == revealed
    assert AuditEvent.objects.filter(what__startswith="Revealed 0 hands").count() == 1


def test_raising_again_empties_the_hands(at_hands: Workshop, lead: User) -> None:
    raise_hand(join_as(at_hands, CODES[0]), 2, domain="leadership", hands_round=1)
    screen.show(at_hands, "leadership", "look", by=lead)
    screen.raise_again(at_hands, "leadership", by=lead)
    now = topic(at_hands)
    assert (now.round, now.revealed_at, now.hands.count()) == (2, None, 0)
    at_hands.refresh_from_db()
    assert at_hands.moment == "hands"


def test_hands_counted_in_the_room_are_shown_at_once(at_hands: Workshop, lead: User) -> None:
    screen.count_hands(at_hands, "leadership", [1, 0, 2, 0, 0], by=lead)
    assert topic(at_hands).counted == [1, 0, 2, 0, 0]
    assert topic(at_hands).revealed_at
    at_hands.refresh_from_db()
    assert at_hands.moment == "look"


@pytest.mark.parametrize(("counts", "why"), [([0] * 5, "Enter how many"), ([2, 2, 0, 0, 0], "4 hands.*3 practices")])
def test_counts_that_cannot_be_are_refused(at_hands: Workshop, lead: User, counts: list[int], why: str) -> None:
    with pytest.raises(Refused, match=why):
        screen.count_hands(at_hands, "leadership", counts, by=lead)


def test_a_domain_off_the_agenda_cannot_be_shown(diagnostic: Diagnostic, lead: User) -> None:
    made = open_workshop(diagnostic, by=lead, **TIMES)
    missing = next(one for one in diagnostic.whole_guide.domains_by_code if not made.topics.filter(domain__code=one))
    with pytest.raises(Refused, match="not on the agenda"):
        screen.show(made, missing, "talk", by=lead)


def test_domains_are_chosen_and_what_was_begun_stays(at_hands: Workshop, lead: User) -> None:
    choose_domains(at_hands, ["governance", "estates"], by=lead)
    assert {one.domain.code for one in at_hands.topics.all()} == {"leadership", "governance", "estates"}
    choose_domains(at_hands, [], by=lead)
    assert [one.domain.code for one in at_hands.topics.all()] == ["leadership"]
    choose_domains(at_hands, ["governance"], by=lead)
    assert [one.domain.code for one in at_hands.topics.all()] == ["leadership", "governance"]


def test_a_workshop_keeps_a_domain_to_talk_about(workshop: Workshop, lead: User) -> None:
    with pytest.raises(Refused, match="at least one"):
        choose_domains(workshop, [], by=lead)


def test_who_joined_since_the_page_was_opened_stays(workshop: Workshop, lead: User) -> None:
    save_attendance(workshop, here={CODES[0], CODES[1]}, shown=set(), by=lead)
    join(workshop, CODES[2])
    save_attendance(workshop, here={CODES[0]}, shown={CODES[0], CODES[1]}, by=lead)
    assert present(workshop) == [CODES[0], CODES[2]]


def test_two_people_write_on_one_topic_and_nothing_is_lost(at_hands: Workshop, lead: User, officer: User) -> None:
    one = topic(at_hands)
    save_topic(one, {"dissent": "F81002: at 5"}, base_revision=0, by=lead)
    save_topic(one, {"follow_up": "Manager: audit"}, base_revision=0, by=officer)
    result = save_topic(one, {"dissent": "None"}, base_revision=0, by=officer)
    assert result.conflicts
    now = topic(at_hands)
    assert (now.dissent, now.follow_up) == ("F81002: at 5", "Manager: audit")


def test_details_are_merged_and_stay_in_order(workshop: Workshop, lead: User, officer: User) -> None:
    save_details(workshop, {"place": "Library"}, base_revision=0, by=lead)
    save_details(workshop, {"led_by": "Manager"}, base_revision=0, by=officer)
    workshop.refresh_from_db()
    assert (workshop.place, workshop.led_by) == ("Library", "Manager")
    with pytest.raises(Refused, match="end after it starts"):
        save_details(workshop, {"ends": time(12)}, base_revision=2, by=lead)


def test_secrets_of_joining_stay_out_of_the_history(workshop: Workshop) -> None:
    fields = {field.name for field in Workshop.history.model._meta.fields}
    assert not fields & {"join_token", "join_code"}


def test_moving_the_screen_makes_no_revision(at_hands: Workshop, lead: User) -> None:
    before = at_hands.revision
    screen.show(at_hands, "leadership", "look", by=lead)
    screen.show_names(at_hands, shown=True, by=lead)
    at_hands.refresh_from_db()
    assert (at_hands.revision, at_hands.with_names) == (before, True)


def test_hands_are_one_for_each_practice_in_the_database(at_hands: Workshop) -> None:
    phone = join_as(at_hands, CODES[0])
    raise_hand(phone, 2, domain="leadership", hands_round=1)
    raise_hand(phone, 4, domain="leadership", hands_round=1)
    assert [hand.position for hand in Hand.objects.all()] == [4]
