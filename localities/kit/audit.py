"""Writing the record of what was done: called by services, inside the transaction of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from localities.kit.models import AuditEvent

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User  # whatever AUTH_USER_MODEL is


def record(
    what: str,
    on: models.Model,
    *,
    by: User,
    locality: models.Model | None = None,
    moved: tuple[str, str] = ("", ""),
    why: str = "",
) -> AuditEvent:
    """Keep who did what to which object, the states it moved between and the reason given."""
    return AuditEvent.objects.create(
        who=str(by),
        who_id=by.pk,
        what=what,
        on_type=on._meta.label_lower,
        on_id=on.pk,
        on_name=str(on)[:300],  # two names of 200 may stand in it
        locality_id=locality.pk if locality else None,
        moved_from=moved[0],
        moved_to=moved[1],
        why=why,
    )
