from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from devplans.rules.readiness import (
    ActionFacts,
    Blocker,
    CapacityFacts,
    CoreMetric,
    Measure,
    MetricFacts,
    Missing,
    OptionalSection,
    PlanFacts,
    Side,
    missing,
)

DAY = date(2019, 3, 31)
MEASURED = Measure(baseline=Decimal(54), baseline_on=DAY, target=Decimal(65), review=DAY)
ACTION = ActionFacts(7, "Write terms of reference", "Locality manager", DAY, "not_started")
METRIC = MetricFacts(3, "pt-phone", "Ease of getting through", "patient", MEASURED)
READY = PlanFacts(
    target_level=2,
    uncovered=(),
    uncovered_why="",
    actions=(ACTION,),
    core_metrics=(CoreMetric("pt-phone", "Ease of getting through", "patient"),),
    metrics=(METRIC,),
    capacity=CapacityFacts(is_saved=True, closes=False, remaining_why="The board looks at it again in March"),
    optional=(
        OptionalSection("staffing", "Staff and skill mix", "staffing", is_filled_in=True),
        OptionalSection("digital", "Digital", "digital", is_filled_in=False, not_needed_why="Done last year"),
    ),
    sides=(Side("the locality", 1), Side("the CCG", 2)),
)


def with_action(**changes: object) -> PlanFacts:
    return replace(READY, actions=(replace(ACTION, **changes),))


def with_measure(**changes: object) -> PlanFacts:
    return replace(READY, metrics=(replace(METRIC, measure=replace(MEASURED, **changes)),))


def test_a_plan_with_everything_is_ready():
    assert missing(READY) == ()


@pytest.mark.parametrize(
    ("facts", "section", "words", "page", "row"),
    [
        (
            replace(READY, uncovered=(Blocker("leadership", "Leadership"),)),
            "actions",
            "Add an action for one thing that Level 2 needs, or say why there is none yet",
            "plan-uncovered",
            None,
        ),
        (with_action(owner_name=" "), "actions", "Give ‘Write terms of reference’ an owner", "action", 7),
        (
            with_action(owner_name="", due=None, status=""),
            "actions",
            "Give ‘Write terms of reference’ an owner, a due date and a status",
            "action",
            7,
        ),
        (
            replace(READY, capacity=CapacityFacts(is_saved=False, closes=True, remaining_why="")),
            "capacity",
            "Look at demand and capacity, choose what you count on, and save it",
            "plan-capacity",
            None,
        ),
        (
            replace(READY, capacity=CapacityFacts(is_saved=True, closes=False, remaining_why=" ")),
            "capacity",
            "Say what is done about the gap that remains",
            "plan-capacity",
            None,
        ),
        (
            replace(READY, optional=(replace(READY.optional[1], not_needed_why=""),)),
            "digital",
            "Fill in ‘Digital’, or say why it is not needed",
            "digital",
            None,
        ),
        (
            replace(READY, sides=(Side("the locality", 3), Side("the CCG", 0))),
            "commitments",
            "Add a commitment of the CCG",
            "commitments",
            None,
        ),
        (with_measure(baseline=None), "metrics", "Add the baseline of ‘Ease of getting through’", "metric", 3),
        (
            with_measure(target=None, review=None),
            "metrics",
            "Add the target and review date of ‘Ease of getting through’",
            "metric",
            3,
        ),
        (
            with_measure(baseline_on=None, baseline_due=DAY),
            "metrics",
            "Add the baseline of ‘Ease of getting through’",
            "metric",
            3,
        ),
    ],
)
def test_each_thing_missing_is_an_instruction_with_its_page(facts, section, words, page, row):
    assert missing(facts) == (Missing(section, words, page, row),)


def test_a_written_reason_stands_in_for_actions():
    waiting = replace(READY, uncovered=(Blocker("governance", "Governance"),), actions=())
    assert [one.page for one in missing(waiting)] == ["plan-uncovered"]
    assert missing(replace(waiting, uncovered_why="It needs the hub first")) == ()


def test_a_date_for_the_baseline_and_why_stand_in_for_it():
    later = Measure(baseline_due=DAY, baseline_why="The survey runs in June", target=Decimal(65), review=DAY)
    assert missing(replace(READY, metrics=(replace(METRIC, measure=later),))) == ()


def test_a_gap_that_closes_needs_no_words():
    assert missing(replace(READY, capacity=CapacityFacts(is_saved=True, closes=True, remaining_why=""))) == ()


def test_each_category_of_the_core_metrics_wants_one_metric():
    burnout = CoreMetric("pr-burnout", "Staff burnout", "practice")
    assert [one.words for one in missing(replace(READY, core_metrics=(*READY.core_metrics, burnout)))] == [
        "Add ‘Staff burnout’, which every plan has",
        "Choose a metric of practice impact",
    ]


def test_what_is_missing_comes_in_the_order_of_the_plan():
    empty = PlanFacts(
        target_level=2,
        uncovered=(Blocker("governance", "Governance"),),
        uncovered_why="",
        actions=(),
        core_metrics=READY.core_metrics,
        metrics=(),
        capacity=CapacityFacts(is_saved=False, closes=False, remaining_why=""),
        optional=tuple(replace(section, is_filled_in=False, not_needed_why="") for section in READY.optional),
        sides=(Side("the locality", 0), Side("the CCG", 0)),
    )
    assert [one.section for one in missing(empty)] == [
        "capacity",
        "staffing",
        "digital",
        "actions",
        "commitments",
        "commitments",
        "metrics",
        "metrics",
    ]
