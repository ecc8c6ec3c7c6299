"""What the room is told of its hands, what it talks about first and when, and codes that thumbs type."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.workshop.rules.agenda import (
    ARRIVING,
    CLOSING,
    FEW,
    Candidate,
    next_third,
    those_that_matter_most,
    times_of,
)
from assessment.workshop.rules.facilitating import priorities_in_words, question
from assessment.workshop.rules.join_codes import LETTERS, as_typed, in_threes
from assessment.workshop.rules.spread import Raised, counts_of, disagreement, furthest_apart
from assessment.workshop.rules.text_sizes import size_of_descriptions, size_of_prompts

POSITIONS = st.lists(st.integers(1, 5), max_size=40)


def test_two_or_more_apart_is_said_with_who_stands_at_the_ends() -> None:
    hands = [Raised("A", 1), Raised("B", 3), Raised("C", 1), Raised("D", 2)]
    apart = furthest_apart(counts_of((hand.position for hand in hands), 5), hands)
    assert apart
    assert (apart.lowest, apart.highest) == (1, 3)
    assert (apart.at_lowest, apart.at_highest) == (("A", "C"), ("B",))


@pytest.mark.parametrize(("positions", "top"), [([], 5), ([3], 5), ([3, 4, 4], 5), ([1, 1], 3)])
def test_one_apart_or_none_is_close_together(positions: list[int], top: int) -> None:
    assert furthest_apart(counts_of(positions, top)) is None


def test_on_a_scale_of_three_one_apart_is_far() -> None:
    """As for numbers that suggest another position: as far as the middle from the start."""
    assert furthest_apart(counts_of([1, 2], 3)) is not None


@given(POSITIONS)
def test_no_hand_is_lost_in_counting(positions: list[int]) -> None:
    counts = counts_of(positions, 5)
    assert sum(counts) == len(positions)
    assert [at for at, many in enumerate(counts, start=1) for _ in range(many)] == sorted(positions)


@given(POSITIONS)
def test_the_ends_are_those_of_the_hands(positions: list[int]) -> None:
    apart = furthest_apart(counts_of(positions, 5))
    if apart:
        assert (apart.lowest, apart.highest) == (min(positions), max(positions))
        assert apart.highest - apart.lowest >= 2
    else:
        assert not positions or max(positions) - min(positions) < 2


@given(POSITIONS, st.randoms(use_true_random=False))
def test_how_far_views_differ_asks_nothing_of_their_order(positions: list[int], chance) -> None:  # type: ignore[no-untyped-def]
    mixed = list(positions)
    chance.shuffle(mixed)
    assert disagreement(mixed) == disagreement(positions)
    assert (disagreement(positions)[0] == 0) == (len(set(positions)) < 2)


def test_what_matters_most_comes_first() -> None:
    found = those_that_matter_most(
        [
            Candidate("alike", (3, 3, 3), answered=True),
            Candidate("open"),
            Candidate("apart", (1, 5), answered=True),
            Candidate("split", (1, 1, 5, 5), answered=True),
            Candidate("parked", (2, 2), parked=True, answered=True),
            Candidate("near", (2, 3), answered=True),
        ]
    )
    assert found == ["parked", "apart", "split", "near", "open", "alike"]


def test_one_session_takes_few() -> None:
    assert len(those_that_matter_most([Candidate(str(n)) for n in range(24)])) == FEW


def test_three_sessions_take_the_whole_guide() -> None:
    guide = [Candidate(f"d{n}") for n in range(24)]
    taken: list[str] = []
    for _ in range(3):
        taken += next_third([Candidate(one.code, discussed=one.code in taken) for one in guide])
    assert taken == [one.code for one in guide]


def test_the_next_session_begins_with_what_the_last_wanted_to_come_back_to() -> None:
    guide = [Candidate("a", discussed=True), Candidate("b", discussed=True, parked=True), Candidate("c")]
    assert next_third(guide) == ["b"]
    assert next_third([*guide, Candidate("d"), Candidate("e")]) == ["b", "c"]


def test_two_hours_over_eight_domains_are_twelve_minutes_each() -> None:
    times = times_of(time(13), time(15), 8)
    assert times.each == 12
    assert times.begins[:2] == (time(13, 10), time(13, 22))
    assert times.closing == time(14, 50)
    assert not times.too_short


def test_too_many_domains_are_said_to_be() -> None:
    assert times_of(time(13), time(15), 24).too_short


CLOCKS = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@given(CLOCKS, CLOCKS, st.integers(1, 24))
def test_an_agenda_stays_within_its_time(one: time, other: time, count: int) -> None:
    starts, ends = sorted((one, other))
    times = times_of(starts, ends, count)
    assert len(times.begins) == count
    assert list(times.begins) == sorted(times.begins)
    assert all(begin <= max(ends, starts) for begin in times.begins)
    length = (ends.hour - starts.hour) * 60 + ends.minute - starts.minute
    assert times.each * count <= max(0, length - ARRIVING - CLOSING)


@pytest.mark.parametrize("typed", ["K7M4QP", "k7m 4qp", " K7M-4QP ", "k 7 m 4 q p"])
def test_a_code_is_read_however_it_is_written(typed: str) -> None:
    assert as_typed(typed) == "K7M4QP"


@pytest.mark.parametrize("typed", ["", "K7M4Q", "K7M4QPP", "K7M4Q0", "K7M4QI", "ＫＫＫＫＫＫ"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert as_typed(typed) == ""


@given(st.text(LETTERS, min_size=6, max_size=6))
def test_a_code_as_it_is_shown_is_read_as_it_is(code: str) -> None:
    assert as_typed(in_threes(code).lower()) == code


def test_priorities_are_counted_and_never_forbidden() -> None:
    assert priorities_in_words(0) == "None chosen so far. About five is enough."
    assert priorities_in_words(4) == "4 chosen so far. About five is enough."
    assert priorities_in_words(7) == "7 chosen. About five is enough."


def test_three_questions_come_in_turn() -> None:
    assert len({question(number) for number in range(6)}) == 3
    assert question(0) == question(3)


def test_long_texts_are_set_smaller() -> None:
    assert size_of_prompts(["short"] * 4) == ""
    assert size_of_prompts(["x" * 60] * 7) == "many"
    assert size_of_prompts(["x" * 90] * 8) == "most"
    assert size_of_descriptions([300, 200], 3) == ""
    assert size_of_descriptions([300, 200], 5) == "longest"
