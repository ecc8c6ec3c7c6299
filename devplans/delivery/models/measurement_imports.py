"""Files of measurements for many localities at once: what they say until it is decided."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from localities.kit.workflow import Transition
from localities.models import Commissioner, User


class MeasurementImport(models.Model):
    """A file of figures of outcome metrics, read for a commissioner: they are added all or none.

    `figures` are what it brings, while that waits for a decision (`devplans.delivery.rules.brought`). Without a
    commissioner it is for all of them: the server's own.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        BROUGHT_IN = "brought_in", "Brought in"

    commissioner = models.ForeignKey(
        Commissioner, null=True, on_delete=models.CASCADE, related_name="measurement_imports"
    )
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    brought_in_at = models.DateTimeField(null=True)
    added = models.PositiveIntegerField(default=0)
    figures = models.JSONField(default=list)

    in_words: ClassVar = {State.WAITING: "waiting", State.BROUGHT_IN: "brought in"}

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="waiting", brought_in_at=None)
                | models.Q(state="brought_in", brought_in_at__isnull=False),
                name="measurement_import_brought_in_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        assert self.commissioner  # noqa: S101  the server's own have no page
        return reverse("measurement-import", args=[self.commissioner.ods_code, self.pk])


WHO = "those who bring files in for this organisation"
BRING_IN = Transition(
    (MeasurementImport.State.WAITING,),
    MeasurementImport.State.BROUGHT_IN,
    "localities.bring_in",
    WHO,
    "brought in",
    "Brought measurements in",
)
