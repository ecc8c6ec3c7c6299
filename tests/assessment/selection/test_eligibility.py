"""What the figures say: the borders of the guide's ranges, and what must hold whatever the practices are."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessment.selection.rules.eligibility import (
    CHECKS,
    FOR_PEOPLE,
    NOBODY,
    Check,
    Outcome,
    PracticeFigures,
    check,
    population_coverage,
    practice_sign_up,
)

MET, CLOSE, NOT_MET, NOT_CHECKED = Outcome.MET, Outcome.CLOSE, Outcome.NOT_MET, Outcome.NOT_CHECKED
WORST_FIRST = [NOT_MET, CLOSE, MET]


def sizes(*patients: int | None) -> list[PracticeFigures]:
    return [PracticeFigures(one, signed=False) for one in patients]


def signed(*practices: tuple[int | None, bool]) -> list[PracticeFigures]:
    return [PracticeFigures(patients, signed=one) for patients, one in practices]


# Population ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("patients", "outcome", "suggests"),
    [
        (0, NOT_MET, (1,)),
        (19_999, NOT_MET, (1,)),
        (20_000, CLOSE, (2,)),
        (29_999, CLOSE, (2,)),
        (30_000, MET, (3, 4)),
        (50_000, MET, (3, 4)),
        (50_001, CLOSE, (2,)),
        (70_000, CLOSE, (2,)),
        (70_001, NOT_MET, (1,)),
    ],
)
def test_the_borders_of_the_population(patients: int, outcome: Outcome, suggests: tuple[int, ...]):
    found = population_coverage(sizes(patients))
    assert (found.outcome, found.suggests) == (outcome, suggests)
    assert f"{patients:,} registered patients. The range is 30,000 to 50,000." in found.words


def test_one_patient_is_one_patient():
    assert population_coverage(sizes(1)).words.startswith("1 registered patient. ")


def test_a_missing_list_size_leaves_it_open():
    found = population_coverage(sizes(29_000, None))
    assert (found.outcome, found.suggests) == (NOT_CHECKED, ())
    assert found.words.startswith("1 practice has no list size. The others have 29,000 patients.")
    assert population_coverage(sizes(9_000, None, None)).words.startswith("2 practices have no list size.")


def test_a_missing_list_size_makes_no_difference_when_there_are_too_many_already():
    found = population_coverage(sizes(70_001, None))
    assert found == Check(NOT_MET, "At least 70,001 registered patients. The range is 30,000 to 50,000.", (1,))


def test_up_to_the_last_patient_a_missing_list_size_could_matter():
    assert population_coverage(sizes(70_000, None)).outcome == NOT_CHECKED


def test_without_any_list_size_there_are_no_others():
    assert population_coverage(sizes(None)).words == "No list size is known. The range is 30,000 to 50,000."


# Sign-up ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("practices", "outcome", "suggests", "words"),
    [
        ([(9000, True)], MET, (4,), "1 of 1 practice signed up. They look after 9,000 of 9,000 patients (100%)."),
        ([(9000, False)], NOT_MET, (0,), "0 of 1 practice signed up."),
        ([(9000, False)] * 3, NOT_MET, (0,), "0 of 3 practices signed up."),
        ([(9000, True)] + [(9000, False)] * 2, NOT_MET, (1,), "1 of 3 practices signed up."),
        ([(9000, True), (9000, False)], CLOSE, (2,), "1 of 2 practices signed up."),
        # One is not signed: three in four, and most patients.
        ([(9000, True)] * 3 + [(9000, False)], MET, (3,), "3 of 4 practices signed up."),
        # Three in four practices, but not most patients.
        ([(9000, True)] * 3 + [(27000, False)], CLOSE, (2,), "27,000 of 54,000 patients (50%)."),
        ([(9000, True)] * 3 + [(26999, False)], MET, (3,), "27,000 of 53,999 patients (50%)."),
        # Most patients, but not three in four practices.
        ([(30000, True)] * 2 + [(1, False)], CLOSE, (2,), "60,000 of 60,001 patients (99%)."),
        # Not known, whether most patients.
        ([(9000, True)] * 3 + [(None, False)], CLOSE, (2, 3), "not known: a list size is missing."),
        ([(None, True), (9000, False)], CLOSE, (2,), "not known: a list size is missing."),
        ([(None, True)] * 2, MET, (4,), "2 of 2 practices signed up. Their share of patients is not known"),
        ([(0, True)] * 3 + [(0, False)], CLOSE, (2,), "They look after 0 of 0 patients (0%)."),
    ],
)
def test_sign_up(practices: list[tuple[int | None, bool]], outcome: Outcome, suggests: tuple[int, ...], words: str):
    found = practice_sign_up(signed(*practices))
    assert (found.outcome, found.suggests) == (outcome, suggests)
    assert words in found.words


# Which check ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CHECKS)
def test_without_practices_nothing_is_checked(name: str):
    assert check(name, []) == NOBODY


@pytest.mark.parametrize("name", ["", "no_such_check"])
def test_what_has_no_check_is_for_people(name: str):
    assert check(name, sizes(40_000)) == check(name, []) == FOR_PEOPLE


def test_every_outcome_has_its_word():
    assert [one.label for one in Outcome] == ["Met", "Close", "Not met", "Not checked"]


# Whatever the practices are -----------------------------------------------------------------------------------------

figures = st.builds(PracticeFigures, patients=st.none() | st.integers(0, 200_000), signed=st.booleans())
known_figures = st.builds(PracticeFigures, patients=st.integers(0, 80_000), signed=st.booleans())


@given(st.sampled_from([*CHECKS, "", "other"]), st.lists(figures, max_size=12))
def test_a_check_never_fails_and_always_says_something(name: str, practices: list[PracticeFigures]):
    found = check(name, practices)
    assert found.words.endswith(".")
    assert all(0 <= score <= 4 for score in found.suggests)
    assert bool(found.suggests) == (found.outcome != NOT_CHECKED)


@given(st.lists(known_figures, min_size=1, max_size=12))
def test_the_population_depends_on_the_sum_only(practices: list[PracticeFigures]):
    together = PracticeFigures(sum(one.patients or 0 for one in practices), signed=False)
    assert population_coverage(practices) == population_coverage([together])


@given(st.lists(figures, min_size=1, max_size=12), st.randoms())
def test_the_order_of_practices_does_not_matter(practices: list[PracticeFigures], chance):
    shuffled = chance.sample(practices, len(practices))
    for one in CHECKS.values():
        assert one(shuffled) == one(practices)


@given(st.lists(figures, min_size=1, max_size=12))
def test_whoever_signed_changes_nothing_about_the_population(practices: list[PracticeFigures]):
    unsigned = [PracticeFigures(one.patients, signed=False) for one in practices]
    assert population_coverage(unsigned) == population_coverage(practices)


@given(st.lists(figures, min_size=1, max_size=12), st.data())
def test_signing_one_more_never_makes_it_worse(practices: list[PracticeFigures], data):
    unsigned = [number for number, one in enumerate(practices) if not one.signed]
    assume(unsigned)
    number = data.draw(st.sampled_from(unsigned))
    after = [PracticeFigures(one.patients, one.signed or at == number) for at, one in enumerate(practices)]
    before, now = practice_sign_up(practices), practice_sign_up(after)
    assert WORST_FIRST.index(now.outcome) >= WORST_FIRST.index(before.outcome)
    assert min(now.suggests) >= min(before.suggests)
    assert max(now.suggests) >= max(before.suggests)


@given(st.lists(figures, min_size=1, max_size=12))
def test_all_and_nobody_are_the_ends_of_the_scale(practices: list[PracticeFigures]):
    assert practice_sign_up([PracticeFigures(one.patients, signed=True) for one in practices]).suggests == (4,)
    assert practice_sign_up([PracticeFigures(one.patients, signed=False) for one in practices]).suggests == (0,)


@given(st.lists(figures, min_size=1, max_size=12))
def test_the_words_name_the_numbers(practices: list[PracticeFigures]):
    population, sign_up = population_coverage(practices).words, practice_sign_up(practices).words
    known = [one.patients for one in practices if one.patients is not None]
    if known:
        assert f"{sum(known):,} " in population
    assert "30,000 to 50,000" in population
    assert sign_up.startswith(f"{sum(one.signed for one in practices)} of {len(practices)} practice")


@given(st.lists(figures, min_size=1, max_size=12), st.integers(0, 200_000))
def test_what_is_said_despite_a_missing_list_size_holds_whatever_it_is(practices: list[PracticeFigures], patients: int):
    before = population_coverage([*practices, PracticeFigures(None, signed=False)])
    filled = [PracticeFigures(patients if one.patients is None else one.patients, one.signed) for one in practices]
    after = population_coverage([*filled, PracticeFigures(patients, signed=False)])
    assert before.outcome in (NOT_CHECKED, after.outcome)


@given(st.lists(figures, min_size=1, max_size=12))
def test_all_patients_are_said_only_when_it_is_all_of_them(practices: list[PracticeFigures]):
    words = practice_sign_up(practices).words
    if "(100%)" in words:
        assert all(one.signed or not one.patients for one in practices)
