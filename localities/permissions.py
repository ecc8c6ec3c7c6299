"""Who may do what with localities and practices (design: "Who may do what")."""

from __future__ import annotations

from typing import Any

import rules

from localities.models import Commissioner, Import, Invitation, Locality, Practice, Role, System, User
from localities.models.people import RoleKind


def locality_of(thing: Any) -> Locality | None:
    """Return the locality that a practice, diagnostic or plan belongs to; a locality is its own."""
    locality: Locality | None = thing.locality
    return locality


def _in_locality(kind: RoleKind, attribute: str) -> rules.Predicate:
    """Make the predicate "holds this role for the organisation found at `attribute` of the locality"."""

    def holds(user: User, thing: Any) -> bool:
        locality = locality_of(thing)
        return locality is not None and user.has_role(kind, getattr(locality, attribute))

    return rules.predicate(holds, name=str(kind))


is_lead = _in_locality(Role.Kind.LOCALITY_LEAD, "pk")
is_officer = _in_locality(Role.Kind.COMMISSIONER_OFFICER, "commissioner_id")
is_approver = _in_locality(Role.Kind.COMMISSIONER_APPROVER, "commissioner_id")
is_commissioner = is_officer | is_approver


@rules.predicate
def is_system_team(user: User, thing: Any) -> bool:
    locality = locality_of(thing)
    return locality is not None and user.has_role(Role.Kind.SYSTEM_TEAM, locality.commissioner.system_id)


@rules.predicate
def is_administrator(user: User) -> bool:
    return user.sees_everything


@rules.predicate
def is_in_locality(user: User, thing: Any) -> bool:
    """Leads and practice representatives of the locality."""
    locality = locality_of(thing)
    return locality is not None and locality.pk in user.scopes.localities


@rules.predicate
def represents_practice(user: User, practice: Practice) -> bool:
    return user.has_role(Role.Kind.PRACTICE_REPRESENTATIVE, practice.pk)


@rules.predicate
def represents_a_practice_here(user: User, thing: Any) -> bool:
    """Represents some practice of this locality."""
    locality = locality_of(thing)
    return locality is not None and locality.pk in user.scopes.practice_localities


@rules.predicate
def works_for_commissioner(user: User, commissioner: Commissioner) -> bool:
    return commissioner.pk in user.scopes.commissioners


@rules.predicate
def works_for_system(user: User, thing: Commissioner | System) -> bool:
    system = thing.system_id if isinstance(thing, Commissioner) else thing.pk
    return user.has_role(Role.Kind.SYSTEM_TEAM, system)


can_read = is_in_locality | is_commissioner | is_system_team | is_administrator

rules.add_perm("localities.view_locality", can_read)
rules.add_perm("localities.change_practice", is_lead | represents_practice | is_commissioner | is_administrator)
rules.add_perm("localities.sign_up_practice", represents_practice)
rules.add_perm("localities.add_practice", is_lead | is_commissioner | is_administrator)
rules.add_perm("localities.view_commissioner", works_for_commissioner | works_for_system | is_administrator)
rules.add_perm("localities.view_system", works_for_system | is_administrator)


# Bring figures and practices in from files


@rules.predicate
def brings_in_for(user: User, scope: System | Commissioner | Locality | None) -> bool:
    """For the own locality its figures; for the own commissioner and system practices too; an administrator all."""
    if scope is None or is_administrator(user):
        return bool(is_administrator(user))
    if isinstance(scope, Locality):
        return bool((is_lead | is_commissioner | is_system_team)(user, scope))
    if isinstance(scope, Commissioner):
        return bool(works_for_commissioner(user, scope) or works_for_system(user, scope))
    return bool(works_for_system(user, scope))


@rules.predicate
def decides_on_import(user: User, brought: Import) -> bool:
    return brings_in_for(user, brought.scope)


rules.add_perm("localities.bring_in", brings_in_for)
rules.add_perm("localities.view_import", decides_on_import)
rules.add_perm("localities.change_import", decides_on_import)


# People: invite them, give and take roles


@rules.predicate
def is_commissioners_approver(user: User, thing: Any) -> bool:
    """An approver of the commissioner itself; of the one that a role or an invitation is for."""
    commissioner = thing if isinstance(thing, Commissioner) else thing.commissioner
    return commissioner is not None and user.has_role(Role.Kind.COMMISSIONER_APPROVER, commissioner.pk)


@rules.predicate
def may_change_people_around(user: User, held: Role | Invitation) -> bool:
    """A role or an invitation in a locality, for whoever may invite people to that locality."""
    return held.about is not None and user.has_perm("localities.change_people", held.about)


rules.add_perm("localities.change_people", is_lead | is_commissioner | is_administrator)
rules.add_perm("localities.view_commissioner_people", works_for_commissioner | is_administrator)
rules.add_perm("localities.change_commissioner_people", is_commissioners_approver | is_administrator)
rules.add_perm("localities.change_role", may_change_people_around | is_commissioners_approver | is_administrator)
