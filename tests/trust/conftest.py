"""The whole world, with printing that takes no time."""

from __future__ import annotations

import pytest

from assessment.models import Guide
from localities.models import User
from tests.cast import World
from tests.trust.whole_world import Whole, make_whole


@pytest.fixture
def whole(quick_print: None, guide: Guide, world: World, cast: dict[str, User]) -> Whole:
    return make_whole(guide, world, cast)
