"""A wave, in which a commissioner selects localities, and the panel that reads their applications."""

from __future__ import annotations

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from assessment.models import Guide, Offer
from localities.models import Commissioner, Locality, Role, User

WORD_LIMIT = 300
TIE_BREAK = (
    "Among localities that meet every criterion, by the sum of their agreed scores. Where that is equal, by the agreed "
    "score for the first criterion, then for the next. Where all are equal, the panel decides and gives its reasons."
)
"""How places are given when more localities meet the criteria than there are places: a first wording, to be changed."""
IN_PRACTICE = "practice__locality__"


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
    """One selection of localities, judged by the criteria of its guide.

    Only `assessment.selection.services.waves` changes its state (`wave_transitions`).
    Localities apply from `opens_at` until `closes_at` while the wave is open: the clock refuses what is late, and
    nobody has to be there to close it. `word_limit` is for each statement of an application. `tie_break` says how
    places are given when more localities meet the criteria than there are places; it stands before anybody applies.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"
        SCORING = "scoring", "Scoring"
        MODERATION = "moderation", "Moderation"
        DECIDED = "decided", "Decided"
        PUBLISHED = "published", "Published"
        ENDED = "ended", "Ended without selecting"

    OVER = (State.PUBLISHED, State.ENDED)

    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT, related_name="waves")
    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="waves")
    title = models.CharField(max_length=200)
    places = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(100)])
    opens_at = models.DateTimeField("opens")
    closes_at = models.DateTimeField("closes")
    word_limit = models.PositiveSmallIntegerField(
        default=WORD_LIMIT, validators=[MinValueValidator(50), MaxValueValidator(2000)]
    )
    tie_break = models.TextField("how places are given", default=TIE_BREAK, max_length=1000)
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
        """The guide whose criteria apply, with everything in it and no query, in the system's words."""
        return Guide.objects.whole(self.guide_id, self.commissioner.system.words)

    @property
    def on_offer(self) -> list[Offer]:
        """What is offered to those selected, in the system's words."""
        chosen = set(self.offers.values_list("pk", flat=True))
        return [offer for offer in self.whole_guide.offers.all() if offer.pk in chosen]

    @property
    def stage(self) -> str:
        """The state in words, as the clock has it: it opens and closes a wave to applications without anybody."""
        if self.state == self.State.OPEN and not self.takes_applications(timezone.now()):
            return "Opens soon" if timezone.now() < self.opens_at else str(self.State.CLOSED.label)
        return str(self.get_state_display())

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

    def with_part(self) -> PanelMemberQuerySet:
        """Members who judge: still on the panel, and of no locality that handed in an application for its wave.

        Asked of the roles as they are now, so a role that is given later counts from then on.
        """
        return self.active().exclude(Exists(_roles_in_an_applicant()))

    def of_locality(self, locality: Locality) -> PanelMemberQuerySet:
        """Members who have a role in this locality, or in a practice of it."""
        ties = Q(user__roles__locality=locality) | Q(user__roles__practice__locality=locality)
        return self.active().filter(ties).distinct()

    def with_localities(self) -> PanelMemberQuerySet:
        """Members with the names of localities they belong to, nothing where there is none: `applicant`, one that
        handed in an application for the wave, and `may_apply`, one of the commissioner that runs it.
        """
        of_commissioner = _roles_at(commissioner=OuterRef("wave__commissioner"))
        return self.annotate(applicant=_name(_roles_in_an_applicant()), may_apply=_name(of_commissioner))


def _roles_in_an_applicant() -> models.QuerySet[Role]:
    """The roles that tie a panel's member to a locality that handed in an application for the panel's wave."""
    return _roles_at(applications__wave=OuterRef("wave"), applications__state__in=("submitted", "withdrawn"))


def _roles_at(**locality: Any) -> models.QuerySet[Role]:
    """The roles of a panel's member in such a locality, or in a practice of one."""
    ties = (Q(**{f"{way}{name}": value for name, value in locality.items()}) for way in ("locality__", IN_PRACTICE))
    return Role.objects.filter(reduce(or_, ties), user=OuterRef("user")).order_by("pk")


def _name(roles: models.QuerySet[Role]) -> Coalesce:
    name = Coalesce("locality__name", f"{IN_PRACTICE}name")
    return Coalesce(Subquery(roles.annotate(of=name).values("of")[:1]), Value(""))


class PanelMember(models.Model):
    """A person on a wave's panel. Somebody who leaves it stays on the record, and their scores are set aside.

    `part`: the chair leads the panel, and the deputy takes over where the chair has a conflict.
    `attended` says whether they were at the panel's meeting; None before somebody said so.
    """

    class Part(models.TextChoices):
        CHAIR = "chair", "Chair"
        DEPUTY = "deputy", "Deputy chair"
        MEMBER = "member", "Member"

    applicant: str  # these two are made by with_localities
    may_apply: str

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="panel")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="panels")
    part = models.CharField(max_length=10, choices=Part, default=Part.MEMBER, editable=False)
    left_at = models.DateTimeField(null=True, editable=False)
    left_why = models.TextField(blank=True, max_length=1000)
    attended = models.BooleanField(null=True, blank=True)

    objects = PanelMemberQuerySet.as_manager()

    class Meta:
        ordering = ["user__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "user"], name="panel_member_once"),
            models.UniqueConstraint(
                fields=["wave", "part"],
                condition=Q(part__in=["chair", "deputy"], left_at__isnull=True),
                name="panel_one_chair_and_one_deputy",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
