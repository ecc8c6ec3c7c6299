"""Canvey Island's application before a panel of two that has scored it, and the CCG's people, who have declared."""

from __future__ import annotations

import pytest

from assessment.selection.models import Application, PanelMember, Wave
from localities.models import User
from tests.assessment.selection.rounds import begin_moderation, declare, give_scores, put_on_panel, set_state
from tests.cast import World, make_user


@pytest.fixture
def fellow(wave: Wave, member: PanelMember, second: User) -> PanelMember:
    """The deputy: the cast's panel member is the chair."""
    return put_on_panel(wave, second)


@pytest.fixture
def scored(application: Application, member: PanelMember, fellow: PanelMember) -> Application:
    """The panel scores: the chair gave 3 and sent it, the deputy 1."""
    set_state(application.wave, Wave.State.SCORING)
    found = Application.objects.get(pk=application.pk)
    for one, score in ((member, 3), (fellow, 1)):
        declare(one, found)
        give_scores(one, found, score)
    return found


@pytest.fixture
def moderated(scored: Application) -> Application:
    begin_moderation(scored.wave)
    return Application.objects.get(pk=scored.pk)


@pytest.fixture
def second_officer(world: World) -> User:
    role = {"kind": "commissioner_officer", "commissioner": world.commissioner}
    return make_user("officer2@example.com", "Second officer", role)
