"""Nobody reads where a hand is before all are shown: not in a page, a tag, a file, a history or the administration.

Every address is opened by everybody, phones of the room among them, with hands at one place and then at another: no
answer may change, but that of the phone whose own hand moved.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator

import pytest
from django.contrib import admin
from django.test import Client

from assessment.models import Diagnostic
from assessment.selection.models import Application, Wave
from assessment.workshop.models import Hand, Phone, Workshop
from assessment.workshop.services.phones import raise_hand
from assessment.workshop.services.screen import show
from devplans.models import Plan
from localities.models import Commissioner, Import, Locality, User
from tests.addresses import addresses
from tests.assessment.selection.crawl import read
from tests.assessment.workshop.conftest import JoinedPhone, join_as
from tests.permission_row import ROLES

MINUTES = re.compile(r"\d+ of \d+ minutes|\"seconds\": \d+")
OF_THE_ROOM = ("/diagnostics/", "/workshops/", "/join/")
Seen = dict[str, tuple[int, str, str]]


def opened(client: Client, paths: list[str]) -> Seen:
    """By address: the status, the tag it is asked by again, and all that can be read."""
    found = {}
    for path in paths:
        answer = client.get(path)
        tag = MINUTES.sub("", answer.headers.get("ETag", ""))
        found[path] = (answer.status_code, tag, MINUTES.sub("", read(answer)))
    return found


@pytest.fixture
def paths(at_hands: Workshop) -> list[str]:
    """Every address of the service about this locality and its workshop, and all the room's phones can open."""
    locality = at_hands.locality
    only = {
        Diagnostic: [at_hands.diagnostic],
        Locality: [locality],
        Commissioner: [locality.commissioner],
        Workshop: [at_hands],
        Plan: [],
        Wave: [],
        Application: [],
        Import: [],
    }
    link = f"/join/{at_hands.join_token}/"
    own = [each.path for each in addresses(only=only, each=1) if not each.path.endswith(".pdf")]
    return [*own, link, f"{link}now/", f"{link}?change=1", f"{link}now/?change=1", f"{link}?practice=1"]


@pytest.fixture(autouse=True)
def _no_log() -> Iterator[None]:
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


def of_the_room(paths: list[str]) -> list[str]:
    return [path for path in paths if path.startswith(OF_THE_ROOM)]


def move_hands() -> None:
    """Every hand stands elsewhere: as if the room had thought otherwise."""
    assert set(Hand.objects.values_list("position", flat=True)) == {1, 5}
    for hand in Hand.objects.all():
        hand.position = 6 - hand.position
        hand.save()


def test_no_page_of_anybody_tells_where_a_hand_is(
    at_hands: Workshop,
    paths: list[str],
    cast: dict[str, User],
    client_for: Callable[[User], Client],
    phone: JoinedPhone,
    lead: User,
) -> None:
    own = phone(at_hands, "F81001")
    for raising, position in ((Phone.objects.get(), 1), (join_as(at_hands, "F81002"), 5)):
        raise_hand(raising, position, domain="leadership", hands_round=1)
    readers = {role: client_for(cast[role]) for role in ROLES}
    readers |= {"nobody": Client(), "a second phone": phone(at_hands, "F81001"), "a third": phone(at_hands, "F81003")}
    asked = {who: paths if who in ("lead", "administrator") else of_the_room(paths) for who in readers}
    before = {who: opened(client, asked[who]) for who, client in readers.items()}
    seen_by_itself = opened(own, of_the_room(paths))
    move_hands()
    for who, client in readers.items():
        after = opened(client, asked[who])
        told = [path for path, answer in after.items() if answer != before[who][path]]
        assert not told, f"{who} sees hands move: {told}"
    moved = [path for path, answer in opened(own, of_the_room(paths)).items() if answer != seen_by_itself[path]]
    assert moved, "the phone that raised a hand sees it: else nothing was asked here"
    assert all(path.startswith("/join/") for path in moved)
    show(at_hands, "leadership", "look", by=lead)
    shown = opened(readers["lead"], of_the_room(paths))
    assert any("1 at position 1, 1 at position 5" in text for _, _, text in shown.values()), "the crawl is blind"


def test_the_administration_does_not_know_hands() -> None:
    assert not {Hand, Phone, Workshop} & set(admin.site._registry)


def test_hands_keep_no_history() -> None:
    assert not hasattr(Hand, "history")
