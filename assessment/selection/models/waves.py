"""A wave: one round in which a commissioner selects localities, and the panel that reads their applications."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from assessment.models import Guide, Offer
from localities.models import Commissioner, Locality, User

WORD_LIMIT = 300


class WaveQuerySet(models.QuerySet["Wave"]):
    def visible_to(self, user: User) -> WaveQuerySet:
        """Waves that this person runs, is on the panel of, or may apply for through a locality of theirs."""
        scopes = user.scopes
        localities = Locality.objects.filter(pk__in=scopes.localities, commissioner=OuterRef("commissioner"))
        seen = Q(commissioner__in=scopes.commissioners) | Q(pk__in=PanelMember.objects.serving(user).values("wave"))
        if scopes.localities:
            seen |= Q(Exists(localities)) & ~Q(state=Wave.State.PLANNED)
        return self.filter(seen).select_related("commissioner__system")

    def announced(self) -> WaveQuerySet:
        """Waves that localities know of."""
        return self.exclude(state=Wave.State.PLANNED)


class Wave(models.Model):
    """One selection round, judged by the criteria of its guide. Only `assessment.selection.rounds._move` sets `state`.

    Localities apply from `opens_at` until `closes_at` while the wave is open: the clock refuses what is late, and
    nobody has to be there to close it. `word_limit` is for each statement of an application.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"
        SCORING = "scoring", "Scoring"
        MODERATION = "moderation", "Moderation"
        DECIDED = "decided", "Decided"
        PUBLISHED = "published", "Published"

    # From a state, the states it may move to.
    TRANSITIONS: ClassVar[dict[str, set[str]]] = {
        State.PLANNED: {State.OPEN},
        State.OPEN: {State.CLOSED},
        State.CLOSED: {State.SCORING, State.OPEN},
        State.SCORING: {State.MODERATION},
        State.MODERATION: {State.DECIDED},
        State.DECIDED: {State.PUBLISHED},
        State.PUBLISHED: set(),
    }

    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT, related_name="waves")
    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="waves")
    title = models.CharField(max_length=200)
    places = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(100)])
    opens_at = models.DateTimeField("opens")
    closes_at = models.DateTimeField("closes")
    word_limit = models.PositiveSmallIntegerField(
        default=WORD_LIMIT, validators=[MinValueValidator(50), MaxValueValidator(2000)]
    )
    offers = models.ManyToManyField(Offer, related_name="+", blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.PLANNED, editable=False)
    # The meeting at which the panel agrees its scores; who of the panel was there stands with each member.
    met_on = models.DateField("date of the panel’s meeting", null=True, blank=True)
    also_present = models.TextField(blank=True, max_length=1000)

    objects = WaveQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="wave_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(places__gte=1), name="wave_has_a_place"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("wave", args=[self.pk])

    @property
    def whole_guide(self) -> Guide:
        """The guide whose criteria apply, with everything in it and no query."""
        return Guide.objects.whole(self.guide_id)

    def takes_applications(self, now: datetime) -> bool:
        """Tell whether an application may be written and submitted at this moment."""
        return self.state == self.State.OPEN and self.opens_at <= now < self.closes_at


class PanelMemberQuerySet(models.QuerySet["PanelMember"]):
    def serving(self, user: User) -> PanelMemberQuerySet:
        """This person's places on panels, as long as they hold the role for that commissioner."""
        commissioners = [scope for kind, scope in user.scopes.roles if kind == "panel_member" and scope]
        return self.filter(user=user, left_at__isnull=True, wave__commissioner__in=commissioners)

    def active(self) -> PanelMemberQuerySet:
        return self.filter(left_at__isnull=True).select_related("user")


class PanelMember(models.Model):
    """A person on a wave's panel. Somebody who leaves it stays on the record, and their scores are set aside.

    `attended` says whether they were at the panel's meeting; None before somebody said so.
    """

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="panel")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="panels")
    left_at = models.DateTimeField(null=True, editable=False)
    left_why = models.TextField(blank=True, max_length=1000)
    attended = models.BooleanField(null=True, blank=True)

    objects = PanelMemberQuerySet.as_manager()

    class Meta:
        ordering = ["user__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["wave", "user"], name="panel_member_once")]

    def __str__(self) -> str:
        return str(self.user)
