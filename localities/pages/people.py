"""Who is who in a locality or a commissioner: what their people pages show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet

from localities.kit.any_way import any_way
from localities.models import Commissioner, Invitation, Locality, Role
from localities.models.people import ORGANISATIONS_ABOVE, SCOPES, RoleKind

OF_COMMISSIONER = (RoleKind.COMMISSIONER_OFFICER, RoleKind.COMMISSIONER_APPROVER, RoleKind.PANEL_MEMBER)


def people_of_locality(locality: Locality) -> dict[str, QuerySet[Any]]:
    """Return the roles of a locality's leads and practice representatives, and who is invited. Two queries."""
    return _people(Q(locality=locality), Q(practice__locality=locality))


def people_of_commissioner(commissioner: Commissioner) -> dict[str, QuerySet[Any]]:
    """Return the roles of a commissioner's officers, approvers and panel members, and who is invited. Two queries."""
    return _people(Q(commissioner=commissioner, kind__in=OF_COMMISSIONER))


def localities_of(commissioner: Commissioner) -> Iterable[Locality]:
    """Return a commissioner's localities, each with `leads`: how many it has."""
    leads = Count("roles", filter=Q(roles__kind=RoleKind.LOCALITY_LEAD, roles__user__is_active=True))
    return commissioner.localities.annotate(leads=leads)


def _people(*here: Q) -> dict[str, QuerySet[Any]]:
    roles = Role.objects.filter(any_way(Role, *here), user__is_active=True).order_by("kind", "user__name")
    invitations = Invitation.objects.filter(any_way(Invitation, *here)).open().select_related("invited_by")
    with_places = (*SCOPES, *ORGANISATIONS_ABOVE)
    return {
        "roles": roles.select_related("user", *with_places),
        "invitations": invitations.select_related(*with_places),
    }
