"""How a plan is agreed: frozen versions, signatures and comments. Nothing changes once written, but for resolving."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from devplans.models.plan import AMENDMENT_LENGTH, Plan
from devplans.rules.agreed_figures import AgreedFigures, figures_from
from localities.models import Practice, User

STATEMENT_LENGTH = 1000
DONE_ABOUT_LENGTH = 2000
SENT_BACK, WITHDRAWN = "sent_back", "withdrawn"


class PlanVersionQuerySet(models.QuerySet["PlanVersion"]):
    def without_bytes(self) -> PlanVersionQuerySet:
        """Leave content and PDF in the database: together they are some hundred kilobytes an attempt."""
        return self.defer("content", "pdf")


class PlanVersion(models.Model):
    """One attempt of a version: what was submitted, frozen, with the PDF made from that content alone.

    `content` is the plan document as canonical JSON (`devplans.document.plan`), `fingerprint` its sha256 and `figures`
    what it comes to (`devplans.document.agreed.frozen_from` makes the three). The PDF of an approved version is made
    once more, with both signatures; its bytes and their sha256 never change after that.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("version")
    attempt = models.PositiveSmallIntegerField()
    content = models.TextField(editable=False)
    fingerprint = models.CharField(max_length=64, editable=False)
    figures = models.JSONField(editable=False)
    pdf = models.BinaryField(editable=False)
    pdf_sha256 = models.CharField(max_length=64, editable=False)
    submitted_at = models.DateTimeField()
    # Why the version before was amended; empty for a first version.
    amends_why = models.TextField(blank=True, max_length=AMENDMENT_LENGTH)
    # What the locality did about what the attempt before was sent back for; empty where none was.
    done_about = models.TextField(blank=True, max_length=DONE_ABOUT_LENGTH)
    approved_at = models.DateTimeField(null=True)
    # What became of an attempt that was not approved, and why: sent back by the CCG or withdrawn by the locality.
    ended_as = models.CharField(max_length=20, blank=True, choices=[(SENT_BACK, "Sent back"), (WITHDRAWN, "Withdrawn")])
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(blank=True)

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number", "-attempt"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number", "attempt"], name="plan_version_attempt_once"),
            models.UniqueConstraint(
                fields=["plan", "number"], condition=Q(approved_at__isnull=False), name="plan_version_approved_once"
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True) | Q(ended_as=""), name="plan_version_approved_or_ended"
            ),
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    @property
    def is_decided(self) -> bool:
        """The commissioner approved it or sent it back: what was withdrawn nobody decided on."""
        return self.approved_at is not None or self.ended_as == SENT_BACK

    @cached_property
    def agreed(self) -> AgreedFigures:
        """What it comes to, as it was frozen."""
        return figures_from(self.figures)


class WorkingCopy(models.Model):
    """The rows of a plan as its version in force has them, kept from when it is amended until that is decided.

    `rows` is what `devplans.services.working_copy.rows_to_keep` told. With it an amendment can be discarded.
    """

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="working_copy")
    rows = models.JSONField(encoder=DjangoJSONEncoder, editable=False)

    def __str__(self) -> str:
        return f"{self.plan}, as it is in force"


class SignOff(models.Model):
    """A signature under a version: the locality's when it is submitted, the commissioner's when it is approved.

    `answers` are those given with it to the decisions asked for: key of the decision, answer in words, condition.
    """

    class Side(models.TextChoices):
        LOCALITY = "locality", "For the locality"
        COMMISSIONER = "commissioner", "For the commissioner"

        def in_words(self, commissioner_word: str) -> str:
            """Whom the signature is for, as the system says it: "For the CCG"."""
            return f"For the {commissioner_word}" if self == self.COMMISSIONER else str(self.label)

    version = models.ForeignKey(PlanVersion, on_delete=models.PROTECT, related_name="sign_offs")
    side = models.CharField(max_length=20, choices=Side)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200)
    statement = models.TextField(max_length=STATEMENT_LENGTH)
    signed_at = models.DateTimeField()
    answers = models.JSONField(default=list, editable=False)

    class Meta:
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(fields=["version", "side"], name="sign_off_once_per_side"),
            models.UniqueConstraint(fields=["version", "person"], name="sign_off_nobody_signs_twice"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_side_display().lower()}"

    @property
    def side_in_words(self) -> str:
        return self.Side(self.side).in_words(self.version.plan.locality.commissioner_word)


class Comment(models.Model):
    """A remark on a section of the plan, by either side, or an answer to one.

    It stays when a plan is sent back. A remark can be settled, and its answers with it.
    """

    answers_to = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="answers")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="comments")
    section = models.SlugField(max_length=50)
    text = models.TextField(max_length=2000)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["written_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="comment_resolved_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(answers_to__isnull=True) | Q(resolved_at__isnull=True),
                name="comment_answers_are_not_settled",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class PracticeAgreement(models.Model):
    """A practice says in the tool, by its representative, that it agrees to a version of the plan."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="practice_agreements")
    number = models.PositiveSmallIntegerField("version")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["said_at"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number", "practice"], name="practice_agrees_once_to_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.practice} agrees to version {self.number}"
