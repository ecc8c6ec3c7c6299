"""Invitations to people who have no role yet, or not this one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from localities.models.organisations import Commissioner, Locality, Practice, System
from localities.models.people import (
    ORGANISATIONS_ABOVE,
    SCOPES,
    OfOrganisation,
    RoleKind,
    User,
    scope_matches_kind,
    scope_within_reach,
)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        """Invitations that wait for an answer, those that are too old among them."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def visible_to(self, user: User) -> InvitationQuerySet:
        """Invitations to roles in what this person may read."""
        return self.filter(scope_within_reach(user)).select_related(*SCOPES, *ORGANISATIONS_ABOVE)


class Invitation(OfOrganisation, models.Model):
    """An invitation to one person for one role. Single use; it expires. Only the token's sha256 is kept."""

    email = models.EmailField("e-mail address")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=RoleKind)
    system = models.ForeignKey(System, null=True, blank=True, on_delete=models.CASCADE)
    commissioner = models.ForeignKey(Commissioner, null=True, blank=True, on_delete=models.CASCADE)
    locality = models.ForeignKey(Locality, null=True, blank=True, on_delete=models.CASCADE)
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.CASCADE)
    token_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            models.CheckConstraint(condition=scope_matches_kind(), name="invitation_scope_matches_kind"),
            *(
                models.UniqueConstraint(
                    fields=["email", "kind", scope],
                    condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True, **{f"{scope}__isnull": False}),
                    name=f"invitation_open_once_per_{scope}",
                )
                for scope in SCOPES
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def last_day(self) -> str:
        return f"{timezone.localtime(self.expires_at):%-d %B %Y, %H:%M}"
