"""How a plan goes: figures of its outcome metrics over time, and the reports that a lead files."""

from __future__ import annotations

from django.db import models

from devplans.models.plan import Plan, PlanMetric
from localities.kit.revisions.history import History
from localities.models import User

REPORT_LENGTH = 2000


class Measurement(models.Model):
    """A figure of an outcome metric on a day. It is added or removed, never changed: one a day and metric."""

    plan_metric = models.ForeignKey(PlanMetric, on_delete=models.CASCADE, related_name="measurements")
    value = models.DecimalField(max_digits=12, decimal_places=2)
    measured_on = models.DateField("date")
    source = models.CharField("source or note", max_length=200, blank=True)

    history = History()

    class Meta:
        ordering = ["-measured_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["plan_metric", "measured_on"], name="measurement_once_a_day")]

    def __str__(self) -> str:
        return f"{self.plan_metric}, {self.measured_on:%-d %B %Y}"


class ProgressReport(models.Model):
    """A summary that a lead files while a version is in force. It never changes.

    `figures` is what `devplans.document.progress.figures_of` told on that day, in words.
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
