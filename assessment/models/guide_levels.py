"""The levels of a guide: what each asks for, and what puts its features in place."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from assessment.models.guide import Domain, Guide
from assessment.rules.levels import LevelRule


class Level(models.Model):
    """A stage that a locality grows through.

    `needed` is how many of its features must be in place, `floor` the position that every domain needs. `portrait`
    says what people notice of it, as a list of {who, notices}.
    """

    guide = models.ForeignKey(Guide, on_delete=models.CASCADE, related_name="levels")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField()
    portrait = models.JSONField(default=list)
    needed = models.PositiveSmallIntegerField()
    floor = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["guide", "number"], name="level_once")]

    def __str__(self) -> str:
        return f"Level {self.number}: {self.title}"

    def rule_for(self, domains: Iterable[str]) -> LevelRule:
        """What it asks for, as the level rule takes it, in a guide with these domains."""
        return LevelRule.of(
            self.number,
            {feature.code: feature.essential for feature in self.features.all()},
            {minimum.domain.code: minimum.position for minimum in self.domain_minimums.all()},
            needed=self.needed,
            floor=self.floor,
            domains=domains,
        )


class LevelFeature(models.Model):
    """A statement that is true of localities at a level: essential, or a sign that counts towards `needed`.

    `actions` are the codes of the domain actions that put it in place, in order; the last completes it. `domains` are
    the codes of the domains whose position speaks to it. `here_if` and `evidence` are lists of sentences.
    """

    class Whose(models.TextChoices):
        LOCALITY = "locality", "Locality"
        COMMISSIONER = "commissioner", "Commissioner"
        BOTH = "both", "Both"

    level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="features")
    code = models.SlugField(max_length=80)
    text = models.TextField()
    order = models.PositiveSmallIntegerField()
    essential = models.BooleanField(default=True)
    explain = models.TextField(blank=True)
    here_if = models.JSONField(default=list)
    evidence = models.JSONField(default=list)
    whose = models.CharField(max_length=20, choices=Whose, blank=True)
    actions = models.JSONField(default=list)
    domains = models.JSONField(default=list)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.text


class DomainMinimum(models.Model):
    """The position a domain needs for a level, beyond its floor. Minimums of levels below are repeated in the file."""

    level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="domain_minimums")
    domain = models.ForeignKey(Domain, on_delete=models.CASCADE, related_name="minimums")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["level", "domain"], name="domain_minimum_once")]

    def __str__(self) -> str:
        return f"{self.domain} at {self.position}"
