"""The file that a guide came from."""

from __future__ import annotations

from django.db import models

from assessment.models.guide import Guide


class GuideSource(models.Model):
    """The bytes of a guide's file, apart from the guide so that no page loads them that does not need them."""

    guide = models.OneToOneField(Guide, on_delete=models.CASCADE, related_name="source_file")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"The file of {self.guide}"
