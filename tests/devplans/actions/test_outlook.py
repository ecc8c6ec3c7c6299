"""What a plan leads to: positions as far as its actions reach, features that they complete, and the level."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.levels import LevelRule
from assessment.rules.scoring import FeatureState
from devplans.rules.outlook import Answers, OwnMove, PlannedAction, lacking, outlook
from tests.devplans.actions.test_proposal import action

LOOK, DO = "finds_out", "changes"
RULES = (
    LevelRule(1, ("key", "bench", "kettle"), {}, signs=frozenset({"bench", "kettle"}), needed=2),
    LevelRule(2, ("shed",), {"team": 4}, floor={"money": 2}),
)
TODAY = Answers({"team": 2, "money": 1}, {"key": FeatureState.IN_PLACE, "bench": None, "kettle": None, "shed": None})


def taken(code: str, start: int, end: int, kind: str = DO, domain: str = "team") -> PlannedAction:
    return PlannedAction(code, domain=domain, moves=action(code, start, end, kind=kind))


def own(domain: str, to: int) -> PlannedAction:
    return PlannedAction(domain=domain, moves=OwnMove(to))


def after(*actions: PlannedAction, today: Answers = TODAY, completed_by: dict[str, str] | None = None) -> Answers:
    return outlook(today, actions, completed_by=completed_by or {})


@pytest.mark.parametrize(
    ("actions", "team"),
    [
        ((), 2),
        ((taken("a", 1, 3),), 3),
        ((taken("b", 3, 5), taken("a", 1, 3)), 5),  # whatever their order
        ((taken("b", 3, 5),), 2),  # the first stage is not in the plan
        ((taken("a", 1, 3, LOOK), taken("b", 3, 5)), 2),  # finding out moves nothing
        ((taken("a", 1, 3, ""),), 3),  # guides that do not say
        ((taken("a", 1, 3, domain="money"),), 2),
        ((own("team", 4),), 4),  # people's own: where they say that it brings it
        ((own("team", 1),), 2),  # nothing moves back
        ((own("team", 3), taken("b", 3, 5)), 5),  # and the guide's go on from there
        ((PlannedAction(domain="team"),), 2),  # own ones that say nothing move nothing
    ],
)
def test_positions_go_as_far_as_actions_reach(actions: tuple[PlannedAction, ...], team: int):
    assert after(*actions).positions["team"] == team


def test_an_unanswered_domain_stays_so_unless_people_have_an_action_of_their_own():
    today = Answers({"team": None, "money": 1}, TODAY.states)
    assert after(taken("a", 1, 5), today=today).positions["team"] is None
    assert after(own("team", 4), today=today).positions["team"] == 4
    assert after(PlannedAction(domain="team"), today=today).positions["team"] is None


def test_a_feature_is_in_place_when_the_action_that_completes_it_is_done_or_one_is_for_it():
    completed_by = {"shed": "b"}
    assert after(taken("a", 1, 3), completed_by=completed_by).states["shed"] is None
    assert after(taken("b", 3, 5), completed_by=completed_by).states["shed"] is FeatureState.IN_PLACE
    assert after(PlannedAction(feature="shed")).states["shed"] is FeatureState.IN_PLACE


def test_the_level_is_that_of_the_answers_after_the_plan():
    plan = (
        PlannedAction(feature="kettle"),
        PlannedAction(feature="shed"),
        taken("a", 1, 3),
        taken("b", 3, 5),
        taken("m", 1, 3, domain="money"),
    )
    assert TODAY.level(RULES).level == 0
    assert after(*plan).level(RULES).level == 2
    assert after(*plan[:4]).level(RULES).level == 1


def test_what_is_lacking_counts_of_signs_only_what_is_wanted():
    assert lacking(TODAY, RULES, 1) == ("bench",)
    assert lacking(TODAY, RULES, 2) == ("bench", "shed", "team", "money")
    assert lacking(after(PlannedAction(feature="kettle")), RULES, 2) == ("shed", "team", "money")
    assert lacking(after(PlannedAction(feature="kettle"), own("money", 2)), RULES, 2) == ("shed", "team")


plans = st.lists(
    st.builds(PlannedAction, st.just(""), st.just(""), st.sampled_from(["", "key", "shed"]))
    | st.builds(own, st.sampled_from(["team", "money"]), st.integers(1, 5))
    | st.builds(
        lambda ends, kind, domain: taken("x", *sorted(ends), kind, domain),
        st.lists(st.integers(1, 5), min_size=2, max_size=2, unique=True),
        st.sampled_from([LOOK, DO, ""]),
        st.sampled_from(["team", "money"]),
    ),
    max_size=6,
)
positions = st.none() | st.integers(1, 5)
states = st.sampled_from([None, *FeatureState])
answers = st.builds(
    Answers,
    st.fixed_dictionaries({"team": positions, "money": positions}),
    st.fixed_dictionaries(dict.fromkeys(["key", "bench", "kettle", "shed"], states)),
)


@given(answers, plans, plans)
def test_more_actions_never_reach_less(today: Answers, plan: list[PlannedAction], more: list[PlannedAction]):
    before, then = after(*plan, today=today), after(*plan, *more, today=today)
    assert all((then.positions[code] or 0) >= (before.positions[code] or 0) for code in today.positions)
    assert today.level(RULES).level <= before.level(RULES).level <= then.level(RULES).level
    assert len(lacking(then, RULES, 2)) <= len(lacking(before, RULES, 2)) <= len(lacking(today, RULES, 2))


@given(answers, plans)
def test_nothing_is_lacking_exactly_when_the_level_is_reached(today: Answers, plan: list[PlannedAction]):
    then = after(*plan, today=today)
    assert (lacking(then, RULES, 2) == ()) == (then.level(RULES).level == 2)
