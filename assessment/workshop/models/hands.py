"""Phones in the room, and the hands that practices raise."""

from __future__ import annotations

from django.db import models

from assessment.models.guide import POSITIONS
from assessment.workshop.models.workshops import Topic, Workshop
from localities.models import Practice


class Phone(models.Model):
    """A browser that joined a workshop for a practice. It carries a secret of which only the sum is kept."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="phones")
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="+")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    joined_at = models.DateTimeField()

    class Meta:
        ordering = ["joined_at", "pk"]

    def __str__(self) -> str:
        return f"A phone of {self.practice}"


class Hand(models.Model):
    """The hand that a practice raised for a topic, and the phone that raised it, which alone may change it.

    Nobody else reads its position before the topic is revealed: no page, no file, no history, no administration.
    """

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="hands")
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    phone = models.ForeignKey(Phone, null=True, on_delete=models.SET_NULL, related_name="hands")

    class Meta:
        ordering = ["practice__name"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "practice"], name="hand_once_per_practice"),
            models.CheckConstraint(condition=models.Q(position__in=POSITIONS), name="hand_position_on_scale"),
        ]

    def __str__(self) -> str:
        return f"A hand of {self.practice}"
