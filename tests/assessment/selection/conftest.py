"""A wave of Castle Point and Rochford that is open, and Canvey Island's application for it."""

from __future__ import annotations

import pytest

from assessment.models import Guide
from assessment.selection.models import Application, PanelMember, Wave
from localities.models import Role, User
from tests.assessment.selection.rounds import make_application, make_wave, put_on_panel
from tests.cast import World, make_user


@pytest.fixture
def wave(guide: Guide, world: World) -> Wave:
    return make_wave(world.commissioner, guide)


@pytest.fixture
def application(wave: Wave, world: World, lead: User) -> Application:
    """Submitted."""
    return make_application(wave, world.canvey, by=lead)


@pytest.fixture
def draft_application(wave: Wave, world: World, lead: User) -> Application:
    return make_application(wave, world.canvey, by=lead, submitted=False)


@pytest.fixture
def member(wave: Wave, panel_member: User) -> PanelMember:
    """The cast's panel member, on the wave's panel."""
    return put_on_panel(wave, panel_member)


@pytest.fixture
def second(world: World) -> User:
    """Another person with the role of a panel member."""
    role = {"kind": Role.Kind.PANEL_MEMBER, "commissioner": world.commissioner}
    return make_user("second@example.com", "Second panel member", role)
