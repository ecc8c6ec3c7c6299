"""A room at once, with real requests in threads, on whichever database the run uses: no hand is lost or doubled."""

from __future__ import annotations

from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from assessment.workshop.models import Attendance, Hand, Workshop
from assessment.workshop.services.screen import show
from localities.models import User
from tests.assessment.test_concurrency import at_once
from tests.assessment.workshop.conftest import JoinedPhone
from tests.cast import make_practice

pytestmark = pytest.mark.django_db(transaction=True)
HAND = {"domain": "leadership", "hands_round": 1}


def raise_at(workshop: Workshop, client: Client, position: int) -> int:
    address = reverse("join-hand", args=[workshop.join_token])
    return client.post(address, {"hand": position, **HAND}).status_code


def test_twelve_practices_raise_their_hands_at_once(at_hands: Workshop, phone: JoinedPhone) -> None:
    for number in range(9):
        practice = make_practice(at_hands.locality, f"F8200{number}")
        Attendance.objects.create(workshop=at_hands, practice=practice)
    codes = list(at_hands.attendance.values_list("practice__ods_code", flat=True))
    jobs = [partial(raise_at, at_hands, phone(at_hands, code), 1 + n % 5) for n, code in enumerate(codes)]
    assert at_once(*jobs) == [302] * 12
    found = dict(Hand.objects.values_list("practice__ods_code", "position"))
    assert found == {code: 1 + n % 5 for n, code in enumerate(codes)}


def test_two_phones_of_a_practice_at_once_raise_one_hand(at_hands: Workshop, phone: JoinedPhone) -> None:
    phones = [phone(at_hands, "F81001") for _ in range(4)]
    answers = at_once(*[partial(raise_at, at_hands, one, n + 1) for n, one in enumerate(phones)])
    assert sorted(answers) == [302, 409, 409, 409]
    assert Hand.objects.get().position == answers.index(302) + 1


def test_no_hand_slips_in_behind_the_reveal(at_hands: Workshop, phone: JoinedPhone, lead: User) -> None:
    phones = [phone(at_hands, code) for code in ("F81001", "F81002", "F81003")]

    def reveal() -> int:
        show(at_hands, "leadership", "look", by=lead)
        return Hand.objects.count()

    *answers, seen = at_once(*[partial(raise_at, at_hands, one, 3) for one in phones], reveal)
    assert Hand.objects.count() == seen == answers.count(302)
    assert set(answers) <= {302, 409}
