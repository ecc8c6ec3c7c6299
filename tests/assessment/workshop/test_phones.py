"""Phones in the room: who gets in, one hand for each practice, only for what is on the screen, and no longer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.workshop.models import Hand, Phone, Workshop
from assessment.workshop.services import phones, screen
from assessment.workshop.services.closing import close_workshop
from assessment.workshop.services.phones import join, raise_hand
from localities.kit.refused import Refused
from localities.models import User
from tests.assessment.workshop.conftest import JoinedPhone, join_as
from tests.flat import flat

HAND = {"domain": "leadership", "hands_round": 1}
ONE, OTHER = "F81001", "F81002"


def raised() -> dict[str, int]:
    return dict(Hand.objects.values_list("practice__ods_code", "position"))


def sent(client: Client, workshop: Workshop, position: int, **more: object):  # type: ignore[no-untyped-def]
    address = reverse("join-hand", args=[workshop.join_token])
    return client.post(address, {"hand": position, **HAND, **more})


def test_the_short_code_leads_to_the_room(workshop: Workshop) -> None:
    code = (workshop.join_code or "").lower()
    response = Client().post(reverse("join"), {"code": f"{code[:3]} {code[3:]}"})
    assert response.headers["Location"] == reverse("join-link", args=[workshop.join_token])


def test_wrong_codes_are_counted_and_right_ones_are_not(workshop: Workshop) -> None:
    cache.clear()
    client = Client()
    for _ in range(25):
        assert client.post(reverse("join"), {"code": workshop.join_code}).status_code == 302
    for _ in range(20):
        assert "lets nobody in" in flat(client.post(reverse("join"), {"code": "222222"}))
    assert "Too many wrong codes" in flat(client.post(reverse("join"), {"code": workshop.join_code}))
    cache.clear()


def test_a_practice_raises_its_hand_and_moves_it(at_hands: Workshop, phone: JoinedPhone) -> None:
    client = phone(at_hands, ONE)
    assert sent(client, at_hands, 2).status_code == 302
    assert "Your hand is up at 2" in flat(client.get(f"/join/{at_hands.join_token}/"))
    assert 'value="2" checked' in flat(client.get(f"/join/{at_hands.join_token}/?change=1"))
    sent(client, at_hands, 4)
    assert raised() == {ONE: 4}


def test_nothing_is_chosen_before_a_person_chooses(at_hands: Workshop, phone: JoinedPhone) -> None:
    client = phone(at_hands, ONE)
    assert " checked" not in flat(client.get(f"/join/{at_hands.join_token}/"))
    response = client.post(reverse("join-hand", args=[at_hands.join_token]), HAND)
    assert response.status_code == 422
    assert "Choose where the locality is today" in flat(response)


def test_a_practice_has_one_hand_whatever_phones_it_has(at_hands: Workshop, phone: JoinedPhone) -> None:
    first, second = phone(at_hands, ONE), phone(at_hands, ONE)
    sent(first, at_hands, 2)
    response = sent(second, at_hands, 5)
    assert response.status_code == 409
    assert "on another phone" in flat(response)
    assert raised() == {ONE: 2}
    assert " at 2" not in flat(second.get(f"/join/{at_hands.join_token}/"))


@pytest.mark.parametrize("more", [{"domain": "governance"}, {"hands_round": 2}, {"domain": "no-such"}])
def test_a_hand_for_what_is_not_on_the_screen_is_refused(
    at_hands: Workshop, phone: JoinedPhone, more: dict[str, object]
) -> None:
    response = sent(phone(at_hands, ONE), at_hands, 2, **more)
    assert response.status_code == 409
    assert "The room has moved on to Leadership" in flat(response)
    assert raised() == {}


@pytest.mark.parametrize("moment", ["talk", "look", "agree"])
def test_hands_are_closed_but_when_they_are_asked_for(
    at_hands: Workshop, phone: JoinedPhone, lead: User, moment: str
) -> None:
    client = phone(at_hands, ONE)
    screen.show(at_hands, "leadership", moment, by=lead)
    response = sent(client, at_hands, 2)
    assert response.status_code == 409
    assert "Hands are closed" in flat(response)
    assert raised() == {}


def test_after_the_reveal_a_hand_stays(at_hands: Workshop, phone: JoinedPhone, lead: User) -> None:
    client = phone(at_hands, ONE)
    sent(client, at_hands, 2)
    screen.show(at_hands, "leadership", "look", by=lead)
    screen.show(at_hands, "leadership", "hands", by=lead)
    assert sent(client, at_hands, 5).status_code == 409
    assert raised() == {ONE: 2}


@pytest.mark.parametrize("position", [0, 6, "x", ""])
def test_a_position_off_the_scale_is_refused(at_hands: Workshop, phone: JoinedPhone, position: object) -> None:
    assert sent(phone(at_hands, ONE), at_hands, position).status_code == 422  # type: ignore[arg-type]
    with pytest.raises(Refused):
        raise_hand(join_as(at_hands, OTHER), 6, **HAND)  # type: ignore[arg-type]
    assert raised() == {}


def test_a_phone_that_moves_to_another_practice_takes_no_hand_along(at_hands: Workshop, phone: JoinedPhone) -> None:
    client = phone(at_hands, ONE)
    sent(client, at_hands, 2)
    client.post(f"/join/{at_hands.join_token}/", {"practice": OTHER})
    sent(client, at_hands, 3)
    assert raised() == {OTHER: 3}
    assert Phone.objects.count() == 1


def test_a_practice_of_another_locality_cannot_join(workshop: Workshop) -> None:
    response = Client().post(f"/join/{workshop.join_token}/", {"practice": "F81005"})
    assert response.status_code == 422
    with pytest.raises(Refused):
        join(workshop, "F81005")


def test_a_phone_of_one_workshop_is_nobody_in_another(at_hands: Workshop, phone: JoinedPhone, outsider: User) -> None:
    client = phone(at_hands, ONE)
    client.cookies["workshop-phone"] = "made-up"
    assert sent(client, at_hands, 2).status_code == 302
    assert raised() == {}
    assert "Which practice are you from?" in flat(client.get(f"/join/{at_hands.join_token}/"))


def every_way_in(client: Client, token: str) -> list[int]:
    link = reverse("join-link", args=[token])
    answers = [client.get(link), client.post(link, {"practice": OTHER}), client.get(f"{link}now/")]
    answers.append(client.post(f"{link}hand/", {"hand": 5, **HAND}))
    return [answer.status_code for answer in answers]


def test_after_closing_nobody_gets_in(at_hands: Workshop, phone: JoinedPhone, lead: User) -> None:
    client, token, code = phone(at_hands, ONE), at_hands.join_token or "", at_hands.join_code
    close_workshop(at_hands, by=lead)
    assert every_way_in(client, token) == [404] * 4
    assert Client().post(reverse("join"), {"code": code}).status_code == 422
    assert raised() == {}


def test_a_code_that_is_taken_back_lets_nobody_in(at_hands: Workshop, phone: JoinedPhone, lead: User) -> None:
    client, token = phone(at_hands, ONE), at_hands.join_token or ""
    screen.stop_joining(at_hands, by=lead)
    assert every_way_in(client, token) == [404] * 4


def test_a_new_code_asks_every_phone_to_join_again(at_hands: Workshop, phone: JoinedPhone, lead: User) -> None:
    client, token = phone(at_hands, ONE), at_hands.join_token or ""
    sent(client, at_hands, 2)
    screen.renew_joining(at_hands, by=lead)
    assert every_way_in(client, token) == [404] * 4
    at_hands.refresh_from_db()
    assert "Which practice" in flat(client.get(f"/join/{at_hands.join_token}/"))
    again = phone(at_hands, ONE)
    assert " checked" not in flat(again.get(f"/join/{at_hands.join_token}/"))  # nor does it learn where the hand was
    assert sent(again, at_hands, 3).status_code == 302
    assert raised() == {ONE: 3}


def test_a_code_expires(at_hands: Workshop, phone: JoinedPhone) -> None:
    client, token = phone(at_hands, ONE), at_hands.join_token or ""
    one = join_as(at_hands, ONE)
    Workshop.objects.update(joins_until=timezone.now() - timedelta(seconds=1))
    assert every_way_in(client, token) == [404] * 4
    with pytest.raises(Refused, match="any more"):
        raise_hand(one, 2, **HAND)  # type: ignore[arg-type]


def test_a_practice_that_is_let_go_can_join_anew(at_hands: Workshop, phone: JoinedPhone, lead: User) -> None:
    client = phone(at_hands, ONE)
    sent(client, at_hands, 2)
    screen.let_go(at_hands, ONE, by=lead)
    assert raised() == {}
    assert sent(client, at_hands, 2).status_code == 302  # asked for its practice again
    assert raised() == {}
    sent(phone(at_hands, ONE), at_hands, 4)
    assert raised() == {ONE: 4}


def test_too_many_phones_are_refused(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phones, "MOST_PHONES", 1)
    join(workshop, ONE)
    with pytest.raises(Refused, match="Too many phones"):
        join(workshop, ONE)


def test_a_phone_asks_and_is_told_nothing_new(at_hands: Workshop, phone: JoinedPhone, lead: User) -> None:
    client = phone(at_hands, ONE)
    address = reverse("join-now", args=[at_hands.join_token])
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    sent(phone(at_hands, OTHER), at_hands, 5)  # somebody else's hand is nothing new
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    screen.show(at_hands, "leadership", "look", by=lead)
    assert "Hands are closed" in flat(client.get(address, headers={"If-None-Match": etag}))
