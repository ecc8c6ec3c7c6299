"""A selection round at whatever stage a test needs, straight into the database: services have tests of their own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessment.models import Guide
from assessment.selection.models import (
    AgreedScore,
    Application,
    ApplicationAnswer,
    Decision,
    Interest,
    PanelMember,
    PanelScore,
    SentScores,
    Wave,
)
from assessment.selection.queries.evidence import collect, to_json
from assessment.selection.queries.statements import to_submit
from localities.kit.models import AuditEvent
from localities.models import Commissioner, Locality, User

State = Wave.State


def make_wave(commissioner: Commissioner, guide: Guide, state: str = State.OPEN, **fields: Any) -> Wave:
    """A wave that opened yesterday and closes tomorrow; one past its closing closed an hour ago."""
    now = timezone.now()
    closes = now + timedelta(days=1) if state in (State.PLANNED, State.OPEN) else now - timedelta(hours=1)
    values = {"title": "Wave 1", "places": 2, "opens_at": now - timedelta(days=1), "closes_at": closes, **fields}
    wave = Wave.objects.create(commissioner=commissioner, guide=guide, state=state, **values)
    wave.offers.set(guide.offers.all())
    return wave


def set_state(wave: Wave, state: str) -> Wave:
    """Put a wave at a stage, with a closing time that fits."""
    now = timezone.now()
    closes = now + timedelta(days=1) if state in (State.PLANNED, State.OPEN) else now - timedelta(hours=1)
    Wave.objects.filter(pk=wave.pk).update(state=state, closes_at=closes)
    return Wave.objects.get(pk=wave.pk)


def make_application(wave: Wave, locality: Locality, *, by: User, submitted: bool = True) -> Application:
    """An application with a statement on each criterion, as a rule handed in."""
    application = Application.objects.create(wave=wave, locality=locality)
    for criterion in wave.whole_guide.ordered_criteria:
        ApplicationAnswer.objects.create(
            application=application,
            criterion=criterion,
            statement=f"{locality} says on {criterion.code}",
            evidence=f"Minutes of {locality} on {criterion.code}",
        )
    if submitted:
        application.state = Application.State.SUBMITTED
        application.submitted = to_submit(application)
        application.known = to_json(collect(locality, wave.whole_guide, today=timezone.localdate()))
        application.submitted_at, application.submitted_by = timezone.now(), by
        application.signed_name, application.signed_role = str(by), "Locality lead"
        application.save()
    return application


def put_on_panel(wave: Wave, user: User) -> PanelMember:
    """Somebody on the panel: the first is its chair, the second the deputy."""
    parts = [PanelMember.Part.CHAIR, PanelMember.Part.DEPUTY, PanelMember.Part.MEMBER]
    return PanelMember.objects.create(wave=wave, user=user, part=parts[min(wave.panel.count(), 2)])


def say(user: User, application: Application, *, conflict: bool = False) -> Interest:
    """A row of the register."""
    note = "A conflict" if conflict else ""
    said = {"has_conflict": conflict, "note": note, "declared_at": timezone.now(), "stage": application.wave.state}
    return Interest.objects.create(user=user, application=application, **said)


def declare(member: PanelMember, application: Application, *, conflict: bool = False) -> Interest:
    """A member's declaration, with empty scores to fill in when there is no conflict."""
    if not conflict:
        criteria = application.wave.whole_guide.ordered_criteria
        rows = [PanelScore(member=member, application=application, criterion=criterion) for criterion in criteria]
        PanelScore.objects.bulk_create(rows, ignore_conflicts=True)
    return say(member.user, application, conflict=conflict)


def team_declares(wave: Wave) -> None:
    """No conflict, for each of the commissioner's people and each application of which they declared nothing."""
    for application in wave.applications.exclude(state=Application.State.DRAFT):
        for user in User.objects.team_of(wave.commissioner_id).exclude(interests__application=application):
            say(user, application)


def give_scores(member: PanelMember, application: Application, score: int = 3, *, sent: bool = True) -> None:
    """The same score on every criterion, sent or not; the comment names the member."""
    PanelScore.objects.filter(member=member, application=application).update(
        score=score, comment=f"Because, says {member}"
    )
    if sent:
        SentScores.objects.create(member=member, application=application, sent_at=timezone.now())


def begin_moderation(wave: Wave) -> Wave:
    """Moderation, with the rows that the panel fills in together; the commissioner's people have declared."""
    team_declares(wave)
    for application in wave.applications.filter(state=Application.State.SUBMITTED):
        for criterion in wave.whole_guide.ordered_criteria:
            AgreedScore.objects.get_or_create(application=application, criterion=criterion)
        Decision.objects.get_or_create(application=application)
    return set_state(wave, State.MODERATION)


def wave_events() -> list[str]:
    """What the record says was done to waves."""
    return list(AuditEvent.objects.filter(on_type="selection.wave").values_list("what", flat=True))
