"""Saying that a plan does not need an optional section, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from devplans.models import Plan, SectionChoice
from devplans.models.plan_transitions import EDIT
from devplans.queries.section_choices import OPTIONAL_SECTIONS
from devplans.services.plan_workflow import PLAN
from localities.kit.audit import record
from localities.kit.refused import Refused
from localities.kit.revisions.rows import BaseRevision, SaveResult, save_changes, stored, write
from localities.models import User


@transaction.atomic
def save_section_choice(
    choice: SectionChoice, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[SectionChoice]:
    """Save whether the plan needs a section and why not, merged with what others saved since `base_revision`.

    Raises Refused when the section is to be left out and has rows: then it would both be there and not.
    """
    plan = PLAN.hold(choice.plan_id, EDIT, by=by)
    if values.get("not_needed"):
        model = OPTIONAL_SECTIONS[choice.section]
        count = model._default_manager.filter(plan=plan, removed_at=None).count()
        if count:
            raise Refused(f"{_rows(model, count)} in this section. Remove what is in it first, or keep the section.")
    choice = stored(choice, "plan", "section")
    saved = save_changes(choice, values, base_revision=base_revision, by=by)
    if "not_needed" in saved.changed:
        what = "Left a section out of the plan" if saved.row.not_needed else "Took a section back into the plan"
        record(what, saved.row, by=by, locality=plan.locality, why=saved.row.why)
    return saved


def _rows(model: type[models.Model], count: int) -> str:
    meta = model._meta
    return f"There is 1 {meta.verbose_name}" if count == 1 else f"There are {count} {meta.verbose_name_plural}"


def take_back_not_needed(plan: Plan, model: type[models.Model], *, by: User) -> None:
    """Make the section that rows of this model fill needed again: somebody began to fill it in."""
    codes = [code for code, rows in OPTIONAL_SECTIONS.items() if rows is model]
    for choice in plan.section_choices.filter(section__in=codes, not_needed=True):
        choice.not_needed = False
        write(choice, by=by, fields=["not_needed"])
        record("Took a section back into the plan", choice, by=by, locality=plan.locality)
