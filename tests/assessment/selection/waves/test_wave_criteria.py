"""The criteria of a wave are those of a guide in use: one without any judges nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from assessment.models import Diagnostic, Guide
from assessment.selection.models import Wave
from assessment.selection.models.wave_transitions import OPEN
from assessment.selection.queries.evidence import collect
from assessment.selection.queries.suggestions import offer
from assessment.selection.services.waves import make_transition, plan_wave
from assessment.services.guide_choice import choose_guides
from assessment.services.guide_loading import load_guide
from localities.kit.refused import Refused
from localities.models import User
from tests.assessment.selection.waves.test_waves import values
from tests.cast import World
from tests.conftest import SMALL_GUIDE_FILE
from tests.flat import flat

TALK = Path(settings.BASE_DIR) / "assessment/guides/examples/talk-guide-no-indicators.yaml"


def test_a_wave_is_planned_by_a_guide_in_use_that_has_criteria(
    guide: Guide, world: World, officer: User, system_team: User
) -> None:
    talk = load_guide(TALK)[0]
    choose_guides(world.system, [talk.code, guide.code], default=talk.code, by=system_team)
    assert plan_wave(world.commissioner, values(), by=officer).guide == guide
    choose_guides(world.system, [talk.code], default=talk.code, by=system_team)
    with pytest.raises(Refused, match="no guide yet with criteria"):
        plan_wave(world.commissioner, values(), by=officer)


def test_the_page_says_so(world: World, officer: User, system_team: User, client_for) -> None:
    choose_guides(world.system, [load_guide(TALK)[0].code], default="talk-guide", by=system_team)
    page = client_for(officer).get(reverse("wave-add", args=[world.commissioner.ods_code]))
    assert page.status_code == 409
    assert "no guide yet with criteria" in flat(page)


def test_a_wave_without_criteria_cannot_open(guide: Guide, world: World, officer: User) -> None:
    wave = plan_wave(world.commissioner, values(), by=officer)
    Wave.objects.filter(pk=wave.pk).update(guide=load_guide(TALK)[0])
    with pytest.raises(Refused, match="The Talk guide has no criteria to judge by"):
        make_transition(Wave.objects.get(), OPEN, by=officer)
    assert Wave.objects.get().state == Wave.State.PLANNED


def test_gaps_by_another_guide_are_no_advice(guide: Guide, agreed_diagnostic: Diagnostic, world: World) -> None:
    garden = Guide.objects.whole(load_guide(SMALL_GUIDE_FILE)[0].pk)
    known = collect(world.canvey, guide, today=timezone.localdate()).diagnostic
    assert known is not None
    assert known.guide == guide.code
    assert offer(Guide.objects.whole(guide.pk), known, {}, ())
    assert not offer(garden, known, {}, ())
