"""A workshop: where and when, what it talks about and in which order, who is there, and what it leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from assessment.models import Diagnostic, Domain
from localities.kit.revisions.history import History
from localities.kit.revisions.rows import Revised
from localities.models import Locality, Practice, User
from localities.models.organisations import within_reach

WORDS_LENGTH = 1000
LINE_LENGTH = 200


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    def visible_to(self, user: User) -> WorkshopQuerySet:
        """Workshops of the localities this person may read, with the organisations around them."""
        found = self.filter(within_reach(user, "diagnostic__locality__"))
        return found.select_related("diagnostic__locality__commissioner__system")

    def open(self) -> WorkshopQuerySet:
        return self.filter(state=Workshop.State.OPEN)


class Workshop(Revised):
    """One sitting of a locality over domains of its diagnostic.

    Only `assessment.workshop.services` changes its state (`workshop_transitions`). `topic` and `moment` say what is on
    the screen of the room: every screen and every phone shows that and nothing else. People without an account join by
    `join_token`, in link and QR code, or by `join_code`, until `joins_until`; both are gone when it closes.
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    class Moment(models.TextChoices):
        TALK = "talk", "Talk"
        HANDS = "hands", "Show hands"
        LOOK = "look", "Look"
        AGREE = "agree", "Agree"

    diagnostic = models.ForeignKey(Diagnostic, on_delete=models.CASCADE, related_name="workshops")
    number = models.PositiveSmallIntegerField(editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN, editable=False)
    held_on = models.DateField("date")
    starts = models.TimeField()
    ends = models.TimeField()
    place = models.CharField("where", max_length=LINE_LENGTH, blank=True)
    led_by = models.CharField(max_length=LINE_LENGTH, blank=True)
    people = models.TextField("who came", blank=True, max_length=WORDS_LENGTH)
    opened_at = models.DateTimeField(editable=False)
    opened_by = models.ForeignKey(User, editable=False, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    # what is on the screen
    topic = models.ForeignKey("Topic", null=True, editable=False, on_delete=models.SET_NULL, related_name="+")
    moment = models.CharField(max_length=10, choices=Moment, default=Moment.TALK, editable=False)
    with_names = models.BooleanField(default=False, editable=False)
    # how phones join
    join_token = models.CharField(max_length=32, null=True, unique=True, editable=False)  # noqa: DJ001  one NULL each
    join_code = models.CharField(max_length=6, null=True, unique=True, editable=False)  # noqa: DJ001  one NULL each
    joins_until = models.DateTimeField(null=True, editable=False)

    history = History(excluded_fields=["join_token", "join_code", "joins_until", "topic", "moment", "with_names"])
    objects = WorkshopQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["diagnostic", "number"], name="workshop_number_once"),
            models.UniqueConstraint(
                fields=["diagnostic"], condition=Q(state="open"), name="workshop_one_open_per_diagnostic"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True, closed_by__isnull=True)
                | Q(state="closed", closed_at__isnull=False, closed_by__isnull=False, join_token__isnull=True),
                name="workshop_closed_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(join_token__isnull=True, join_code__isnull=True, joins_until__isnull=True)
                | Q(join_token__isnull=False, join_code__isnull=False, joins_until__isnull=False),
                name="workshop_joined_by_both_or_neither",
            ),
            models.CheckConstraint(condition=Q(ends__gt=F("starts")), name="workshop_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"Workshop {self.number}, {self.diagnostic}"

    def get_absolute_url(self) -> str:
        if self.state == self.State.CLOSED:
            return reverse("minutes", args=[self.pk])
        return reverse("workshop", args=[self.diagnostic_id])

    @property
    def locality(self) -> Locality:
        return self.diagnostic.locality

    def lets_in(self, now: datetime) -> bool:
        """Whether phones may join and raise hands at this moment."""
        return self.state == self.State.OPEN and self.joins_until is not None and now < self.joins_until


class Topic(Revised):
    """A domain that a workshop talks about, and what is said of it beside the answer itself.

    Hands can be raised for it in `round` until `revealed_at`; `counted` is how many were counted in the room at each
    position, in place of those that phones raised.
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="topics")
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(editable=False)
    begun_at = models.DateTimeField(null=True, editable=False)
    round = models.PositiveSmallIntegerField(default=1, editable=False)
    revealed_at = models.DateTimeField(null=True, editable=False)
    counted: models.JSONField[Any, Any] = models.JSONField(default=list, editable=False)
    dissent = models.TextField("who sees it differently, and why", blank=True, max_length=WORDS_LENGTH)
    parked = models.BooleanField("come back to this", default=False)
    follow_up = models.CharField("who follows it up, and with what", max_length=LINE_LENGTH, blank=True)

    history = History(excluded_fields=["order", "begun_at", "round", "revealed_at", "counted"])

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["workshop", "domain"], name="topic_once_per_domain")]

    def __str__(self) -> str:
        return str(self.domain)


class Attendance(models.Model):
    """Whether a practice is there. Made with the workshop for each practice of the locality."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="attendance")
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="+")
    present = models.BooleanField(default=False)

    class Meta:
        ordering = ["practice__name"]
        constraints = [models.UniqueConstraint(fields=["workshop", "practice"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.practice}: {'there' if self.present else 'not there'}"


class Minutes(models.Model):
    """What a workshop left, frozen when it closed: the content as canonical JSON and its sha256."""

    workshop = models.OneToOneField(Workshop, on_delete=models.CASCADE, related_name="minutes")
    content = models.TextField(editable=False)
    fingerprint = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return f"Minutes of {self.workshop}"
