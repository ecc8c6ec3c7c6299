from decimal import Decimal

import pytest

from assessment.rules.indicator_bounds import IndicatorBounds
from assessment.rules.levels import LevelRule, RequirementKind, assess_level, requirements_of
from assessment.rules.scoring import (
    FeatureState,
    IndicatorRule,
    area_score,
    change_since,
    differs_notably,
    suggest_position,
    target_below_today,
)

IN_PLACE = FeatureState.IN_PLACE

LEVELS = (
    LevelRule(1, ("recognised",), {"leadership": 2}),
    LevelRule(2, ("sharing-services", "seven-day-access"), {"leadership": 3, "develop-the-team": 3}),
)
LEVEL_1_ONLY = {"recognised": IN_PLACE}
ALL_FEATURES = {"recognised": IN_PLACE, "sharing-services": IN_PLACE, "seven-day-access": IN_PLACE}


# Area score: the mean of answered positions on 0 to 100, always with "n of m answered".


@pytest.mark.parametrize(("position", "score"), [(1, 0), (2, 25), (3, 50), (4, 75), (5, 100)])
def test_one_position_is_put_on_0_to_100(position, score):
    assert area_score([position]).mean == score


def test_unanswered_domains_count_in_no_mean():
    score = area_score([1, None, 4, None])
    assert (score.mean, score.answered, score.total) == (Decimal("37.5"), 2, 4)


@pytest.mark.parametrize("positions", [[], [None, None]])
def test_nothing_answered_has_no_score(positions):
    score = area_score(positions)
    assert (score.mean, score.answered, score.total) == (None, 0, len(positions))


def test_labels_are_the_words_on_screen():
    assert [state.label for state in FeatureState] == ["Not started", "Planned", "Partly in place", "In place"]
    assert FeatureState("partly") is FeatureState.PARTLY
    assert f"{FeatureState.PARTLY}" == "partly"


# Level: every feature in place and every domain minimum met, for every level up to N.


def test_nothing_answered_is_working_towards_level_1():
    result = assess_level(LEVELS, {}, {})
    assert (result.level, result.next_level) == (0, 1)
    assert [blocker.code for blocker in result.blockers] == ["recognised", "leadership"]
    assert all(blocker.state is None and blocker.position is None for blocker in result.blockers)


def test_level_1_lists_what_level_2_needs_features_first():
    result = assess_level(
        LEVELS,
        {"leadership": 3, "develop-the-team": 2},
        {**LEVEL_1_ONLY, "sharing-services": FeatureState.PARTLY, "seven-day-access": IN_PLACE},
    )
    assert (result.level, result.next_level) == (1, 2)
    assert [requirement.code for requirement in result.requirements] == [
        "sharing-services",
        "seven-day-access",
        "leadership",
        "develop-the-team",
    ]
    feature, domain = result.blockers
    assert (feature.kind, feature.state, feature.needed) == (RequirementKind.FEATURE, FeatureState.PARTLY, None)
    assert (domain.kind, domain.position, domain.needed) == (RequirementKind.DOMAIN, 2, 3)
    assert [requirement.code for requirement in result.met_requirements] == ["seven-day-access", "leadership"]


def test_the_top_has_no_next_level_and_no_blockers():
    result = assess_level(LEVELS, {"leadership": 5, "develop-the-team": 3}, ALL_FEATURES)
    assert (result.level, result.next_level, result.requirements, result.blockers) == (2, None, (), ())


def test_a_level_is_never_skipped():
    features = {**ALL_FEATURES, "recognised": FeatureState.PLANNED}
    result = assess_level(LEVELS, {"leadership": 5, "develop-the-team": 5}, features)
    assert (result.level, result.next_level) == (0, 1)
    assert [blocker.code for blocker in result.blockers] == ["recognised"]


@pytest.mark.parametrize("state", [None, FeatureState.NOT_STARTED, FeatureState.PLANNED, FeatureState.PARTLY])
def test_only_in_place_meets_a_feature(state):
    assert assess_level(LEVELS, {"leadership": 2}, {"recognised": state}).level == 0
    assert assess_level(LEVELS, {"leadership": 2}, LEVEL_1_ONLY).level == 1


def test_an_unanswered_domain_is_a_blocker():
    result = assess_level(LEVELS, {"leadership": None}, LEVEL_1_ONLY)
    assert [(blocker.code, blocker.position, blocker.needed) for blocker in result.blockers] == [
        ("leadership", None, 2)
    ]


def test_requirements_can_be_listed_for_any_level():
    requirements = requirements_of(LEVELS[1], {"leadership": 3}, {})
    assert [(requirement.level, requirement.code, requirement.met) for requirement in requirements] == [
        (2, "sharing-services", False),
        (2, "seven-day-access", False),
        (2, "leadership", True),
        (2, "develop-the-team", False),
    ]


def test_a_level_that_asks_for_nothing_is_never_reached():
    rules = [LevelRule(1, ("a",), {}), LevelRule(2, (), {}), LevelRule(3, ("b",), {})]
    result = assess_level(rules, {}, {"a": FeatureState.IN_PLACE, "b": FeatureState.IN_PLACE})
    assert (result.level, result.next_level, result.requirements) == (1, 2, ())


@pytest.mark.parametrize("numbers", [(2,), (0, 1), (1, 3), (2, 1), (1, 1)])
def test_levels_numbered_otherwise_are_refused(numbers):
    with pytest.raises(ValueError, match="numbered 1, 2, 3"):
        assess_level([LevelRule(number, (), {}) for number in numbers], {}, {})


# Indicators: thresholds of the 2018 strategy, and one that counts its boundary as more advanced.


def indicator(better, developing, more, boundary, lowest=0, highest=100):
    return IndicatorRule(
        better, Decimal(developing), Decimal(more), boundary, IndicatorBounds(Decimal(lowest), Decimal(highest))
    )


GP_SHARE = indicator("lower", developing=70, more=60, boundary="developing")
DEMAND_GAP = indicator("lower", developing=20, more=10, boundary="developing", lowest=-100)
DNA_RELATIVE = indicator("lower", developing=10, more=-10, boundary="developing", lowest=-100, highest=300)
LETTERS_WITHOUT_GP = indicator("higher", developing=20, more=40, boundary="more")


@pytest.mark.parametrize(
    ("rule", "value", "suggested"),
    [
        (GP_SHARE, "59.9", 5),
        (GP_SHARE, "60", 3),
        (GP_SHARE, "70", 3),
        (GP_SHARE, "70.1", 1),
        (DEMAND_GAP, "-4", 5),  # a surplus
        (DEMAND_GAP, "10", 3),
        (DEMAND_GAP, "20", 3),
        (DEMAND_GAP, "20.01", 1),
        (DNA_RELATIVE, "-10.1", 5),
        (DNA_RELATIVE, "-10", 3),
        (DNA_RELATIVE, "0", 3),
        (DNA_RELATIVE, "11", 1),
        (LETTERS_WITHOUT_GP, "42", 5),
        (LETTERS_WITHOUT_GP, "40.0", 5),
        (LETTERS_WITHOUT_GP, "39.9", 3),
        (LETTERS_WITHOUT_GP, "20", 3),
        (LETTERS_WITHOUT_GP, "19.9", 1),
    ],
)
def test_a_number_suggests_a_position(rule, value, suggested):
    assert suggest_position(rule, Decimal(value)) == suggested


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (GP_SHARE, "-0.01"),
        (GP_SHARE, "-99"),
        (LETTERS_WITHOUT_GP, "100.01"),
        (DEMAND_GAP, "-101"),
        (DNA_RELATIVE, "301"),
    ],
)
def test_a_number_that_cannot_be_suggests_nothing(rule, value):
    assert suggest_position(rule, Decimal(value)) is None


@pytest.mark.parametrize(("rule", "value", "suggested"), [(GP_SHARE, 0, 5), (GP_SHARE, 100, 1), (DEMAND_GAP, -100, 5)])
def test_the_bounds_themselves_can_be(rule, value, suggested):
    assert suggest_position(rule, Decimal(value)) == suggested


@pytest.mark.parametrize(
    ("position", "suggested", "notable"), [(3, 1, True), (1, 5, True), (2, 1, False), (3, 3, False), (None, 5, False)]
)
def test_a_difference_of_2_or_more_is_pointed_out(position, suggested, notable):
    assert differs_notably(position, suggested) is notable


@pytest.mark.parametrize(
    ("now", "before", "change"), [(4, 2, 2), (2, 3, -1), (3, 3, 0), (None, 3, None), (3, None, None)]
)
def test_change_since_last_time(now, before, change):
    assert change_since(now, before) == change


@pytest.mark.parametrize(
    ("position", "target", "below"), [(3, 2, True), (3, 3, False), (3, 4, False), (None, 1, False), (3, None, False)]
)
def test_a_target_below_today(position, target, below):
    assert target_below_today(position, target) is below
