"""The decisions that an attempt asks for: which are to be answered now, which answers stand, how all are printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from devplans.document.in_force import document_in_force
from devplans.document.plan import AnswerRow, DecisionRow, PlanDocument
from devplans.models import DecisionAsked, Plan


@dataclass(frozen=True)
class AskedDecision:
    """A decision as submitted, with its row. An answer stands while words and amount are those it was given to."""

    number: int
    asked: DecisionRow
    row: DecisionAsked
    stands: bool


def decisions_of(plan: Plan, document: PlanDocument, in_force: PlanDocument | None) -> list[AskedDecision]:
    """Return the decisions of an attempt in their order. One query."""
    rows = {row.pk: row for row in plan.decisions.select_related("answered_by")}
    before = _asked(in_force)
    return [
        AskedDecision(number, asked, rows[asked.key], bool(rows[asked.key].answer) and asked in before)
        for number, asked in enumerate(_asked(document), start=1)
        if asked.key in rows
    ]


def answers_that_stand(rows: Iterable[DecisionAsked], plan: Plan) -> dict[int, str]:
    """By the key of a decision that is answered, how what it asks for counts now (`devplans.rules.money.stands`).

    One that was worded anew since, or has another amount, waits for a new answer. One query; none without an answer.
    """
    answered = [row for row in rows if row.answer]
    before = _asked(document_in_force(plan)) if answered else ()
    return {row.pk: row.counts_as for row in answered if row_of(row) in before}


def row_of(asked: DecisionAsked) -> DecisionRow:
    """A decision as the document has it."""
    return DecisionRow(key=asked.pk, words=asked.words, amount=asked.amount)


def _asked(document: PlanDocument | None) -> tuple[DecisionRow, ...]:
    return document.on_a_page.decisions if document and document.on_a_page else ()


def answer_to_json(decision: AskedDecision) -> dict[str, Any]:
    """A decision with the answer of its row, as the signature keeps it."""
    row, amount = decision.row, decision.asked.amount
    answered = AnswerRow(
        words=decision.asked.words, answer=row.get_answer_display(), condition=row.condition, amount=amount
    )
    return {name: value for name, value in _ANSWER.dump_python(answered, mode="json").items() if value is not None}


def answers_from(kept: Iterable[Mapping[str, Any]]) -> tuple[AnswerRow, ...]:
    """What `answer_to_json` kept, as it is printed."""
    return tuple(_ANSWER.validate_python(one) for one in kept)


_ANSWER = TypeAdapter(AnswerRow)
