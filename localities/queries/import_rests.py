"""What rests on an import that was brought in, so that it cannot be undone any more."""

from __future__ import annotations

from typing import Any

from localities.models import Figure, Import, OrganisationEvent, Practice, SignUp

NAMED = 5
"""How many reasons are named: the rest would change nothing."""


def what_rests_on(brought: Import) -> str:
    """Say in words why an import cannot be undone; nothing where it can.

    Nothing may have changed at its practices since, nobody may have signed up to a locality that a practice moved to,
    and nothing may belong to a practice that it added, on any floor of the service.
    """
    codes = [change["code"] for change in brought.changes]
    practices = {each.ods_code: each for each in Practice.objects.filter(ods_code__in=codes)}
    reasons = []
    for change in brought.changes:
        practice = practices.get(change["code"])
        reason = _changed(practice, change) or (practice and _belongs(practice, change, brought))
        if reason:
            reasons.append(reason)
        if len(reasons) == NAMED:
            break
    return f"This import cannot be undone. {' '.join(reasons)}" if reasons else ""


def _changed(practice: Practice | None, change: dict[str, Any]) -> str:
    if practice is None:
        return f"{change['name']} is not here any more."
    return "" if practice.revision == change["revision"] else f"{practice} was changed since."


def _belongs(practice: Practice, change: dict[str, Any], brought: Import) -> str:
    if change["new"]:
        return _what_belongs_to(practice, brought)
    if "locality" in change["after"] and SignUp.objects.in_force().filter(practice=practice).exists():
        return f"{practice} signed up to the locality it moved to."
    return ""


def _what_belongs_to(practice: Practice, brought: Import) -> str:
    for relation in practice._meta.related_objects:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: practice})
        if relation.related_model in (Figure, OrganisationEvent):
            rows = rows.exclude(brought_in=brought)
        if rows.exists():
            return f"{practice} has {relation.related_model._meta.verbose_name_plural} by now."
    return ""
