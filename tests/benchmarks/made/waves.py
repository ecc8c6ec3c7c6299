"""A commissioner's wave: two localities apply, three people judge, one is selected; the record is published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from assessment.selection.models import Application, Decision, PanelScore, Wave
from assessment.selection.models.wave_transitions import CLOSE, DECIDE, MODERATE, OPEN, START_SCORING, WaveTransition
from assessment.selection.queries.decision_readiness import agreed_scores, version_of
from assessment.selection.services.applications import save_answer, start_application, submit_application
from assessment.selection.services.decisions import confirm_decision, propose_decision, save_decision
from assessment.selection.services.interests import declare_interest
from assessment.selection.services.members import name_chair, name_members
from assessment.selection.services.panel import save_agreed_score, save_score, send_scores
from assessment.selection.services.publishing import publish_wave
from assessment.selection.services.waves import make_transition, plan_wave, save_attendance
from devplans.demo.clock import clock_at, moment
from localities.models import User
from tests.benchmarks.made.organisations import Ccg, Place

STATEMENT = "Our five practices meet every month, know whom they work for, and have agreed who leads on what. "
EVENING = 8 * 60  # minutes after nine in the morning


def make_wave(ccg: Ccg, applicants: Sequence[Place], *, today: date) -> Wave:
    """A wave from its planning to its published record."""
    wave = wave_in_scoring(ccg, applicants, today=today, opened=56)
    for application in _applications(wave):
        score(wave, application, ccg.panel, today=today, days_ago=38, send=True)
    with clock_at(moment(today, 34)):
        wave = make_transition(wave, MODERATE, by=ccg.officer)
    with clock_at(moment(today, 33)):
        for number, application in enumerate(_applications(wave)):
            _decide(application, ccg, "not_yet" if number else "selected")
        attended = {member.pk: True for member in wave.panel.all()}
        met = {"met_on": today - timedelta(days=33), "also_present": "The secretary", "attended": attended}
        wave = save_attendance(wave, met, by=ccg.officer)
        wave = make_transition(wave, DECIDE, by=ccg.officer)
    with clock_at(moment(today, 32)):
        publish_wave(wave, by=ccg.officer)
    return Wave.objects.get(pk=wave.pk)


def wave_in_scoring(ccg: Ccg, applicants: Sequence[Place], *, today: date, opened: int, title: str = "Wave 1") -> Wave:
    """A wave of two weeks that opened so many days ago, whose panel has declared its interests and begins to score."""
    with clock_at(moment(today, opened + 7)):
        wave = _plan(ccg, today=today, opened=opened, title=title)
    wave = _move(wave, OPEN, ccg.officer, today, opened)
    for place in applicants:
        with clock_at(moment(today, opened - 7)):
            _apply(place, wave)
    wave = _move(wave, CLOSE, ccg.officer, today, opened - 15)
    with clock_at(moment(today, opened - 16)):
        for application in _applications(wave):
            for member in (*ccg.panel, ccg.officer, ccg.approver):
                declare_interest(application, by=member, has_conflict=False)
    return _move(wave, START_SCORING, ccg.officer, today, opened - 17)


def score(
    wave: Wave, application: Application, panel: Sequence[User], *, today: date, days_ago: int, send: bool
) -> None:
    """Let each member score every criterion, and send the scores or not."""
    for number, member in enumerate(panel):
        with clock_at(moment(today, days_ago, number)):
            rows = PanelScore.objects.filter(application=application, member__user=member).order_by("pk")
            for row in rows:
                given = {"score": 2 + number % 2, "comment": "They say how, and by when."}
                save_score(row, given, base_revision=row.revision, by=member)
            if send:
                send_scores(application, by=member)


def _plan(ccg: Ccg, *, today: date, opened: int, title: str) -> Wave:
    values: dict[str, Any] = {
        "title": title,
        "places": 2,
        "opens_at": moment(today, opened),
        "closes_at": moment(today, opened - 14, EVENING),
    }
    wave = plan_wave(ccg.commissioner, values, by=ccg.officer)
    wave.offers.set(wave.whole_guide.offers.all())
    chair, *others = name_members(wave, ccg.panel, by=ccg.officer)
    name_chair(wave, chair, others[0], by=ccg.officer)
    return wave


def _move(wave: Wave, transition: WaveTransition, by: User, today: date, days_ago: int) -> Wave:
    with clock_at(moment(today, days_ago, 1)):
        return make_transition(wave, transition, by=by)


def _applications(wave: Wave) -> list[Application]:
    return list(wave.applications.select_related("wave", "locality").order_by("pk"))


def _apply(place: Place, wave: Wave) -> None:
    application = start_application(place.locality, wave, by=place.lead)
    for answer in application.answers.select_related("criterion").order_by("pk"):
        written = {"statement": STATEMENT * 3, "evidence": f"Minutes of {place.locality}"}
        save_answer(answer, written, base_revision=answer.revision, by=place.lead)
    submit_application(application, by=place.lead, name=str(place.lead), role="Locality lead")


def _decide(application: Application, ccg: Ccg, outcome: str) -> None:
    for row in application.agreed_scores.select_related("application").order_by("pk"):
        save_agreed_score(
            row, {"score": 3, "note": "Agreed after talking."}, base_revision=row.revision, by=ccg.officer
        )
    words = {
        "outcome": outcome,
        "reasons": "All four criteria are met.",
        "work_on": "Talk to every practice.",
        "work_on_codes": [application.wave.whole_guide.ordered_criteria[0].code],
        "feedback": "Thank you. A clear application.",
    }
    save_decision(_now(application), words, base_revision=0, by=ccg.officer)
    propose_decision(_now(application), by=ccg.officer, expected_version=_version(application))
    confirm_decision(_now(application), by=ccg.approver, expected_version=_version(application))


def _now(application: Application) -> Decision:
    return Decision.objects.select_related("application__wave").get(application=application)


def _version(application: Application) -> int:
    decision = _now(application)
    return version_of(decision, agreed_scores(decision))
