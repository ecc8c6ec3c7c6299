"""A locality's application for a wave: a statement and evidence per criterion, and what the tool knew."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from assessment.models import SelectionCriterion
from assessment.selection.models.waves import PanelMember, Wave
from localities.kit.revisions.history import History
from localities.kit.revisions.rows import Revised
from localities.models import Locality, User

STATEMENT_CHARACTERS = 20_000  # the limit that counts is the wave's, in words, asked when the application is submitted
EVIDENCE_LENGTH = 2000


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: User) -> ApplicationQuerySet:
        """Applications of this person's localities; those submitted to a wave that they run or are on the panel of.

        A panel member sees here that there is one: reading it is a permission of its own.
        """
        scopes = user.scopes
        handed_in = Q(state__in=Application.HANDED_IN)
        seen = Q(locality__in=scopes.localities)
        seen |= handed_in & Q(wave__commissioner__in=scopes.commissioners)
        seen |= handed_in & Q(wave__in=PanelMember.objects.serving(user).values("wave"))
        return self.filter(seen).select_related("wave__commissioner__system", "locality__commissioner__system")

    def before_the_panel(self) -> ApplicationQuerySet:
        """Applications that the panel decides on, in order of name."""
        return self.filter(state=Application.State.SUBMITTED).select_related("locality").order_by("locality__name")


class Application(models.Model):
    """A locality's application. Only `assessment.selection.services.applications` changes its state.

    `submitted` is what it said at the moment it was submitted, by code of the criterion ({statement, evidence}), and
    `known` what the tool knew of the locality then, as JSON (`assessment.selection.queries.evidence.Evidence`): the
    panel reads these and nothing newer. While the wave takes applications its locality may write on; what was
    submitted stands until it is submitted again.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        WITHDRAWN = "withdrawn", "Withdrawn"

    HANDED_IN = (State.SUBMITTED, State.WITHDRAWN)

    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="applications")
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT, editable=False)
    submitted = models.JSONField(null=True, editable=False)
    known = models.JSONField(null=True, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    submitted_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=200, blank=True)
    signed_role = models.CharField(max_length=200, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["locality__name"]
        constraints = [
            models.UniqueConstraint(fields=["wave", "locality"], name="application_once_per_wave"),
            models.CheckConstraint(
                condition=Q(
                    state="draft",
                    submitted__isnull=True,
                    known__isnull=True,
                    submitted_at__isnull=True,
                    submitted_by__isnull=True,
                )
                | Q(
                    ~Q(state="draft"),
                    submitted__isnull=False,
                    known__isnull=False,
                    submitted_at__isnull=False,
                    submitted_by__isnull=False,
                ),
                name="application_submitted_with_what_was_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.locality}, {self.wave}"

    def get_absolute_url(self) -> str:
        return reverse("application", args=[self.pk])


class ApplicationAnswer(Revised):
    """What a locality says on one criterion, and the evidence for it. Made empty with the application."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(SelectionCriterion, on_delete=models.PROTECT, related_name="+")
    statement = models.TextField(blank=True, max_length=STATEMENT_CHARACTERS)
    evidence = models.TextField(blank=True, max_length=EVIDENCE_LENGTH)

    history = History()

    class Meta:
        ordering = ["criterion__order"]
        constraints = [models.UniqueConstraint(fields=["application", "criterion"], name="application_answer_once")]

    def __str__(self) -> str:
        return f"{self.application} on {self.criterion}"
