"""Files that people bring in: what they said, until it is decided; what they changed, from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse

from localities.models.organisations import Commissioner, Locality, System, within_reach

if TYPE_CHECKING:
    from localities.models.people import User

SCOPES = ("system", "commissioner", "locality")


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: User) -> ImportQuerySet:
        """Imports for the organisations that this person's roles are for, or are above."""
        seen = self.select_related("system", "commissioner__system", "locality__commissioner__system", "made_by")
        if user.sees_everything:
            return seen
        scopes = user.scopes
        return seen.filter(
            within_reach(user, "locality__")
            | Q(commissioner__in=scopes.commissioners)
            | Q(commissioner__system__in=scopes.systems)
            | Q(system__in=scopes.systems)
        )


class Import(models.Model):
    """Files brought in together for one organisation: they change its practices, all or none.

    files_said: what they say of its practices, while that waits for a decision; not_taken: the names of files that were
    refused, and why; changes: what was changed, with what stood there before, so that it can be undone. Without an
    organisation it is for all of them: the server's own.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        BROUGHT_IN = "brought_in", "Brought in"
        UNDONE = "undone", "Undone"

    system = models.ForeignKey(System, null=True, on_delete=models.CASCADE, related_name="imports")
    commissioner = models.ForeignKey(Commissioner, null=True, on_delete=models.CASCADE, related_name="imports")
    locality = models.ForeignKey(Locality, null=True, on_delete=models.CASCADE, related_name="imports")
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey("localities.User", null=True, on_delete=models.SET_NULL, related_name="+")
    brought_in_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("localities.User", null=True, on_delete=models.SET_NULL, related_name="+")
    files_said = models.JSONField(default=list)
    not_taken = models.JSONField(default=list)
    changes = models.JSONField(default=list)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="import_for_one_organisation_at_most",
                condition=Q(system=None, commissioner=None)
                | Q(system=None, locality=None)
                | Q(commissioner=None, locality=None),
            ),
            models.CheckConstraint(
                name="import_brought_in_has_its_time",
                condition=Q(state="waiting", brought_in_at=None) | ~Q(state="waiting") & Q(brought_in_at__isnull=False),
            ),
            models.CheckConstraint(
                name="import_undone_has_its_time",
                condition=Q(state="undone", undone_at__isnull=False) | ~Q(state="undone") & Q(undone_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"Import {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("import", args=[self.pk])

    @property
    def scope(self) -> System | Commissioner | Locality | None:
        return self.system or self.commissioner or self.locality

    @property
    def figures_only(self) -> bool:
        """Whether it may not add, name, move or close practices: a locality brings figures of its own practices in."""
        return self.locality_id is not None


class ImportedFile(models.Model):
    """One of the files of an import: its name and checksum, as what it was recognised, and what was said of it."""

    belongs_to = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    title = models.CharField(max_length=200)
    brings = models.CharField(max_length=200)
    lines = models.PositiveIntegerField()
    ours = models.PositiveIntegerField()
    remarks = models.JSONField(default=list)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
