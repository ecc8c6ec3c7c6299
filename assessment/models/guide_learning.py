"""What a guide holds for understanding: its scale, strands through its domains, cases to learn from, its words."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from assessment.models.guide import POSITIONS, Guide, InGuide


class ScalePoint(models.Model):
    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="scale_points")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=100)
    meaning = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "position"], name="scale_point_once"),
            models.CheckConstraint(condition=Q(position__in=POSITIONS), name="scale_point_on_scale"),
        ]

    def __str__(self) -> str:
        return self.label


class Strand(InGuide):
    """A theme that runs through domains and has none of its own.

    Prompts, evidence, indicators, actions and metrics that belong to it name its code.
    """

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="strands")
    summary = models.TextField()


class CaseStudy(InGuide):
    """Something that was done somewhere and what came of it. `domains` are the codes of those that it can teach."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="cases")
    place = models.CharField(max_length=100)
    what_was_done = models.TextField()
    what_came_of_it = models.TextField()
    domains = models.JSONField(default=list)
    source = models.CharField(max_length=200)


class Term(models.Model):
    """An abbreviation or a word of the field, in full and in plain words."""

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="glossary")
    term = models.CharField(max_length=100)
    expansion = models.CharField(max_length=200, blank=True)
    meaning = models.TextField()
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["guide", "term"], name="term_once")]

    def __str__(self) -> str:
        return self.term
