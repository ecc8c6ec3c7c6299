"""Which guides a system uses: what may be started, what a locality goes on with, what publishing another changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from assessment.models import Diagnostic, Guide, GuideInUse
from assessment.queries.guides_in_use import default_guide, guides_in_use, guides_to_read
from assessment.queries.last_answer import last_answer
from assessment.queries.result import last_time
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from assessment.services.guide_choice import choose_guides
from assessment.services.guide_loading import load_guide
from localities.kit.refused import Refused
from localities.models import System, User
from tests.cast import TODAY, World
from tests.conftest import NEWEST_GUIDE_FILE, SMALL_GUIDE_FILE, use
from tests.flat import flat

LATER = date(2019, 9, 12)
BOTH = ["community-garden-guide", "locality-development-guide"]


@pytest.fixture
def garden(guide: Guide) -> Guide:
    return load_guide(SMALL_GUIDE_FILE)[0]


def choose(system: System, by: User, *codes: str, default: str = "") -> None:
    choose_guides(system, codes, default=default or codes[0], by=by)


def test_publishing_another_guide_takes_nothing_away(garden: Guide, guide: Guide, world: World, lead: User):
    assert guides_in_use(world.system) == [guide]
    assert start_diagnostic(world.canvey, by=lead, title="First", started_on=TODAY).guide == guide


def test_a_guide_is_in_use_in_its_newest_version(guide: Guide, world: World):
    newer = load_guide(NEWEST_GUIDE_FILE)[0]
    assert guides_in_use(world.system) == [newer]
    assert guides_in_use(world.system) != [guide]


def test_the_system_s_team_chooses_and_the_default_comes_first(garden: Guide, world: World, system_team: User):
    choose(world.system, system_team, *BOTH)
    assert [one.code for one in guides_in_use(world.system)] == BOTH
    choose(world.system, system_team, *BOTH, default=BOTH[1])
    assert [one.code for one in guides_in_use(world.system)] == BOTH[::-1]
    assert GuideInUse.objects.filter(is_default=True).count() == 1


@pytest.mark.parametrize(
    ("codes", "default", "why"),
    [
        ([], "community-garden-guide", "Choose at least one guide."),
        (["no-such-guide"], "no-such-guide", "No guide called no-such-guide is published"),
        (["community-garden-guide"], "locality-development-guide", "Choose the default from the guides in use"),
    ],
)
def test_what_cannot_be_chosen_is_refused(codes, default, why, garden: Guide, world: World, system_team: User):
    with pytest.raises(Refused, match=why):
        choose_guides(world.system, codes, default=default, by=system_team)
    assert not GuideInUse.objects.exists()


def test_one_system_s_choice_is_no_other_s(garden: Guide, guide: Guide, world: World, administrator: User):
    other = System.objects.create(name="Elsewhere STP", slug="elsewhere")
    choose(other, administrator, garden.code)
    assert (default_guide(world.system), default_guide(other)) == (guide, garden)


def test_what_is_not_in_use_cannot_be_started(garden: Guide, world: World, lead: User):
    with pytest.raises(Refused, match="Community garden guide, version 2024 spring is not in use here"):
        start_diagnostic(world.canvey, by=lead, title="First", started_on=TODAY, guide=garden)
    assert not Diagnostic.objects.exists()


# The next diagnostic ------------------------------------------------------------------------------------------------


def test_a_locality_goes_on_with_its_guide_in_the_newest_version(
    agreed_diagnostic: Diagnostic, garden: Guide, world: World, lead: User, system_team: User
):
    choose(world.system, system_team, *BOTH)
    newer = load_guide(NEWEST_GUIDE_FILE)[0]
    following = start_diagnostic(world.canvey, by=lead, title="Second", started_on=LATER)
    assert following.guide == newer
    on, positions = last_time(following)
    assert on == agreed_diagnostic.started_on
    assert positions["leadership"] == 2


def test_where_its_guide_is_no_longer_in_use_the_default_follows(
    agreed_diagnostic: Diagnostic, garden: Guide, world: World, lead: User
):
    use(garden, world.system)
    following = start_diagnostic(world.canvey, by=lead, title="Second", started_on=LATER)
    assert following.guide == garden
    assert last_time(following) == (None, {})


def test_last_time_is_the_last_by_the_same_guide(
    agreed_diagnostic: Diagnostic, guide: Guide, garden: Guide, world: World, lead: User, system_team: User
):
    choose(world.system, system_team, *BOTH)
    between = start_diagnostic(world.canvey, by=lead, title="Second", started_on=LATER, guide=garden)
    agree_diagnostic(between, by=lead)
    third = start_diagnostic(world.canvey, by=lead, title="Third", started_on=date(2020, 9, 12), guide=guide)
    assert last_time(third)[0] == agreed_diagnostic.started_on


# Pages --------------------------------------------------------------------------------------------------------------


def test_the_start_page_asks_for_the_guide_where_there_are_several(
    garden: Guide, world: World, lead: User, system_team: User, client_for: Callable[[User], Client]
):
    client, address = client_for(lead), reverse("diagnostic-start", args=[world.canvey.slug])
    alone = flat(client.get(address))
    assert "It follows the" in alone
    assert "Which guide does it follow?" not in alone
    choose(world.system, system_team, *BOTH)
    page = client.get(address)
    assert page.context["form"]["guide"].value() == BOTH[0]
    started = {"title": "First", "started_on_day": "12", "started_on_month": "9", "started_on_year": "2018"}
    without = client.post(address, {**started, "guide": ""})
    assert without.status_code == 422
    assert "Choose the guide that it follows" in flat(without)
    assert client.post(address, {**started, "guide": BOTH[1]}).status_code == 302
    assert Diagnostic.objects.get().guide.code == BOTH[1]


def test_a_diagnostic_names_its_guide(diagnostic: Diagnostic, lead: User, client_for: Callable[[User], Client]):
    client, named = client_for(lead), "Locality development guide, version 1.0"
    for name in ("diagnostic", "result", "check-answers"):
        assert named in flat(client.get(reverse(name, args=[diagnostic.pk])))
    version = client.get(reverse("guide-version", args=[diagnostic.guide_id]))
    assert "Version 1.0." in flat(version)


def test_guides_in_use_are_chosen_on_a_page(
    garden: Guide, world: World, system_team: User, client_for: Callable[[User], Client]
):
    client, address = client_for(system_team), reverse("system-guides", args=[world.system.slug])
    assert address in flat(client.get(reverse("system", args=[world.system.slug])))
    page = client.get(address)
    assert page.context["form"]["guides"].value() == ["locality-development-guide"]
    wrong = client.post(address, {"guides": [garden.code], "default": "locality-development-guide"})
    assert wrong.status_code == 422
    assert "Choose the default from the guides in use." in flat(wrong)
    assert client.post(address, {"guides": BOTH, "default": garden.code}).status_code == 302
    assert [one.code for one in guides_in_use(world.system)] == BOTH


def test_people_read_the_guides_of_where_they_work(
    garden: Guide, world: World, cast: dict[str, User], client_for: Callable[[User], Client]
):
    choose(world.system, cast["system_team"], *BOTH)
    for who in ("lead", "officer", "system_team", "administrator"):
        assert [one.code for one in guides_to_read(cast[who])] == BOTH
        page = flat(client_for(cast[who]).get(reverse("guide")))
        assert '<h1 class="nhsuk-heading-l">Community garden guide</h1>' in page
        assert "Also in use: <a" in page
    assert [one.code for one in guides_to_read(cast["panel_member"])] == ["locality-development-guide"]


def test_the_last_answers_stand_beside_the_next(
    agreed_diagnostic: Diagnostic, garden: Guide, world: World, lead: User, client_for: Callable[[User], Client]
):
    client, then = client_for(lead), agreed_diagnostic.answers.get(domain__code="leadership")
    load_guide(NEWEST_GUIDE_FILE)
    following = start_diagnostic(world.canvey, by=lead, title="Second", started_on=LATER)
    page = flat(client.get(reverse("domain", args=[following.pk, "leadership"])))
    assert "Last time, September 2018: 2, aiming for 3" in page
    assert then.agreement in page
    first = flat(client.get(reverse("domain", args=[agreed_diagnostic.pk, "leadership"])))
    assert "Last time" not in first


def test_what_another_guide_asked_last_time_is_not_beside(
    agreed_diagnostic: Diagnostic, garden: Guide, world: World, lead: User
):
    following = start_diagnostic(
        world.canvey, by=lead, title="Second", started_on=LATER, guide=use(garden, world.system)
    )
    assert not any(last_answer(following, domain) for domain in following.whole_guide.ordered_domains)
