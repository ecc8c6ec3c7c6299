"""What a panel does with applications: scores, agreed scores and decisions."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from assessment.models import SelectionCriterion
from assessment.selection.models.applications import Application
from assessment.selection.models.waves import PanelMember, Wave
from localities.kit.revisions.history import History
from localities.kit.revisions.rows import Revised
from localities.models import User

COMMENT_LENGTH = 2000
REASONS_LENGTH = 5000


class SentScores(models.Model):
    """That a member sent their scores of an application: they are fixed, unless the member takes them back.

    Until moderation only they see them. While a conflict of theirs stands they are struck out: kept, and not counted.
    """

    member = models.ForeignKey(PanelMember, on_delete=models.CASCADE, related_name="sent")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="sent")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["member__user__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["member", "application"], name="scores_sent_once")]

    def __str__(self) -> str:
        return f"Scores of {self.member}"


def _score() -> models.PositiveSmallIntegerField:
    """A score on the criterion's scale, which is data of the guide; None is not scored yet."""
    return models.PositiveSmallIntegerField(null=True, blank=True)


class PanelScore(Revised):
    """One member's score of one criterion of an application. Made empty when they declare no conflict."""

    member = models.ForeignKey(PanelMember, on_delete=models.CASCADE, related_name="scores")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(SelectionCriterion, on_delete=models.PROTECT, related_name="+")
    score = _score()
    comment = models.TextField("why this score", blank=True, max_length=COMMENT_LENGTH)

    history = History()

    class Meta:
        ordering = ["criterion__order"]
        constraints = [models.UniqueConstraint(fields=["member", "application", "criterion"], name="panel_score_once")]

    def __str__(self) -> str:
        return f"{self.criterion}: {'not scored' if self.score is None else self.score}"


class AgreedScore(Revised):
    """The score the panel agreed on for one criterion of an application. Made empty when moderation begins.

    It is empty again, to be agreed anew, when somebody on whose part it rests turns out to have a conflict:
    `returned_score` is what it was and `returned_why` the reason.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="agreed_scores")
    criterion = models.ForeignKey(SelectionCriterion, on_delete=models.PROTECT, related_name="+")
    score = _score()
    note = models.TextField(blank=True, max_length=COMMENT_LENGTH)
    returned_score = models.PositiveSmallIntegerField(null=True, editable=False)
    returned_why = models.TextField(blank=True, editable=False)

    history = History()

    class Meta:
        ordering = ["criterion__order"]
        constraints = [models.UniqueConstraint(fields=["application", "criterion"], name="agreed_score_once")]

    def __str__(self) -> str:
        return f"{self.criterion}: {'not agreed' if self.score is None else self.score}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def told(self) -> DecisionQuerySet:
        """Decisions that their localities know: the one place that says when an outcome is an outcome."""
        published = {
            "application__wave__state": Wave.State.PUBLISHED,
            "application__state": Application.State.SUBMITTED,
        }
        return self.filter(state=Decision.State.CONFIRMED, **published)


class Decision(Revised):
    """What becomes of an application, and why. Made empty when moderation begins.

    Only `assessment.selection.services.decisions` changes its state. One person proposes, an approver who is
    somebody else confirms. When the locality withdraws it is void: it stays to be read, and decides nothing.
    `reserve_place` is for a locality that meets every criterion and finds no place: when one that is selected
    withdraws, the first of the reserve list moves up.
    `work_on_codes` are the guide's suggested actions chosen for a locality that is not selected yet.
    """

    class Outcome(models.TextChoices):
        SELECTED = "selected", "Selected"
        CONDITIONS = "conditions", "Selected with conditions"
        RESERVE = "reserve", "Meets the criteria, no place"
        NOT_YET = "not_yet", "Not yet"

    SELECTED = (Outcome.SELECTED, Outcome.CONDITIONS)
    MEETS = (*SELECTED, Outcome.RESERVE)

    class State(models.TextChoices):
        DRAFT = "draft", "Not proposed yet"
        PROPOSED = "proposed", "Proposed"
        CONFIRMED = "confirmed", "Confirmed"
        VOID = "void", "Void: the locality withdrew"

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="decision")
    outcome = models.CharField(max_length=20, blank=True, choices=Outcome)
    reasons = models.TextField(blank=True, max_length=REASONS_LENGTH)
    conditions = models.TextField(blank=True, max_length=REASONS_LENGTH)
    reserve_place = models.PositiveSmallIntegerField(
        "place on the reserve list", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    work_on = models.TextField("what to work on", blank=True, max_length=REASONS_LENGTH)
    work_on_codes = models.JSONField("suggested actions", default=list, blank=True)
    feedback = models.TextField("feedback to the locality", blank=True, max_length=REASONS_LENGTH)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT, editable=False)
    proposed_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(User, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, editable=False)

    history = History()
    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["application__locality__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", proposed_by__isnull=True, proposed_at__isnull=True)
                | Q(
                    Q(state__in=["proposed", "confirmed"]),
                    ~Q(outcome=""),
                    proposed_by__isnull=False,
                    proposed_at__isnull=False,
                )
                | Q(state="void"),
                name="decision_proposed_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(state="confirmed", confirmed_by__isnull=False, confirmed_at__isnull=False)
                | Q(state__in=["draft", "proposed"], confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(state="void"),
                name="decision_confirmed_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=models.F("proposed_by")),
                name="decision_confirmed_by_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display() or "Not decided"

    @property
    def when_it_was_void(self) -> str:
        """How far a decision was when the locality withdrew: "Selected, confirmed"; "Not proposed yet"."""
        if self.proposed_at is None:
            return str(self.State.DRAFT.label)
        return f"{self}, {'confirmed' if self.confirmed_at else 'proposed'}"
