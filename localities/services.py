"""What changes practices. Views and commands call these and nothing else writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from localities.audit import record
from localities.errors import StepRefused
from localities.models import Locality, Practice, User
from localities.revisions import SaveResult, save_changes


class PracticeError(StepRefused):
    """A practice that cannot be added. The message says why and what to do."""


def save_practice(
    practice: Practice, values: Mapping[str, Any], *, base_revision: int, by: User
) -> SaveResult[Practice]:
    """Save fields of a practice, merged with what others saved since `base_revision`; the history tells of it."""
    return save_changes(practice, values, base_revision=base_revision, by=by)


def add_practice(locality: Locality, values: Mapping[str, Any], *, by: User) -> Practice:
    """Add a practice to a locality. Raises PracticeError when its code is here already."""
    practice = Practice(**values, locality=locality, saved_by=by, saved_at=timezone.now())
    practice._history_user = by  # type: ignore[attr-defined]  # read by the history
    try:
        with transaction.atomic():
            practice.save(force_insert=True)
            record("Added the practice", practice, by=by, locality=locality)
    except IntegrityError as error:
        raise PracticeError(
            f"A practice with the code {practice.ods_code} is here already. Ask an administrator to move it."
        ) from error
    return practice
