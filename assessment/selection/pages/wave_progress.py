"""What the page of a wave shows to those who run it: the steps of the wave, the panel, and what was submitted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse

from assessment.selection.models import Application, Decision, PanelMember, Wave
from assessment.selection.models.wave_transitions import (
    CHANGE,
    CHANGE_PLACES,
    DELETE,
    END,
    PUT_OFF,
    REOPEN,
    TRANSITIONS,
    WaveTransition,
)
from assessment.selection.queries.wave_readiness import MEMBERS, Missing, WaveState, missing_before
from localities.kit.models import AuditEvent
from localities.kit.pages.phrases import count
from localities.kit.pages.task_list import CANNOT_START, Task
from localities.kit.workflow import Transition
from localities.models import User

State = Wave.State
ORDER = list(State)


@dataclass(frozen=True)
class MemberRow:
    """A panel member and how far they are, in words; `out` says why they take no part, if they do not."""

    member: PanelMember
    declared: str
    sent: str
    out: str = ""


@dataclass(frozen=True)
class ApplicationRow:
    """A submitted application as its commissioner's people see it; `url` is empty for who has a conflict with it.

    `declare_url` leads to where they declare an interest first, if they have not yet.
    """

    application: Application
    url: str
    declare_url: str
    scores: str
    decision: str
    decision_url: str


@dataclass(frozen=True)
class Running:
    """What who runs the wave sees: the steps, the next transition with what it lacks, the panel and what was submitted.

    `ended` tells who ended it without selecting anybody, when and why, if somebody did; there are no steps then.
    `offered` is what else can be done now, as the name of its page and its title. `belongs_to` is the locality of
    theirs that applies, which leaves them no part in judging; "" as a rule.
    """

    steps: tuple[Task, ...]
    next_transition: WaveTransition | None
    missing: tuple[Missing, ...]
    members: tuple[MemberRow, ...]
    applications: tuple[ApplicationRow, ...]
    drafts: int
    belongs_to: str
    ended: AuditEvent | None
    offered: tuple[tuple[str, str], ...]


def build_running(at: WaveState, user: User, now: datetime) -> Running:
    """Read where the wave stands for one of the people who run it. Five queries, however many applications."""
    wave = at.wave
    own = next((str(one.locality) for one in at.handed_in if one.locality_id in user.scopes.localities), "")
    transition = next((one for one in TRANSITIONS.values() if wave.state in one.sources), None)
    closed = {one.pk for one in at.handed_in} if own else _conflicts(at, user)
    to_declare = set() if own or wave.state in Wave.OVER else _to_declare(at, user)
    others = {reverse("decision", args=[pk]) for pk in closed | to_declare}  # for somebody else to decide
    lacking = missing_before(at, transition.target, now) if transition else []
    missing = tuple(replace(one, url="") if one.url in others else one for one in lacking)
    rows = (_application_row(at, one, closed, to_declare) for one in at.handed_in)
    return Running(
        steps=() if wave.state == State.ENDED else tuple(_steps(at, missing)),
        next_transition=transition,
        missing=missing,
        members=tuple(member_row(at, one) for one in at.panel),
        applications=tuple(rows),
        drafts=wave.applications.filter(state=Application.State.DRAFT).count(),
        belongs_to=own,
        ended=_ended(wave) if wave.state == State.ENDED else None,
        offered=tuple(page for transition, page in OFFERED.items() if wave.state in transition.sources),
    )


OFFERED: Mapping[Transition, tuple[str, str]] = {
    CHANGE: ("wave-edit", "Change the plan of the wave"),
    PUT_OFF: ("wave-put-off", "Put off the closing"),
    CHANGE_PLACES: ("wave-places", "Change the places"),
    REOPEN: ("wave-reopen", "Go back to moderation"),
    DELETE: ("wave-delete", "Delete the planned wave"),
    END: ("wave-end", "End the wave without selecting"),
}
"""What can be done beside the steps, by what allows it."""


def _ended(wave: Wave) -> AuditEvent | None:
    events = AuditEvent.objects.filter(on_type=wave._meta.label_lower, on_id=wave.pk)
    return events.filter(moved_to=State.ENDED).first()


def out_of_the_wave(member: PanelMember) -> str:
    """Why a member takes no part, or will take none; nothing as a rule. Of a draft it says nothing: it is nobody's."""
    if applicant := member.applicant:
        return f"Takes no part: belongs to {applicant}, which has applied. Scores given before are set aside"
    if may_apply := member.may_apply:
        return f"Belongs to {may_apply}. If it applies, they take no part"
    return ""


def _conflicts(at: WaveState, user: User) -> set[int]:
    """The applications that this person has no part in judging, because they declared a conflict."""
    return {one.pk for one in at.handed_in if at.has_conflict(user.pk, one.pk)}


def _to_declare(at: WaveState, user: User) -> set[int]:
    """The applications before the panel of which this person has declared nothing yet."""
    return {one.pk for one in at.applications if (user.pk, one.pk) not in at.declared}


def _steps(at: WaveState, missing: tuple[Missing, ...]) -> Iterator[Task]:
    """The steps of the wave in their order: transitions, and the work between them."""
    wave, members = at.wave, len(at.members)
    reached = ORDER.index(State(wave.state))
    planned = reached == 0
    yield Task("Plan the wave", "You can change it" if planned else "Done", at.page("wave-edit") if planned else "")
    url = at.page("wave-panel")
    yield Task("Name the panel", count(members, "member"), url, colour="blue" if members < MEMBERS else "")
    for number, transition in enumerate(TRANSITIONS.values()):
        if transition.target == State.MODERATION:
            yield _scoring_step(at, reached)
        elif transition.target == State.DECIDED:
            yield from _moderation_steps(at, reached)
        if number < reached:
            yield Task(transition.title, "Done")
        elif number > reached:
            yield Task(transition.title, CANNOT_START, colour="grey")
        else:
            status, colour = _readiness(missing)
            yield Task(
                transition.title, status, reverse("wave-transition", args=[wave.pk, transition.code]), colour=colour
            )


def _readiness(missing: tuple[Missing, ...]) -> tuple[str, str]:
    """The status and colour of the next transition."""
    to_do = sum(bool(one.url) for one in missing)
    if to_do:
        return f"{to_do} to do first", "yellow"
    return ("Not yet", "grey") if missing else ("Ready", "blue")


def _scoring_step(at: WaveState, stage: int) -> Task:
    name = "The panel scores the applications"
    if stage < ORDER.index(State.SCORING):
        return Task(name, CANNOT_START, colour="grey")
    sent = len(at.sent)
    wanted = sum(at.scorers.values()) + len(at.members) * len(at.applications) - len(at.interests)
    return Task(name, "Done" if stage > ORDER.index(State.SCORING) else f"{sent} of {wanted} sent")


def _moderation_steps(at: WaveState, stage: int) -> Iterator[Task]:
    names = ("Agree scores and decide", "Say who was at the panel’s meeting")
    if stage != (moderation := ORDER.index(State.MODERATION)):
        status, colour = ("Done", "") if stage > moderation else (CANNOT_START, "grey")
        yield from (Task(name, status, colour=colour) for name in names)
        return
    confirmed = sum(application.decision.state == Decision.State.CONFIRMED for application in at.applications)
    hint = "All scores side by side, the score agreed for each criterion, and a decision on each application"
    status = f"{confirmed} of {len(at.applications)} decided"
    yield Task(names[0], status, at.page("moderation"), hint, "blue" if confirmed < len(at.applications) else "")
    said = at.wave.met_on is not None and all(member.attended is not None for member in at.members)
    yield Task(names[1], "Done" if said else "To do", at.page("wave-attendance"), colour="" if said else "blue")


def member_row(at: WaveState, member: PanelMember) -> MemberRow:
    """How far a member is: how many they declared and sent, and nothing of what they gave."""
    if member.applicant:
        return MemberRow(member, "", "", out=out_of_the_wave(member))
    if at.wave.state in (State.PLANNED, State.OPEN):
        return MemberRow(member, "Once the wave is closed", "")
    own = at.of_member(member)
    declared = f"{len(own)} of {len(at.applications)}"
    if at.wave.state == State.CLOSED:
        return MemberRow(member, declared, "")
    to_score = len(at.applications) - sum(interest.has_conflict for interest in own)
    return MemberRow(member, declared, f"{len(at.sent_by(member))} of {to_score}")


def _application_row(
    at: WaveState, application: Application, conflicts: set[int], to_declare: set[int]
) -> ApplicationRow:
    stage, is_shut = ORDER.index(State(at.wave.state)), application.pk in conflicts | to_declare
    sent = sum(one.application_id == application.pk for one in at.sent)
    submitted, moderating = application.state == Application.State.SUBMITTED, stage >= ORDER.index(State.MODERATION)
    decided = moderating and hasattr(application, "decision")  # void, where the application is withdrawn
    return ApplicationRow(
        application,
        url="" if is_shut else application.get_absolute_url(),
        declare_url=reverse("interest", args=[application.pk]) if application.pk in to_declare else "",
        scores=f"{count(sent, 'member')} sent" if submitted and stage >= ORDER.index(State.SCORING) else "",
        decision=str(application.decision.get_state_display()) if decided else "",
        decision_url=reverse("decision", args=[application.pk]) if decided and not is_shut else "",
    )
