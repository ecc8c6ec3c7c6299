"""What is to be printed, and what was."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q


class PrintoutQuerySet(models.QuerySet["Printout"]):
    def waiting(self) -> PrintoutQuerySet:
        return self.filter(made_at__isnull=True, failed_at__isnull=True)


class Printout(models.Model):
    """A frozen document that somebody asked for in print, and its PDF once a worker has made it. Kept for a day.

    There is one for each content: `fingerprint` is that of the document and of everything that gives it its look
    (`printing.Frozen`). What was signed is kept for good elsewhere, with its signature.
    """

    fingerprint = models.CharField(max_length=64, unique=True)
    printer = models.CharField(max_length=100)
    content = models.TextField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField(db_index=True)
    pdf = models.BinaryField(null=True)
    made_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    objects = PrintoutQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, pdf__isnull=True)
                | Q(made_at__isnull=False, pdf__isnull=False, failed_at__isnull=True),
                name="printout_made_with_its_bytes",
            )
        ]

    def __str__(self) -> str:
        return self.fingerprint
