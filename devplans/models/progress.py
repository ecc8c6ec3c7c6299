"""How a plan goes: figures of its metrics, commitments and risks over time, and the reports that a lead files."""

from __future__ import annotations

from django.db import models

from devplans.models.metrics import PlanMetric
from devplans.models.plan import Plan
from devplans.models.rows import Commitment, Risk, Scored
from devplans.rules.metrics.figures import GROUPS, Point
from localities.kit.revisions.history import History
from localities.models import User

REPORT_LENGTH, NOTE_LENGTH = 2000, 500


class Measurement(models.Model):
    """A figure of an outcome metric on a day, of everybody or of a group, with the count it comes from if it is known.

    It is added or removed, never changed: one a day, metric and group.
    """

    plan_metric = models.ForeignKey(PlanMetric, on_delete=models.CASCADE, related_name="measurements")
    value = models.DecimalField(max_digits=12, decimal_places=2)
    count = models.DecimalField("how many were counted", max_digits=14, decimal_places=2, null=True)
    out_of = models.DecimalField("out of how many", max_digits=14, decimal_places=2, null=True)
    group = models.CharField(max_length=20, choices=GROUPS.items(), blank=True)
    measured_on = models.DateField("date")
    source = models.CharField("source or note", max_length=200, blank=True)

    history = History()

    class Meta:
        ordering = ["-measured_on", "group", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan_metric", "measured_on", "group"], name="measurement_once_a_day_and_group"
            ),
            models.CheckConstraint(
                condition=models.Q(out_of=None) | models.Q(out_of__gt=0, count__isnull=False),
                name="measurement_out_of_a_number",
            ),
        ]

    def __str__(self) -> str:
        of = f", {self.get_group_display().lower()}" if self.group else ""
        return f"{self.plan_metric}{of}, {self.measured_on:%-d %B %Y}"

    @property
    def point(self) -> Point:
        """The figure with its count."""
        return Point(
            on=self.measured_on,
            value=self.value,
            count=self.count,
            out_of=self.out_of,
            group=self.group,
            source=self.source,
            key=self.pk,
        )


class ProgressReport(models.Model):
    """A summary that a lead files while a version is in force. It never changes.

    `figures` is what `devplans.delivery.document.progress.figures_of` told on that day, in words.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reports")
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    filed_at = models.DateTimeField(auto_now_add=True)
    went_well = models.TextField("what went well", max_length=REPORT_LENGTH)
    stuck = models.TextField("what is stuck", max_length=REPORT_LENGTH, blank=True)
    asks = models.TextField("what is asked for", max_length=REPORT_LENGTH, blank=True)
    figures = models.JSONField(editable=False)

    class Meta:
        ordering = ["-filed_at", "-pk"]

    def __str__(self) -> str:
        return f"Progress report, {self.plan.locality}"


class CommitmentReport(models.Model):
    """How a commitment stands, said by the side that promised it. It never changes: the newest is how it stands."""

    class Status(models.TextChoices):
        OUTSTANDING = "outstanding", "Outstanding"
        PARTLY = "partly", "Kept in part"
        KEPT = "kept", "Kept"
        GIVEN_UP = "given_up", "Given up"

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="reports")
    status = models.CharField(max_length=20, choices=Status)
    note = models.CharField(max_length=NOTE_LENGTH, blank=True)
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-said_at", "-pk"]

    def __str__(self) -> str:
        return str(self.get_status_display())

    @property
    def is_settled(self) -> bool:
        """Nothing more is waited for."""
        return self.status in (self.Status.KEPT, self.Status.GIVEN_UP)


class RiskReview(Scored):
    """How a risk stands on a day, and why. It never changes: the newest is how it stands, all of them how it went."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="reviews")
    why = models.CharField(max_length=NOTE_LENGTH)
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(impact__in=range(1, 6), likelihood__in=range(1, 6)), name="risk_review_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.impact} × {self.likelihood} = {self.score}"
