"""Figures of practices and localities with their dates and sources, and what became of practices over time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from localities.models.imports import Import
from localities.models.organisations import Locality, Practice


class FigureQuerySet(models.QuerySet["Figure"]):
    def newest_first(self) -> FigureQuerySet:
        """The figure in force of an organisation is the one that was written last: it was chosen over the others."""
        return self.order_by("-pk")


class Figure(models.Model):
    """What one figure of a practice or locality was on a day, or that there is none and why, and who says so.

    what: its code (`localities.rules.figures`); weight: what a share rests on, such as the number of answers.
    A practice's patients and staff stand at the practice too: that is what is in force.
    """

    practice = models.ForeignKey(Practice, null=True, on_delete=models.CASCADE, related_name="figures")
    locality = models.ForeignKey(Locality, null=True, on_delete=models.CASCADE, related_name="figures")
    what = models.CharField(max_length=50)
    value = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    no_figure = models.CharField(max_length=50, blank=True)
    weight = models.DecimalField(max_digits=14, decimal_places=4, null=True)
    as_of = models.DateField()
    source = models.CharField(max_length=200)
    brought_in = models.ForeignKey(Import, null=True, on_delete=models.PROTECT, related_name="figures")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["practice", "what", "-id"]), models.Index(fields=["locality", "what", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="figure_of_one_organisation",
                condition=Q(practice=None, locality__isnull=False) | Q(practice__isnull=False, locality=None),
            ),
            models.CheckConstraint(
                name="figure_or_why_there_is_none",
                condition=Q(value=None) & ~Q(no_figure="") | Q(value__isnull=False, no_figure=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.as_of}"


class OrganisationEventQuerySet(models.QuerySet["OrganisationEvent"]):
    def of_locality(self, locality: Locality) -> OrganisationEventQuerySet:
        """What became of the practices of a locality, those that left it among them, the newest first."""
        told = Q(practice__locality=locality) | Q(left=locality) | Q(joined=locality) | Q(into__locality=locality)
        return self.filter(told).select_related("practice", "left", "joined", "into")


class OrganisationEvent(models.Model):
    """What became of a practice on a day, so that totals, sign-ups and older plans can be explained."""

    class Kind(models.TextChoices):
        OPENED = "opened", "Opened"
        CLOSED = "closed", "Closed"
        MERGED = "merged", "Merged"
        MOVED = "moved", "Moved"
        RENAMED = "renamed", "Renamed"

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=20, choices=Kind)
    on = models.DateField()
    left = models.ForeignKey(Locality, null=True, on_delete=models.SET_NULL, related_name="practices_that_left")
    joined = models.ForeignKey(Locality, null=True, on_delete=models.SET_NULL, related_name="practices_that_joined")
    into = models.ForeignKey(Practice, null=True, on_delete=models.SET_NULL, related_name="merged_from")
    old_name = models.CharField(max_length=200, blank=True)
    new_name = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200)
    brought_in = models.ForeignKey(Import, null=True, on_delete=models.PROTECT, related_name="events")

    objects = OrganisationEventQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="event_merged_exactly_when_into_another",
                condition=Q(kind="merged") | Q(into=None),
            ),
            models.CheckConstraint(
                name="event_renamed_has_both_names",
                condition=~Q(kind="renamed") | (~Q(old_name="") & ~Q(new_name="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice} {self.get_kind_display().lower()}"

    @property
    def left_for_good(self) -> bool:
        return self.kind in (self.Kind.CLOSED, self.Kind.MERGED)

    @property
    def in_words(self) -> str:
        """What happened, as in "Merged into The Surgery"; its day and the practice stand beside it."""
        if self.kind == self.Kind.MERGED and self.into:
            return f"Merged into {self.into}"
        if self.kind == self.Kind.MOVED:
            return f"Moved from {self.left or 'no locality'} to {self.joined or 'no locality'}"
        if self.kind == self.Kind.RENAMED:
            return f"Renamed from {self.old_name} to {self.new_name}"
        return self.get_kind_display()
