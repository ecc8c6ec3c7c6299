"""Applying for a wave: the services, what they freeze, and that the clock and the state are asked by them."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from assessment.models import Diagnostic, Guide
from assessment.selection.models import Application, ApplicationAnswer, Wave
from assessment.selection.models.application_transitions import WITHDRAW
from assessment.selection.pages.application import evidence_of, read_criteria
from assessment.selection.queries.evidence import from_json
from assessment.selection.queries.statements import has_changed
from assessment.selection.services.applications import (
    APPLICATION,
    missing_from,
    save_answer,
    start_application,
    submit_application,
    why_not_taken,
    withdraw_application,
)
from assessment.services.diagnostics import reopen_diagnostic
from localities.kit.models import AuditEvent
from localities.kit.pages.phrases import count_words
from localities.kit.refused import Refused
from localities.models import Practice, User
from localities.services.practices import save_practice, sign_up, withdraw_sign_up
from tests.assessment.selection.rounds import make_wave, set_state
from tests.cast import TODAY, World, make_practice

State = Application.State
SIGNED = {"name": "The lead", "role": "Locality lead"}


def close(wave: Wave) -> None:
    """The closing time passes; nobody has moved the wave."""
    Wave.objects.filter(pk=wave.pk).update(closes_at=timezone.now())


def again(application: Application) -> Application:
    return Application.objects.select_related("wave", "locality").get(pk=application.pk)


def submit(application: Application, lead: User) -> Application:
    submit_application(application, by=lead, **SIGNED)
    return again(application)


# Beginning ----------------------------------------------------------------------------------------------------------


def test_an_application_starts_with_an_empty_answer_for_each_criterion(wave: Wave, world: World, lead: User):
    application = start_application(world.canvey, wave, by=lead)
    assert application.state == State.DRAFT
    answers = application.answers.values_list("criterion__code", "statement", "evidence", "revision")
    assert list(answers) == [(one.code, "", "", 0) for one in wave.whole_guide.ordered_criteria]


def test_beginning_twice_goes_on_with_the_first(wave: Wave, world: World, lead: User, colleague: User):
    first = start_application(world.canvey, wave, by=lead)
    assert start_application(world.canvey, wave, by=colleague) == first
    close(wave)
    assert start_application(world.canvey, wave, by=lead) == first
    assert AuditEvent.objects.filter(what="Began the application").count() == 1


def test_a_draft_is_not_told_in_the_locality_s_record_which_the_ccg_reads(wave: Wave, world: World, lead: User):
    start_application(world.canvey, wave, by=lead)
    assert not AuditEvent.objects.filter(locality_id=world.canvey.pk).exists()


@pytest.mark.parametrize("state", [one for one in Wave.State if one != Wave.State.OPEN])
def test_nobody_begins_while_the_wave_is_not_open(state: str, wave: Wave, world: World, lead: User):
    with pytest.raises(Refused, match="Wave 1"):
        start_application(world.canvey, set_state(wave, state), by=lead)


def test_nobody_begins_before_or_after_the_time(guide: Guide, world: World, lead: User):
    now = timezone.now()
    early = make_wave(world.commissioner, guide, opens_at=now + timedelta(hours=1), closes_at=now + timedelta(hours=2))
    with pytest.raises(Refused, match="opens on"):
        start_application(world.canvey, early, by=lead)
    late = make_wave(world.commissioner, guide, closes_at=now)
    with pytest.raises(Refused, match="closed on"):
        start_application(world.canvey, late, by=lead)


def test_a_locality_applies_to_its_own_ccg_only(wave: Wave, world: World, outsider: User):
    with pytest.raises(Refused, match="another CCG"):
        start_application(world.tilbury, wave, by=outsider)


def test_the_moment_of_closing_is_too_late(wave: Wave):
    assert why_not_taken(wave, wave.closes_at - timedelta(microseconds=1)) == ""
    assert why_not_taken(wave, wave.closes_at).startswith("Wave 1 closed on ")
    assert why_not_taken(wave, wave.opens_at) == ""
    assert why_not_taken(wave, wave.opens_at - timedelta(microseconds=1)).startswith("Wave 1 opens on ")


def test_a_wave_that_was_closed_before_its_time_says_no_time(wave: Wave):
    wave.state = Wave.State.CLOSED
    assert why_not_taken(wave, timezone.now()) == "Wave 1 takes no more applications."


# Writing ------------------------------------------------------------------------------------------------------------


def test_two_people_s_changes_are_merged(draft_application: Application, lead: User, colleague: User):
    answer = draft_application.answers.all()[0]
    save_answer(answer, {"statement": "We are an island"}, base_revision=0, by=lead)
    result = save_answer(answer, {"statement": answer.statement, "evidence": "A map"}, base_revision=0, by=colleague)
    assert (result.changed, result.merged, result.conflicts) == (("evidence",), ("statement",), ())
    assert result.row.statement == "We are an island"


def test_what_is_late_is_refused_and_the_draft_stays(wave: Wave, draft_application: Application, lead: User):
    answer = draft_application.answers.all()[0]
    close(wave)
    with pytest.raises(Refused, match=r"Wave 1 closed on .* what you saved is kept"):
        save_answer(answer, {"statement": "Too late"}, base_revision=0, by=lead)
    assert draft_application.answers.all()[0].statement == answer.statement


def test_what_is_submitted_stands_until_it_is_submitted_again(
    wave: Wave, draft_application: Application, lead: User, colleague: User
):
    answer = draft_application.answers.all()[0]
    first, before = submit(draft_application, lead), answer.statement
    save_answer(answer, {"statement": "One more thing that we have said"}, base_revision=0, by=colleague)
    assert has_changed(first)
    assert read_criteria(first, evidence_of(first))[0].statement == before
    newer = submit(draft_application, colleague)
    assert (newer.state, newer.submitted_by, has_changed(newer)) == (State.SUBMITTED, colleague, False)
    assert newer.submitted_at > first.submitted_at
    assert read_criteria(newer, evidence_of(newer))[0].statement == "One more thing that we have said"


def test_who_runs_out_of_time_while_changing_stays_in_the_wave(wave: Wave, draft_application: Application, lead: User):
    answer = draft_application.answers.all()[0]
    application = submit(draft_application, lead)
    save_answer(answer, {"statement": "Better words, never submitted"}, base_revision=0, by=lead)
    close(wave)
    with pytest.raises(Refused, match=r"Wave 1 closed on .* stands; what you saved since is kept"):
        submit_application(application, by=lead, **SIGNED)
    with pytest.raises(Refused, match="stands"):
        save_answer(answer, {"statement": "Later still"}, base_revision=1, by=lead)
    application = again(application)
    assert application.state == State.SUBMITTED
    assert "Better words" not in json.dumps(application.submitted)
    assert application.answers.all()[0].statement == "Better words, never submitted"


# Submitting ---------------------------------------------------------------------------------------------------------


def test_what_is_missing_is_listed_in_the_guide_s_order(wave: Wave, world: World, lead: User):
    application = start_application(world.canvey, wave, by=lead)
    first, second, *_ = application.answers.all()
    save_answer(first, {"statement": "word " * 301}, base_revision=0, by=lead)
    save_answer(second, {"statement": "word\n\n" * 300}, base_revision=0, by=lead)
    texts = [one.text for one in missing_from(application)]
    assert texts == [
        "Appropriate population coverage: shorten the statement to 300 words. It has 301",
        "Commitment to developing the locality: write a statement",
        "Demonstrable practice sign-up: write a statement",
    ]
    assert missing_from(application)[0].url == f"/applications/{application.pk}/#population-coverage-statement"
    with pytest.raises(Refused, match="still missing"):
        submit_application(application, by=lead, **SIGNED)
    assert again(application).state == State.DRAFT


WORDS = [
    ("", 0),
    (" \n\t", 0),
    ("one", 1),
    (" one  two\nthree ", 3),
    ("a - b", 2),
    ("—", 0),
    (". … !", 0),
    ("day-to-day work", 2),
    ("the GPs’ 38,500 patients at 4.5%", 6),
    ("and/or", 2),
    ("word/" * 1500, 1500),
    ("word_" * 1500, 1500),
    ("word\N{ZERO WIDTH SPACE}" * 1500, 1500),
    ("word" * 1500, 200),
    ("caf\N{LATIN SMALL LETTER E WITH ACUTE}s cafe\N{COMBINING ACUTE ACCENT}s", 2),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_words_are_letters_and_figures(text: str, words: int):
    assert count_words(text) == words


@pytest.mark.parametrize("statement", ["—", ".", "x", "see the evidence"])
def test_a_statement_needs_real_words(draft_application: Application, lead: User, statement: str):
    ApplicationAnswer.objects.update(statement=statement)
    assert len(missing_from(draft_application)) == 4
    with pytest.raises(Refused, match="still missing"):
        submit_application(draft_application, by=lead, **SIGNED)


def test_a_statement_that_is_too_short_says_how_many_words_it_needs(draft_application: Application):
    ApplicationAnswer.objects.update(statement="see above")
    assert missing_from(draft_application)[0].text.endswith("write a statement of at least 5 words. It has 2 words")


def test_submitting_signs_freezes_and_tells(wave: Wave, draft_application: Application, lead: User, world: World):
    application = submit(draft_application, lead)
    assert (application.state, application.submitted_by) == (State.SUBMITTED, lead)
    assert (application.signed_name, application.signed_role) == ("The lead", "Locality lead")
    known = from_json(application.known)
    assert (known.taken_on, known.patients) == (timezone.localdate(), 30_006)
    event = AuditEvent.objects.get(what="Submitted the application")
    assert (event.locality_id, event.moved_from, event.moved_to) == (world.canvey.pk, "draft", "submitted")


def test_nobody_submits_twice(draft_application: Application, lead: User, colleague: User):
    submit(draft_application, lead)
    with pytest.raises(Refused, match="Nothing has changed since"):
        submit_application(draft_application, by=colleague, **SIGNED)
    assert again(draft_application).submitted_by == lead


def test_submitting_late_is_refused_and_the_draft_kept(wave: Wave, draft_application: Application, lead: User):
    close(wave)
    with pytest.raises(Refused, match="was not submitted; what you saved is kept"):
        submit_application(draft_application, by=lead, **SIGNED)
    application = again(draft_application)
    assert (application.state, application.known, application.submitted_at) == (State.DRAFT, None, None)
    assert "Canvey Island says on" in application.answers.all()[0].statement


def test_what_is_frozen_never_changes(
    agreed_diagnostic: Diagnostic, draft_application: Application, world: World, practice_rep: User, lead: User
):
    practice = Practice.objects.get(ods_code="F81001")
    words = {"signed_by_name": "A partner", "signed_by_role": "GP partner", "signed_on": TODAY}
    sign_up(practice, words, by=practice_rep)
    frozen = json.dumps(submit(draft_application, lead).known)
    withdraw_sign_up(practice, by=practice_rep)
    save_practice(practice, {"list_size": 99}, base_revision=practice.revision, by=lead)
    make_practice(world.canvey, "F81999")
    Practice.objects.filter(ods_code="F81002").delete()
    reopen_diagnostic(agreed_diagnostic, by=lead, why="An answer was wrong")
    world.canvey.geography = "Elsewhere"
    world.canvey.save()
    wave_guide = draft_application.wave.guide
    wave_guide.selection_criteria.update(automatic_check="")
    kept = again(draft_application)
    assert json.dumps(kept.known) == frozen
    known = from_json(kept.known)
    assert (known.signed, known.patients, len(known.practices), known.geography) == (1, 30_006, 3, "")
    assert known.diagnostic
    assert known.diagnostic.level == "Level 1, working towards Level 2"
    assert "30,006 registered patients" in known.checks["population-coverage"].words


# Withdrawing --------------------------------------------------------------------------------------------------------


def test_while_the_wave_is_open_it_becomes_a_draft_again(draft_application: Application, lead: User, colleague: User):
    withdraw_application(submit(draft_application, lead), by=colleague, expected_version="draft")
    application = again(draft_application)
    assert (application.state, application.known, application.submitted_by) == (State.DRAFT, None, None)
    assert application.submitted is None
    assert (application.signed_name, application.submitted_at) == ("", None)
    make_practice(application.locality, "F81999", list_size=5)
    assert from_json(submit(application, colleague).known).patients == 30_011
    steps = AuditEvent.objects.filter(on_type="selection.application").values_list("what", flat=True)
    assert list(steps) == ["Submitted the application", "Took the application back", "Submitted the application"]


@pytest.mark.parametrize("state", [Wave.State.CLOSED, Wave.State.SCORING, Wave.State.MODERATION])
def test_after_closing_it_is_withdrawn_for_good(state: str, wave: Wave, application: Application, lead: User):
    set_state(wave, state)
    withdraw_application(application, by=lead, expected_version="withdrawn")
    withdrawn = again(application)
    assert (withdrawn.state, withdrawn.known) == (State.WITHDRAWN, application.known)
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw_application(withdrawn, by=lead, expected_version="withdrawn")
    with pytest.raises(Refused, match="withdrawn and cannot be changed"):
        submit_application(withdrawn, by=lead, **SIGNED)


def test_after_the_time_of_closing_it_is_for_good_though_nobody_closed_the_wave(
    wave: Wave, application: Application, lead: User
):
    close(wave)
    withdraw_application(application, by=lead, expected_version="withdrawn")
    assert again(application).state == State.WITHDRAWN


@pytest.mark.parametrize("state", [Wave.State.DECIDED, Wave.State.PUBLISHED])
def test_once_decided_it_stays(state: str, wave: Wave, application: Application, lead: User):
    set_state(wave, state)
    with pytest.raises(Refused, match="no longer be withdrawn"):
        withdraw_application(application, by=lead, expected_version="withdrawn")
    assert again(application).state == State.SUBMITTED


def test_what_the_person_was_told_still_holds_or_nothing_happens(wave: Wave, application: Application, lead: User):
    with pytest.raises(Refused, match="Read it again"):
        withdraw_application(application, by=lead, expected_version="withdrawn")
    close(wave)
    with pytest.raises(Refused, match="Read it again"):
        withdraw_application(application, by=lead, expected_version="draft")
    assert again(application).state == State.SUBMITTED


def test_a_draft_has_nothing_to_withdraw(draft_application: Application, lead: User):
    with pytest.raises(Refused, match="Nothing has been submitted"):
        withdraw_application(draft_application, by=lead, expected_version="draft")


def test_only_the_transitions_of_the_table_are_made(draft_application: Application, lead: User):
    with pytest.raises(Refused, match="Nothing has been submitted"):
        APPLICATION.make(draft_application, WITHDRAW, by=lead)
    assert again(draft_application).state == State.DRAFT


def test_long_names_fit_the_record(wave: Wave, draft_application: Application, lead: User, world: World):
    Wave.objects.update(title="W" * 200)
    world.canvey.name = "L" * 200
    world.canvey.save()
    submit(draft_application, lead)
    assert len(AuditEvent.objects.get(what="Submitted the application").on_name) == 300
