"""Closing: the minutes stay as they are, and hands become views only where a practice has not given its own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from assessment.models import Diagnostic, PracticeView
from assessment.services.answers import save_answer, save_practice_view
from assessment.services.diagnostics import agree_diagnostic
from assessment.workshop.document.build import build_minutes
from assessment.workshop.document.minutes import from_json, to_json
from assessment.workshop.document.pdf import guide_manuscript, lay_out
from assessment.workshop.document.printing import GUIDE_TITLE
from assessment.workshop.models import Hand, Minutes, Phone, Workshop
from assessment.workshop.services import screen
from assessment.workshop.services.closing import close_workshop
from assessment.workshop.services.phones import raise_hand
from assessment.workshop.services.workshops import open_workshop, save_topic
from localities.kit.documents import pdf
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.models import User
from tests.assessment.workshop.conftest import join_as
from tests.assessment.workshop.test_workshops import TIMES, topic
from tests.flat import flat

CODES = ["F81001", "F81002", "F81003"]


def answer(workshop: Workshop, by: User, code: str = "leadership", **values: object) -> None:
    row = workshop.diagnostic.answers.get(domain__code=code)
    save_answer(row, values, base_revision=row.revision, by=by)


@pytest.fixture
def talked(at_hands: Workshop, lead: User) -> Workshop:
    """Leadership agreed with dissent and two hands, of which one practice gave its own view before."""
    for code, position in zip(CODES, (1, 4), strict=False):
        raise_hand(join_as(at_hands, code), position, domain="leadership", hands_round=1)
    screen.show(at_hands, "leadership", "agree", by=lead)
    answer(at_hands, lead, position=2, target=4, agreement="Each in its own way", priority=True)
    save_topic(topic(at_hands), {"dissent": "F81002: at 4", "follow_up": "Audit"}, base_revision=0, by=lead)
    return at_hands


@pytest.fixture
def own_view(diagnostic: Diagnostic, practice_rep: User) -> PracticeView:
    """What F81001 says itself of leadership."""
    domain = diagnostic.whole_guide.domains_by_code["leadership"]
    practice = diagnostic.locality.practices.get(ods_code="F81001")
    values = {"position": 3, "comment": "Ours"}
    return save_practice_view(diagnostic, domain, practice, values, base_revision=0, by=practice_rep).row


def views(workshop: Workshop) -> dict[str, tuple[int | None, bool]]:
    found = workshop.diagnostic.practice_views.select_related("practice")
    return {view.practice.ods_code: (view.position, view.by_hand_on is not None) for view in found}


def test_the_minutes_hold_what_was_agreed(talked: Workshop, lead: User) -> None:
    frozen = close_workshop(talked, by=lead)
    assert frozen.fingerprint == hashlib.sha256(frozen.content.encode()).hexdigest()
    minutes = from_json(frozen.content)
    assert minutes.present == ("Practice F81001", "Practice F81002")
    assert minutes.absent == ("Practice F81003",)
    [said] = minutes.topics
    assert (said.title, said.today, said.target, said.priority) == ("Leadership", 2, 4, True)
    assert (said.hands_in_words, said.dissent, said.follow_up) == ("1 at 1, 1 at 4", "F81002: at 4", "Audit")
    assert len(minutes.not_reached) == 23
    assert (minutes.agreed, minutes.hands, minutes.views) == (1, 2, 2)
    assert AuditEvent.objects.filter(what="Closed the workshop").count() == 1


def test_the_minutes_stay_as_they_are(talked: Workshop, lead: User, client_for: Callable[[User], Client]) -> None:
    close_workshop(talked, by=lead)
    answer(talked, lead, position=5, agreement="Changed since")
    page = flat(client_for(lead).get(reverse("minutes", args=[talked.pk])))
    assert "Each in its own way" in page
    assert "Changed since" not in page
    assert "1 at 1, 1 at 4" in page


def test_hands_become_views_only_where_there_is_none(talked: Workshop, own_view: PracticeView, lead: User) -> None:
    frozen = close_workshop(talked, by=lead)
    assert views(talked) == {"F81001": (3, False), "F81002": (4, True)}
    assert (from_json(frozen.content).hands, from_json(frozen.content).views) == (2, 1)
    view = PracticeView.objects.get(practice__ods_code="F81002")
    assert (view.revision, view.saved_by, view.history.count()) == (1, lead, 1)


def test_a_view_by_hand_says_so_until_the_practice_speaks(
    talked: Workshop, lead: User, practice_rep: User, client_for: Callable[[User], Client]
) -> None:
    close_workshop(talked, by=lead)
    client = client_for(practice_rep)
    address = reverse("practice-view", args=[talked.diagnostic_id, "F81001", "leadership"])
    assert "raised in the workshop of 12 September 2018" in flat(client.get(address))
    client.post(address, {"revision": 1, "position": 1, "comment": ""})
    assert views(talked)["F81001"] == (1, False)
    assert "raised in the workshop" not in flat(client.get(address))


def test_a_later_hand_takes_the_place_of_an_earlier_one(talked: Workshop, lead: User) -> None:
    close_workshop(talked, by=lead)
    later = open_workshop(talked.diagnostic, by=lead, which="all", **TIMES)
    screen.show(later, "leadership", "hands", by=lead)
    raise_hand(join_as(later, "F81002"), 2, domain="leadership", hands_round=1)
    screen.show(later, "leadership", "look", by=lead)
    close_workshop(later, by=lead)
    assert views(talked)["F81002"] == (2, True)


def test_hands_that_nobody_saw_are_forgotten(at_hands: Workshop, lead: User) -> None:
    raise_hand(join_as(at_hands, "F81001"), 1, domain="leadership", hands_round=1)
    close_workshop(at_hands, by=lead)
    assert not Hand.objects.exists()
    assert not Phone.objects.exists()
    assert views(at_hands) == {}


def test_hands_counted_in_the_room_have_no_name(talked: Workshop, lead: User) -> None:
    screen.count_hands(talked, "leadership", [0, 3, 0, 0, 0], by=lead)
    minutes = from_json(close_workshop(talked, by=lead).content)
    assert (minutes.topics[0].hands_in_words, minutes.topics[0].counted) == ("3 at 2", True)
    assert (minutes.hands, minutes.views, views(talked)) == (0, 0, {})


def test_in_an_agreed_diagnostic_no_hand_becomes_a_view(talked: Workshop, lead: User) -> None:
    agree_diagnostic(talked.diagnostic, by=lead)
    assert from_json(close_workshop(talked, by=lead).content).views == 0
    assert views(talked) == {}


def test_it_closes_once(talked: Workshop, lead: User) -> None:
    close_workshop(talked, by=lead)
    with pytest.raises(Refused, match="closed already"):
        close_workshop(talked, by=lead)
    assert Minutes.objects.count() == 1


def test_what_was_parked_opens_the_next(talked: Workshop, lead: User) -> None:
    save_topic(topic(talked), {"parked": True}, base_revision=1, by=lead)
    frozen = close_workshop(talked, by=lead)
    assert [one.title for one in from_json(frozen.content).parked] == ["Leadership"]
    later = open_workshop(talked.diagnostic, by=lead, **TIMES)
    assert later.topics.all()[0].domain.code == "leadership"


def test_minutes_are_read_as_they_were_written(talked: Workshop) -> None:
    minutes = build_minutes(talked, views=0, closed_at=talked.opened_at)
    assert from_json(to_json(minutes)) == minutes


def test_the_minutes_in_print_say_what_the_page_says(talked: Workshop, lead: User) -> None:
    minutes = from_json(close_workshop(talked, by=lead).content)
    document = lay_out(minutes)
    assert 1 <= len(document.pages) <= 2


def test_the_guide_for_facilitators_has_two_pages() -> None:
    assert len(pdf.lay_out(guide_manuscript(GUIDE_TITLE)).pages) == 2


def test_minutes_ask_the_same_however_long_the_workshop(
    talked: Workshop, lead: User, django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(6):
        build_minutes(talked, views=0, closed_at=talked.opened_at)
    for code in ("governance", "estates", "digital-and-technology"):
        if talked.topics.filter(domain__code=code).exists():
            screen.show(talked, code, "look", by=lead)
    again = Workshop.objects.select_related("diagnostic__locality__commissioner").get(pk=talked.pk)
    with django_assert_num_queries(6):
        build_minutes(again, views=0, closed_at=talked.opened_at)
