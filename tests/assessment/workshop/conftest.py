"""A workshop of Canvey Island with its three practices, and phones in the room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

import pytest
from django.test import Client

from assessment.models import Diagnostic
from assessment.workshop.models import Phone, Workshop
from assessment.workshop.services.phones import join, secret_sum
from assessment.workshop.services.screen import show
from assessment.workshop.services.workshops import open_workshop
from localities.models import User
from tests.cast import TODAY


@pytest.fixture
def workshop(diagnostic: Diagnostic, lead: User) -> Workshop:
    """Over the whole guide, from one to three, with nothing on its screen yet."""
    return open_workshop(diagnostic, by=lead, held_on=TODAY, starts=time(13), ends=time(15), which="all")


@pytest.fixture
def at_hands(workshop: Workshop, lead: User) -> Workshop:
    """The same, with hands asked for on leadership."""
    return show(workshop, "leadership", "hands", by=lead)


def join_as(workshop: Workshop, practice: str) -> Phone:
    """A phone that joined for a practice."""
    return Phone.objects.get(secret_sha256=secret_sum(join(workshop, practice)))


JoinedPhone = Callable[[Workshop, str], Client]


@pytest.fixture
def phone() -> JoinedPhone:
    """A browser in the room that joined for a practice through the pages."""

    def joined(workshop: Workshop, practice: str) -> Client:
        client = Client()
        response = client.post(f"/join/{workshop.join_token}/", {"practice": practice})
        assert response.status_code == 302
        return client

    return joined
