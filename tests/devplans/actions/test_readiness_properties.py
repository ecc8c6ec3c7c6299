from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from devplans.rules.readiness import (
    ActionFacts,
    Blocker,
    CapacityFacts,
    CoreMetric,
    Measure,
    MetricFacts,
    OptionalSection,
    PlanFacts,
    Side,
    missing,
)

CODES = ["one", "two", "three"]
texts = st.sampled_from(["", " ", "Words"])
days = st.none() | st.just(date(2019, 3, 31))
numbers = st.none() | st.just(Decimal(5))
measures = st.builds(Measure, numbers, days, days, texts, numbers, days)
actions = st.builds(ActionFacts, st.integers(1, 9), texts, texts, days, texts)
metrics = st.builds(MetricFacts, st.integers(1, 9), st.sampled_from(CODES), texts, st.sampled_from(CODES), measures)
plans = st.builds(
    PlanFacts,
    target_level=st.integers(1, 4),
    uncovered=st.lists(st.builds(Blocker, st.sampled_from(CODES), texts), max_size=3).map(tuple),
    uncovered_why=texts,
    actions=st.lists(actions, max_size=4).map(tuple),
    core_metrics=st.lists(st.builds(CoreMetric, st.sampled_from(CODES), texts, texts), max_size=3).map(tuple),
    metrics=st.lists(metrics, max_size=4).map(tuple),
    capacity=st.builds(CapacityFacts, st.booleans(), st.booleans(), texts),
    optional=st.lists(
        st.builds(OptionalSection, st.sampled_from(CODES), texts, texts, st.booleans(), texts), max_size=3
    ).map(tuple),
    sides=st.tuples(st.builds(Side, texts, st.integers(0, 2)), st.builds(Side, texts, st.integers(0, 2))),
)


@given(plans)
def test_every_thing_missing_says_what_to_do_and_where(plan):
    for one in missing(plan):
        assert one.words
        assert one.page or one.section in CODES
        assert one.words[0].isupper()
        assert not one.words.endswith(".")


@given(plans, actions)
def test_a_finished_action_never_adds_to_what_is_missing(plan, action):
    finished = replace(action, owner_name="Manager", due=date(2019, 3, 31), status="done")
    assert len(missing(replace(plan, actions=(*plan.actions, finished)))) <= len(missing(plan))


@given(plans)
def test_rows_speak_of_rows_of_the_plan(plan):
    rows = {"action": {action.row for action in plan.actions}, "metric": {metric.row for metric in plan.metrics}}
    assert all(one.row in rows[one.page] for one in missing(plan) if one.row is not None)


@given(plans)
def test_reasons_in_words_never_add_to_what_is_missing(plan):
    explained = replace(
        plan,
        uncovered_why="Because",
        capacity=replace(plan.capacity, remaining_why="Because"),
        optional=tuple(replace(section, not_needed_why="Because") for section in plan.optional),
    )
    assert set(missing(explained)) <= set(missing(plan))
