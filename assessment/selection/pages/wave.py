"""What the page of a wave shows, by what each may: what it is about, and the parts for who runs, judges or applies.

Until moderation nobody learns here what a member scored, only that scores were sent. Applications that were not
submitted are counted for the commissioner and not named. An applicant sees nothing of another's, and no panel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils import timezone

from assessment.models import Offer, SelectionCriterion
from assessment.selection.models import Application, Interest, PanelMember, Wave
from assessment.selection.pages.wave_progress import MemberRow, Running, build_running, member_row
from assessment.selection.queries.wave_readiness import WaveState
from localities.kit.pages.phrases import at_time
from localities.kit.pages.task_list import Task
from localities.models import Locality, Role, User

State = Wave.State
COLOURS = {
    State.PLANNED: "grey",
    State.OPEN: "green",
    State.CLOSED: "yellow",
    State.SCORING: "blue",
    State.MODERATION: "purple",
    State.DECIDED: "aqua-green",
    State.PUBLISHED: "white",
    State.ENDED: "grey",
}


@dataclass(frozen=True)
class Judging:
    """What a panel member sees: the applications with their own state of work, and the first thing to do.

    `panel`: how far each member is, for the chair and the deputy, who see that all is in before the meeting.
    """

    words: str
    tasks: tuple[Task, ...]
    next_task: Task | None
    panel: tuple[MemberRow, ...] = ()


@dataclass(frozen=True)
class Applying:
    """A locality of the person's that may apply, and how its application stands; `apply_url` begins one."""

    locality: Locality
    words: str
    application: Application | None
    action: str
    apply_url: str


@dataclass(frozen=True)
class WavePage:
    wave: Wave
    status: str
    colour: str
    facts: tuple[dict[str, str], ...]
    offers: tuple[Offer, ...]
    criteria: tuple[SelectionCriterion, ...]
    running: Running | None
    judging: Judging | None
    applying: tuple[Applying, ...]

    @property
    def locality(self) -> Locality | None:
        """The locality whose page this is, for somebody who sees it as an applicant only."""
        only = len(self.applying) == 1 and not self.running and not self.judging
        return self.applying[0].locality if only else None


def build_wave_page(wave: Wave, *, user: User, now: datetime) -> WavePage:
    """Read the page for this person. At most 10 queries, however many applications there are."""
    at = WaveState(wave)
    member = _place(wave, user)
    running = build_running(at, user, now) if wave.commissioner_id in user.scopes.commissioners else None
    by_team = running is not None or (member is not None and not member.applicant)
    status, colour = (wave.stage, _colour(wave)) if by_team else _outside(wave, now)
    return WavePage(
        wave=wave,
        status=status,
        colour=colour,
        facts=facts(wave),
        offers=tuple(wave.on_offer),
        criteria=tuple(wave.whole_guide.ordered_criteria),
        running=running,
        judging=_judging(at, member) if member else None,
        applying=tuple(_applying(wave, user, now)),
    )


def all_facts(wave: Wave) -> tuple[dict[str, str], ...]:
    """Return everything that a form may have changed."""
    offers = ", ".join(one.title for one in wave.on_offer) or "Nothing"
    return ({"key": "Title", "value": wave.title}, *facts(wave), {"key": "On offer", "value": offers})


def facts(wave: Wave) -> tuple[dict[str, str], ...]:
    """Return what is planned of a wave, for a summary list."""
    return (
        {"key": "Opens", "value": at_time(wave.opens_at)},
        {"key": "Closes", "value": at_time(wave.closes_at)},
        {"key": "Places", "value": f"{wave.places}"},
        {"key": "Word limit", "value": f"{wave.word_limit} words for each statement"},
        {"key": "When more meet the criteria than there are places", "value": wave.tie_break},
        {"key": "Criteria of", "value": str(wave.whole_guide)},
    )


def _colour(wave: Wave) -> str:
    """The colour of the stage, which the clock may have moved on."""
    as_labelled = wave.stage == wave.get_state_display()
    return COLOURS[State(wave.state)] if as_labelled else {"Opens soon": "grey"}.get(wave.stage, "yellow")


def _outside(wave: Wave, now: datetime) -> tuple[str, str]:
    """Where the wave stands for who applies: stages of the panel's work are its own business."""
    if wave.state == State.PUBLISHED:
        return "Decided", "white"
    if wave.state == State.ENDED:
        return "Ended", "grey"
    if wave.takes_applications(now):
        return "Open", "green"
    return ("Opens soon", "grey") if now < wave.opens_at else ("Closed", "yellow")


# Who judges ----------------------------------------------------------------------------------------------------------


def _place(wave: Wave, user: User) -> PanelMember | None:
    """This person's place on the panel; no query for who is no panel member of this commissioner."""
    if not user.has_role(Role.Kind.PANEL_MEMBER, wave.commissioner_id):
        return None
    return PanelMember.objects.serving(user).with_localities().filter(wave=wave).first()


def _judging(at: WaveState, member: PanelMember) -> Judging:
    wave = at.wave
    if words := _no_part(member) or (BEFORE.format(applying=applying_words(wave)) if wave.state in EARLY else ""):
        return Judging(words, (), None)
    own, sent = {one.application_id: one for one in at.of_member(member)}, at.sent_by(member)
    scored = dict(
        member.scores.filter(application__in=at.applications)
        .values_list("application")
        .annotate(given=Count("pk", filter=Q(score__isnull=False)))
        .order_by()
    )
    criteria = len(wave.whole_guide.ordered_criteria)
    tasks = tuple(_task(wave, one, own.get(one.pk), _progress(one, sent, scored, criteria)) for one in at.applications)
    next_task = next((one for one in tasks if one.colour == "blue"), None)
    is_done = next_task is None and wave.state == State.SCORING
    leads = member.part != PanelMember.Part.MEMBER and wave.state in (State.CLOSED, State.SCORING)
    panel = tuple(member_row(at, one) for one in at.panel) if leads else ()
    return Judging(DONE if is_done else _STAGE[State(wave.state)], tasks, next_task, panel)


def _no_part(member: PanelMember) -> str:
    """Why this member judges nothing; nothing as a rule."""
    applicant: str = member.applicant
    if not applicant:
        return ""
    return (
        f"You belong to {applicant}, which has applied in this wave, so you take no part in judging any application "
        "of it. Scores that you gave before are set aside."
    )


def applying_words(wave: Wave) -> str:
    """Until when localities can apply, or could."""
    closes = at_time(wave.closes_at)
    return f"Localities can apply until {closes}" if timezone.now() < wave.closes_at else f"Applying closed on {closes}"


EARLY = (State.PLANNED, State.OPEN)
BEFORE = (
    "{applying}. After that you say for each application whether you have a conflict of interest, and then you score."
)
DONE = "Thank you: you have sent all your scores. Until moderation you can take them back and change them."
_STAGE = {
    State.CLOSED: (
        "Say for each application whether you have a conflict of interest. You can read those in which you have none. "
        "Scoring has not started yet."
    ),
    State.SCORING: "Read and score each application. Others do not see your scores until moderation, nor you theirs.",
    State.MODERATION: "All scores are in. The panel meets to agree the scores.",
    State.DECIDED: "All is decided, and not published yet. Thank you: nothing is left to do for you.",
    State.PUBLISHED: "The outcome is published. Thank you: nothing is left to do for you.",
    State.ENDED: "The wave has ended without selecting anybody. Thank you: nothing is left to do for you.",
}


def _progress(application: Application, sent: set[int], scored: Mapping[int, int], criteria: int) -> str:
    """How far a member's scores of an application are; nothing once they are sent."""
    return "" if application.pk in sent else f"{scored.get(application.pk, 0)} of {criteria} scored"


def _task(wave: Wave, application: Application, interest: Interest | None, progress: str) -> Task:
    """One application for a member; `colour` blue is work to be done."""
    name, declaring = str(application.locality), reverse("interest", args=[application.pk])
    if wave.state not in (State.CLOSED, State.SCORING):
        is_open = interest is not None and not interest.has_conflict
        status = "Conflict of interest" if interest and interest.has_conflict else "Scored" if is_open else "Not scored"
        return Task(name, status, application.get_absolute_url() if is_open else "")
    if interest is None:
        return Task(name, "To declare", declaring, "Say whether you have a conflict of interest", "blue")
    if interest.has_conflict:
        return Task(name, "Conflict of interest", declaring, "You do not read or score it")
    if wave.state == State.CLOSED:
        return Task(name, "No conflict", application.get_absolute_url(), "You can read it now")
    score = reverse("score", args=[application.pk])
    return Task(name, progress, score, colour="blue") if progress else Task(name, "Scores sent", score)


# Who applies ---------------------------------------------------------------------------------------------------------


def _applying(wave: Wave, user: User, now: datetime) -> Iterator[Applying]:
    """Each locality of this person's that may apply."""
    if wave.state == State.PLANNED or not user.scopes.localities:
        return
    made = Prefetch("applications", Application.objects.filter(wave=wave), "made")
    theirs = Locality.objects.filter(pk__in=user.scopes.localities, commissioner=wave.commissioner_id)
    for locality in theirs.select_related("commissioner__system").prefetch_related(made):
        application: Application | None = next(iter(locality.made), None)
        leads = user.has_role(Role.Kind.LOCALITY_LEAD, locality.pk)
        words, action = _how_it_stands(wave, application, now, leads=leads)
        begins = application is None and leads and wave.takes_applications(now)
        url = reverse("apply", args=[locality.slug, wave.pk]) if begins else ""
        yield Applying(locality, words, application, action, url)


def _how_it_stands(wave: Wave, application: Application | None, now: datetime, *, leads: bool) -> tuple[str, str]:
    """What is said of a locality's application, and of the link to it."""
    is_open, closes = wave.takes_applications(now), at_time(wave.closes_at)
    if wave.state == State.ENDED:
        return "The wave has ended, and no locality is selected in it.", "Read the application" if application else ""
    if application is None:
        if is_open:
            return f"Not applied yet. The wave closes on {closes}." + ("" if leads else " A locality lead applies."), ""
        return (f"You can apply from {at_time(wave.opens_at)}." if now < wave.opens_at else "It did not apply."), ""
    if application.state == Application.State.WITHDRAWN:
        return "The application is withdrawn.", "Read what was submitted"
    if application.state == Application.State.DRAFT:
        if not is_open:
            return f"The application was not submitted before the wave closed on {closes}.", "Read the draft"
        return f"The application is a draft. Submit it before {closes}.", "Go on" if leads else "Read the draft"
    if wave.state == State.PUBLISHED:
        return "The outcome is published.", "Read the outcome and the feedback"
    if is_open:
        return f"The application is submitted. You can change it and submit it again until {closes}.", "Read it"
    return "The application is submitted and with the panel. You hear the outcome when it is published.", "Read it"
