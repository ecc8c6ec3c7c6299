"""What a guide's scale says of its positions, and where they stand: three to five points, described or between."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.scale import Scale, either, scale_of
from tests.assessment.scales import EVERY, FIVE, FOUR, STRATEGY, THREE

scales = st.integers(3, 5).flatmap(
    lambda top: st.sets(st.integers(2, top - 1)).map(
        lambda between: Scale(tuple(f"Name {n}" for n in range(1, top + 1)), tuple(sorted(between)))
    )
)
means = st.decimals(0, 100, places=3)


@pytest.mark.parametrize(
    ("scale", "columns", "layout"),
    [
        (STRATEGY, (1, 3, 5), "thirds"),
        (THREE, (1, 2, 3), "of-3"),
        (FOUR, (1, 2, 3, 4), "of-4"),
        (FIVE, (1, 2, 3, 4, 5), "of-5"),
        (Scale(FIVE.labels, (2, 3, 4)), (1, 2, 3, 4, 5), "of-5"),
    ],
)
def test_what_is_described_has_a_column(scale: Scale, columns: tuple[int, ...], layout: str):
    assert (scale.columns, scale.layout) == (columns, layout)
    assert [name for _, name in scale.heads] == [scale.label(position) for position in columns]


@pytest.mark.parametrize("scale", EVERY)
def test_columns_of_equal_width_stand_over_their_positions(scale: Scale):
    width = 120 / len(scale.columns)
    assert [scale.place(at, 120) for at in scale.columns] == pytest.approx(
        [width * (number + 0.5) for number in range(len(scale.columns))]
    )


def test_position_n_of_the_strategys_five_stands_at_n_sixths():
    assert [STRATEGY.place(at, 6) for at in STRATEGY.positions] == pytest.approx([1, 2, 3, 4, 5])


def test_a_shorter_scale_has_the_outer_tints():
    assert [[scale.shade(at) for at in scale.positions] for scale in (THREE, FOUR, FIVE)] == [
        [1, 3, 5],
        [1, 2, 4, 5],
        [1, 2, 3, 4, 5],
    ]


def test_a_scale_in_words():
    assert (STRATEGY.between_in_words, FOUR.between_in_words) == ("2 or 4", "")
    assert [scale.span for scale in (THREE, FOUR, STRATEGY)] == ["from 1 to 3", "from 1 to 4", "from 1 to 5"]
    assert THREE.in_words == "1: Starting; 2: Growing; 3: Working"
    assert [either(group) for group in ((), (1,), (1, 2), (2, 3, 4))] == ["", "1", "1 or 2", "2, 3 or 4"]


@pytest.mark.parametrize(
    ("scale", "low", "middle", "high"),
    [(STRATEGY, (1, 2), (3,), (4, 5)), (FOUR, (1, 2), (), (3, 4)), (THREE, (1,), (2,), (3,))],
)
def test_what_is_low_and_what_is_high(scale: Scale, low, middle, high):
    assert (scale.low, scale.middle, scale.high) == (low, middle, high)


@pytest.mark.parametrize(
    ("mean", "band"),
    [
        ("0", "Less advanced"),
        ("24.99", "Less advanced"),
        ("25", "Developing"),
        ("75", "Developing"),
        ("75.01", "More advanced"),
        ("100", "More advanced"),
    ],
)
def test_bands_of_the_strategys_scale_are_under_25_to_75_and_over_75(mean: str, band: str):
    """Design, section 5."""
    assert STRATEGY.band(Decimal(mean)) == band


@pytest.mark.parametrize(
    ("scale", "said"),
    [
        (STRATEGY, "under 25: Less advanced; 25 to 75: Developing; over 75: More advanced"),
        (THREE, "under 25: Starting; 25 to 75: Growing; over 75: Working"),
        (FOUR, "under 16.7: Foundation; 16.7 to 50: Step 1; 50 to 83.3: Step 2; over 83.3: Step 3"),
        (Scale(THREE.labels, (2,)), "up to 50: Starting; over 50: Working"),
    ],
)
def test_bands_in_words(scale: Scale, said: str):
    assert scale.bands_in_words == said


def test_without_a_mean_there_is_no_name():
    assert STRATEGY.band(None) == ""


@given(scales)
def test_every_described_position_is_called_by_its_own_name(scale: Scale):
    for position in scale.described:
        mean = Decimal(100 * (position - 1)) / (scale.top - 1)
        assert scale.band(mean) == scale.label(position)


@given(scales, means, means)
def test_a_higher_mean_never_has_a_lower_name(scale: Scale, one: Decimal, other: Decimal):
    low, high = sorted((one, other))
    names = [name for name, _ in scale.bands]
    assert names.index(scale.band(low)) <= names.index(scale.band(high))


@given(scales)
def test_positions_stand_in_their_order_and_inside(scale: Scale):
    places = [scale.place(position, 100) for position in scale.positions]
    assert places == sorted(set(places))
    assert 0 < places[0] == pytest.approx(100 - places[-1])


def test_what_no_domain_describes_stands_between():
    labels = dict(enumerate(STRATEGY.labels, start=1))
    assert scale_of(labels, frozenset({1, 3, 5})) == STRATEGY
    assert scale_of(labels, frozenset({1, 2, 3, 4, 5})).between == ()
