"""The proposal with a guide that says what finds out and what changes, and what puts a feature in place."""

from datetime import date

import pytest

from assessment.rules.levels import LevelRule
from assessment.rules.scoring import FeatureState
from devplans.rules.suggestions import SuggestionKind
from tests.devplans.actions.test_proposal import action, domain, feature, keys, run, ticked

LOOK, DO = "finds_out", "changes"
STUDIES_FIRST = (
    action("count", 1, 3, weeks=6, kind=LOOK),
    action("audit", 1, 3, weeks=8, kind=LOOK),
    action("recruit", 1, 3, weeks=26, kind=DO),
    action("train", 1, 3, weeks=10, kind=DO),
    action("plan", 3, 5, weeks=16, kind=LOOK),
    action("grow", 3, 5, weeks=40, kind=DO),
)
NEEDS_TEAM_AT_4 = (LevelRule(1, (), {"team": 4}),)


def test_one_that_finds_out_and_one_that_changes_are_ticked_in_each_stage():
    lines = run(levels=NEEDS_TEAM_AT_4, domains=[domain(position=2, actions=STUDIES_FIRST)])
    assert keys(lines) == ["count", "audit", "recruit", "train", "plan", "grow"]
    assert ticked(lines) == ["count", "recruit", "plan", "grow"]


def test_the_second_stage_is_dated_after_the_first():
    lines = {
        line.key: line for line in run(levels=NEEDS_TEAM_AT_4, domains=[domain(position=2, actions=STUDIES_FIRST)])
    }
    assert (lines["count"].after, lines["recruit"].after) == (0, 0)
    assert (lines["plan"].after, lines["grow"].after) == (26, 26)  # what it takes to get through the first stage
    assert lines["grow"].due == date(2020, 4, 13)  # 66 weeks after the start


def test_where_the_first_stage_reaches_what_is_needed_there_is_no_second():
    lines = run(levels=(LevelRule(1, (), {"team": 3}),), domains=[domain(position=1, actions=STUDIES_FIRST)])
    assert keys(lines) == ["count", "audit", "recruit", "train"]


@pytest.mark.parametrize(
    ("in_plan", "still"),
    [
        ({"count"}, ["recruit"]),
        ({"audit"}, ["recruit"]),
        ({"train"}, ["count"]),
        ({"audit", "train"}, []),
    ],
)
def test_what_is_in_the_plan_counts_for_its_kind(in_plan, still):
    levels = (LevelRule(1, (), {"team": 3}),)
    assert ticked(run(levels=levels, domains=[domain(position=1, actions=STUDIES_FIRST)], in_plan=in_plan)) == still


def test_a_feature_brings_the_actions_that_the_guide_names_and_the_one_that_completes_it_is_ticked():
    lines = run(
        levels=(LevelRule(1, ("sharing",), {}),),
        domains=[domain(position=5, actions=STUDIES_FIRST)],
        features=[feature(state=FeatureState.PARTLY, actions=("train", "audit", "recruit"))],
    )
    assert keys(lines) == ["train", "audit", "recruit"]
    assert ticked(lines) == ["audit", "recruit"]
    assert {(line.kind, line.domain_code, line.feature_code) for line in lines} == {
        (SuggestionKind.ACTION, "team", "sharing")
    }
    assert {line.why for line in lines} == {
        "Level 1 needs ‘Practices are sharing’ in place. It is partly in place today."
    }


def test_what_a_feature_ticks_its_domain_does_not_tick_twice():
    lines = run(
        levels=(LevelRule(1, ("sharing",), {"team": 3}),),
        domains=[domain(position=1, actions=STUDIES_FIRST)],
        features=[feature(actions=("train",))],
    )
    assert keys(lines) == ["train", "count", "audit", "recruit"]
    assert ticked(lines) == ["train", "count"]


def test_of_missing_signs_as_many_are_ticked_as_the_level_wants_the_nearest_first():
    signs = ("bench", "kettle", "shed")
    lines = run(
        levels=(LevelRule(1, ("key", *signs), {}, signs=frozenset(signs), needed=3),),
        features=[
            feature("key", FeatureState.IN_PLACE),
            feature("bench"),
            feature("kettle", FeatureState.PLANNED),
            feature("shed", FeatureState.PARTLY),
        ],
    )
    assert keys(lines) == ["feature:bench", "feature:kettle", "feature:shed"]
    assert ticked(lines) == ["feature:kettle", "feature:shed"]
    assert lines[0].why == "Level 1 needs 2 more of several things, and this is one of them. It is not answered yet."


def test_signs_that_are_not_wanted_any_more_are_not_suggested():
    levels = (LevelRule(1, ("key", "bench"), {}, signs=frozenset({"key", "bench"}), needed=1), LevelRule(2, ("x",), {}))
    features = [feature("key", FeatureState.IN_PLACE), feature("bench"), feature("x")]
    assert keys(run(levels=levels, features=features, target_level=2)) == ["feature:x"]


def under_the_floor(count: int, **options: object):
    """A proposal for a level that asks only that no domain is under 2, with so many domains at 1."""
    codes = [f"d{number}" for number in range(count)]
    domains = [
        domain(code, position=1, actions=(action(f"{code}-look", 1, 3, kind=LOOK), action(f"{code}-do", 1, 3, kind=DO)))
        for code in codes
    ]
    return run(levels=(LevelRule(1, (), {}, floor=dict.fromkeys(codes, 2)),), domains=domains, **options)


def test_the_floor_ticks_what_changes_each_domain_and_no_study():
    lines = under_the_floor(3)
    assert keys(lines) == ["d0-look", "d0-do", "d1-look", "d1-do", "d2-look", "d2-do"]
    assert ticked(lines) == ["d0-do", "d1-do", "d2-do"]


def test_the_floor_ticks_no_more_than_a_plan_can_carry():
    assert len(ticked(under_the_floor(40))) == 25
    in_plan = {f"d{number}-do" for number in range(20)}
    assert ticked(under_the_floor(40, in_plan=in_plan)) == [f"d{number}-do" for number in range(20, 25)]
    assert ticked(under_the_floor(40, in_plan={f"d{number}-do" for number in range(25)})) == []


def test_what_is_a_priority_too_is_ticked_as_one():
    codes = {"d0": 2}
    actions = (action("look", 1, 3, kind=LOOK), action("do", 1, 3, kind=DO))
    lines = run(
        levels=(LevelRule(1, (), {}, floor=codes),),
        domains=[domain("d0", position=1, target=3, priority=True, actions=actions)],
    )
    assert ticked(lines) == ["look", "do"]
