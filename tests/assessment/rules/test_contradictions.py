"""Features in place beside domains at the lowest position."""

from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.contradictions import Contradiction, contradictions
from assessment.rules.levels import LevelRule
from assessment.rules.scoring import FeatureState

RULES = [
    LevelRule(1, ("known",), {}),
    LevelRule(2, ("seven-days", "shared"), {"hubs": 3}, floor={"structure": 2, "team": 2}),
]
SPEAKS = {"known": ["structure"], "seven-days": ["hubs"], "shared": ["structure", "team", "estate"]}
STATES = st.dictionaries(st.sampled_from([*SPEAKS]), st.sampled_from([None, *FeatureState]))
POSITIONS = st.dictionaries(st.sampled_from(["hubs", "structure", "team", "estate"]), st.sampled_from([None, 1, 2, 5]))


def found(positions, states):
    return [(one.feature, one.domain) for one in contradictions(RULES, SPEAKS, positions, states)]


def test_a_feature_in_place_beside_its_domain_at_the_lowest_position():
    in_place = dict.fromkeys(SPEAKS, FeatureState.IN_PLACE)
    assert found({"hubs": 1, "structure": 1, "team": 2, "estate": 1}, in_place) == [
        ("seven-days", "hubs"),
        ("shared", "structure"),
    ]


def test_what_the_level_does_not_ask_of_a_domain_contradicts_nothing():
    """At Level 1 membership is known and structure may be at 1: the papers put all 26 localities there."""
    assert found({"structure": 1}, {"known": FeatureState.IN_PLACE}) == []


def test_what_is_not_in_place_or_not_answered_contradicts_nothing():
    assert found({"hubs": 1}, {"seven-days": FeatureState.PARTLY}) == []
    assert found({"hubs": None}, {"seven-days": FeatureState.IN_PLACE}) == []
    assert found({}, {}) == []


@given(POSITIONS, STATES)
def test_each_is_both_in_place_and_lowest(positions, states):
    for one in contradictions(RULES, SPEAKS, positions, states):
        assert isinstance(one, Contradiction)
        assert states[one.feature] is FeatureState.IN_PLACE
        assert positions[one.domain] == 1
        assert one.domain in SPEAKS[one.feature]
