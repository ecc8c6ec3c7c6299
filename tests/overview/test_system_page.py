"""A system's CCGs together: levels now and over the years, the reference points, totals."""

import re
from datetime import date, timedelta

import pytest
from django.utils.timezone import now

from assessment.models import Diagnostic
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from assessment.services.guide_loading import load_guide
from devplans.overview.pages.reference_points import reference_points
from devplans.overview.pages.system import year_of
from localities.models import System
from tests.cast import TODAY
from tests.conftest import SMALL_GUIDE_FILE, use
from tests.flat import flat
from tests.guide_files import as_file, data_of
from tests.overview.conftest import make_baseline, make_localities, put_in_force

pytestmark = pytest.mark.postgres

ADDRESS = "/systems/mid-and-south-essex/"


@pytest.fixture
def page(client_for, system_team):
    def page():
        response = client_for(system_team).get(ADDRESS)
        assert response.status_code == 200
        return response.context["page"]

    return page


def test_ccgs_in_order_of_name_with_levels_plans_and_totals(page, world, plan):
    make_baseline(plan.diagnostic)
    for locality in make_localities(world.neighbour, 2):
        put_in_force(locality.plans.get())
    ours, theirs = page().commissioners
    assert [row.commissioner.name for row in (ours, theirs)] == [
        "NHS Castle Point and Rochford CCG",
        "NHS Thurrock CCG",
    ]
    assert ours.levels == [("None agreed", 1), ("Level 1", 1)]
    assert theirs.levels == [("None agreed", 1), ("Towards Level 1", 2)]
    assert ours.totals.stages == [("Not started", 1), ("Draft", 1)]
    together = page().totals
    assert together.localities == 5
    assert together.gap.appointments == 3 * ours.totals.gap.appointments
    assert (together.extra_fte, together.overdue) == (3, 2)  # Canvey Island's plan is a draft
    assert len(together.with_capacity) == 3


def test_a_provisional_level_is_not_counted(page, answered_diagnostic):
    assert page().commissioners[0].levels == [("None agreed", 2)]


def test_levels_by_financial_year_count_the_last_agreed_of_each_locality(page, agreed_diagnostic):
    years_ago = now() - timedelta(days=800)
    Diagnostic.objects.filter(pk=agreed_diagnostic.pk).update(agreed_at=years_ago)
    rows = page().years
    assert rows[0].label.startswith(str(year_of(years_ago.date())))
    assert rows[-1].label.endswith("so far")
    assert len(rows) == year_of(now().date()) - year_of(years_ago.date()) + 1
    for row in rows:
        assert dict(row.levels) == {
            "None agreed": 2,
            "Towards Level 1": 0,
            "Level 1": 1,
            "Level 2": 0,
            "Level 3": 0,
            "Level 4": 0,
        }


def test_a_year_of_the_nhs_begins_in_april():
    assert [year_of(date(2019, 3, 31)), year_of(date(2019, 4, 1))] == [2018, 2019]


def test_no_agreed_diagnostic_no_years(page, diagnostic):
    assert page().years == []


def _text(client) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", flat(client.get(ADDRESS))).split())


def test_reference_points_name_their_paper_and_what_is_uncertain(client_for, system_team, world):
    text = _text(client_for(system_team))
    for words in (
        "What was planned in October 2016: localities of 26 at each level",
        "Some years are uncertain.",
        "Source: update to the Mid and South Essex sustainability and transformation plan, October 2016.",
        "Uncertain: Levels 2 and 3 may be the other way round",
    ):
        assert words in text
    points = reference_points().points
    assert [sum(share for _, _, share in point.levels) for point in points] == [100] * 6
    assert [sum(localities for _, localities, _ in point.levels) for point in points] == [26] * 6
    assert [localities for _, localities, _ in points[3].levels] == [0, 1, 19, 6]
    assert [bool(point.note) for point in points] == [False, True, True, True, True, False]
    assert reference_points().timeline_of("NHS Thurrock CCG").levels[-1] == ("2020/21", "4")


def test_our_workings_stand_on_no_page(client_for, system_team, world):
    text = _text(client_for(system_team))
    for words in ("72%", "How sure", "reading", "strategy of 2018", "lost its layout", "elimination"):
        assert words not in text


@pytest.mark.parametrize("number", [2, 5])
def test_every_level_of_the_guide_has_its_column(client_for, system_team, world, lead, tmp_path, number):
    use(guide_of_levels(number, tmp_path), world.system)
    diagnostic = start_diagnostic(world.canvey, by=lead, title="Trial", started_on=TODAY)
    diagnostic.answers.update(position=5, target=5)
    diagnostic.feature_answers.update(state="in_place")
    agree_diagnostic(diagnostic, by=lead)
    page = client_for(system_team).get(ADDRESS).context["page"]
    assert page.level_labels == ["None agreed", "Towards Level 1", *(f"Level {one}" for one in range(1, number + 1))]
    assert page.commissioners[0].levels == [("None agreed", 1), (f"Level {number}", 1)]
    assert page.years[-1].levels[-1] == (f"Level {number}", 1)


def guide_of_levels(number: int, folder):
    """The small guide with as many levels, each asking for the meeting of its own."""
    text = data_of(SMALL_GUIDE_FILE)
    text["guide"]["version"] = f"{number} levels"
    text["levels"] = text["levels"][:2] + [
        {
            "number": one,
            "title": f"Stage {one}",
            "summary": "More of it.",
            "features": [{"code": f"meeting-{one}", "text": "They meet."}],
            "domain_minimums": {"watering": 4},
        }
        for one in range(3, number + 1)
    ]
    file = folder / "guide.yaml"
    file.write_text(as_file(text))
    return load_guide(file)[0]


def test_they_belong_to_one_system_only(client_for, system_team, world):
    world.commissioner.name, world.neighbour.name = "Another CCG", "A third CCG"
    world.commissioner.save()
    world.neighbour.save()
    assert "planned in October 2016" not in flat(client_for(system_team).get(ADDRESS))


def test_another_system_never_appears(client_for, system_team, world):
    other = System.objects.create(name="Elsewhere STP", slug="elsewhere")
    world.neighbour.system = other
    world.neighbour.save()
    content = flat(client_for(system_team).get(ADDRESS))
    assert "Thurrock" not in content
    assert client_for(system_team).get("/systems/elsewhere/").status_code == 404
    assert client_for(system_team).get("/commissioners/07G/").status_code == 404


def test_an_empty_system_says_so(client_for, administrator):
    System.objects.create(name="Elsewhere STP", slug="elsewhere")
    assert "There is none yet" in flat(client_for(administrator).get("/systems/elsewhere/"))


@pytest.mark.parametrize("number", [1, 3, 30])
def test_queries_do_not_grow(client_for, system_team, world, plan, number, django_assert_num_queries):
    make_localities(world.commissioner, number)
    client = client_for(system_team)
    client.get(ADDRESS)
    with django_assert_num_queries(13):
        client.get(ADDRESS)
