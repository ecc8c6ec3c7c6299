"""Who is on a wave's panel: naming members, its chair and deputy, and taking somebody off it.

As in services/waves.py: each holds the wave, asks who acts and where it stands, and writes the audit event.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from assessment.selection.models import Application, Interest, PanelMember, Wave
from assessment.selection.models.wave_transitions import NAME_CHAIR, NAME_MEMBERS, REMOVE_MEMBER
from assessment.selection.services import notices
from assessment.selection.services.interests import make_empty_scores
from assessment.selection.services.recusal import return_what_rests_on
from assessment.selection.services.waves import WAVE
from localities.kit.audit import record
from localities.kit.refused import Refused
from localities.models import Role, User

Part = PanelMember.Part


@transaction.atomic
def name_member(wave: Wave, user: User, *, by: User) -> PanelMember:
    """Put somebody with the role of a panel member on the panel. Who left it before can come back."""
    wave = WAVE.hold(wave.pk, NAME_MEMBERS, by=by)
    if not has_the_role(wave).filter(pk=user.pk).exists():
        raise Refused(f"{user} is not a panel member of this {wave.commissioner.word}. Invite them to that role first.")
    if not may_serve(wave).filter(pk=user.pk).exists():
        raise Refused(
            f"{user} belongs to a locality that can apply here, and nobody judges beside their own application. "
            "Name somebody else."
        )
    member = wave.panel.filter(user=user).first() or PanelMember(wave=wave, user=user)
    if member.pk and member.left_at is None:
        raise Refused(f"{user} is on the panel already.")
    member.left_at, member.left_why = None, ""
    member.save()
    declared = Interest.objects.filter(user=user, application__wave=wave, has_conflict=False).standing()
    for interest in declared.select_related("application"):  # as one of the commissioner's people
        interest.application.wave = wave
        make_empty_scores(interest.application, user)
    notices.named(member, record(f"Named to the panel: {user}"[:100], wave, by=by), by=by)
    return member


@transaction.atomic
def name_members(wave: Wave, users: Iterable[User], *, by: User) -> list[PanelMember]:
    """Put several people on the panel; all of them or, when one cannot be, nobody."""
    return [name_member(wave, user, by=by) for user in users]


@transaction.atomic
def remove_member(member: PanelMember, *, by: User, why: str) -> None:
    """Take somebody off the panel. They stay on the record, and their scores are struck out.

    Agreed scores and decisions that rest on those return to draft.
    """
    wave = WAVE.hold(member.wave_id, REMOVE_MEMBER, by=by, why=why)
    member = wave.panel.select_related("user").get(pk=member.pk)
    if member.left_at:
        raise Refused(f"{member} has left the panel already.")
    member.left_at, member.left_why, member.part = timezone.now(), why, Part.MEMBER
    member.save(update_fields=["left_at", "left_why", "part"])
    record(f"Left the panel: {member}"[:100], wave, by=by, why=why)
    for application in Application.objects.filter(sent__member=member).select_related("locality"):
        application.wave = wave
        return_what_rests_on(application, by=by, why=f"{member} left the panel, and their scores are struck out.")


@transaction.atomic
def name_chair(wave: Wave, chair: PanelMember, deputy: PanelMember | None, *, by: User) -> None:
    """Say who chairs the panel, and who takes over where the chair has a conflict."""
    wave = WAVE.hold(wave.pk, NAME_CHAIR, by=by)
    if deputy and deputy.pk == chair.pk:
        raise Refused(SAME_PERSON)
    able = wave.panel.with_part()
    if any(one and not able.filter(pk=one.pk).exists() for one in (chair, deputy)):
        raise Refused("Choose people who are on the panel and have a part in judging.")
    wave.panel.update(part=Part.MEMBER)
    wave.panel.filter(pk=chair.pk).update(part=Part.CHAIR)
    named = f"Chair of the panel: {chair}"
    if deputy:
        wave.panel.filter(pk=deputy.pk).update(part=Part.DEPUTY)
        named = f"{named}; deputy: {deputy}"
    record(named[:100], wave, by=by)


SAME_PERSON = "Choose somebody else than the chair as deputy."


def has_the_role(wave: Wave) -> QuerySet[User]:
    """Return the people who hold the role of a panel member for the wave's commissioner."""
    here = {"roles__kind": Role.Kind.PANEL_MEMBER, "roles__commissioner": wave.commissioner_id}
    return User.objects.filter(is_active=True, **here)


def may_serve(wave: Wave) -> QuerySet[User]:
    """Return those of them who may be named: who belongs to a locality of this commissioner could be judging rivals."""
    ties = Role.objects.filter(
        Q(locality__commissioner=wave.commissioner_id) | Q(practice__locality__commissioner=wave.commissioner_id)
    )
    return has_the_role(wave).exclude(pk__in=ties.values("user"))
