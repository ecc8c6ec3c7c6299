"""What a guide holds for planning and for selecting: offers, suggested actions, metrics, criteria, hub models."""

from __future__ import annotations

from django.db import models

from assessment.models.guide import Domain, Guide, InGuide
from assessment.models.guide_indicators import Indicator
from assessment.rules.action_chains import CHANGES, FINDS_OUT


class Offer(InGuide):
    """What CCGs offer localities of the first wave."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="offers")
    detail = models.TextField()


class SuggestedAction(InGuide):
    """What moves a domain from one position to another, who usually leads it and how many weeks it takes."""

    class Kind(models.TextChoices):
        FINDS_OUT = FINDS_OUT, "Finds out"
        CHANGES = CHANGES, "Changes"

    domain = models.ForeignKey(Domain, on_delete=models.CASCADE, related_name="suggested_actions")
    detail = models.TextField()
    moves_from = models.PositiveSmallIntegerField()
    moves_to = models.PositiveSmallIntegerField()
    owner_role = models.CharField(max_length=100)
    weeks = models.PositiveSmallIntegerField()
    support = models.ForeignKey(Offer, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind, blank=True)
    strand = models.SlugField(blank=True)


class OutcomeMetric(InGuide):
    """A measure that shows whether a plan worked, in one of the file's categories (patient, practice, system ...)."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="outcome_metrics")
    category = models.CharField(max_length=50)
    definition = models.TextField()
    unit = models.CharField(max_length=100)
    better = models.CharField(max_length=10, choices=Indicator.Better)
    source = models.CharField(max_length=200)
    frequency = models.CharField(max_length=100)
    core = models.BooleanField(default=False)
    domains = models.ManyToManyField(Domain, related_name="outcome_metrics")
    strand = models.SlugField(blank=True)


class SelectionCriterion(InGuide):
    """What a wave's panel judges an application by. `scale` is a list of {score, descriptor}."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="selection_criteria")
    question = models.TextField()
    guidance = models.TextField()
    scale = models.JSONField(default=list)
    automatic_check = models.CharField(max_length=50, blank=True)


class HubModel(InGuide):
    """A way to arrange premises. Ranges are [low, high] in £ millions for the whole system, not one locality."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="hub_models")
    summary = models.TextField()
    advantages = models.JSONField(default=list)
    disadvantages = models.JSONField(default=list)
    capital_range_m = models.JSONField(default=list)
    revenue_range_m = models.JSONField(default=list)


class SectionGuidance(InGuide):
    """What to write in a section of a development plan."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="section_guidance")
    guidance = models.TextField()
