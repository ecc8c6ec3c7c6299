"""The register of interests of a wave: applications by people, and every declaration in the order it was made."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from django.urls import reverse

from assessment.selection.models import Application, Interest, PanelMember, SentScores, Wave
from assessment.selection.permissions import belongs_to_an_applicant, works_for_commissioner_of
from assessment.selection.queries.interests import chair_of, declaring_refusal
from localities.models import User

State = Wave.State
PARTS = [str(one) for one in PanelMember.Part]
"""Of a panel, in the order in which its people stand: the chair first."""


@dataclass(frozen=True)
class Column:
    """A person of the grid: who they are in the wave, in words; `out` says why they have no part, if they do not."""

    user: User
    part: str
    out: str = ""


@dataclass(frozen=True)
class Cell:
    """What stands of a person on an application; None as `interest` where they declared nothing.

    `struck` tells that they had sent scores, and `clear_url` leads to clearing it.
    """

    column: Column
    interest: Interest | None
    struck: bool
    clear_url: str


@dataclass(frozen=True)
class Row:
    """An application, with a cell for each person, and who chairs the panel on it."""

    application: Application
    cells: tuple[Cell, ...]
    chair: str
    own_url: str


@dataclass(frozen=True)
class Register:
    """`own` is what this person has still to declare; `refusal` says why there is nothing to see yet."""

    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    history: tuple[Interest, ...] = ()
    own: tuple[Application, ...] = ()
    refusal: str = ""


def build_register(wave: Wave, user: User) -> Register:
    """Read the register for somebody with a part in the wave. Eight queries, however many applications and people."""
    if refusal := _not_yet(wave, user):
        return Register(refusal=refusal)
    handed_in = wave.applications.filter(state__in=Application.HANDED_IN)
    applications = list(handed_in.select_related("locality").order_by("locality__name"))
    every = Interest.objects.filter(application__in=applications).select_related("user", "cleared_by")
    history = tuple(every.select_related("application__locality"))
    standing = {(one.application_id, one.user_id): one for one in history}  # the last of each
    members = list(wave.panel.active().with_localities())
    columns = _columns(wave, members, history)
    clears = _may_clear(wave, user, standing)
    sent = set(SentScores.objects.filter(application__in=applications).values_list("application_id", "member__user_id"))

    def cell(application: Application, column: Column) -> Cell:
        key = (application.pk, column.user.pk)
        interest = standing.get(key)
        conflict = interest if interest and interest.has_conflict else None
        able = conflict and application.pk in clears and column.user != user
        url = reverse("interest-clear", args=[application.pk, conflict.pk]) if able and conflict else ""
        return Cell(column, interest, struck=bool(conflict) and key in sent, clear_url=url)

    def row(application: Application) -> Row:
        conflicted = {one for (pk, one), said in standing.items() if pk == application.pk and said.has_conflict}
        chair = chair_of([one for one in members if not one.applicant], conflicted)
        own = standing.get((application.pk, user.pk))
        open_to_me = application.state == Application.State.SUBMITTED and not declaring_refusal(wave, user, own)
        return Row(
            application,
            tuple(cell(application, column) for column in columns),
            chair=_chair_in_words(chair),
            own_url=reverse("interest", args=[application.pk]) if open_to_me else "",
        )

    rows = tuple(map(row, applications))
    own = tuple(one.application for one in rows if one.own_url and (one.application.pk, user.pk) not in standing)
    return Register(columns, rows, history, own)


def next_to_declare(wave: Wave, user: User) -> Application | None:
    """The next application of which this person has declared nothing, in order of name; None when there is none."""
    declared = Interest.objects.filter(user=user).values("application")
    return wave.applications.before_the_panel().exclude(pk__in=declared).first()


def _not_yet(wave: Wave, user: User) -> str:
    """The panel learns who has applied when the wave has closed."""
    if wave.state in (State.PLANNED, State.OPEN) and not works_for_commissioner_of(user, wave):
        return declaring_refusal(wave, user, None)
    return ""


def _columns(wave: Wave, members: list[PanelMember], history: tuple[Interest, ...]) -> tuple[Column, ...]:
    """The panel, chair first, then others who declared something: the commissioner's people, and who left it."""
    on_panel = [
        Column(one.user, str(one.get_part_display()), f"No part: belongs to {one.applicant}" if one.applicant else "")
        for one in sorted(members, key=lambda one: PARTS.index(one.part))
    ]
    known = {one.user_id for one in members}
    left = set(wave.panel.filter(left_at__isnull=False).values_list("user_id", flat=True)) - known
    others = {one.user_id: one.user for one in history if one.user_id not in known}
    rest = (Column(one, "Left the panel" if pk in left else wave.commissioner.word) for pk, one in others.items())
    return tuple(chain(on_panel, sorted(rest, key=lambda one: str(one.user))))


def _may_clear(wave: Wave, user: User, standing: dict[tuple[int, int], Interest]) -> set[int]:
    """The applications whose conflicts this person may clear: `selection.clear_interest`, without asking for each."""
    if wave.state in Wave.OVER or not works_for_commissioner_of(user, wave) or belongs_to_an_applicant(user, wave):
        return set()
    return {pk for (pk, one), said in standing.items() if one == user.pk and not said.has_conflict}


def _chair_in_words(chair: PanelMember | None) -> str:
    if chair is None:
        return ""
    return f"{chair} chairs" if chair.part == PanelMember.Part.CHAIR else f"{chair}, the deputy, chairs"
