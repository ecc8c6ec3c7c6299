"""The Level by essential features, signs, minimums and floor: the rule's own words, and the guide of 1.1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.files.guide_check import level_rules
from assessment.files.guide_yaml import parse_guide
from assessment.files.level_check import read_expected
from assessment.rules.levels import LevelRule, assess_level, requirements_of
from assessment.rules.scoring import FeatureState, area_score, differs_notably, middle_of
from tests.conftest import NEWEST_GUIDE_FILE

IN_PLACE, PARTLY = FeatureState.IN_PLACE, FeatureState.PARTLY
GUIDE = parse_guide(NEWEST_GUIDE_FILE.read_bytes())
RULES = level_rules(GUIDE)
DOMAINS = [domain.code for domain in GUIDE.domains]
FEATURES = [code for rule in RULES for code in rule.features]
SIGNS = [code for rule in RULES for code in sorted(rule.signs)]

SIGNS_OF_ONE = frozenset({"bench", "kettle", "shed"})
RULE = LevelRule(1, ("key", "bench", "kettle", "shed"), {"team": 3}, SIGNS_OF_ONE, 3, {"money": 2})


def standing(states=(), **positions):
    (found,) = assess_level([RULE], positions, dict.fromkeys(states, IN_PLACE)).standings
    return found


def test_everything_that_a_level_asks_for_is_counted():
    assert (standing().there, standing().asked) == (0, 5)  # the key, two signs, the team and the floor
    assert standing(["key"], team=3).there == 2
    assert standing(["key", "bench", "kettle"], team=3, money=2).is_reached


def test_signs_stand_in_for_each_other_and_for_no_essential_feature():
    assert standing(["key", "kettle", "shed"], team=3, money=2).is_reached
    assert not standing(["bench", "kettle", "shed"], team=3, money=2).is_reached
    assert not standing(["key", "shed"], team=3, money=2).is_reached


def test_of_missing_signs_it_is_said_how_many_more_are_wanted():
    found = standing(["key", "shed"], team=3, money=1)
    assert [(one.code, one.more_signs, one.needed) for one in found.blockers] == [
        ("bench", 1, None),
        ("kettle", 1, None),
        ("money", None, 2),
    ]
    assert (found.more_signs, found.to_do) == (1, 2)


def test_signs_beyond_what_is_wanted_are_not_asked_for():
    codes = [one.code for one in requirements_of(RULE, {}, {"bench": IN_PLACE, "shed": IN_PLACE})]
    assert codes == ["key", "bench", "shed", "team", "money"]


def test_without_levels_there_is_none():
    result = assess_level([], {}, {})
    assert (result.level, result.next, result.next_level, result.blockers) == (0, None, None, ())


@pytest.mark.parametrize("missing", SIGNS)
def test_everything_at_5_and_one_sign_missing_is_the_top_level(missing):
    states = dict.fromkeys(FEATURES, IN_PLACE) | {missing: PARTLY}
    assert assess_level(RULES, dict.fromkeys(DOMAINS, 5), states).level == 4


def test_every_profile_is_at_the_level_that_the_papers_would_expect():
    found = {profile.name: profile.level(GUIDE).level for profile in read_expected(GUIDE)}
    assert found == {profile.name: int(profile.expected) for profile in read_expected(GUIDE)}
    assert [level for name, level in found.items() if "Deep dive" in name] == [1] * 5


@pytest.mark.parametrize("seven", [1, 2])
def test_seven_domains_at_1_are_not_level_2(seven):
    low = ["support-self-care", "reduce-dnas", "personal-productivity", "develop-qi-expertise"]
    low += ["transformation-support", "digital-and-technology", "estates"]
    positions = dict.fromkeys(DOMAINS, 5) | dict.fromkeys(low, seven)
    assert assess_level(RULES, positions, dict.fromkeys(FEATURES, IN_PLACE)).level == seven


@given(
    st.fixed_dictionaries(dict.fromkeys(DOMAINS, st.sampled_from([None, 1, 2, 3, 4, 5]))),
    st.fixed_dictionaries(dict.fromkeys(FEATURES, st.sampled_from([PARTLY, IN_PLACE, IN_PLACE, IN_PLACE]))),
    st.sampled_from(DOMAINS),
    st.sampled_from(FEATURES),
)
def test_a_better_answer_never_lowers_anything_in_the_guide(positions, states, domain, feature):
    before = assess_level(RULES, positions, states)
    higher = positions | {domain: min(5, (positions[domain] or 0) + 1)}
    better = assess_level(RULES, higher, states | {feature: IN_PLACE})
    assert better.level >= before.level
    for then, now in zip(before.standings, better.standings, strict=True):
        assert now.asked == then.asked
        assert now.there >= then.there


@pytest.mark.parametrize(("top", "middle"), [(3, 2), (4, 2), (5, 3)])
def test_scales_of_three_to_five_points(top, middle):
    assert middle_of(top) == middle
    assert [area_score([position], top).mean for position in (1, top)] == [0, 100]
    assert differs_notably(1, middle, top)
    assert not differs_notably(middle, middle, top)
