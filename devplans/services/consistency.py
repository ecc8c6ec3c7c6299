"""Answering why two figures of a plan differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from devplans.models import ConsistencyAnswer
from devplans.models.plan_transitions import EDIT
from devplans.services.plan_workflow import PLAN
from localities.kit.audit import record
from localities.kit.revisions.rows import BaseRevision, SaveResult, save_changes, stored
from localities.models import User


@transaction.atomic
def save_consistency_answer(
    answer: ConsistencyAnswer, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[ConsistencyAnswer]:
    """Save why two figures differ, for the figures that `answer` names, merged with what others saved since.

    It counts while the plan says these figures.
    """
    plan = PLAN.hold(answer.plan_id, EDIT, by=by)
    figures = answer.figures
    answer = stored(answer, "plan", "finding")
    saved = save_changes(answer, values, base_revision=base_revision, by=by)
    if saved.changed:
        ConsistencyAnswer.objects.filter(pk=answer.pk).update(figures=figures)
        saved.row.figures = figures
        record("Explained figures that differ", saved.row, by=by, locality=plan.locality, why=saved.row.why)
    return saved
