"""Answering the decisions that a plan asks for, and saying later that a condition is met."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from devplans.models import DecisionAsked
from devplans.models.plan_transitions import MEET_CONDITION
from devplans.services.plan_workflow import PLAN
from localities.kit.audit import record
from localities.kit.refused import Refused
from localities.kit.revisions.rows import write
from localities.models import User

Answer = DecisionAsked.Answer
Answers = Mapping[int, tuple[str, str]]
"""By the key of the decision: the answer, and its condition or why it is not agreed."""


def words_missing(row: DecisionAsked, given: str, words: str) -> str:
    """What to say beside an answer, in a sentence; "" where nothing is missing."""
    if given == Answer.AGREED or words.strip():
        return ""
    what = "the condition" if given == Answer.CONDITION else "why it is not agreed"
    return f"Say {what} for ‘{row}’."


def answer(row: DecisionAsked, answers: Answers, *, by: User) -> DecisionAsked:
    """Put the answer into a decision, to be saved with the signature. Raises Refused without one, or its words."""
    given, words = answers.get(row.pk, ("", ""))
    if given not in Answer.values:
        raise Refused(f"Answer ‘{row}’: agreed, agreed with a condition, or not agreed.", about=f"answer_{row.pk}")
    if missing := words_missing(row, given, words):
        raise Refused(missing, about=f"condition_{row.pk}")
    row.answer, row.condition = given, words if given != Answer.AGREED else ""
    row.answered_by, row.condition_met_on = by, None
    return row


@transaction.atomic
def meet_condition(row: DecisionAsked, *, met_on: date, by: User) -> None:
    """Say that the condition of a decision is met: from then on what it asks for is committed.

    Raises Refused where it has no condition that is still open.
    """
    plan = PLAN.hold(row.plan_id, MEET_CONDITION, by=by)
    row = plan.decisions.select_for_update().get(pk=row.pk)
    if row.answer != Answer.CONDITION or row.condition_met_on is not None:
        raise Refused("This decision has no condition that is still open.")
    row.condition_met_on = met_on
    write(row, by=by, fields=["condition_met_on"])
    record("Said that a condition is met", row, by=by, locality=plan.locality, why=row.condition)
