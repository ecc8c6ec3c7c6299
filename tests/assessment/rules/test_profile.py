"""A domain and an area of the profile, as page, plan and PDF read them."""

import pytest

from assessment.rules.profile import DomainProfile, area_profile
from assessment.rules.scale import Scale
from tests.assessment.scales import FIVE, FOUR, STRATEGY, THREE


def domain(today: int | None, **more: int | None) -> DomainProfile:
    return DomainProfile(code="a", title="A domain", high_impact=False, priority=False, today=today, **more)


def test_positions_come_in_the_order_of_a_strip():
    assert domain(1, target=2, last=3, needed=4).positions == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("today", "last", "words"),
    [(None, 2, "Not answered"), (2, None, ""), (2, 2, "Same"), (4, 2, "Up 2"), (1, 2, "Down 1")],
)
def test_change_since_last_time_in_words(today, last, words):
    assert domain(today, last=last).change_in_words == words


@pytest.mark.parametrize(
    ("positions", "mean", "band"),
    [
        ([None], None, ""),
        ([1, 2], 13, "Less advanced"),  # 12.5: half is rounded up
        ([2, 3], 38, "Developing"),  # 37.5
        ([5, 4, None], 88, "More advanced"),  # 87.5
    ],
)
def test_an_areas_mean_is_rounded_half_up(positions, mean, band):
    area = area_profile("area", "An area", map(domain, positions), STRATEGY)
    assert (area.mean, area.band) == (mean, band)
    assert area.answered == sum(position is not None for position in positions)
    assert [row.today for row in area.domains] == positions


@pytest.mark.parametrize(("scale", "mean", "band"), [(THREE, 50, "Growing"), (FOUR, 33, "Step 1"), (FIVE, 25, "Some")])
def test_the_mean_is_on_the_scale_of_the_guide(scale: Scale, mean: int, band: str):
    area = area_profile("area", "An area", [domain(2)], scale)
    assert (area.mean, area.band) == (mean, band)
