"""A domain and an area of the profile, as page, plan and PDF read them."""

import pytest

from assessment.rules.profile import DomainProfile, area_profile


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
    area = area_profile("area", "An area", map(domain, positions))
    assert (area.mean, area.band) == (mean, band)
    assert area.answered == sum(position is not None for position in positions)
    assert [row.today for row in area.domains] == positions


@pytest.mark.parametrize(("top", "mean"), [(3, 50), (4, 33), (5, 25)])
def test_the_mean_is_on_the_scale_of_the_guide(top, mean):
    assert area_profile("area", "An area", [domain(2)], top).mean == mean
