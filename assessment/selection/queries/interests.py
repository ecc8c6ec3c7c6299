"""What the register of interests says: of one person, of a whole wave, and whether it can be added to now."""

from __future__ import annotations

from assessment.selection.models import Application, Interest, PanelMember, Wave
from localities.models import User

State = Wave.State


def standing_interest(application: Application, user: User) -> Interest | None:
    """What counts of this person's declarations about an application; None before they declared anything."""
    rows = Interest.objects.filter(application=application, user=user).select_related("application__locality")
    return rows.order_by("-pk").first()


def declaring_refusal(wave: Wave, user: User, before: Interest | None) -> str:
    """Return why somebody who declared that `before` cannot declare an interest now, in words; nothing when they can.

    People of the commissioner may read what is submitted while the wave is open, so they declare then; the panel reads
    from closing on.
    """
    if wave.state == State.PUBLISHED:
        return "The outcome is published, so what was declared stays."
    if wave.state == State.ENDED:
        return "The wave has ended, so there is nothing to declare."
    if wave.state in (State.PLANNED, State.OPEN) and wave.commissioner_id not in user.scopes.commissioners:
        return "You can declare your interests once the wave has closed to applications."
    if before and before.has_conflict:
        return (
            "You declared a conflict of interest, and that stays on the register. If it was a mistake or has ended, "
            f"tell the {wave.commissioner.word}: somebody of its team can clear it, with a reason."
        )
    return ""


def clearing_refusal(wave: Wave, interest: Interest) -> str:
    """Return why that interest cannot be cleared now, in words; nothing when it can.

    Nobody clears their own: with a conflict they have no part in the application.
    """
    if wave.state in Wave.OVER:
        return "The wave is over, so what was declared stays."
    if not Interest.objects.filter(pk=interest.pk).conflicts().exists():
        return "This is not a conflict that stands: something was declared or cleared since."
    return ""


def chair_of(members: list[PanelMember], conflicted: set[int]) -> PanelMember | None:
    """Who of these members chairs the panel on an application: the chair, or the deputy where the chair has a conflict.

    `conflicted` holds the ids of people with a conflict. None where neither can.
    """
    able = {one.part: one for one in members if one.user_id not in conflicted}
    return able.get(PanelMember.Part.CHAIR) or able.get(PanelMember.Part.DEPUTY)
