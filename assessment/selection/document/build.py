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
from assessment.selection.models import Application, Decision, Interest, PanelMember, SentScores, Wave
from assessment.selection.queries.evidence import Evidence, KnownPractice, from_json
from assessment.selection.queries.score_sheet import CriterionSheet, Sheet, build_sheets
from assessment.selection.queries.suggestions import in_words
from assessment.selection.rules.agreed_scores import ENOUGH
from localities.kit.models import AuditEvent
from localities.models import User

Outcome = Decision.Outcome


def build_record(wave: Wave, *, today: date, publisher: User | None = None) -> RecordDocument:
    """The record of a wave as it stands: a draft unless somebody publishes it.

    Twelve queries, however many applications and members there are. Raises Refused before moderation.
    """
    handed_in = _applications(wave)
    judged = [application for application in handed_in if application.state == Application.State.SUBMITTED]
    return RecordDocument(
        wave=wave.title,
        commissioner=wave.commissioner.name,
        commissioner_word=wave.commissioner.word,
        guide=str(wave.whole_guide),
        draft=publisher is None,
        dated=today,
        places=wave.places,
        word_limit=wave.word_limit,
        tie_break=wave.tie_break,
        enough=ENOUGH,
        opens_at=wave.opens_at,
        closes_at=wave.closes_at,
        offers=tuple(OfferRow(title=offer.title, detail=offer.detail) for offer in wave.on_offer),
        panel=tuple(
            MemberRow(
                name=str(member.user),
                part="" if member.part == PanelMember.Part.MEMBER else member.get_part_display(),
                attended=member.attended,
                left_on=timezone.localdate(member.left_at) if member.left_at else None,
                left_why=member.left_why,
                applicant=member.applicant,
            )
            for member in wave.panel.with_localities().select_related("user")
        ),
        steps=tuple(StepRow(at=step.at, what=step.what, who=step.who, why=step.why) for step in _steps(wave)),
        applications=tuple(_application(sheet) for sheet in build_sheets(wave, judged)),
        withdrawn=_withdrawn([application for application in handed_in if application not in judged]),
        met_on=wave.met_on,
        also_present=wave.also_present,
        published_by=str(publisher) if publisher else "",
    )


def _applications(wave: Wave) -> list[Application]:
    """What was handed in, in order of name."""
    with_people = wave.applications.select_related("locality", "decision__proposed_by", "decision__confirmed_by")
    sent = Prefetch("sent", SentScores.objects.select_related("member__user"))
    declared = Prefetch("interests", Interest.objects.select_related("user", "cleared_by"))
    return list(
        with_people.filter(state__in=Application.HANDED_IN).prefetch_related(declared, sent).order_by("locality__name")
    )


def _steps(wave: Wave) -> Iterable[AuditEvent]:
    """What moved the wave, and what was changed with a reason, first to last."""
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
        criteria=tuple(_criterion(criterion, known) for criterion in sheet.criteria),
        decision=_decision(application.decision, application.wave.whole_guide),
    )


def _facts(known: Evidence) -> KnownFacts:
    return KnownFacts(
        on=known.taken_on,
        practices=tuple(_practice(practice) for practice in known.practices),
        geography=known.geography,
        local_authority=known.local_authority,
        level=known.diagnostic.level if known.diagnostic else "",
        diagnostic_on=known.diagnostic.agreed_on if known.diagnostic else None,
    )


def _practice(practice: KnownPractice) -> PracticeRow:
    return PracticeRow(
        name=practice.name,
        ods_code=practice.ods_code,
        patients=practice.patients,
        signed_by=f"{practice.sign_up.name}, {practice.sign_up.role}" if practice.sign_up else "",
        signed_on=practice.sign_up.on if practice.sign_up else None,
    )


def _declarations(application: Application) -> tuple[DeclarationRow, ...]:
    """Every row of the register, first to last."""
    rows = application.interests.all()
    last = {row.user_id: row.pk for row in rows}
    return tuple(
        DeclarationRow(
            person=str(row.user),
            has_conflict=row.has_conflict,
            note=row.note,
            at=row.declared_at,
            stage=row.get_stage_display(),
            stands=last[row.user_id] == row.pk,
            cleared_by=str(row.cleared_by or ""),
        )
        for row in rows
    )


def _criterion(sheet: CriterionSheet, known: Evidence) -> CriterionPart:
    check = known.checks.get(sheet.criterion.code)
    return CriterionPart(
        title=sheet.criterion.title,
        check=check.outcome.label if check else "",
        check_words=check.words if check else "",
        scores=tuple(
            ScoreRow(member=str(score.member), score=score.score, comment=score.comment, struck=score.struck)
            for score in (*sheet.given, *sheet.struck)
        ),
        spread=sheet.words,
        is_wide=sheet.is_wide,
        note=sheet.agreed.note,
        agreed=sheet.agreed.score,
        agreed_words=said_of(sheet.criterion, sheet.agreed.score),
        returned_score=sheet.agreed.returned_score,
        returned_why=sheet.agreed.returned_why,
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
        reserve_place=decision.reserve_place if decision.outcome == Outcome.RESERVE else None,
        work_on=decision.work_on if not_yet else "",
        actions=tuple(advice.title for advice in in_words(guide, decision.work_on_codes)) if not_yet else (),
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
        on_id__in=[application.pk for application in applications],
        moved_to=Application.State.WITHDRAWN,
    )
    moments = dict(events.values_list("on_id", "at"))
    return tuple(_withdrawn_row(application, moments.get(application.pk)) for application in applications)


def _withdrawn_row(application: Application, at: datetime | None) -> WithdrawnRow:
    assert application.submitted_at is not None  # noqa: S101  a constraint of what is handed in
    decision: Decision | None = getattr(application, "decision", None)  # none when it was withdrawn before moderation
    return WithdrawnRow(
        locality=application.locality.name,
        submitted_at=application.submitted_at,
        declarations=_declarations(application),
        withdrawn_at=at,
        scored_by=tuple(str(sent.member) for sent in application.sent.all()),
        decision=decision.when_it_was_void if decision and decision.proposed_at else "",
    )
