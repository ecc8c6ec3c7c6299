"""What waits in selection waves for the people of a commissioner: decisions to confirm or to mend, the panel's work.

They learn of decisions only where they have a part in judging: no conflict declared, no locality that applies.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from assessment.selection.models import Application, Decision, Interest, PanelMember, SentScores, Wave
from devplans.overview.queries.numbers import number_of
from localities.kit.models import AuditEvent
from localities.kit.pages.phrases import count
from localities.kit.pages.task_list import Task
from localities.models import Commissioner, Role, User

State = Wave.State
AT_WORK = (State.CLOSED, State.SCORING)


def waiting_in_waves(user: User, *of: Commissioner) -> tuple[Task, ...]:
    """Return a line for each thing that waits for this person, in all their waves or in those of one commissioner.

    One query, one more where decisions are made and one where a panel is at work: to compose these takes longer than
    to ask them. None for who runs no wave.
    """
    if not user.scopes.commissioners:
        return ()
    waves = Wave.objects.filter(commissioner__in=of or user.scopes.commissioners)
    states = set(waves.filter(state__in=(*AT_WORK, State.MODERATION)).order_by().values_list("state", flat=True))
    decided = _with_decisions(waves, user) if State.MODERATION in states else ()
    panels = _with_panels(waves) if states.intersection(AT_WORK) else ()
    return (
        *(task for wave in decided for task in _decisions_of(wave, user)),
        *(task for wave in panels for task in _panel_of(wave)),
    )


def _with_decisions(waves: QuerySet[Wave], user: User) -> QuerySet[Wave]:
    decisions = _decisions(user)
    return waves.filter(state=State.MODERATION).annotate(
        to_confirm=number_of(
            decisions.filter(state=Decision.State.PROPOSED).exclude(proposed_by=user), "application__wave"
        ),
        returned=number_of(decisions.filter(Exists(_returns()), state=Decision.State.DRAFT), "application__wave"),
    )


def _with_panels(waves: QuerySet[Wave]) -> QuerySet[Wave]:
    interests, submitted = _interests(), Application.objects.filter(state=Application.State.SUBMITTED)
    sent = SentScores.objects.filter(application=OuterRef("application"), member__user=OuterRef("user"))
    unsent = interests.filter(~Exists(sent), has_conflict=False)
    return waves.filter(state__in=AT_WORK).annotate(
        members=number_of(PanelMember.objects.with_part(), "wave"),
        submitted=number_of(submitted, "wave"),
        declared=number_of(interests, "application__wave"),
        unsent=number_of(unsent, "application__wave"),
    )


def _decisions_of(wave: Any, user: User) -> Iterator[Task]:
    """What waits in a wave's decisions; it comes with its numbers."""
    moderation = reverse("moderation", args=[wave.pk])
    if wave.to_confirm and user.has_role(Role.Kind.COMMISSIONER_APPROVER, wave.commissioner_id):
        wait = "waits" if wave.to_confirm == 1 else "wait"
        text = f"{count(wave.to_confirm, 'decision')} {wait} for you"
        yield Task(
            f"Confirm decisions: {wave}", text, moderation, "Confirm what somebody else proposed, or return it", "blue"
        )
    if wave.returned:
        text = f"{count(wave.returned, 'decision')} returned"
        yield Task(
            f"Returned decisions: {wave}", text, moderation, "Change what was returned, and propose it again", "blue"
        )


def _panel_of(wave: Any) -> Iterator[Task]:
    """What a wave's panel has still to do; it comes with its numbers."""
    if undeclared := wave.members * wave.submitted - wave.declared:
        text = f"{count(undeclared, 'declaration')} outstanding"
        yield Task(
            f"Declarations of the panel: {wave}",
            text,
            wave.get_absolute_url(),
            "Panel members declare their interests",
        )
    if wave.unsent and wave.state == State.SCORING:
        text = f"Scores of {count(wave.unsent, 'application')} outstanding"
        yield Task(f"Scores of the panel: {wave}", text, wave.get_absolute_url(), "Counted for each panel member")


def _decisions(user: User) -> QuerySet[Decision]:
    """Decisions on applications that this person may judge."""
    conflicts = Interest.objects.filter(application=OuterRef("application"), user=user).conflicts()
    theirs = Application.objects.filter(
        wave=OuterRef("application__wave"), locality__in=user.scopes.localities, state__in=Application.HANDED_IN
    )
    return Decision.objects.filter(~Exists(conflicts), ~Exists(theirs))


def _interests() -> QuerySet[Interest]:
    """What stands of what the members of panels declared."""
    members = PanelMember.objects.with_part().filter(wave=OuterRef("application__wave"), user=OuterRef("user"))
    return Interest.objects.filter(Exists(members), application__state=Application.State.SUBMITTED).standing()


def _returns() -> QuerySet[AuditEvent]:
    events = AuditEvent.objects.filter(on_type=Decision._meta.label_lower, on_id=OuterRef("pk"))
    return events.filter(~Q(moved_from=""), moved_to=Decision.State.DRAFT)
