from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.indicator_bounds import IndicatorBounds
from assessment.rules.levels import LevelRule, assess_level, requirements_of
from assessment.rules.scoring import FeatureState, IndicatorRule, area_score, suggest_position

DOMAINS = [f"domain-{number}" for number in range(5)]
FEATURES = [f"feature-{number}" for number in range(5)]
STATES = [None, *FeatureState]

IN_PLACE = FeatureState.IN_PLACE

answered = st.integers(1, 5)
answers = st.none() | answered
positions = st.fixed_dictionaries(dict.fromkeys(DOMAINS, answers))
features = st.fixed_dictionaries({code: st.sampled_from(STATES) for code in FEATURES})
high_positions = st.fixed_dictionaries({code: st.sampled_from([None, 3, 4, 5, 5]) for code in DOMAINS})
high_features = st.fixed_dictionaries(
    {code: st.sampled_from([FeatureState.PARTLY, *[FeatureState.IN_PLACE] * 9]) for code in FEATURES}
)
any_positions = positions | high_positions
any_features = features | high_features


@st.composite
def level_rules(draw):
    """Up to five levels, each asking for any features, signs, minimums and floor: guides need not be cumulative."""
    asked = st.lists(st.sampled_from(FEATURES), unique=True, max_size=3).map(tuple)
    minimums = st.dictionaries(st.sampled_from(DOMAINS), answered, max_size=4)
    floors = st.none() | st.integers(1, 3)

    def level(number):
        minimum, floor, features = draw(minimums), draw(floors), draw(asked)
        return LevelRule(
            number,
            features,
            minimum,
            signs=draw(st.frozensets(st.sampled_from(FEATURES))),
            needed=draw(st.none() | st.integers(0, len(features))),
            floor={code: floor for code in DOMAINS if code not in minimum} if floor else {},
        )

    return [level(number) for number in range(1, draw(st.integers(0, 5)) + 1)]


@given(st.lists(answers), st.data())
def test_a_higher_answer_never_lowers_an_area_score(before, data):
    after = [position and data.draw(st.integers(position, 5)) for position in before]
    lower, higher = area_score(before), area_score(after)
    assert (lower.answered, lower.total) == (higher.answered, higher.total)
    assert lower.mean is None or lower.mean <= higher.mean


@given(st.lists(answers), st.integers(0, 5))
def test_unanswered_is_never_a_score(given_positions, unanswered):
    with_gaps = area_score(given_positions + [None] * unanswered)
    score = area_score(given_positions)
    assert (with_gaps.mean, with_gaps.answered) == (score.mean, score.answered)
    assert with_gaps.total == score.total + unanswered


@given(st.lists(answered, min_size=1))
def test_an_area_score_lies_between_0_and_100_and_between_its_answers(given_positions):
    mean = area_score(given_positions).mean
    assert 25 * (min(given_positions) - 1) <= mean <= 25 * (max(given_positions) - 1)


@given(level_rules(), any_positions, any_features, st.data())
def test_a_better_answer_never_lowers_the_level(rules, position_of, state_of, data):
    better_position = {
        code: data.draw(answers if position is None else st.integers(position, 5))
        for code, position in position_of.items()
    }
    better_state = {code: data.draw(st.sampled_from(STATES[STATES.index(state) :])) for code, state in state_of.items()}
    before = assess_level(rules, position_of, state_of)
    after = assess_level(rules, better_position, better_state)
    assert after.level >= before.level
    for then, now in zip(before.standings, after.standings, strict=True):
        assert now.asked == then.asked
        assert now.there >= then.there
        assert now.to_do <= then.to_do


@given(level_rules(), any_positions, any_features)
def test_the_level_never_skips(rules, position_of, state_of):
    result = assess_level(rules, position_of, state_of)
    asked = [requirements_of(rule, position_of, state_of) for rule in rules]
    met = [bool(requirements) and all(requirement.met for requirement in requirements) for requirements in asked]
    assert all(met[: result.level])
    if result.next_level is None:
        assert result.level == len(rules)
        assert result.requirements == ()
    else:
        assert result.next_level == result.level + 1
        assert not met[result.level]


@given(level_rules(), any_positions, any_features)
def test_the_next_level_is_told_in_full_and_blocked_by_something(rules, position_of, state_of):
    result = assess_level(rules, position_of, state_of)
    if result.next_level is not None:
        rule = rules[result.next_level - 1]
        surplus = {code for code in rule.signs if not result.next.more_signs and state_of[code] is not IN_PLACE}
        asked = [code for code in rule.features if code not in surplus]
        assert [requirement.code for requirement in result.requirements] == [*asked, *rule.positions]
        assert result.blockers or not result.requirements
        assert {*result.blockers, *result.met_requirements} == {*result.requirements}


@given(level_rules(), any_positions, any_features)
def test_a_level_is_reached_exactly_when_all_that_it_asks_for_is_there(rules, position_of, state_of):
    """By the words of the rule: for every level up to it essentials, `needed` features, minimums and floor."""

    def holds(rule):
        in_place = [code for code in rule.features if state_of[code] is IN_PLACE]
        enough = len(rule.features) if rule.needed is None else max(rule.needed, len(rule.essential))
        at = all((position_of[code] or 0) >= needed for code, needed in rule.positions.items())
        return bool(enough or rule.positions) and {*rule.essential} <= {*in_place} and len(in_place) >= enough and at

    result = assess_level(rules, position_of, state_of)
    for rule, standing in zip(rules, result.standings, strict=True):
        assert standing.is_reached == all(holds(below) for below in rules[: rule.number])
        assert 0 <= standing.there <= standing.asked
        assert standing.is_reached == (standing.number <= result.level)


@given(level_rules(), any_positions, any_features)
def test_unanswered_is_a_blocker_wherever_it_is_asked_for(rules, position_of, state_of):
    for rule in rules:
        for requirement in requirements_of(rule, position_of, state_of):
            if requirement.state is None and requirement.position is None:
                assert not requirement.met


@given(
    st.sampled_from(["higher", "lower"]),
    st.sampled_from(["more", "developing"]),
    st.tuples(st.integers(-100, 100), st.integers(-100, 100)).map(sorted),
    st.tuples(st.decimals(-200, 200, places=1), st.decimals(-200, 200, places=1)).map(sorted),
)
def test_a_better_number_never_suggests_a_lower_position(better, boundary, thresholds, values):
    if better == "lower":
        thresholds, values = thresholds[::-1], values[::-1]
    developing, more = map(Decimal, thresholds)
    rule = IndicatorRule(better, developing, more, boundary, IndicatorBounds(Decimal(-200), Decimal(200)))
    worse, improved = (suggest_position(rule, value) for value in values)
    assert worse <= improved
    assert {worse, improved} <= {1, 3, 5}
