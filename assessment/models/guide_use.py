"""Which guides the localities of a system may start diagnostics on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from localities.models import System


class GuideInUse(models.Model):
    """A guide by its code: new diagnostics of the system's localities may follow its newest version.

    One of a system's is the default. A system that has chosen none uses the guide that was published here first.
    """

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="guides_in_use")
    code = models.SlugField()
    is_default = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["system", "code"], name="guide_in_use_once"),
            models.UniqueConstraint(fields=["system"], condition=Q(is_default=True), name="guide_in_use_one_default"),
        ]

    def __str__(self) -> str:
        return f"{self.code}, the default" if self.is_default else self.code
