"""The decision record of a wave: written once, when the wave is published."""

from __future__ import annotations

from django.db import models

from assessment.selection.models.waves import Wave
from localities.models import User


class DecisionRecord(models.Model):
    """What was decided and how, frozen: the content as canonical JSON, its sha256, and the PDF made from it alone."""

    wave = models.OneToOneField(Wave, on_delete=models.PROTECT, related_name="record")
    content = models.TextField(editable=False)
    fingerprint = models.CharField(max_length=64, editable=False)
    pdf = models.BinaryField(editable=False)
    pdf_sha256 = models.CharField(max_length=64, editable=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"Decision record of {self.wave}"
