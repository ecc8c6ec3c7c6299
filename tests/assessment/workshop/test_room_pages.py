"""The screen of the room: nothing that could anchor before the hands are shown, counts alone, and few questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessment.models import Diagnostic
from assessment.services.answers import save_answer
from assessment.workshop.models import Attendance, Hand, Workshop
from assessment.workshop.services import screen
from assessment.workshop.services.phones import raise_hand
from localities.models import User
from tests.assessment.workshop.conftest import join_as
from tests.cast import make_practice
from tests.flat import flat

ClientFor = Callable[[User], Client]
CODES = ["F81001", "F81002", "F81003"]


def raise_all(workshop: Workshop, positions: tuple[int, ...] = (1, 4, 4)) -> None:
    for code, position in zip(CODES, positions, strict=True):
        raise_hand(join_as(workshop, code), position, domain="leadership", hands_round=1)


def address(workshop: Workshop, name: str = "workshop", *more: str) -> str:
    return reverse(name, args=[workshop.diagnostic_id, *more])


def agree(client: Client, workshop: Workshop, **values: Any):  # type: ignore[no-untyped-def]
    """Post what a room agreed on leadership, as its page would, on rows that nobody saved yet."""
    sent = {"revision": 0, "topic-revision": 0, "position": 2, "target": 4, "agreement": "Own ways", "go": "next"}
    return client.post(address(workshop, "workshop-agree", "leadership"), {**sent, **values})


@pytest.mark.parametrize("moment", ["talk", "hands"])
def test_before_the_hands_nothing_could_anchor(
    at_hands: Workshop, lead: User, client_for: ClientFor, moment: str
) -> None:
    answer = at_hands.diagnostic.answers.get(domain__code="leadership")
    save_answer(answer, {"position": 5, "agreement": "Said before"}, base_revision=0, by=lead)
    screen.show(at_hands, "leadership", moment, by=lead)
    page = flat(client_for(lead).get(address(at_hands)))
    for word in ("Said before", "Last time", "numbers", "checked", "practices think"):
        assert word not in page


def test_hands_are_counts_until_they_are_shown_and_then_without_names(
    at_hands: Workshop, lead: User, client_for: ClientFor
) -> None:
    client = client_for(lead)
    raise_all(at_hands)
    assert "<strong>3 of 3</strong> are up" in flat(client.get(address(at_hands)))
    client.post(address(at_hands, "workshop-go"), {"domain": "leadership", "moment": "look"})
    page = flat(client.get(address(at_hands)))
    assert "Furthest apart: 1 and 4" in page
    assert "3 hands: 1 at position 1, 2 at position 4" in page
    assert "F81001" not in page
    client.post(address(at_hands, "workshop-names"), {"shown": "yes"})
    page = flat(client.get(address(at_hands)))
    assert "<strong>F81002, F81003</strong> at 4, then <strong>F81001</strong> at 1." in page


def test_a_room_that_sees_it_alike_is_asked_for_its_patients(
    at_hands: Workshop, lead: User, client_for: ClientFor
) -> None:
    raise_all(at_hands, (3, 3, 4))
    screen.show(at_hands, "leadership", "look", by=lead)
    assert "Is it the same for your patients?" in flat(client_for(lead).get(address(at_hands)))


def test_a_practice_that_is_not_there_is_not_waited_for(at_hands: Workshop, lead: User, client_for: ClientFor) -> None:
    raise_hand(join_as(at_hands, "F81001"), 1, domain="leadership", hands_round=1)
    page = flat(client_for(lead).get(address(at_hands)))
    assert "<strong>1 of 1</strong> is up" in page
    assert "Not here: F81002, F81003." in page


def test_the_screen_is_told_nothing_new_with_a_304(at_hands: Workshop, lead: User, client_for: ClientFor) -> None:
    client = client_for(lead)
    now = address(at_hands, "workshop-now")
    first = client.get(now)
    same = {"If-None-Match": first.headers["ETag"]}
    assert client.get(now, headers=same).status_code == 304
    raise_hand(join_as(at_hands, "F81001"), 1, domain="leadership", hands_round=1)
    told = client.get(now, headers=same)
    assert "1 of 1" in flat(told)
    assert told.headers["X-Screen"] == first.headers["X-Screen"]
    screen.show(at_hands, "leadership", "look", by=lead)
    assert client.get(now, headers=same).headers["X-Screen"] != first.headers["X-Screen"]


def test_a_screen_that_opens_is_told_nothing_new_at_once(at_hands: Workshop, lead: User, client_for: ClientFor) -> None:
    client = client_for(lead)
    etag = client.get(address(at_hands)).context["etag"]
    assert client.get(address(at_hands, "workshop-now"), headers={"If-None-Match": f'"{etag}"'}).status_code == 304


def test_what_a_colleague_changed_is_said_on_an_open_page(
    at_hands: Workshop, lead: User, officer: User, client_for: ClientFor
) -> None:
    screen.show(at_hands, "leadership", "agree", by=lead)
    client = client_for(lead)
    now = f"{address(at_hands, 'workshop-now')}?domain=leadership&topic=0&answer="
    assert "Changed by" not in flat(client.get(f"{now}0"))
    answer = at_hands.diagnostic.answers.get(domain__code="leadership")
    save_answer(answer, {"agreement": "By the officer"}, base_revision=0, by=officer)
    assert "Changed by CCG officer" in flat(client.get(f"{now}0"))
    assert "Changed by" not in flat(client.get(f"{now}1"))
    own = client_for(officer).get(f"{now}0")  # their own other screen shows it, and calls it nobody else's
    assert own.headers["X-Newer"]
    assert "Changed by" not in flat(own)


def test_agreeing_saves_both_and_goes_on(at_hands: Workshop, lead: User, client_for: ClientFor) -> None:
    screen.show(at_hands, "leadership", "agree", by=lead)
    more = {"topic-dissent": "F81002: at 4", "topic-parked": "on", "topic-follow_up": "Manager", "priority": "on"}
    response = agree(client_for(lead), at_hands, **more)
    assert response.status_code == 302
    answer = at_hands.diagnostic.answers.get(domain__code="leadership")
    assert (answer.position, answer.target, answer.agreement, answer.priority) == (2, 4, "Own ways", True)
    topic = at_hands.topics.get(domain__code="leadership")
    assert (topic.dissent, topic.parked, topic.follow_up) == ("F81002: at 4", True, "Manager")
    at_hands.refresh_from_db()
    assert (at_hands.topic.order, at_hands.moment) == (topic.order + 1, "talk")


def test_two_people_who_agree_at_once_lose_nothing(
    at_hands: Workshop, lead: User, officer: User, client_for: ClientFor
) -> None:
    screen.show(at_hands, "leadership", "agree", by=lead)
    agree(client_for(lead), at_hands, agreement="By the lead")
    response = agree(client_for(officer), at_hands, agreement="By the officer", **{"topic-follow_up": "Audit"})
    assert response.status_code == 409
    page = flat(response)
    assert "By the lead" in page
    assert "By the officer" in page
    assert at_hands.topics.get(domain__code="leadership").follow_up == "Audit"


def test_a_text_that_is_too_long_is_kept_and_the_room_stays(
    at_hands: Workshop, lead: User, client_for: ClientFor
) -> None:
    screen.show(at_hands, "leadership", "agree", by=lead)
    response = agree(client_for(lead), at_hands, agreement="x" * 2001)
    assert response.status_code == 422
    assert "Shorten ‘Why’" in flat(response)
    assert "x" * 2001 in flat(response)
    at_hands.refresh_from_db()
    assert at_hands.moment == "agree"


def test_priorities_are_counted(at_hands: Workshop, lead: User, client_for: ClientFor) -> None:
    at_hands.diagnostic.answers.update(priority=True)
    screen.show(at_hands, "leadership", "agree", by=lead)
    page = flat(client_for(lead).get(address(at_hands, "workshop-agree", "leadership")))
    assert "24 chosen. About five is enough." in page


def test_what_is_agreed_before_hands_are_shown_is_refused(
    at_hands: Workshop, lead: User, client_for: ClientFor
) -> None:
    assert agree(client_for(lead), at_hands).status_code == 409
    assert client_for(lead).get(address(at_hands, "workshop-agree", "leadership")).status_code == 302


@pytest.mark.parametrize("sent", [{"moment": "look"}, {"domain": "leadership"}, {"domain": "x", "moment": "talk"}, {}])
def test_a_step_that_is_none_is_refused_in_words(
    workshop: Workshop, lead: User, client_for: ClientFor, sent: dict[str, str]
) -> None:
    response = client_for(lead).post(address(workshop, "workshop-go"), sent)
    assert response.status_code == 409


def test_counting_keeps_what_was_typed(at_hands: Workshop, lead: User, client_for: ClientFor) -> None:
    response = client_for(lead).post(address(at_hands, "workshop-count"), {"count_1": "2", "count_4": "9"})
    assert response.status_code == 422
    page = flat(response)
    assert "You counted 11 hands, and the locality has 3 practices" in page
    assert 'value="9"' in page


def test_without_a_workshop_its_pages_lead_to_the_list(
    diagnostic: Diagnostic, lead: User, client_for: ClientFor
) -> None:
    client = client_for(lead)
    for name in ("workshop", "workshop-agenda", "workshop-close", "workshop-details", "workshop-domains"):
        response = client.get(reverse(name, args=[diagnostic.pk]), follow=True)
        assert response.redirect_chain[-1][0] == reverse("workshops", args=[diagnostic.pk])


def with_practices(workshop: Workshop, many: int) -> None:
    """So many practices, each there with a phone and its hand up."""
    for number in range(many - 3):
        practice = make_practice(workshop.locality, f"F{82000 + number}")
        Attendance.objects.create(workshop=workshop, practice=practice)
    for row in workshop.attendance.select_related("practice"):
        phone = join_as(workshop, row.practice.ods_code)
        raise_hand(phone, 1 + row.practice_id % 5, domain="leadership", hands_round=1)
    assert Hand.objects.count() == many


@pytest.mark.parametrize("many", [3, 40])
@pytest.mark.parametrize(
    ("moment", "name", "queries"),
    [
        ("talk", "workshop", 8),
        ("hands", "workshop", 8),
        ("hands", "workshop-now", 9),
        ("look", "workshop", 10),
        ("agree", "workshop-agree", 12),
        ("agree", "workshop-agenda", 8),
    ],
)
def test_forty_hands_ask_no_more_than_three(
    at_hands: Workshop,
    lead: User,
    client_for: ClientFor,
    django_assert_num_queries: Callable[..., Any],
    moment: str,
    name: str,
    queries: int,
    many: int,
) -> None:
    with_practices(at_hands, many)
    screen.show_names(at_hands, shown=True, by=lead)
    screen.show(at_hands, "leadership", moment, by=lead)
    client = client_for(lead)
    client.get(reverse("home"))
    with django_assert_num_queries(queries):
        response = client.get(address(at_hands, name, *(["leadership"] if name == "workshop-agree" else [])))
    assert response.status_code == 200
