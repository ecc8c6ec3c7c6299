"""Builds the decision record from what the database holds: the only place where its content meets models."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Prefetch, Q
from django.utils import timezone

from assessment.models import Guide, SelectionCriterion
from assessment.selection.document.record import (
    ApplicationPart,
    CriterionPart,
    DecisionPart,
    DeclarationRow,
    KnownFacts,
    MemberRow,
    OfferRow,
    PracticeRow,
    RecordDocument,
    ScoreRow,
    StepRow,
    WithdrawnRow,
)
from assessment.selection.models import Application, Decision, Interest, Wave
from assessment.selection.queries.evidence import Evidence, KnownPractice, from_json
from assessment.selection.queries.score_sheet import CriterionSheet, Sheet, build_sheets
from assessment.selection.queries.suggestions import in_words
from assessment.selection.rules.agreed_scores import ENOUGH
from localities.kit.models import AuditEvent
from localities.models import User

Outcome = Decision.Outcome


def build_record(wave: Wave, *, today: date, publisher: User | None = None) -> RecordDocument:
    """The record of a wave as it stands: a draft unless somebody publishes it.

    Nine queries, however many applications and members there are. Raises Refused before moderation.
    """
    handed_in = _applications(wave)
    judged = [one for one in handed_in if one.state == Application.State.SUBMITTED]
    return RecordDocument(
        wave=wave.title,
        commissioner=wave.commissioner.name,
        commissioner_word=wave.commissioner.system.commissioner_word,
        guide=str(wave.whole_guide),
        draft=publisher is None,
        dated=today,
        places=wave.places,
        word_limit=wave.word_limit,
        enough=ENOUGH,
        opens_at=wave.opens_at,
        closes_at=wave.closes_at,
        offers=tuple(OfferRow(title=one.title, detail=one.detail) for one in wave.offers.all()),
        panel=tuple(
            MemberRow(
                name=str(one.user),
                attended=one.attended,
                left_on=timezone.localdate(one.left_at) if one.left_at else None,
                left_why=one.left_why,
                applicant=one.applicant,
            )
            for one in wave.panel.with_localities().select_related("user")
        ),
        steps=tuple(StepRow(at=one.at, what=one.what, who=one.who, why=one.why) for one in _steps(wave)),
        applications=tuple(_application(one) for one in build_sheets(wave, judged)),
        withdrawn=_withdrawn([one for one in handed_in if one not in judged]),
        met_on=wave.met_on,
        also_present=wave.also_present,
        published_by=str(publisher) if publisher else "",
    )


def _applications(wave: Wave) -> list[Application]:
    """What was handed in, in order of name."""
    with_people = wave.applications.select_related("locality", "decision__proposed_by", "decision__confirmed_by")
    declared = Prefetch("interests", Interest.objects.select_related("member__user"))
    return list(
        with_people.filter(state__in=Application.HANDED_IN).prefetch_related(declared).order_by("locality__name")
    )


def _steps(wave: Wave) -> Iterable[AuditEvent]:
    """What moved the round, and what was changed with a reason, first to last."""
    events = AuditEvent.objects.filter(on_type=wave._meta.label_lower, on_id=wave.pk)
    return events.exclude(Q(moved_to="") & Q(why="")).order_by("pk")


def _application(sheet: Sheet) -> ApplicationPart:
    application = sheet.application
    known = from_json(application.known or {})
    assert application.submitted_at is not None  # noqa: S101  a constraint of what is handed in
    return ApplicationPart(
        locality=application.locality.name,
        submitted_at=application.submitted_at,
        signed_name=application.signed_name,
        signed_role=application.signed_role,
        known=_facts(known),
        declarations=_declarations(application),
        criteria=tuple(_criterion(one, known) for one in sheet.criteria),
        decision=_decision(application.decision, application.wave.whole_guide),
    )


def _facts(known: Evidence) -> KnownFacts:
    return KnownFacts(
        on=known.taken_on,
        practices=tuple(_practice(one) for one in known.practices),
        geography=known.geography,
        local_authority=known.local_authority,
        level=known.diagnostic.level if known.diagnostic else "",
        diagnostic_on=known.diagnostic.agreed_on if known.diagnostic else None,
    )


def _practice(one: KnownPractice) -> PracticeRow:
    return PracticeRow(
        name=one.name,
        ods_code=one.ods_code,
        patients=one.patients,
        signed_by=f"{one.sign_up.name}, {one.sign_up.role}" if one.sign_up else "",
        signed_on=one.sign_up.on if one.sign_up else None,
    )


def _declarations(application: Application) -> tuple[DeclarationRow, ...]:
    return tuple(
        DeclarationRow(
            member=str(one.member),
            has_conflict=one.has_conflict,
            note=one.note,
            on=timezone.localdate(one.declared_at),
        )
        for one in application.interests.all()
    )


def _criterion(sheet: CriterionSheet, known: Evidence) -> CriterionPart:
    found = known.checks.get(sheet.criterion.code)
    return CriterionPart(
        title=sheet.criterion.title,
        check=found.outcome.label if found else "",
        check_words=found.words if found else "",
        scores=tuple(ScoreRow(member=str(one.member), score=one.score, comment=one.comment) for one in sheet.given),
        spread=sheet.words,
        is_wide=sheet.is_wide,
        note=sheet.agreed.note,
        agreed=sheet.agreed.score,
        agreed_words=said_of(sheet.criterion, sheet.agreed.score),
    )


def said_of(criterion: SelectionCriterion, score: int | None) -> str:
    """What the guide says of a score of this criterion; nothing when it is not agreed."""
    return next((str(step["descriptor"]) for step in criterion.scale if step["score"] == score), "")


def _decision(decision: Decision, guide: Guide) -> DecisionPart | None:
    if not decision.outcome:
        return None
    not_yet = decision.outcome == Outcome.NOT_YET
    return DecisionPart(
        outcome=Outcome(decision.outcome).label,
        reasons=decision.reasons,
        feedback=decision.feedback,
        # What was written before somebody chose another outcome is not part of the decision.
        conditions=decision.conditions if decision.outcome == Outcome.CONDITIONS else "",
        work_on=decision.work_on if not_yet else "",
        actions=tuple(one.title for one in in_words(guide, decision.work_on_codes)) if not_yet else (),
        proposed_by=str(decision.proposed_by or ""),
        proposed_at=decision.proposed_at,
        confirmed_by=str(decision.confirmed_by or ""),
        confirmed_at=decision.confirmed_at,
    )


def _withdrawn(applications: list[Application]) -> tuple[WithdrawnRow, ...]:
    """What was taken back, and how far the panel was with it by then. One query, none when nothing was."""
    if not applications:
        return ()
    events = AuditEvent.objects.filter(
        on_type=Application._meta.label_lower,
        on_id__in=[one.pk for one in applications],
        moved_to=Application.State.WITHDRAWN,
    )
    moments = dict(events.values_list("on_id", "at"))
    return tuple(_withdrawn_row(one, moments.get(one.pk)) for one in applications)


def _withdrawn_row(application: Application, at: datetime | None) -> WithdrawnRow:
    assert application.submitted_at is not None  # noqa: S101  a constraint of what is handed in
    decision: Decision | None = getattr(application, "decision", None)  # none when it was withdrawn before moderation
    return WithdrawnRow(
        locality=application.locality.name,
        submitted_at=application.submitted_at,
        declarations=_declarations(application),
        withdrawn_at=at,
        scored_by=tuple(str(one.member) for one in application.interests.all() if one.scores_sent_at),
        decision=decision.when_it_was_void if decision and decision.proposed_at else "",
    )
