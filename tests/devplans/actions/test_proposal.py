from datetime import date

import pytest

from assessment.rules.levels import LevelRule
from assessment.rules.scoring import FeatureState
from devplans.rules.proposal import propose
from devplans.rules.suggestions import DomainState, FeatureInfo, GuideAction, Reason, SuggestionKind

PLAN_START = date(2019, 1, 7)


def action(code, moves_from, moves_to, weeks=8, kind=""):
    return GuideAction(
        code, f"Do {code}", f"How to do {code}.", moves_from, moves_to, weeks, "Locality manager", "training", kind
    )


def guide_actions(prefix):
    """Three actions for each step, as the guide has them: 1 to 3 and 3 to 5."""
    return tuple(action(f"{prefix}-{step}-{n}", step, step + 2) for step in (1, 3) for n in (1, 2, 3))


def domain(code="team", position=None, target=None, priority=False, actions=None):
    actions = guide_actions(code) if actions is None else actions
    return DomainState(code, code.capitalize(), position, target, priority, actions)


def feature(code="sharing", state=None, actions=()):
    return FeatureInfo(code, f"Practices are {code}.", state, actions)


def run(*, levels=(), domains=(), features=(), target_level=1, in_plan=(), removed=(), served=None):
    return propose(
        levels=levels,
        domains=domains,
        features=features,
        target_level=target_level,
        start=PLAN_START,
        in_plan=in_plan,
        removed=removed,
        served=served,
    )


def keys(suggestions):
    return [suggestion.key for suggestion in suggestions]


def ticked(suggestions):
    return [suggestion.key for suggestion in suggestions if suggestion.recommended]


NEEDS_TEAM_AT_3 = (LevelRule(1, (), {"team": 3}),)
NEEDS_SHARING = (LevelRule(1, ("sharing",), {}),)


# A guide action bridges a gap when from <= position < to and from < needed.


def test_a_blocker_gives_its_bridging_actions_in_guide_order_with_the_first_two_ticked():
    suggestions = run(levels=NEEDS_TEAM_AT_3, domains=[domain(position=2)])
    assert keys(suggestions) == ["team-1-1", "team-1-2", "team-1-3"]
    assert ticked(suggestions) == ["team-1-1", "team-1-2"]


def test_a_suggestion_carries_the_guides_words_the_reason_and_the_due_date():
    first = run(levels=NEEDS_TEAM_AT_3, domains=[domain(position=2)])[0]
    assert (first.kind, first.reason, first.level) == (SuggestionKind.ACTION, Reason.NEXT_LEVEL, 1)
    assert (first.title, first.detail) == ("Do team-1-1", "How to do team-1-1.")
    assert (first.domain_code, first.feature_code) == ("team", None)
    assert first.why == "Level 1 needs Team at 3. It is at 2 today."
    assert (first.weeks, first.due) == (8, date(2019, 3, 4))
    assert (first.owner_role, first.support) == ("Locality manager", "training")


@pytest.mark.parametrize(("position", "steps"), [(1, (1, 3)), (2, (1, 3)), (3, (3,)), (4, (3,))])
def test_actions_start_at_or_below_today_and_lead_on_to_what_is_needed(position, steps):
    suggestions = run(levels=(LevelRule(1, (), {"team": 5}),), domains=[domain(position=position)])
    assert keys(suggestions) == [f"team-{step}-{n}" for step in steps for n in (1, 2, 3)]
    assert ticked(suggestions) == [f"team-{step}-{n}" for step in steps for n in (1, 2)]


@pytest.mark.parametrize("position", [3, 4, 5])
def test_a_domain_at_or_above_what_is_needed_gives_nothing(position):
    levels = (LevelRule(1, ("sharing",), {"team": 3}),)
    suggestions = run(levels=levels, domains=[domain(position=position, target=position)], features=[feature()])
    assert keys(suggestions) == ["feature:sharing"]


def test_what_the_guide_has_no_action_for_is_to_be_written():
    (line,) = run(levels=NEEDS_TEAM_AT_3, domains=[domain(position=2, actions=())])
    assert (line.kind, line.key, line.domain_code) == (SuggestionKind.WRITE_YOUR_OWN, "domain:team", "team")
    assert (line.title, line.why) == (
        "Write your own action for Team",
        "Level 1 needs Team at 3. It is at 2 today.",
    )
    assert (line.recommended, line.due, line.weeks, line.is_action) == (False, None, None, False)


def test_actions_that_start_further_up_bridge_nothing():
    (line,) = run(levels=NEEDS_TEAM_AT_3, domains=[domain(position=1, actions=(action("late", 2, 4),))])
    assert line.kind is SuggestionKind.WRITE_YOUR_OWN
    assert line.detail == "The guide has none from where the locality is."


def test_where_the_guide_stops_short_the_rest_is_to_be_written():
    *stage, last = run(
        levels=(LevelRule(1, (), {"team": 5}),), domains=[domain(position=1, actions=(action("a", 1, 3),))]
    )
    assert keys(stage) == ["a"]
    assert (last.kind, last.key, last.detail) == (
        SuggestionKind.WRITE_YOUR_OWN,
        "domain:team",
        "The guide has none from 3.",
    )


def test_what_an_action_of_ones_own_serves_is_not_to_be_written_again():
    assert run(levels=NEEDS_TEAM_AT_3, domains=[domain(position=2, actions=())], served={"team": 3}) == ()
    actions = run(levels=NEEDS_TEAM_AT_3, domains=[domain(position=2)], served={"team": 3})
    assert keys(actions) == ["team-1-1", "team-1-2", "team-1-3"]


def test_an_empty_guide_gives_an_empty_proposal():
    assert run() == ()


# Order: blockers of the next level, priorities, targets above today, levels further up.


def test_order_and_reasons():
    levels = (
        LevelRule(1, ("meeting",), {}),
        LevelRule(2, ("sharing",), {"team": 3}),
        LevelRule(3, ("seven-days",), {"team": 4, "hubs": 4}),
    )
    domains = [
        domain("hubs", position=3),
        domain("estate", position=1, target=2),
        domain("leaders", position=2, target=3, priority=True),
        domain("team", position=1, target=5),
        domain("money", position=3, target=3),
    ]
    features = [feature("meeting", FeatureState.IN_PLACE), feature("sharing"), feature("seven-days")]
    suggestions = run(levels=levels, domains=domains, features=features, target_level=3)
    assert [(s.feature_code or s.domain_code, s.reason, s.level) for s in suggestions] == [
        ("sharing", Reason.NEXT_LEVEL, 2),
        *[("team", Reason.NEXT_LEVEL, 2)] * 3,
        *[("leaders", Reason.PRIORITY, None)] * 3,
        *[("estate", Reason.TARGET, None)] * 3,
        *[("team", Reason.TARGET, None)] * 3,  # the second stage, which Level 2 does not ask for
        ("seven-days", Reason.LATER_LEVEL, 3),
        *[("hubs", Reason.LATER_LEVEL, 3)] * 3,
    ]
    assert ticked(suggestions) == ["feature:sharing", "team-1-1", "team-1-2", "leaders-1-1", "leaders-1-2"]


def test_levels_beyond_the_target_level_are_not_listed():
    levels = (LevelRule(1, (), {"team": 3}), LevelRule(2, ("sharing",), {"hubs": 3}))
    domains, features = [domain(position=1), domain("hubs", position=1)], [feature()]
    assert {s.domain_code for s in run(levels=levels, domains=domains, features=features, target_level=1)} == {"team"}
    assert run(levels=levels, domains=domains, features=features, target_level=0) == ()


def test_a_locality_at_the_top_still_has_priorities_and_targets():
    domains = [domain(position=3, target=5), domain("hubs", position=4, priority=True)]
    suggestions = run(levels=NEEDS_TEAM_AT_3, domains=domains)
    assert [s.reason for s in suggestions] == [Reason.PRIORITY] * 3 + [Reason.TARGET] * 3
    assert ticked(suggestions) == ["hubs-3-1", "hubs-3-2"]


def test_a_blocker_that_is_a_priority_with_a_higher_target_is_listed_once_and_two_of_each_stage_are_ticked():
    suggestions = run(levels=NEEDS_TEAM_AT_3, domains=[domain(position=2, target=5, priority=True)])
    assert [s.reason for s in suggestions] == [Reason.NEXT_LEVEL] * 3 + [Reason.PRIORITY] * 3
    assert keys(suggestions) == ["team-1-1", "team-1-2", "team-1-3", "team-3-1", "team-3-2", "team-3-3"]
    assert ticked(suggestions) == ["team-1-1", "team-1-2", "team-3-1", "team-3-2"]


@pytest.mark.parametrize(
    ("target", "why"),
    [(4, "Team is a priority. It is at 2 today and its target is 4."), (None, "Team is a priority. It is at 2 today.")],
)
def test_a_priority_with_and_without_a_target(target, why):
    suggestions = run(domains=[domain(position=2, target=target, priority=True)])
    assert {s.why for s in suggestions} == {why}
    second_stage = ["team-3-1", "team-3-2"] if target else []
    assert ticked(suggestions) == ["team-1-1", "team-1-2", *second_stage]


@pytest.mark.parametrize(("position", "target"), [(3, 3), (4, 3), (5, None)])
def test_a_priority_with_nothing_to_reach_gives_nothing(position, target):
    assert run(domains=[domain(position=position, target=target, priority=True)]) == ()


def test_a_target_is_listed_unticked_with_its_reason():
    suggestions = run(domains=[domain(position=2, target=4)])
    assert {s.why for s in suggestions} == {"The target for Team is 4. It is at 2 today."}
    assert ticked(suggestions) == []


# Features


@pytest.mark.parametrize(
    ("state", "today"),
    [
        (None, "not answered yet"),
        (FeatureState.NOT_STARTED, "not started today"),
        (FeatureState.PLANNED, "planned today"),
        (FeatureState.PARTLY, "partly in place today"),
    ],
)
def test_a_feature_not_in_place_gives_one_suggestion_of_26_weeks_with_the_owner_open(state, today):
    (suggestion,) = run(levels=NEEDS_SHARING, features=[feature(state=state)])
    assert (suggestion.key, suggestion.kind) == ("feature:sharing", SuggestionKind.FEATURE)
    assert suggestion.title == "Put in place: Practices are sharing"
    assert suggestion.why == f"Level 1 needs this in place. It is {today}."
    assert (suggestion.domain_code, suggestion.feature_code) == (None, "sharing")
    assert (suggestion.weeks, suggestion.due) == (26, date(2019, 7, 8))
    assert (suggestion.owner_role, suggestion.support) == ("", None)
    assert suggestion.recommended


# Unanswered domains


@pytest.mark.parametrize(
    ("levels", "unanswered", "why"),
    [
        (NEEDS_TEAM_AT_3, domain(), "Level 1 needs Team at 3. It is not answered yet."),
        ((), domain(priority=True), "Team is a priority. It is not answered yet."),
        ((), domain(target=4), "The target for Team is 4. It is not answered yet."),
    ],
)
def test_an_unanswered_domain_is_to_be_answered_first_and_nothing_is_ticked(levels, unanswered, why):
    (suggestion,) = run(levels=levels, domains=[unanswered])
    assert (suggestion.key, suggestion.kind) == ("domain:team", SuggestionKind.ANSWER_FIRST)
    assert (suggestion.title, suggestion.why) == ("Answer Team first", why)
    assert (suggestion.weeks, suggestion.due, suggestion.recommended) == (None, None, False)


def test_an_unanswered_domain_that_nothing_asks_for_is_not_listed():
    assert run(domains=[domain()]) == ()


# Running it again


def test_running_again_lists_only_what_is_not_in_the_plan_and_ticks_no_third():
    suggestions = run(levels=NEEDS_TEAM_AT_3, domains=[domain(position=2)], in_plan={"team-1-1", "team-1-2"})
    assert keys(suggestions) == ["team-1-3"]
    assert ticked(suggestions) == []


def test_any_bridging_action_in_the_plan_counts_towards_the_two():
    one_taken = run(levels=NEEDS_TEAM_AT_3, domains=[domain(position=2)], in_plan={"team-1-3"})
    assert ticked(one_taken) == ["team-1-1"]
    two_taken = run(levels=NEEDS_TEAM_AT_3, domains=[domain(position=2)], in_plan={"team-1-1", "team-1-3"})
    assert ticked(two_taken) == []


def test_actions_of_an_earlier_step_do_not_count_towards_the_two():
    levels = (LevelRule(1, (), {"team": 4}),)
    suggestions = run(levels=levels, domains=[domain(position=3)], in_plan={"team-1-1", "team-1-2"})
    assert ticked(suggestions) == ["team-3-1", "team-3-2"]


def test_what_was_removed_comes_unticked_and_marked_and_nothing_takes_its_place():
    suggestions = run(
        levels=(LevelRule(1, ("sharing",), {"team": 3}),),
        domains=[domain(position=2)],
        features=[feature()],
        removed={"feature:sharing", "team-1-1"},
    )
    assert [(s.key, s.removed_before, s.recommended) for s in suggestions] == [
        ("feature:sharing", True, False),
        ("team-1-1", True, False),
        ("team-1-2", False, True),
        ("team-1-3", False, False),
    ]


def test_what_was_removed_and_added_again_is_in_the_plan():
    suggestions = run(
        levels=NEEDS_SHARING, features=[feature()], in_plan={"feature:sharing"}, removed={"feature:sharing"}
    )
    assert suggestions == ()
