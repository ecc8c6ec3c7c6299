"""How a selection round runs: planning a wave, its panel, its moves between states and what may change on the way.

Each service holds the wave for its transaction, asks who acts and where the wave stands, and writes the audit event.
Whatever cannot be done now raises Refused, in words, and changes nothing. No event names a locality: the pages of
localities show theirs to their people. `seen` is what a form showed (`as_shown`); whoever has no page leaves it out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from assessment.models import Guide
from assessment.selection.models import AgreedScore, Decision, PanelMember, Wave
from assessment.selection.models.wave_transitions import (
    CLOSE,
    MODERATE,
    OPEN,
    START_SCORING,
    STATE_IN_WORDS,
    Transition,
)
from assessment.selection.queries.wave_readiness import Missing, WaveState, missing_before
from assessment.selection.services import notices
from localities.kit.audit import record
from localities.kit.models import AuditEvent
from localities.kit.pages.phrases import at_time
from localities.kit.refused import Refused
from localities.models import Commissioner, Role, User

State = Wave.State
PLAN, RUN = "selection.plan_wave", "selection.run_wave"
BEFORE_MODERATION = (State.PLANNED, State.OPEN, State.CLOSED, State.SCORING)
BEFORE_DECIDED = (*BEFORE_MODERATION, State.MODERATION)


# Planning ------------------------------------------------------------------------------------------------------------


@transaction.atomic
def plan_wave(commissioner: Commissioner, values: Mapping[str, Any], *, by: User) -> Wave:
    """Plan a wave by the criteria of the newest guide: title, places, opens_at, closes_at, word_limit, offers."""
    if not by.has_perm(PLAN, commissioner):
        raise Refused("Only the CCG’s own people plan its waves.")
    guide = Guide.objects.newest()
    if guide is None:
        raise Refused("There is no guide yet, so there are no criteria. An administrator loads one.")
    wave = Wave(commissioner=commissioner, guide=guide)
    _write(wave, values)
    record("Planned the wave", wave, by=by, moved=("", wave.state))
    return wave


@transaction.atomic
def save_wave(wave: Wave, values: Mapping[str, Any], *, by: User, seen: str | None = None) -> Wave:
    """Change what is planned. From opening on, people rely on it."""
    wave = _hold(wave, (State.PLANNED,), by=by)
    _refuse_if_changed(wave, values, seen)
    _write(wave, values)
    record("Changed the planned wave", wave, by=by)
    return wave


@transaction.atomic
def put_off(wave: Wave, closes_at: datetime, *, by: User, why: str, seen: str | None = None) -> Wave:
    """Give localities more time. A wave that was closed is open again."""
    _need(why, "Say why closing is put off.")
    wave = _hold(wave, (State.OPEN, State.CLOSED), by=by)
    _refuse_if_changed(wave, ("closes_at",), seen)
    if why_not := put_off_refusal(wave, closes_at):
        raise Refused(f"{why_not}.")
    wave.closes_at = closes_at
    wave.save(update_fields=["closes_at"])
    what = f"Put off closing to {at_time(closes_at)}"
    if wave.state == State.CLOSED:
        event = _move(wave, State.OPEN, what, by=by, why=why)
    else:
        event = record(what, wave, by=by, why=why)
    notices.put_off(wave, event, by=by, why=why)
    return wave


def put_off_refusal(wave: Wave, closes_at: datetime) -> str:
    """Return why closing cannot be put off to this time, in words; nothing when it can."""
    if closes_at > max(wave.closes_at, timezone.now()):
        return ""
    return f"Choose a time in the future, and after {at_time(wave.closes_at)}"


@transaction.atomic
def change_places(wave: Wave, places: int, *, by: User, why: str, seen: str | None = None) -> Wave:
    """Change how many localities can be selected."""
    _need(why, "Say why the number of places changes.")
    wave = _hold(wave, BEFORE_DECIDED, by=by)
    _refuse_if_changed(wave, ("places",), seen)
    before, wave.places = wave.places, places
    wave.save(update_fields=["places"])
    record(f"Changed the places from {before} to {places}", wave, by=by, why=why)
    return wave


# The panel -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def name_member(wave: Wave, user: User, *, by: User) -> PanelMember:
    """Put somebody with the role of a panel member on the panel. Who left it before can come back."""
    wave = _hold(wave, BEFORE_MODERATION, by=by)
    if not has_the_role(wave).filter(pk=user.pk).exists():
        raise Refused(f"{user} is not a panel member of this CCG. Invite them to that role first.")
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
    notices.named(member, record(f"Named to the panel: {user}"[:100], wave, by=by), by=by)
    return member


@transaction.atomic
def name_members(wave: Wave, users: Iterable[User], *, by: User) -> list[PanelMember]:
    """Put several people on the panel; all of them or, when one cannot be, nobody."""
    return [name_member(wave, user, by=by) for user in users]


@transaction.atomic
def remove_member(member: PanelMember, *, by: User, why: str) -> None:
    """Take somebody off the panel. They stay on the record, and their scores are set aside."""
    _need(why, "Say why they leave the panel.")
    wave = _hold(member.wave, BEFORE_DECIDED, by=by)
    member = wave.panel.select_related("user").get(pk=member.pk)
    if member.left_at:
        raise Refused(f"{member} has left the panel already.")
    member.left_at, member.left_why = timezone.now(), why
    member.save(update_fields=["left_at", "left_why"])
    record(f"Left the panel: {member}"[:100], wave, by=by, why=why)


@transaction.atomic
def save_attendance(wave: Wave, values: Mapping[str, Any], *, by: User, seen: str | None = None) -> Wave:
    """Say when the panel met to agree its scores (`met_on`), who of it was there (`attended`: by member) and who else
    (`also_present`).
    """
    wave = _hold(wave, (State.MODERATION,), by=by)
    _refuse_if_changed(wave, values, seen)
    if why_not := meeting_refusal(wave, values["met_on"]):
        raise Refused(f"{why_not}.")
    if not any(values["attended"].values()):
        raise Refused(f"{NOBODY_MET}.")
    wave.met_on, wave.also_present = values["met_on"], values["also_present"]
    wave.save(update_fields=["met_on", "also_present"])
    for member in wave.panel.with_part():
        member.attended = values["attended"].get(member.pk, member.attended)
        member.save(update_fields=["attended"])
    record("Said when the panel met and who was there", wave, by=by)
    return wave


NOBODY_MET = "A panel that agreed its scores has met: say of at least one member that they were there"


def meeting_refusal(wave: Wave, met_on: date) -> str:
    """Return why the panel cannot have met on this day to agree its scores, in words; nothing when it can."""
    if met_on > timezone.localdate():
        return "The date of the meeting cannot be in the future"
    closed_on = timezone.localdate(wave.closes_at)
    if met_on < closed_on <= timezone.localdate():
        return f"The panel met after the wave had closed: enter {date_format(closed_on)} or a later date"
    return ""


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


# Moves ---------------------------------------------------------------------------------------------------------------


def what_is_missing(wave: Wave, move: Transition, now: datetime) -> list[Missing]:
    """Return what this move still lacks; nothing when the wave is ready for it."""
    return missing_before(WaveState(wave), move.target, now)


@transaction.atomic
def move_wave(wave: Wave, move: Transition, *, by: User) -> Wave:
    """Make a move, with what goes with it. Publishing goes through `assessment.selection.services.publishing`."""
    wave = _hold(wave, (move.source,), by=by)
    if missing := what_is_missing(wave, move, timezone.now()):
        raise Refused(" ".join(f"{one.text}." for one in missing))
    event = _move(wave, move.target, move.event, by=by)
    if move is OPEN:
        notices.opened(wave, event, by=by)
    elif move is CLOSE:
        notices.closed(wave, event, by=by)
    elif move is START_SCORING:
        notices.scoring_begins(wave, event, by=by)
    elif move is MODERATE:
        _make_room_for_agreement(wave)
    return wave


def refusal(wave: Wave, states: Collection[str]) -> str:
    """Return why something cannot be done that needs one of these states, in words; nothing when it can. For pages."""
    return "" if wave.state in states else f"This cannot be done with {wave} now: {STATE_IN_WORDS[State(wave.state)]}."


def lock_wave(pk: int) -> Wave:
    """Return the wave, held for this transaction: what rests on its state is decided one at a time."""
    return Wave.objects.select_related("commissioner__system").select_for_update(of=("self",)).get(pk=pk)


def as_shown(wave: Wave, names: Iterable[str]) -> str:
    """Return what a form shows of these values, in one short text that the form brings back.

    A service compares it with what stands now, so that nobody saves over what somebody else saved meanwhile.
    """
    return sha256(repr([(name, _value(wave, name)) for name in sorted(names)]).encode()).hexdigest()[:16]


# The steps that these are made of ------------------------------------------------------------------------------------


def _move(wave: Wave, target: State, what: str, *, by: User, why: str = "") -> AuditEvent:
    """Change the state: the only place that does."""
    if target not in Wave.TRANSITIONS[wave.state]:
        raise Refused(refusal(wave, ()))
    moved = (str(wave.state), str(target))
    wave.state = target
    wave.save(update_fields=["state"])
    return record(what, wave, by=by, moved=moved, why=why)


def _hold(wave: Wave, states: Collection[str], *, by: User) -> Wave:
    """Lock the wave, for somebody who runs it and while it stands at one of these states."""
    wave = lock_wave(wave.pk)
    if not by.has_perm(RUN, wave):
        raise Refused("Only the CCG’s own people run its waves.")
    if why_not := refusal(wave, states):
        raise Refused(why_not)
    return wave


def _refuse_if_changed(wave: Wave, names: Iterable[str], seen: str | None) -> None:
    if seen is not None and seen != as_shown(wave, names):
        raise Refused(
            "Somebody else changed this since you opened the page. What stands now is shown above the form: look at "
            "it, then save again."
        )


def _need(why: str, otherwise: str) -> None:
    if not why.strip():
        raise Refused(otherwise)


def _write(wave: Wave, values: Mapping[str, Any]) -> None:
    for name in set(values) - {"offers"}:
        setattr(wave, name, values[name])
    wave.save()
    if "offers" in values:
        wave.offers.set(values["offers"])


def _value(wave: Wave, name: str) -> Any:
    if name == "offers":
        return sorted(wave.offers.values_list("pk", flat=True))
    if name == "attended":
        return list(wave.panel.with_part().values_list("pk", "attended"))
    return str(getattr(wave, name))


def _make_room_for_agreement(wave: Wave) -> None:
    """Make the empty rows that the panel fills in together."""
    for application in wave.applications.before_the_panel():
        Decision.objects.get_or_create(application=application)
        for criterion in wave.whole_guide.ordered_criteria:
            AgreedScore.objects.get_or_create(application=application, criterion=criterion)
