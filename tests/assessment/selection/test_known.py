"""What the tool knows of a locality that applies: gathered anew for a draft, frozen when it is submitted."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from assessment.models import Diagnostic, Guide
from assessment.selection.queries.evidence import Evidence, collect, from_json, to_json
from assessment.selection.rules.eligibility import Outcome
from assessment.services.diagnostics import reopen_diagnostic
from localities.models import Locality, Practice, SignUp, User
from localities.services.practices import sign_up, withdraw_sign_up
from tests.cast import TODAY, World, make_practice

pytestmark = pytest.mark.postgres

WORDS = {"signed_by_name": "A partner", "signed_by_role": "GP partner", "signed_on": TODAY, "statement": "We take part"}


@given(st.builds(Evidence))
def test_what_is_frozen_comes_back_the_same(known: Evidence):
    assert from_json(json.loads(json.dumps(to_json(known)))) == known


@pytest.mark.parametrize("frozen", [{}, {"taken_on": "2018-09-12"}, {"taken_on": "once", "practices": []}])
def test_what_was_never_frozen_is_refused(frozen: dict[str, object]):
    with pytest.raises(ValueError, match="validation error"):
        from_json(frozen)


def test_practices_with_their_sign_ups(world: World, guide: Guide, practice_rep: User):
    practice = Practice.objects.get(ods_code="F81001")
    Practice.objects.filter(ods_code="F81003").update(list_size=None, list_size_as_of=None)
    sign_up(practice, WORDS, by=practice_rep)
    known = collect(world.canvey, guide, today=TODAY)
    first, second, third = known.practices
    assert first.sign_up
    assert (first.sign_up.name, first.sign_up.on, first.sign_up.statement) == ("A partner", TODAY, "We take part")
    assert (second.patients, second.counted_on, second.sign_up) == (10_002, date(2018, 7, 1), None)
    assert (third.patients, third.counted_on) == (None, None)
    assert (known.patients, known.without_list_size, known.signed) == (20_003, 1, 1)
    withdraw_sign_up(practice, by=practice_rep)
    assert collect(world.canvey, guide, today=TODAY).signed == 0


def test_each_criterion_has_what_its_check_found(world: World, guide: Guide):
    known = collect(world.canvey, guide, today=TODAY)
    assert list(known.checks) == [one.code for one in guide.ordered_criteria]
    assert known.checks["population-coverage"].outcome == Outcome.MET
    assert "30,006 registered patients" in known.checks["population-coverage"].words
    assert known.checks["practice-sign-up"].words == "0 of 3 practices signed up."
    assert known.checks["credible-leadership"].outcome == Outcome.NOT_CHECKED


def test_a_locality_without_anything(world: World, guide: Guide):
    empty = Locality.objects.create(commissioner=world.commissioner, name="Nowhere yet", slug="nowhere-yet")
    known = collect(empty, guide, today=TODAY)
    assert (known.practices, known.patients, known.signed, known.diagnostic) == ((), 0, 0, None)
    assert {one.outcome for one in known.checks.values()} == {Outcome.NOT_CHECKED}
    assert from_json(to_json(known)) == known


def test_the_area_in_the_locality_s_own_words(world: World, guide: Guide):
    world.canvey.geography, world.canvey.local_authority = "An island, with one road off it", "Castle Point"
    known = collect(world.canvey, guide, today=TODAY)
    assert (known.geography, known.local_authority) == ("An island, with one road off it", "Castle Point")


def test_an_agreed_diagnostic_is_told(world: World, guide: Guide, agreed_diagnostic: Diagnostic):
    told = collect(world.canvey, guide, today=TODAY).diagnostic
    assert told
    assert (told.title, told.level) == ("September 2018", "Level 1, working towards Level 2")
    assert {(area.score, area.answered == area.total) for area in told.areas} == {(25, True)}
    assert set(told.positions.values()) == {2}
    assert told.blockers


def test_an_open_or_reopened_diagnostic_is_not_told(
    world: World, guide: Guide, agreed_diagnostic: Diagnostic, lead: User
):
    reopen_diagnostic(agreed_diagnostic, by=lead, why="An answer was wrong")
    assert collect(world.canvey, guide, today=TODAY).diagnostic is None


def test_a_sign_up_to_another_locality_is_none(world: World, guide: Guide):
    practice = Practice.objects.get(ods_code="F81001")
    SignUp.objects.create(practice=practice, locality=world.rayleigh, **WORDS)
    assert collect(world.canvey, guide, today=TODAY).signed == 0


@pytest.mark.parametrize("more", [0, 20])
def test_gathering_costs_the_same_for_any_number_of_practices(
    more: int,
    world: World,
    guide: Guide,
    agreed_diagnostic: Diagnostic,
    django_assert_num_queries: DjangoAssertNumQueries,
):
    for number in range(more):
        make_practice(world.canvey, f"G{number:05}")
    whole = Guide.objects.whole(guide.pk)
    collect(world.canvey, whole, today=TODAY)  # the guide is read once and kept
    with django_assert_num_queries(6):  # practices, sign-ups, diagnostic, and its answers in three
        collect(world.canvey, whole, today=TODAY)
