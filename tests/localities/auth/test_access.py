"""Which locality's menu goes with a page about an object: the object says it, and the person has to be allowed in."""

from __future__ import annotations

import pytest
from django.db.models import Model
from django.test import RequestFactory

from assessment.models import Diagnostic
from localities.kit.access import locality_shown
from localities.models import Locality, User
from tests.cast import World


def shown(person: User, found: Model) -> Model | None:
    request = RequestFactory().get("/")
    request.user = person
    return locality_shown(request, found)


def test_an_object_says_which_locality_it_belongs_to(world: World, lead: User, diagnostic: Diagnostic) -> None:
    assert shown(lead, world.canvey) == world.canvey
    assert shown(lead, world.canvey.practices.all()[0]) == world.canvey
    assert shown(lead, diagnostic) == world.canvey


def test_what_is_above_localities_has_no_menu(world: World, lead: User) -> None:
    assert shown(lead, world.system) is None


@pytest.mark.usefixtures("world")
def test_the_menu_is_for_those_who_may_open_what_is_in_it(lead: User) -> None:
    assert shown(lead, Locality.objects.get(name="Rayleigh")) is None
