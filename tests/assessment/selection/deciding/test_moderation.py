"""How scores become agreed scores, by example and by property."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.selection.rules.agreed_scores import ENOUGH, WIDE, not_agreed, spread, too_low

SCORES = st.integers(0, 4)
MAYBE = st.none() | SCORES
AGREED = st.dictionaries(st.sampled_from(["population", "leadership", "commitment", "sign-up"]), MAYBE)


def test_nobody_scored():
    assert spread([]) is None
    assert spread([None, None]) is None


@pytest.mark.parametrize(
    ("scores", "words", "is_wide"),
    [
        ([3], "All gave 3", False),
        ([3, 3, None], "All gave 3", False),
        ([2, 3, 2], "From 2 to 3", False),
        ([1, 3], "From 1 to 3", True),
        ([4, 0, 2], "From 0 to 4", True),
    ],
)
def test_spread_is_said_in_words(scores, words, is_wide):
    found = spread(scores)
    assert found is not None
    assert (found.words, found.is_wide) == (words, is_wide)


@pytest.mark.parametrize(
    ("agreed", "low", "open_"),
    [
        ({"a": 2, "b": 4}, (), ()),
        ({"a": 1, "b": 4}, ("a",), ()),
        ({"a": 4, "b": None}, (), ("b",)),
        ({"a": 0, "b": None}, ("a",), ("b",)),
        ({}, (), ()),
    ],
)
def test_what_may_be_decided(agreed, low, open_):
    assert too_low(agreed) == low
    assert not_agreed(agreed) == open_


@given(st.lists(SCORES, min_size=1))
def test_every_score_lies_within_the_spread(scores):
    found = spread(scores)
    assert found is not None
    assert all(found.lowest <= score <= found.highest for score in scores)
    assert {found.lowest, found.highest} <= set(scores)
    assert found.is_wide is (max(scores) - min(scores) >= WIDE)


@given(st.lists(MAYBE), st.randoms())
def test_neither_order_nor_who_did_not_score_matters(scores, random):
    mixed = [*scores, None]
    random.shuffle(mixed)
    assert spread(mixed) == spread(scores)


@given(AGREED)
def test_no_criterion_makes_up_for_another(agreed):
    enough = all(score is not None and score >= ENOUGH for score in agreed.values())
    assert (not too_low(agreed) and not not_agreed(agreed)) is enough
    assert not set(too_low(agreed)) & set(not_agreed(agreed))


@given(AGREED, st.data())
def test_a_higher_score_never_takes_the_place_away(agreed, data):
    if agreed and not too_low(agreed) and not not_agreed(agreed):
        code = data.draw(st.sampled_from(sorted(agreed)))
        score = agreed[code]
        assert score is not None
        assert not too_low(agreed | {code: data.draw(st.integers(score, 4))})
