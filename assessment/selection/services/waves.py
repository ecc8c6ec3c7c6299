"""How a selection wave runs: planning it, its panel, its stages and what may change on the way.

Each service holds the wave for its transaction, asks who acts and where the wave stands, and writes the audit event.
Whatever cannot be done now raises Refused, in words, and changes nothing. No event names a locality: the pages of
localities show theirs to their people. Whoever has no page leaves `expected_version` out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from assessment.models import Guide
from assessment.queries.guides_in_use import guides_in_use
from assessment.selection.models import AgreedScore, Decision, Wave
from assessment.selection.models.wave_transitions import (
    CHANGE,
    CHANGE_PLACES,
    CLOSE,
    MODERATE,
    OPEN,
    PUT_OFF,
    SAVE_ATTENDANCE,
    START_SCORING,
    STATE_IN_WORDS,
    WHO,
    WaveTransition,
)
from assessment.selection.queries.wave_readiness import Missing, WaveState, missing_before
from assessment.selection.services import notices
from localities.kit.audit import record
from localities.kit.locks import held
from localities.kit.pages.phrases import at_time
from localities.kit.refused import Refused, ask_permission
from localities.kit.workflow import Transition, Workflow
from localities.models import Commissioner, User

PLAN = "selection.plan_wave"
SHOWN: dict[Transition, tuple[str, ...]] = {
    CHANGE: ("closes_at", "offers", "opens_at", "places", "tie_break", "title", "word_limit"),
    PUT_OFF: ("closes_at",),
    CHANGE_PLACES: ("places",),
    SAVE_ATTENDANCE: ("also_present", "attended", "met_on"),
}
"""What the form of each shows, in one order."""


def lock_wave(*, with_others: bool = False, **which: Any) -> Wave:
    """Return the wave, held for this transaction: what rests on its state is decided one at a time."""
    return held(Wave.objects.select_related("commissioner__system"), with_others=with_others).get(**which)


def _as_shown(wave: Wave, transition: Transition) -> str:
    """What a form shows of the wave, in one short text: nobody saves over what somebody else saved meanwhile."""
    shown = [(name, _value(wave, name)) for name in SHOWN[transition]]
    return sha256(repr(shown).encode()).hexdigest()[:16]


def _value(wave: Wave, name: str) -> Any:
    if name == "offers":
        return sorted(wave.offers.values_list("pk", flat=True))
    if name == "attended":
        return list(wave.panel.with_part().values_list("pk", "attended"))
    return str(getattr(wave, name))


WAVE = Workflow[Wave](
    in_words=STATE_IN_WORDS,
    lock=lambda pk: lock_wave(pk=pk),
    not_now="This cannot be done with {row} now: {stands}.",
    words=lambda wave: {"word": wave.commissioner.word},
    version=_as_shown,
    stale=(
        "Somebody else changed this since you opened the page. What stands now is shown above the form: look at it, "
        "then save again."
    ),
)
"""The only thing that changes a wave's state."""


# Planning ------------------------------------------------------------------------------------------------------------


def guide_of_waves(commissioner: Commissioner) -> Guide:
    """The guide whose criteria a new wave judges by: the default one, or else the first in use that has any.

    Raises Refused where none has.
    """
    in_use = [Guide.objects.whole(guide.pk, commissioner.system.words) for guide in guides_in_use(commissioner.system)]
    found = next((guide for guide in in_use if guide.ordered_criteria), None)
    if found is None:
        raise Refused(
            "There is no guide yet with criteria to judge applications by. An administrator publishes guides, and the "
            "system’s team chooses those in use."
        )
    return found


@transaction.atomic
def plan_wave(commissioner: Commissioner, values: Mapping[str, Any], *, by: User) -> Wave:
    """Plan a wave by the criteria of a guide in use: title, places, opens_at, closes_at, word_limit, offers."""
    ask_permission(by, PLAN, commissioner, WHO.format(word=commissioner.word))
    wave = Wave(commissioner=commissioner, guide=guide_of_waves(commissioner))
    _write(wave, values)
    record("Planned the wave", wave, by=by, moved=("", wave.state))
    return wave


@transaction.atomic
def save_wave(wave: Wave, values: Mapping[str, Any], *, by: User, expected_version: str | None = None) -> Wave:
    """Change what is planned. From opening on, people rely on it."""
    wave = WAVE.hold(wave.pk, CHANGE, by=by, expected_version=expected_version)
    _write(wave, values)
    record("Changed the planned wave", wave, by=by)
    return wave


@transaction.atomic
def put_off(wave: Wave, closes_at: datetime, *, by: User, why: str, expected_version: str | None = None) -> Wave:
    """Give localities more time. A wave that was closed is open again."""
    wave = WAVE.hold(wave.pk, PUT_OFF, by=by, expected_version=expected_version, why=why)
    if why_not := why_not_put_off_to(wave, closes_at):
        raise Refused(f"{why_not}.")
    what = f"Put off closing to {at_time(closes_at)}"
    event = WAVE.make(wave, PUT_OFF, by=by, why=why, event=what, closes_at=closes_at)
    notices.put_off(wave, event, by=by, why=why)
    return wave


def why_not_put_off_to(wave: Wave, closes_at: datetime) -> str:
    """Return why closing cannot be put off to this time, in words; nothing when it can."""
    if closes_at > max(wave.closes_at, timezone.now()):
        return ""
    return f"Choose a time in the future, and after {at_time(wave.closes_at)}"


@transaction.atomic
def change_places(wave: Wave, places: int, *, by: User, why: str, expected_version: str | None = None) -> Wave:
    """Change how many localities can be selected."""
    wave = WAVE.hold(wave.pk, CHANGE_PLACES, by=by, expected_version=expected_version, why=why)
    before, wave.places = wave.places, places
    wave.save(update_fields=["places"])
    record(f"Changed the places from {before} to {places}", wave, by=by, why=why)
    return wave


# The panel's meeting --------------------------------------------------------------------------------------------------


@transaction.atomic
def save_attendance(wave: Wave, values: Mapping[str, Any], *, by: User, expected_version: str | None = None) -> Wave:
    """Say when the panel met to agree its scores (`met_on`), who of it was there (`attended`: by member) and who else
    (`also_present`).
    """
    wave = WAVE.hold(wave.pk, SAVE_ATTENDANCE, by=by, expected_version=expected_version)
    if why_not := why_not_met_on(wave, values["met_on"]):
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


def why_not_met_on(wave: Wave, met_on: date) -> str:
    """Return why the panel cannot have met on this day to agree its scores, in words; nothing when it can."""
    if met_on > timezone.localdate():
        return "The date of the meeting cannot be in the future"
    closed_on = timezone.localdate(wave.closes_at)
    if met_on < closed_on <= timezone.localdate():
        return f"The panel met after the wave had closed: enter {date_format(closed_on)} or a later date"
    return ""


# Transitions ---------------------------------------------------------------------------------------------------------


def what_is_missing(wave: Wave, transition: WaveTransition, now: datetime) -> list[Missing]:
    """Return what the wave still lacks before a transition; nothing when it is ready for it."""
    return missing_before(WaveState(wave), transition.target, now)


@transaction.atomic
def make_transition(wave: Wave, transition: WaveTransition, *, by: User) -> Wave:
    """Make a transition, with what goes with it. Publishing goes through `publishing` beside this."""
    wave = WAVE.hold(wave.pk, transition, by=by)
    if missing := what_is_missing(wave, transition, timezone.now()):
        raise Refused(" ".join(f"{one.text}." for one in missing))
    event = WAVE.make(wave, transition, by=by)
    if transition is OPEN:
        notices.opened(wave, event, by=by)
    elif transition is CLOSE:
        notices.closed(wave, event, by=by)
    elif transition is START_SCORING:
        notices.scoring_begins(wave, event, by=by)
    elif transition is MODERATE:
        _make_room_for_agreement(wave)
    return wave


# The steps that these are made of ------------------------------------------------------------------------------------


def _write(wave: Wave, values: Mapping[str, Any]) -> None:
    for name in set(values) - {"offers"}:
        setattr(wave, name, values[name])
    wave.save()
    if "offers" in values:
        wave.offers.set(values["offers"])


def _make_room_for_agreement(wave: Wave) -> None:
    """Make the empty rows that the panel fills in together."""
    for application in wave.applications.before_the_panel():
        Decision.objects.get_or_create(application=application)
        for criterion in wave.whole_guide.ordered_criteria:
            AgreedScore.objects.get_or_create(application=application, criterion=criterion)
