"""Reading writes nothing: every address, opened by everybody, leaves the database as it was.

Each person meets a plan, a diagnostic and a wave at another step, so that together they meet all.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence

import pytest
from django.db.models import Model
from django.test import Client

from assessment.models import CapacityAssumption, CapacityBaseline, Diagnostic, IndicatorValue
from assessment.selection.models import Application, Wave
from devplans.models import Plan, PlanCapacity, PlanEstate, SectionChoice
from localities.models import Locality, User
from tests.addresses import addresses
from tests.permission_row import ROLES
from tests.trust.content import changed, content, writes
from tests.trust.whole_world import STEPS, Whole

pytestmark = pytest.mark.postgres

ClientFor = Callable[[User], Client]
LOOKED_UP = {200, 302, 403, 404, 405, 409}


@pytest.fixture(autouse=True)
def _no_log() -> Iterator[None]:
    """Each refusal would be logged at length."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


def met_by(number: int, whole: Whole) -> dict[type[Model], Sequence[Model]]:
    """The objects that the person of this number meets."""
    wave = list(whole.waves.values())[number % len(whole.waves)]
    plan = list(whole.plans.values())[number % len(whole.plans)]
    step = STEPS[number % len(STEPS)]
    localities = [whole.localities[step]]
    return {
        Plan: [plan],
        Diagnostic: list(Diagnostic.objects.filter(locality__in=localities)),
        Locality: localities,
        Wave: [wave],
        Application: list(Application.objects.filter(wave=wave)[:1]),
    }


def open_all(client: Client, only: dict[type[Model], Sequence[Model]], who: str) -> dict[str, int]:
    """Open every address about these objects, and return by address what it answered."""
    found = {}
    for address in addresses(only=only, each=1):
        with writes() as written:
            found[address.path] = client.get(address.path).status_code
        assert not written, f"{who} opens {address.path}, which writes: {written[0][:200]}"
        assert found[address.path] in LOOKED_UP, f"{who} opens {address.path}: {found[address.path]}"
    return found


def test_looking_writes_nothing(whole: Whole, client_for: ClientFor) -> None:
    clients = {role: client_for(whole.people[role]) for role in ROLES}
    before = content()
    for number, role in enumerate(ROLES):
        answers = open_all(clients[role], met_by(number, whole), role)
        assert len(answers) > 100
        assert 200 in answers.values()
    assert not changed(before, content())


def test_where_rows_are_missing_pages_answer_and_make_none(whole: Whole, client_for: ClientFor) -> None:
    """What is made with its parent may be missing all the same: from a time before there was such a row, for one."""
    for model in (CapacityAssumption, CapacityBaseline, IndicatorValue, PlanCapacity, PlanEstate, SectionChoice):
        model._default_manager.all().delete()
    client = client_for(whole.people["lead"])
    before = content()
    for step in ("open", "draft", "approved"):
        locality = whole.localities[step]
        only = {
            Locality: [locality],
            Diagnostic: list(locality.diagnostics.all()),
            Plan: list(locality.plans.all()),
            Wave: [],
            Application: [],
        }
        answers = open_all(client, only, "lead")
        assert list(answers.values()).count(200) > 20
    assert not changed(before, content())
