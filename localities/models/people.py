"""People, and the roles that say what they may do (design: "Who may do what")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q

from localities.kit.revisions.history import History
from localities.models.organisations import Commissioner, Locality, Practice, System, within_reach


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        """E-mail addresses are compared without case: people do not type them the same way twice."""
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def team_of(self, commissioner_id: int) -> models.QuerySet[User]:
        """A commissioner's officers and approvers."""
        team = (RoleKind.COMMISSIONER_OFFICER, RoleKind.COMMISSIONER_APPROVER)
        return self.filter(roles__kind__in=team, roles__commissioner=commissioner_id).distinct()

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        return self.create_user(email, password, is_superuser=True, **fields)


@dataclass(frozen=True)
class Scopes:
    """The ids of what a person's roles reach, so that one query answers every "may they see it"."""

    localities: frozenset[int] = frozenset()
    commissioners: frozenset[int] = frozenset()
    systems: frozenset[int] = frozenset()
    practice_localities: frozenset[int] = frozenset()
    roles: frozenset[tuple[str, int | None]] = frozenset()


class User(AbstractBaseUser, PermissionsMixin):
    """A person. The e-mail address is the login; the name shown may be a role, such as "Locality lead, Tilbury"."""

    email = models.EmailField("email address", unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["name", "email"]
        indexes = [models.Index(fields=["name", "email"])]

    def __str__(self) -> str:
        return self.name or self.email

    @cached_property
    def scopes(self) -> Scopes:
        """What this person's roles reach: one query, kept for the life of this object (one request).

        Whoever is signed in came with it (`localities.auth.backend`).
        """
        return scopes_of(self.roles.select_related("practice").only(*SCOPE_COLUMNS).order_by())

    def has_role(self, kind: RoleKind, scope_id: int | None = None) -> bool:
        """Tell whether this person holds the role for exactly this locality, commissioner, practice or system."""
        return (kind, scope_id) in self.scopes.roles

    @property
    def sees_everything(self) -> bool:
        return self.is_superuser or self.has_role(RoleKind.ADMINISTRATOR)

    @property
    def is_staff(self) -> bool:
        """Django's name for "may open the administration pages"."""
        return self.is_active and self.sees_everything


def scopes_of(roles: Iterable[Role]) -> Scopes:
    """What these roles of one person reach. A place on a panel opens nothing to read."""
    every = list(roles)
    reading = [role for role in every if role.kind != RoleKind.PANEL_MEMBER]
    return Scopes(
        localities=frozenset(
            locality
            for role in reading
            if (locality := role.locality_id or (role.practice and role.practice.locality_id))
        ),
        commissioners=frozenset(role.commissioner_id for role in reading if role.commissioner_id),
        systems=frozenset(role.system_id for role in reading if role.system_id),
        practice_localities=frozenset(
            role.practice.locality_id for role in every if role.practice and role.practice.locality_id
        ),
        roles=frozenset((role.kind, role.scope_id) for role in every),
    )


class RoleKind(models.TextChoices):
    LOCALITY_LEAD = "locality_lead", "Locality lead"
    PRACTICE_REPRESENTATIVE = "practice_representative", "Practice representative"
    COMMISSIONER_OFFICER = "commissioner_officer", "Commissioner officer"
    COMMISSIONER_APPROVER = "commissioner_approver", "Commissioner approver"
    PANEL_MEMBER = "panel_member", "Panel member"
    SYSTEM_TEAM = "system_team", "System team"
    ADMINISTRATOR = "administrator", "Administrator"

    def in_words(self, commissioner_word: str) -> str:
        """The role as its system says it: an approver of a commissioner is a "CCG approver"."""
        named = {
            RoleKind.COMMISSIONER_OFFICER: f"{commissioner_word} officer",
            RoleKind.COMMISSIONER_APPROVER: f"{commissioner_word} approver",
        }
        return named.get(self, str(self.label))


SCOPES = ("system", "commissioner", "locality", "practice")
SCOPE_COLUMNS = ("user", "kind", *(f"{scope}_id" for scope in SCOPES), "practice__locality_id")
SCOPE_OF_KIND: dict[str, str | None] = {
    RoleKind.LOCALITY_LEAD: "locality",
    RoleKind.PRACTICE_REPRESENTATIVE: "practice",
    RoleKind.COMMISSIONER_OFFICER: "commissioner",
    RoleKind.COMMISSIONER_APPROVER: "commissioner",
    RoleKind.PANEL_MEMBER: "commissioner",
    RoleKind.SYSTEM_TEAM: "system",
    RoleKind.ADMINISTRATOR: None,
}


Scope = System | Commissioner | Locality | Practice
# What is asked of a scope beyond itself: where a practice is, whose locality it is, what a commissioner is called.
ORGANISATIONS_ABOVE = ("practice__locality__commissioner", "locality__commissioner", "commissioner__system")


class OfOrganisation:
    """What a role and an invitation to one share: the organisation it is for, found by its kind."""

    kind: str

    @property
    def scope(self) -> Scope | None:
        name = SCOPE_OF_KIND[self.kind]
        return getattr(self, name) if name else None

    @property
    def scope_id(self) -> int | None:
        name = SCOPE_OF_KIND[self.kind]
        return getattr(self, f"{name}_id") if name else None

    @property
    def about(self) -> Locality | None:
        """The locality whose record tells of it; None above localities."""
        scope = self.scope
        return scope.locality if isinstance(scope, Locality | Practice) else None

    @property
    def kind_in_words(self) -> str:
        """What the person is, without where: "CCG officer"."""
        scope = self.scope
        return RoleKind(self.kind).in_words(scope.word if isinstance(scope, Commissioner) else "")

    @property
    def role_name(self) -> str:
        """The role in words, such as "Locality lead, Tilbury"."""
        return f"{self.kind_in_words}, {self.scope}" if self.scope else self.kind_in_words


def scope_within_reach(user: User) -> Q:
    """Return the condition "for a locality, practice or commissioner that this person may read"."""
    if user.sees_everything:
        return Q()
    return (
        within_reach(user, "locality__")
        | within_reach(user, "practice__locality__")
        | Q(commissioner__in=user.scopes.commissioners)
        | Q(commissioner__system__in=user.scopes.systems)
    )


class RoleQuerySet(models.QuerySet["Role"]):
    def visible_to(self, user: User) -> RoleQuerySet:
        """Roles in what this person may read, with who holds them."""
        return self.filter(scope_within_reach(user)).select_related("user", *SCOPES, *ORGANISATIONS_ABOVE)


def scope_matches_kind() -> Q:
    matches = Q()
    for kind, scope in SCOPE_OF_KIND.items():
        matches |= Q(kind=kind, **{f"{name}__isnull": name != scope for name in SCOPES})
    return matches


class Role(OfOrganisation, models.Model):
    """One thing a person is, for one organisation. The kind decides which scope it has."""

    Kind = RoleKind

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=30, choices=RoleKind)
    system = models.ForeignKey(System, null=True, blank=True, on_delete=models.CASCADE)
    commissioner = models.ForeignKey(Commissioner, null=True, blank=True, on_delete=models.CASCADE)
    locality = models.ForeignKey(Locality, null=True, blank=True, on_delete=models.CASCADE, related_name="roles")
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.CASCADE, related_name="roles")

    history = History()
    objects = RoleQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=scope_matches_kind(), name="role_scope_matches_kind"),
            *(
                models.UniqueConstraint(
                    fields=["user", "kind", scope],
                    condition=Q(**{f"{scope}__isnull": False}),
                    name=f"role_once_per_{scope}",
                )
                for scope in SCOPES
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(kind=RoleKind.ADMINISTRATOR), name="role_administrator_once"
            ),
        ]

    def __str__(self) -> str:
        return self.role_name
