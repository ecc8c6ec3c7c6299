"""However many applications a wave has, its page asks the same of the database, for whoever looks at it."""

from __future__ import annotations

import pytest

from assessment.selection.models import Wave
from localities.models import User
from tests.assessment.selection.many import make_many
from tests.assessment.selection.rounds import begin_moderation, make_application, make_wave, set_state

pytestmark = pytest.mark.postgres

State = Wave.State


@pytest.mark.parametrize("applications", [3, 30])
@pytest.mark.parametrize("state", [State.CLOSED, State.SCORING, State.MODERATION, State.PUBLISHED])
def test_the_page_of_a_wave(client_for, cast, guide, world, state, applications, django_assert_num_queries):
    wave = make_wave(world.commissioner, guide, State.SCORING)
    make_many(wave, cast["lead"], applications=applications - 1, members=3)
    make_application(wave, world.canvey, by=cast["lead"])
    begin_moderation(wave)
    set_state(wave, state)
    member = User.objects.get(email="member0@example.com")
    # once published, whether the officer may read the record is asked too
    for who, expected in ((cast["officer"], 9 + 2 * (state == State.PUBLISHED)), (member, 11), (cast["lead"], 7)):
        client = client_for(who)
        client.get(wave.get_absolute_url())
        with django_assert_num_queries(expected):
            assert client.get(wave.get_absolute_url()).status_code == 200
