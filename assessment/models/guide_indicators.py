"""The numbers that a guide asks for, each with what it suggests."""

from __future__ import annotations

from django.db import models

from assessment.models.guide import Domain, Guide, InGuide
from assessment.rules.indicator_bounds import IndicatorBounds
from assessment.rules.scoring import IndicatorRule


class Indicator(InGuide):
    """A number that suggests a position; `lowest` and `highest` are what it can be.

    `computed_from` names the model's figure that can stand in, `published_from` the published one that answers it;
    `basis` and `source` are those of the thresholds, `comparators` published figures: {label, value, date, source}.
    """

    class Basis(models.TextChoices):
        STRATEGY = "strategy", "The strategy's figures"
        PUBLISHED = "published", "Published figures"
        WORKING = "working", "Working figures of this guide"

    class Better(models.TextChoices):
        HIGHER = "higher", "Higher is better"
        LOWER = "lower", "Lower is better"

    class Boundary(models.TextChoices):
        DEVELOPING = "developing", "The middle position"
        MORE = "more", "The highest position"

    domain = models.ForeignKey(Domain, on_delete=models.CASCADE, related_name="indicators")
    unit = models.CharField(max_length=100)
    better = models.CharField(max_length=10, choices=Better)
    definition = models.TextField()
    developing = models.DecimalField(max_digits=12, decimal_places=2)
    more = models.DecimalField(max_digits=12, decimal_places=2)
    boundary = models.CharField(max_length=20, choices=Boundary)
    lowest = models.DecimalField(max_digits=12, decimal_places=2)
    highest = models.DecimalField(max_digits=12, decimal_places=2)
    computed_from = models.CharField(max_length=50, blank=True)
    published_from = models.CharField(max_length=50, blank=True)
    basis = models.CharField(max_length=20, choices=Basis, blank=True)
    source = models.TextField(blank=True)
    comparators = models.JSONField(default=list)
    strand = models.SlugField(blank=True)

    @property
    def rule(self) -> IndicatorRule:
        return IndicatorRule(
            better="higher" if self.better == self.Better.HIGHER else "lower",
            developing=self.developing,
            more=self.more,
            boundary="more" if self.boundary == self.Boundary.MORE else "developing",
            bounds=self.bounds,
            top=Guide.objects.whole(self.domain.guide_id).top,
        )

    @property
    def bounds(self) -> IndicatorBounds:
        return IndicatorBounds(self.lowest, self.highest)
