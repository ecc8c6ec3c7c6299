"""Localities that several guides ask are compared by one of them: the others are said to be asked by another guide."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from assessment.models import Diagnostic, Guide
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from assessment.services.guide_choice import choose_guides
from assessment.services.guide_loading import load_guide
from devplans.services.plans import create_plan
from localities.models import User
from tests.cast import TODAY, World
from tests.conftest import NEWEST_GUIDE_FILE, SMALL_GUIDE_FILE
from tests.flat import flat

CCG, SYSTEM = "/commissioners/99F/", "/systems/mid-and-south-essex/"
MINE, GARDEN = "locality-development-guide", "community-garden-guide"
ClientFor = Callable[[User], Client]


@pytest.fixture
def gardener(agreed_diagnostic: Diagnostic, world: World, cast: dict[str, User]) -> Diagnostic:
    """Rayleigh, agreed by the small guide at 1 everywhere, beside Canvey Island by the strategy's at 2."""
    garden: Guide = load_guide(SMALL_GUIDE_FILE)[0]
    choose_guides(world.system, [MINE, GARDEN], default=MINE, by=cast["system_team"])
    officer = cast["officer"]
    diagnostic = start_diagnostic(world.rayleigh, by=officer, title="In spring", started_on=TODAY, guide=garden)
    diagnostic.answers.update(position=1)
    agree_diagnostic(diagnostic, by=cast["approver"])
    return diagnostic


def test_the_heat_map_is_of_the_default_guide_and_says_who_is_asked_by_another(
    gardener: Diagnostic, officer: User, client_for: ClientFor
):
    page = client_for(officer).get(CCG)
    content, heat = flat(page), page.context["page"].heat
    assert {row.domain.guide.code for row in heat.rows} == {MINE}
    assert heat.answering == 1
    assert all(row.answered == 1 for row in heat.rows)
    assert not heat.weak
    assert [score and score.answered for score in heat.areas[0].scores] == [11, None]
    words = '<span class="nhsuk-u-visually-hidden"> asked by another guide</span>'
    assert content.count(f'<td><span class="app-pos app-pos--none">○{words}</span></td>') == 24
    assert "Asked by another guide</li>" in content
    assert 'app-pos--none">–<span class="nhsuk-u-visually-hidden"> not answered' not in content


def test_another_guide_is_chosen_in_the_address(gardener: Diagnostic, officer: User, client_for: ClientFor):
    page = client_for(officer).get(f"{CCG}?guide={GARDEN}")
    heat, content = page.context["page"].heat, flat(page)
    assert [row.domain.code for row in heat.rows] == ["compost", "watering", "sharing-out"]
    assert "</span> Bare earth</li>" in content
    assert f'<option value="{GARDEN}" selected>' in content
    assert page.context["page"].is_filtered is False
    rows = {row.summary.locality.name: row for row in page.context["page"].rows}
    assert rows["Canvey Island"].is_elsewhere
    assert rows["Canvey Island"].level_now == ""
    assert rows["Rayleigh"].level_now == "Working towards Level 1"


def test_a_level_of_another_guide_stands_in_no_column(
    gardener: Diagnostic, agreed_diagnostic: Diagnostic, cast: dict[str, User], client_for: ClientFor
):
    create_plan(agreed_diagnostic, target_level=2, starts_on=TODAY, ends_on=TODAY.replace(year=2020), by=cast["lead"])
    client = client_for(cast["officer"])
    assert '<span>Level 2<span class="app-meta">In a draft</span></span>' in flat(client.get(CCG))
    other = flat(client.get(f"{CCG}?guide={GARDEN}"))
    assert "Level 2<span" not in other
    assert other.count("Asked by another guide<span") == 1


def test_a_filter_by_position_asks_only_of_that_guide(gardener: Diagnostic, officer: User, client_for: ClientFor):
    client = client_for(officer)
    low = client.get(f"{CCG}?at=low").context["page"]
    assert [one.locality.name for one in low.shown] == ["Canvey Island"]
    low = client.get(f"{CCG}?at=low&guide={GARDEN}").context["page"]
    assert [one.locality.name for one in low.shown] == ["Rayleigh"]


def test_the_file_names_each_guide_and_never_says_not_answered_of_another(
    gardener: Diagnostic, officer: User, client_for: ClientFor
):
    lines = client_for(officer).get("/commissioners/99F.csv").content.decode("utf-8-sig").splitlines()
    canvey, rayleigh = lines[1].split(","), lines[2].split(",")
    assert "Locality development guide" in lines[1]
    assert "Community garden guide" in lines[2]
    assert lines[2].count("asked by another guide") == 24 + 4 + 1  # domains, areas, level
    assert "not answered" not in lines[2]
    assert "asked by another guide" not in lines[1]
    assert len(canvey) == len(rayleigh)


def test_versions_of_one_guide_stand_beside_each_other(
    agreed_diagnostic: Diagnostic, world: World, officer: User, client_for: ClientFor
):
    newer = load_guide(NEWEST_GUIDE_FILE)[0]
    start_diagnostic(world.rayleigh, by=officer, title="Newer", started_on=TODAY).answers.update(position=2)
    page = client_for(officer).get(CCG).context["page"]
    assert page.compared.guide == newer
    assert not page.compared.others
    assert all(row.answered == 2 for row in page.heat.rows)


def test_the_system_counts_levels_of_one_guide(gardener: Diagnostic, system_team: User, client_for: ClientFor):
    client = client_for(system_team)
    page = client.get(SYSTEM)
    assert page.context["page"].commissioners[0].levels == [("Level 1", 1), ("By another guide", 1)]
    assert page.context["page"].years[-1].levels[-1] == ("By another guide", 1)
    assert f'<a href="?guide={GARDEN}">Community garden guide</a>' in flat(page)
    other = client.get(f"{SYSTEM}?guide={GARDEN}").context["page"]
    assert other.commissioners[0].levels == [("Towards Level 1", 1), ("By another guide", 1)]


def test_what_a_guide_is_called_that_nobody_uses_changes_nothing(
    gardener: Diagnostic, officer: User, client_for: ClientFor
):
    page = client_for(officer).get(f"{CCG}?guide=no-such-guide").context["page"]
    assert page.compared.guide.code == MINE
