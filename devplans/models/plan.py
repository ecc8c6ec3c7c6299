"""A development plan and its actions."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from assessment.models import Diagnostic, Domain, LevelFeature, Offer
from assessment.models.guide import POSITIONS
from devplans.rules import elements
from devplans.rules.due_dates import days_overdue
from devplans.rules.readiness import action_lacks
from localities.kit.revisions.history import History
from localities.kit.revisions.rows import Revised
from localities.models import Locality, User
from localities.models.organisations import within_reach

# The lengths that plan on a page has room for (measured on the PDF's page 3).
SUMMARY_LENGTH = 260
MOVE_COUNT, MOVE_TITLE_LENGTH, MOVE_TEXT_LENGTH = 3, 40, 130
DECISION_COUNT, DECISION_LENGTH = 4, 110
CONDITION_LENGTH = 300
AMENDMENT_LENGTH = 2000
MEMBERS_LENGTH = 600


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: User) -> PlanQuerySet:
        """Plans of the localities this person may read, with the organisations around them."""
        return self.filter(within_reach(user, "locality__")).select_related(*Plan.WITH_OTHERS)


class Plan(Revised):
    """The working copy of a locality's development plan, made from an agreed diagnostic.

    Only `devplans.services.agreement` changes its state (`plan_transitions`). Once approved, the version in force is
    the frozen `PlanVersion`; the working copy is locked until it is amended.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        APPROVED = "approved", "Approved"
        CLOSED = "closed", "Closed"

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="plans")
    diagnostic = models.OneToOneField(Diagnostic, on_delete=models.PROTECT, related_name="plan")
    # When the diagnostic was agreed as the plan knew it: a plan says so when its diagnostic changed since.
    diagnostic_agreed_at = models.DateTimeField(editable=False)
    target_level = models.PositiveSmallIntegerField("level aimed for", default=0)
    starts_on = models.DateField("plan starts")
    ends_on = models.DateField("plan ends")
    summary = models.TextField(blank=True, max_length=SUMMARY_LENGTH)
    # One a line, "name: what changes". Kept as text so that two people's changes merge and compare like any other.
    biggest_moves = models.TextField(blank=True, max_length=MOVE_COUNT * (MOVE_TITLE_LENGTH + MOVE_TEXT_LENGTH + 4))
    # For the plan as a whole: which of the level's blockers wait, and why, is one decision.
    uncovered_why = models.TextField("why some of it has no action yet", blank=True, max_length=1000)

    # What committees ask of every paper beside its figures.
    equality = models.TextField("equality", blank=True, max_length=MEMBERS_LENGTH)
    patient_engagement = models.TextField("patient engagement", blank=True, max_length=MEMBERS_LENGTH)
    conflicts = models.TextField("conflicts of interest", blank=True, max_length=MEMBERS_LENGTH)
    meeting = models.CharField("the meeting it goes to", blank=True, max_length=200)

    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    # The version that the working copy is, or becomes when it is approved; rises only when an approved plan is amended.
    version_number = models.PositiveSmallIntegerField(default=1, editable=False)
    # Why the version in force is amended; empty while the working copy is the first version.
    amended_why = models.TextField(blank=True, max_length=AMENDMENT_LENGTH, editable=False)
    version_in_force = models.ForeignKey(
        "devplans.PlanVersion", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    history = History()
    objects = PlanQuerySet.as_manager()

    WITH_OTHERS = ("locality__commissioner__system", "diagnostic__locality__commissioner__system")
    """What to read with a plan: the organisations around it, and its diagnostic, whose guide speaks in their words."""

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=models.F("starts_on")), name="plan_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"Development plan, {self.locality}"

    def get_absolute_url(self) -> str:
        return reverse("plan", args=[self.pk])

    @property
    def moves(self) -> list[tuple[str, str]]:
        """The biggest moves as (name, what changes). A line without a colon is all name."""
        lines = (line.partition(":") for line in self.biggest_moves.splitlines() if line.strip())
        return [(name.strip(), change.strip()) for name, _, change in lines]

    @property
    def is_editable(self) -> bool:
        """Its content may be changed: not while the CCG looks at it, nor once it is agreed."""
        return self.state == self.State.DRAFT

    @property
    def is_amended(self) -> bool:
        """The working copy is the draft of a version after the one in force: it counts for nothing."""
        return self.version_in_force_id is not None and self.state in (self.State.DRAFT, self.State.SUBMITTED)

    @property
    def takes_progress(self) -> bool:
        """Progress may be reported: in a draft and once approved, not while what was signed waits for a decision."""
        return self.state in (self.State.DRAFT, self.State.APPROVED)

    @property
    def diagnostic_changed(self) -> bool:
        """The diagnostic was reopened, or agreed anew, since this plan was made from it."""
        return self.diagnostic.agreed_at != self.diagnostic_agreed_at


class ActionQuerySet(models.QuerySet["Action"]):
    def in_plan(self) -> ActionQuerySet:
        """Leave out what people took out of the plan."""
        return self.filter(removed_at__isnull=True)


class Action(Revised):
    """Something to be done: what, why, who, by when. Removed actions stay, so that removing can be undone."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        IN_PROGRESS = "in_progress", "In progress"
        WAITING = "waiting", "Waiting"
        DONE = "done", "Done"

    class Element(models.TextChoices):
        CAPACITY = elements.CAPACITY, elements.ELEMENTS[elements.CAPACITY]
        TRIAGE = elements.TRIAGE, elements.ELEMENTS[elements.TRIAGE]
        PROACTIVE = elements.PROACTIVE, elements.ELEMENTS[elements.PROACTIVE]
        BUREAUCRACY = elements.BUREAUCRACY, elements.ELEMENTS[elements.BUREAUCRACY]

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="actions")
    title = models.CharField("what", max_length=300)
    detail = models.TextField(blank=True, max_length=2000)
    domain = models.ForeignKey(Domain, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    feature = models.ForeignKey(LevelFeature, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    # Of people's own actions; a suggestion moves its domain as the guide says.
    reaches = models.PositiveSmallIntegerField("position it brings the domain to", null=True, blank=True)
    why = models.CharField(max_length=500, blank=True)
    element = models.CharField("element of the strategy", max_length=20, choices=Element, blank=True)
    owner_name = models.CharField(max_length=200, blank=True)
    owner_role = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField("start", null=True, blank=True)
    due_on = models.DateField("due", null=True, blank=True)
    first_due_on = models.DateField("first due date", null=True, editable=False)
    # Why an amendment moves the due date that is agreed; empty again when the next one is begun.
    moved_why = models.CharField("why the due date moves", max_length=300, blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.NOT_STARTED)
    # How it goes, reported after approval too: no part of the document that is signed. The forecast is when those who
    # do it expect it to be done; what is agreed stays the due date.
    progress = models.CharField("note on progress", max_length=300, blank=True)
    forecast_on = models.DateField("now expected", null=True, blank=True)
    forecast_why = models.CharField("why not when it was agreed", max_length=300, blank=True)
    support = models.ForeignKey(
        Offer, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="support asked for"
    )
    order = models.PositiveIntegerField(default=0, editable=False)
    # The proposal's key for the suggestion this came from; empty for what people added themselves.
    suggestion = models.CharField(max_length=120, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)

    reported: ClassVar[tuple[str, ...]] = ("status", "progress", "forecast_on", "forecast_why")
    """All that reporting may change: the rest is what was agreed."""

    was_due: date | None = None
    """What the version before had agreed, where the one in force moved it: of a row that says what was agreed."""

    history = History()
    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "suggestion"], condition=~Q(suggestion=""), name="action_once_per_suggestion"
            ),
            models.CheckConstraint(
                condition=Q(domain__isnull=True) | Q(feature__isnull=True), name="action_why_domain_or_feature"
            ),
            models.CheckConstraint(
                condition=Q(reaches__isnull=True) | Q(reaches__in=POSITIONS), name="action_reaches_on_scale"
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=models.F("starts_on")),
                name="action_due_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("action", args=[self.plan_id, self.pk])

    @property
    def serves(self) -> Domain | LevelFeature | None:
        """The domain it moves on or the feature it puts in place."""
        return self.domain or self.feature

    @property
    def owner(self) -> str:
        """Who does it, in the words known: the name, else the role."""
        return self.owner_name or self.owner_role

    @property
    def is_settled(self) -> bool:
        """It has somebody who answers for it, a due date and a status."""
        return not action_lacks(self.owner_name, self.due_on, self.status)

    @property
    def is_done(self) -> bool:
        return self.status == self.Status.DONE

    def days_overdue(self, today: date) -> int:
        """Days since it was due; 0 when it is done, not due yet or has no due date."""
        return days_overdue(self.due_on, is_done=self.is_done, today=today)
