"""How far the panel is: for its chair and deputy, in numbers and never in scores."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from assessment.selection.models import Application, PanelMember, Wave
from localities.models import Role, User
from tests.assessment.selection.rounds import put_on_panel, set_state
from tests.cast import World, make_user
from tests.flat import flat

As = Callable[[User], Client]
LEADS = "You see this because you lead the panel"


@pytest.mark.parametrize("who", ["panel_member", "second"])
def test_chair_and_deputy_see_how_far_each_member_is(
    scored: Application, world: World, client_for: As, request: pytest.FixtureRequest, who: str
) -> None:
    role = {"kind": Role.Kind.PANEL_MEMBER, "commissioner": world.commissioner}
    third = put_on_panel(scored.wave, make_user("third@example.com", "Third member", role))
    page = flat(client_for(request.getfixturevalue(who)).get(scored.wave.get_absolute_url()))
    assert LEADS in page
    assert "Third member" in page
    assert page.count("1 of 1") == 4  # declared and sent, by two members
    assert "0 of 1" in page
    assert "Because, says" not in page
    assert LEADS not in flat(client_for(third.user).get(scored.wave.get_absolute_url()))


@pytest.mark.parametrize("state", [Wave.State.OPEN, Wave.State.MODERATION, Wave.State.PUBLISHED])
def test_only_while_the_panel_declares_and_scores(
    scored: Application, member: PanelMember, panel_member: User, client_for: As, state: str
) -> None:
    set_state(scored.wave, state)
    assert LEADS not in flat(client_for(panel_member).get(scored.wave.get_absolute_url()))
