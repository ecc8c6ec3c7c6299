"""A big round: as many applications and panel members as a test of queries needs, all scored and sent."""

from __future__ import annotations

from django.utils import timezone

from assessment.selection.models import (
    Application,
    ApplicationAnswer,
    Interest,
    PanelMember,
    PanelScore,
    SentScores,
    Wave,
)
from localities.models import Locality, Role, User

KNOWN = {
    "taken_on": "2018-09-12",
    "practices": [],
    "geography": "",
    "local_authority": "",
    "diagnostic": None,
    "checks": {},
}


def make_many(wave: Wave, by: User, *, applications: int, members: int) -> None:
    """Add this many submitted applications and members to a wave; each member scores each, from 0 to 4 in turn."""
    made = [_application(wave, by, number) for number in range(applications)]
    panel = [_member(wave, number) for number in range(members)]
    criteria = wave.whole_guide.ordered_criteria
    now = timezone.now()
    pairs = [(member, application) for member in panel for application in made]
    Interest.objects.bulk_create(
        Interest(user=person, application=other, has_conflict=False, declared_at=now, stage=wave.state)
        for person in (*(one.user for one in panel), *User.objects.team_of(wave.commissioner_id))
        for other in made
    )
    SentScores.objects.bulk_create(SentScores(member=one, application=other, sent_at=now) for one, other in pairs)
    PanelScore.objects.bulk_create(
        PanelScore(member=one, application=other, criterion=criterion, score=number % 5, comment="Because")
        for number, (one, other) in enumerate(pairs)
        for criterion in criteria
    )


def _application(wave: Wave, by: User, number: int) -> Application:
    criteria = wave.whole_guide.ordered_criteria
    locality = Locality.objects.create(
        commissioner=wave.commissioner, name=f"Place {number:02}", slug=f"place-{wave.pk}-{number}"
    )
    application = Application.objects.create(
        wave=wave,
        locality=locality,
        state=Application.State.SUBMITTED,
        submitted={one.code: {"statement": "We do", "evidence": "Minutes"} for one in criteria},
        known=KNOWN,
        submitted_at=timezone.now(),
        submitted_by=by,
    )
    ApplicationAnswer.objects.bulk_create(
        ApplicationAnswer(application=application, criterion=one, statement="We do", evidence="Minutes")
        for one in criteria
    )
    return application


def _member(wave: Wave, number: int) -> PanelMember:
    user = User.objects.create(email=f"member{number}@example.com", name=f"Member {number:02}")
    Role.objects.create(user=user, kind=Role.Kind.PANEL_MEMBER, commissioner=wave.commissioner)
    return PanelMember.objects.create(wave=wave, user=user)
