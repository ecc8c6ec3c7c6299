"""The record of what was done. It points at nothing, so it outlives what it tells of."""

from django.db import models


class AuditEvent(models.Model):
    """Who did what, on what, when, from which state to which, and why.

    Written by services, in the transaction of the change it tells of. No foreign keys: names and keys are copied.
    """

    at = models.DateTimeField(auto_now_add=True)
    who = models.CharField(max_length=300)
    who_id = models.BigIntegerField(null=True)
    what = models.CharField(max_length=100)
    on_type = models.CharField(max_length=100)
    on_id = models.BigIntegerField(null=True)
    on_name = models.CharField(max_length=300)
    locality_id = models.BigIntegerField(null=True)
    moved_from = models.CharField(max_length=50, blank=True)
    moved_to = models.CharField(max_length=50, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["on_type", "on_id"]),
            models.Index(fields=["locality_id", "-at"]),
            models.Index(fields=["-at", "-id"]),
            models.Index(fields=["who_id", "-at"]),
            models.Index(fields=["on_name"]),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.what} {self.on_name}"
