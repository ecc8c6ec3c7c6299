"""Who is who in a locality or a commissioner: what their people pages show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from localities.models import Commissioner, Invitation, Locality, Role, User
from localities.models.people import ORGANISATIONS_ABOVE, SCOPES, RoleKind

OF_COMMISSIONER = (RoleKind.COMMISSIONER_OFFICER, RoleKind.COMMISSIONER_APPROVER, RoleKind.PANEL_MEMBER)


@dataclass(frozen=True)
class Holder:
    """Somebody's role. `may_take_away` leaves out one's own."""

    role: Role
    may_take_away: bool


@dataclass(frozen=True)
class People:
    holders: Sequence[Holder]
    invitations: Sequence[Invitation]


def people_of_locality(locality: Locality, *, shown_to: User) -> People:
    """Return the leads and practice representatives of a locality, and who is invited. Two queries."""
    here = Q(locality=locality) | Q(practice__locality=locality)
    return _people(here, shown_to=shown_to, may_change=True)


def people_of_commissioner(commissioner: Commissioner, *, shown_to: User, may_change: bool) -> People:
    """Return a commissioner's officers, approvers and panel members, and who is invited. Two queries."""
    here = Q(commissioner=commissioner, kind__in=OF_COMMISSIONER)
    return _people(here, shown_to=shown_to, may_change=may_change)


def localities_of(commissioner: Commissioner) -> Iterable[Locality]:
    """Return a commissioner's localities, each with `leads`: how many it has."""
    leads = Count("roles", filter=Q(roles__kind=RoleKind.LOCALITY_LEAD, roles__user__is_active=True))
    return commissioner.localities.annotate(leads=leads)


def _people(here: Q, *, shown_to: User, may_change: bool) -> People:
    roles = Role.objects.filter(here, user__is_active=True).select_related("user", *SCOPES, *ORGANISATIONS_ABOVE)
    invitations = Invitation.objects.filter(here).open().select_related("invited_by", *SCOPES, *ORGANISATIONS_ABOVE)
    return People(
        [Holder(role, may_change and role.user_id != shown_to.pk) for role in roles.order_by("kind", "user__name")],
        list(invitations),
    )
