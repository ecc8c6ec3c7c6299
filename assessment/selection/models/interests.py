"""The register of interests: what everybody who scores, agrees, proposes or confirms declared on each application."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from assessment.selection.models.applications import Application
from assessment.selection.models.waves import Wave
from localities.models import User

NOTE_LENGTH = 1000


class InterestQuerySet(models.QuerySet["Interest"]):
    def standing(self) -> InterestQuerySet:
        """What counts: the last row on each person and application. Those before it are history."""
        later = Interest.objects.filter(
            user=OuterRef("user"), application=OuterRef("application"), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(later))

    def conflicts(self) -> InterestQuerySet:
        """The conflicts that stand."""
        return self.standing().filter(has_conflict=True)


class Interest(models.Model):
    """A row of the register: what a person declared about one application, or who cleared what they had declared.

    Rows are added and never changed. With a conflict a person neither reads, scores, agrees, proposes nor confirms
    it. Only `assessment.selection.services.interests` writes here. `note` is what the conflict is, or why it is
    cleared; `stage` is where the wave stood.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="interests")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="interests")
    has_conflict = models.BooleanField()
    note = models.TextField(blank=True, max_length=NOTE_LENGTH)
    declared_at = models.DateTimeField()
    stage = models.CharField(max_length=20, choices=Wave.State)
    cleared_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["application", "user"], name="interest_of_person")]
        constraints = [
            models.CheckConstraint(condition=Q(has_conflict=False) | ~Q(note=""), name="interest_conflict_in_words"),
            models.CheckConstraint(
                condition=Q(cleared_by__isnull=True) | (Q(has_conflict=False) & ~Q(note="") & ~Q(cleared_by=F("user"))),
                name="interest_cleared_by_somebody_else_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.said}"

    @property
    def said(self) -> str:
        """What the row says, in words."""
        if self.has_conflict:
            return "Conflict"
        return "Conflict cleared" if self.cleared_by_id else "No conflict"
