"""What a panel member is asked to do in each wave, and the waves that a commissioner runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from assessment.selection.models import Application, Interest, PanelMember, SentScores, Wave
from assessment.selection.pages.wave import applying_words
from devplans.overview.pages.tasks import progress
from devplans.overview.queries.numbers import number_of
from localities.kit.pages.phrases import count
from localities.kit.pages.task_list import Task
from localities.models import Commissioner, User

State = Wave.State


@dataclass(frozen=True)
class PanelPlace:
    """A person's place on a panel: the submitted applications, and what this person has done on them."""

    wave: Wave
    applications: int
    declared: int
    conflicts: int
    sent: int
    applicant: str

    @property
    def to_score(self) -> int:
        return self.applications - self.conflicts

    @property
    def task(self) -> Task:
        status, hint, colour = _what_to_do(self)
        return Task(f"{self.wave.title}, {self.wave.commissioner}", status, self.wave.get_absolute_url(), hint, colour)


def panel_places(user: User) -> Iterator[PanelPlace]:
    """Each place that this person has on a panel, that in the newest wave first. One query."""
    submitted = Application.objects.filter(state=Application.State.SUBMITTED)
    standing = Interest.objects.filter(application__in=submitted, user=OuterRef("user")).standing()
    conflicts = Interest.objects.filter(application=OuterRef("application"), user=OuterRef("member__user")).conflicts()
    sent = SentScores.objects.filter(~Exists(conflicts), application__in=submitted)
    row: Any  # with what is annotated
    for row in (
        PanelMember.objects.serving(user)
        .select_related("wave__commissioner__system")
        .with_localities()
        .annotate(
            applications=number_of(submitted, "wave", of="wave"),
            declared=number_of(standing, "application__wave", of="wave"),
            conflicts=number_of(standing.conflicts(), "application__wave", of="wave"),
            sent_scores=number_of(sent, "member"),
        )
        .order_by("-wave__opens_at", "-wave")
    ):
        yield PanelPlace(row.wave, row.applications, row.declared, row.conflicts, row.sent_scores, row.applicant)


def _what_to_do(place: PanelPlace) -> tuple[str, str, str]:
    """The status, the hint and the colour of a person's task in a wave."""
    wave, total = place.wave, place.applications
    if place.applicant:
        return (
            "No part",
            f"You belong to {place.applicant}, which has applied, so you judge no application of this wave",
            "",
        )
    if wave.state in (State.PLANNED, State.OPEN):
        return "Nothing to do yet", applying_words(wave), ""
    if wave.state in (State.CLOSED, State.SCORING) and place.declared < total:
        hint = f"Say for each of {count(total, 'application')} whether you have a conflict of interest"
        return f"{total - place.declared} to declare", hint, "blue"
    if wave.state == State.CLOSED:
        return "Declared", "Scoring has not started yet", ""
    if wave.state == State.SCORING:
        status, colour = progress(place.sent, place.to_score, left="to score")
        return status, f"You have scored and sent {place.sent} of {place.to_score}", colour
    if wave.state == State.MODERATION:
        return "In moderation", "The panel meets to agree the scores", ""
    return str(wave.get_state_display()), "Nothing is left to do", ""


def running_waves(commissioner: Commissioner) -> QuerySet[Wave]:
    """Return the waves of a commissioner that are not published yet, the newest first."""
    return Wave.objects.filter(commissioner=commissioner).exclude(state__in=Wave.OVER)
