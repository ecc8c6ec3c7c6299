"""Stages between where a domain is and what is needed, and how far actions carry it."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.action_chains import CHANGES, FINDS_OUT, bridges, reach, stages


@dataclass(frozen=True)
class Step:
    moves_from: int
    moves_to: int
    kind: str = CHANGES
    weeks: int = 8


ends = st.lists(st.integers(1, 5), min_size=2, max_size=2, unique=True).map(sorted)
changes = st.lists(st.builds(lambda pair: Step(*pair), ends), max_size=8)
positions = st.integers(1, 5)


@pytest.mark.parametrize(
    ("steps", "start", "needed", "expected"),
    [
        ((Step(1, 3), Step(3, 5)), 1, 5, [(1, 3, 1), (3, 5, 1)]),
        ((Step(1, 3), Step(3, 5)), 2, 3, [(2, 3, 1)]),
        ((Step(1, 2), Step(1, 5)), 1, 5, [(1, 2, 2), (2, 5, 1)]),  # the longer one bridges the rest
        ((Step(1, 3), Step(4, 5)), 1, 5, [(1, 3, 1)]),  # the guide stops short
        ((), 1, 5, []),
        ((Step(1, 3),), 3, 3, []),
    ],
)
def test_stages_follow_one_another(steps, start, needed, expected):
    assert [(one.start, one.end, len(one.actions)) for one in stages(steps, start, needed)] == expected


@given(changes, positions, positions, st.data())
def test_whichever_action_is_chosen_of_each_stage_the_next_one_follows_on(steps, start, needed, data):
    found = list(stages(steps, start, needed))
    chosen = [data.draw(st.sampled_from(stage.actions)) for stage in found]
    assert reach(chosen, start) >= (found[-1].end if found else start)


@given(changes, positions, positions)
def test_stages_go_as_far_as_the_actions_reach(steps, start, needed):
    found = list(stages(steps, start, needed))
    end = found[-1].end if found else start
    assert (end >= needed) == (max(start, reach(steps, start)) >= needed)
    assert all(bridges(action, stage.start) for stage in found for action in stage.actions)


@given(changes, changes, positions)
def test_more_actions_never_reach_less(steps, more, start):
    assert start <= reach(steps, start) <= reach([*steps, *more], start)


def test_finding_out_reaches_nothing_and_takes_its_time():
    assert reach([Step(1, 3, FINDS_OUT), Step(3, 5)], 1) == 1
    (stage,) = stages([Step(1, 3, FINDS_OUT, weeks=30), Step(1, 3, weeks=20), Step(1, 3, weeks=50)], 1, 3)
    assert stage.weeks == 30  # the first of each kind, not the longest of all
