"""The outcome metrics of a plan: chosen from the guide, or a locality's own."""

from __future__ import annotations

from copy import copy
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from assessment.models import Indicator, OutcomeMetric
from devplans.models.plan import Plan
from devplans.rules.metrics.about import MetricAbout, own_definition
from devplans.rules.metrics.figures import Point
from devplans.rules.metrics.small_numbers import why_hidden
from devplans.rules.readiness import Measure, metric_lacks
from localities.kit.revisions.history import History
from localities.kit.revisions.rows import Revised


def _number(label: str) -> models.DecimalField:
    return models.DecimalField(label, max_digits=14, decimal_places=2, null=True, blank=True)


class PlanMetric(Revised):
    """An outcome metric of a plan. Without a baseline it says by when there will be one, and why.

    Of the guide's `metric`, or the locality's own: then its definition stands here. `about` is either.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="metrics")
    metric = models.ForeignKey(OutcomeMetric, null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    title = models.CharField("name", max_length=200, blank=True)
    category = models.CharField("kind of impact", max_length=50, blank=True)
    counted = models.CharField("what is counted", max_length=300, blank=True)
    out_of = models.CharField("out of what", max_length=300, blank=True)
    unit = models.CharField(max_length=100, blank=True)
    better = models.CharField("which way is better", max_length=10, choices=Indicator.Better, blank=True)
    source = models.CharField("where the figures come from", max_length=200, blank=True)
    frequency = models.CharField("how often there are new ones", max_length=100, blank=True)
    lowest = models.IntegerField("lowest that can be", null=True, blank=True)
    highest = models.IntegerField("highest that can be", null=True, blank=True)

    baseline = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    baseline_count = _number("how many were counted")
    baseline_out_of = _number("out of how many")
    baseline_on = models.DateField("baseline measured on", null=True, blank=True)
    baseline_source = models.CharField("source of the baseline", max_length=200, blank=True)
    baseline_due_on = models.DateField("baseline due by", null=True, blank=True)
    baseline_why = models.CharField("why there is no baseline yet", max_length=300, blank=True)
    target = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    review_on = models.DateField("review date", null=True, blank=True)
    reviewer = models.CharField("who reviews it", max_length=200, blank=True)

    # Of clinical ones: when public health was asked for advice, by whom it was given, and what it was.
    advice_asked_on = models.DateField("public health asked on", null=True, blank=True)
    advice_by = models.CharField("who advised", max_length=200, blank=True)
    advice = models.TextField("public health’s advice", max_length=500, blank=True)

    baseline_hidden: str = ""
    """Why the baseline is not shown, in words: of a copy for people outside the locality."""

    history = History()

    class Meta:
        ordering = [F("metric__order").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "metric"], name="metric_once_per_plan"),
            models.UniqueConstraint(
                fields=["plan", "title"], condition=Q(metric=None), name="own_metric_once_per_plan"
            ),
            models.CheckConstraint(
                condition=(Q(metric=None) & ~Q(title="")) | (Q(metric__isnull=False) & Q(title="")),
                name="metric_of_the_guide_or_own",
            ),
        ]

    def __str__(self) -> str:
        return self.metric.title if self.metric else self.title

    def get_absolute_url(self) -> str:
        return reverse("metric", args=[self.plan_id, self.pk])

    @property
    def about(self) -> MetricAbout:
        """What it measures."""
        metric = self.metric
        if metric is None:
            return MetricAbout(
                code=f"own-{self.pk}",
                title=self.title,
                category=self.category,
                definition=own_definition(self.counted, self.out_of),
                unit=self.unit,
                better=self.better,
                source=self.source,
                frequency=self.frequency,
                is_own=True,
                has_parts=bool(self.out_of),
                lowest=self.lowest,
                highest=self.highest,
            )
        return MetricAbout(
            code=metric.code,
            title=metric.title,
            category=metric.category,
            definition=metric.definition,
            unit=metric.unit,
            better=metric.better,
            source=metric.source,
            frequency=metric.frequency,
            core=metric.core,
            strand=metric.strand,
        )

    @property
    def missing(self) -> list[str]:
        """What is still to be filled in, in words. A date by which there will be a baseline, and why, does for one."""
        return metric_lacks(self.measure)

    @property
    def measure(self) -> Measure:
        return Measure(
            baseline=self.baseline,
            baseline_on=self.baseline_on,
            baseline_due=self.baseline_due_on,
            baseline_why=self.baseline_why,
            target=self.target,
            review=self.review_on,
        )

    @property
    def start(self) -> Point:
        """The baseline as a figure."""
        return Point(
            on=self.baseline_on,
            value=self.baseline,
            count=self.baseline_count,
            out_of=self.baseline_out_of,
            source=self.baseline_source,
        )

    @property
    def baseline_outside(self) -> Decimal | None:
        """The baseline as it may be read outside the locality: none where it comes from a small number."""
        return None if self._small else self.baseline

    @property
    def _small(self) -> str:
        return self.baseline_hidden or why_hidden(self.start, is_share=self.about.is_share)

    def outside(self) -> PlanMetric:
        """A copy to be read outside the locality and never saved: a baseline from a small number has no figures."""
        copied = copy(self)
        copied.baseline_hidden = self._small
        if copied.baseline_hidden:
            copied.baseline = copied.baseline_count = copied.baseline_out_of = None
        return copied

    @property
    def target_is_worse(self) -> bool:
        """The target lies on the wrong side of the baseline. That can be meant: it is asked about and never refused."""
        if self.target is None or self.baseline is None:
            return False
        higher = self.about.higher_is_better
        return self.target < self.baseline if higher else self.target > self.baseline
