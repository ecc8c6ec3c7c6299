"""A locality's diagnostic: its answers on every domain and level, and the numbers and views beside them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from assessment.models.guide import POSITIONS, Domain, Guide, whole_guide
from assessment.models.guide_indicators import Indicator
from assessment.models.guide_levels import LevelFeature
from assessment.rules.scoring import FeatureState
from localities.kit.revisions.history import History
from localities.kit.revisions.rows import Revised
from localities.models import Locality, Practice, User
from localities.models.organisations import within_reach

AGREEMENT_LENGTH = 2000
EVIDENCE_LENGTH = 1000
NOTE_LENGTH = 1000


class DiagnosticQuerySet(models.QuerySet["Diagnostic"]):
    def visible_to(self, user: User) -> DiagnosticQuerySet:
        """Diagnostics of the localities this person may read, with the organisations around them."""
        return self.filter(within_reach(user, "locality__")).select_related("locality__commissioner__system")

    def newest_first(self) -> DiagnosticQuerySet:
        return self.order_by("-started_on", "-pk")


class Diagnostic(models.Model):
    """One cycle of a locality's self-assessment.

    Only `assessment.services.diagnostics` changes its state (`diagnostic_transitions`).
    """

    class State(models.TextChoices):
        OPEN = "open", "Open"
        AGREED = "agreed", "Agreed"
        REOPENED = "reopened", "Reopened"

    EDITABLE = (State.OPEN, State.REOPENED)

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="diagnostics")
    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="diagnostics")
    title = models.CharField(max_length=200)
    started_on = models.DateField("date")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN, editable=False)
    agreed_at = models.DateTimeField(null=True, editable=False)
    agreed_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    objects = DiagnosticQuerySet.as_manager()

    class Meta:
        ordering = ["-started_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["locality"],
                condition=Q(state__in=["open", "reopened"]),
                name="diagnostic_one_open_per_locality",
            ),
            models.CheckConstraint(
                condition=Q(state="agreed", agreed_at__isnull=False, agreed_by__isnull=False)
                | Q(~Q(state="agreed"), agreed_at__isnull=True, agreed_by__isnull=True),
                name="diagnostic_agreed_when_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.locality}, {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("diagnostic", args=[self.pk])

    @property
    def is_editable(self) -> bool:
        return self.state in self.EDITABLE

    @property
    def whole_guide(self) -> Guide:
        """The guide this diagnostic was started on, with everything in it and no query, in its system's words."""
        return whole_guide(self.guide_id, self.locality.words)


def _position(label: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, null=True, blank=True, choices=[(n, str(n)) for n in POSITIONS])


def _on_scale(*fields: str, name: str) -> list[models.CheckConstraint]:
    return [
        models.CheckConstraint(
            condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__in": POSITIONS}),
            name=f"{name}_{field}_on_scale",
        )
        for field in fields
    ]


class DomainAnswer(Revised):
    """Where the locality stands on one domain. Made empty with the diagnostic; a null position is unanswered."""

    diagnostic = models.ForeignKey(Diagnostic, on_delete=models.CASCADE, related_name="answers")
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="+")
    position = _position("today")
    target = _position("in two years")
    agreement = models.TextField("what we agreed", blank=True, max_length=AGREEMENT_LENGTH)
    evidence = models.TextField(blank=True, max_length=EVIDENCE_LENGTH)
    priority = models.BooleanField("this domain is a priority", default=False)

    history = History()

    class Meta:
        ordering = ["domain__order"]
        constraints = [
            models.UniqueConstraint(fields=["diagnostic", "domain"], name="answer_once_per_domain"),
            *_on_scale("position", "target", name="answer"),
        ]

    def __str__(self) -> str:
        return f"{self.domain}: {self.position or 'not answered'}"


class PracticeView(Revised):
    """One practice's own position and comment on one domain.

    `by_hand_on`: it is not the practice's own word yet, but the hand that it raised in a workshop of that day.
    """

    diagnostic = models.ForeignKey(Diagnostic, on_delete=models.CASCADE, related_name="practice_views")
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="+")
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="views")
    position = _position("your practice's view")
    comment = models.TextField(blank=True, max_length=NOTE_LENGTH)
    by_hand_on = models.DateField("by show of hands on", null=True, editable=False)

    history = History()

    class Meta:
        ordering = ["practice__name"]
        constraints = [
            models.UniqueConstraint(fields=["diagnostic", "domain", "practice"], name="view_once_per_practice"),
            *_on_scale("position", name="view"),
        ]

    def __str__(self) -> str:
        return f"{self.practice} on {self.domain}"


class FeatureAnswer(Revised):
    """How far one feature of a level is in place. Made empty with the diagnostic; an empty state is unanswered."""

    diagnostic = models.ForeignKey(Diagnostic, on_delete=models.CASCADE, related_name="feature_answers")
    feature = models.ForeignKey(LevelFeature, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, blank=True, choices=[(state.value, state.label) for state in FeatureState])
    note = models.TextField(blank=True, max_length=NOTE_LENGTH)

    history = History()

    class Meta:
        ordering = ["feature__order"]
        constraints = [models.UniqueConstraint(fields=["diagnostic", "feature"], name="feature_answer_once")]

    def __str__(self) -> str:
        return f"{self.feature}: {self.get_state_display() or 'not answered'}"


class IndicatorValue(Revised):
    """A number of an indicator, with its date and source: entered, or taken from published figures.

    What was published stays beside it (`published`) when the locality has another number, with the reason (`why`).
    Made empty with the diagnostic.
    """

    diagnostic = models.ForeignKey(Diagnostic, on_delete=models.CASCADE, related_name="indicator_values")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="+")
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    as_of = models.DateField("date of the figure", null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    why = models.CharField("why it is not the published figure", max_length=300, blank=True)
    published = models.DecimalField(max_digits=12, decimal_places=2, null=True, editable=False)
    published_on = models.DateField(null=True, editable=False)
    published_source = models.CharField(max_length=200, blank=True, editable=False)

    history = History()

    class Meta:
        ordering = ["indicator__order"]
        constraints = [
            models.UniqueConstraint(fields=["diagnostic", "indicator"], name="indicator_value_once"),
            models.CheckConstraint(
                condition=models.Q(published=None, published_on=None)
                | models.Q(published__isnull=False, published_on__isnull=False),
                name="indicator_value_published_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value if self.value is not None else 'no number yet'}"

    @property
    def is_published(self) -> bool:
        """The number is the published one, and not one of the locality's own."""
        return self.value is not None and self.value == self.published
