"""The system, its commissioners, their localities and the practices in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse

from localities.kit.revisions.history import History
from localities.kit.revisions.rows import Revised
from localities.rules.practice_figures import LIST_SIZE, ODS_CODE, PRACTICE_STAFF
from localities.rules.words import Words

if TYPE_CHECKING:
    from localities.models.people import User

# Beside the commissioner and its transformation fund: whom the strategy 2018 and its papers name.
USUAL_PAYERS = ("Practices", "NHS England capital", "Local authority", "Other NHS body", "Charity or voluntary sector")

ods_code = RegexValidator(ODS_CODE, "An ODS code has 3 to 10 capital letters and digits, such as F81123.")


class SystemQuerySet(models.QuerySet["System"]):
    def visible_to(self, user: User) -> SystemQuerySet:
        """Systems whose pages this person may read: those of their team's people, and all for an administrator."""
        return self if user.sees_everything else self.filter(pk__in=user.scopes.systems)


class System(models.Model):
    """A sustainability and transformation partnership (STP): the commissioners that plan together."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)
    commissioner_word = models.CharField(
        "word for a commissioner",
        max_length=50,
        default=Words().commissioner,
        help_text="The NHS renames its commissioners",
    )
    commissioner_words = models.CharField(
        "word for several commissioners", max_length=50, default=Words().commissioners
    )
    commissioner_in_full = models.CharField(
        "a commissioner in full",
        max_length=100,
        default=Words().commissioner_in_full,
        help_text="What the word is short for, as guides explain it. In small letters, as in a sentence",
    )
    payers = models.TextField(
        "who can pay for a plan", blank=True, max_length=2000, help_text="One a line. Left empty: the usual ones"
    )
    nhs_logo_allowed = models.BooleanField(
        "may show the NHS logo", default=False, help_text="The logo belongs to the NHS: turn on only with permission"
    )

    objects = SystemQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("system", args=[self.slug])

    @property
    def words(self) -> Words:
        """What it calls organisations, for texts that leave a place for these words."""
        return Words(self.commissioner_word, self.commissioner_words, self.commissioner_in_full)

    @property
    def payer_names(self) -> list[str]:
        """Who can pay for what a plan costs, in the order of the list."""
        named = [line.strip() for line in self.payers.splitlines() if line.strip()]
        return list(dict.fromkeys(named)) or [
            self.commissioner_word,
            f"{self.commissioner_word} transformation fund",
            *USUAL_PAYERS,
        ]


class CommissionerQuerySet(models.QuerySet["Commissioner"]):
    def visible_to(self, user: User) -> CommissionerQuerySet:
        """Commissioners whose pages this person may read: its own people, its system's team, an administrator."""
        seen, scopes = self.select_related("system"), user.scopes
        if user.sees_everything:
            return seen
        return seen.filter(Q(pk__in=scopes.commissioners) | Q(system__in=scopes.systems))


class Commissioner(models.Model):
    """Who plans and buys care for its localities: a clinical commissioning group, until the NHS renames it."""

    system = models.ForeignKey(System, on_delete=models.PROTECT, related_name="commissioners")
    name = models.CharField(max_length=200)
    ods_code = models.CharField("ODS code", max_length=10, unique=True, validators=[ods_code])

    objects = CommissionerQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("commissioner", args=[self.ods_code])

    @property
    def word(self) -> str:
        """What its system calls a commissioner, in a sentence: "CCG"."""
        return self.system.commissioner_word


def within_reach(user: User, locality: str = "") -> Q:
    """Return the condition "of a locality this person may read" (design: "Who may do what", first row).

    `locality` is the way to it from the model filtered, such as "locality__". Joins rather than a subquery: every
    request pays for it.
    """
    if user.sees_everything:
        return Q()
    scopes = user.scopes
    reached = Q(**{f"{locality}pk__in": scopes.localities})
    if scopes.commissioners:
        reached |= Q(**{f"{locality}commissioner__in": scopes.commissioners})
    if scopes.systems:
        reached |= Q(**{f"{locality}commissioner__system__in": scopes.systems})
    return reached


class LocalityQuerySet(models.QuerySet["Locality"]):
    def visible_to(self, user: User) -> LocalityQuerySet:
        """Localities this person may read, with the organisations above them."""
        return self.filter(within_reach(user)).select_related("commissioner__system")


class Locality(models.Model):
    """Practices that come together, usually for 30,000 to 50,000 patients (strategy 2018)."""

    commissioner = models.ForeignKey(Commissioner, on_delete=models.PROTECT, related_name="localities")
    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)
    profile = models.TextField(blank=True, max_length=2000, help_text="Who lives here, in a few sentences")
    geography = models.TextField(blank=True, max_length=2000, help_text="The area covered, and why it makes sense")
    local_authority = models.CharField(max_length=200, blank=True)

    objects = LocalityQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "localities"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("locality", args=[self.slug])

    @property
    def words(self) -> Words:
        """Those of its system."""
        return self.commissioner.system.words

    @property
    def locality(self) -> Locality:
        """Itself: what belongs to a locality names it so, and a locality is asked as they are."""
        return self

    @property
    def commissioner_word(self) -> str:
        """What its commissioner is called, in a sentence: "CCG"."""
        return self.commissioner.word


def _fte(label: str) -> models.DecimalField:
    return models.DecimalField(
        label,
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[PRACTICE_STAFF],
    )


class PracticeQuerySet(models.QuerySet["Practice"]):
    def visible_to(self, user: User) -> PracticeQuerySet:
        """Practices of the localities this person may read, with the organisations above."""
        visible = self.filter(within_reach(user, "locality__"), locality__isnull=False)
        return visible.select_related("locality__commissioner__system")

    def with_sign_up(self) -> PracticeQuerySet:
        """Add `sign_ups_in_force`: a list of the one sign-up that is in force, or of none."""
        return self.prefetch_related(
            Prefetch("sign_ups", queryset=SignUp.objects.in_force(), to_attr="sign_ups_in_force")
        )


class Practice(Revised):
    """A GP practice. Staff are full-time equivalents (FTE); empty means not known, which is not zero.

    One that closed is in no locality any more: what it was in is told by its `OrganisationEvent`.
    """

    ods_code = models.CharField("ODS code", max_length=10, unique=True, validators=[ods_code])
    name = models.CharField(max_length=200)
    locality = models.ForeignKey(Locality, null=True, blank=True, on_delete=models.PROTECT, related_name="practices")
    list_size = models.PositiveIntegerField("registered patients", null=True, blank=True, validators=[LIST_SIZE])
    list_size_as_of = models.DateField("counted on", null=True, blank=True)
    gp_fte = _fte("GPs")
    nurse_fte = _fte("nurses")
    other_clinical_fte = _fte("other clinical staff")
    admin_fte = _fte("administrative staff")
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    single_handed = models.BooleanField("has a single GP", default=False)
    list_closed = models.BooleanField("list closed to new patients", default=False)
    is_example = models.BooleanField(
        "example practice", default=False, editable=False, help_text="Made up for demonstration; not a real practice"
    )

    objects = PracticeQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["name", "ods_code"]

    def __str__(self) -> str:
        return self.name


class SignUpQuerySet(models.QuerySet["SignUp"]):
    def in_force(self) -> SignUpQuerySet:
        """Sign-ups that are not withdrawn, to the locality that the practice is in today."""
        return self.filter(withdrawn_on__isnull=True, locality=F("practice__locality"))


class SignUp(models.Model):
    """A practice's signature that it takes part in a locality. A practice has one at most that is not withdrawn.

    A practice that moves to another locality has signed up to the one it left: that counts for nothing in the new one.
    """

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="sign_ups")
    locality = models.ForeignKey(Locality, on_delete=models.CASCADE, related_name="sign_ups")
    signed_by_name = models.CharField(max_length=200)
    signed_by_role = models.CharField(max_length=200)
    signed_on = models.DateField()
    statement = models.TextField(blank=True, max_length=1000)
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice"],
                condition=Q(withdrawn_on__isnull=True),
                name="signup_one_in_force_per_practice",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.practice} in {self.locality}"
