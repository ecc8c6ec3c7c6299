"""The decisions that a plan asks for."""

from __future__ import annotations

from devplans.forms.decisions import DecisionForm
from devplans.models import DecisionAsked
from devplans.views.rows import RowList

DECISIONS = RowList(
    code="decisions",
    name="Decisions asked for",
    model=DecisionAsked,
    form=DecisionForm,
    add="Add a decision",
    intro=(
        f"What the plan asks to be decided when it is approved: at most {DecisionAsked.most}. Each is answered by "
        "itself: agreed, agreed with a condition, or not agreed. The answers are printed with the signatures."
    ),
    empty="Here stands what the plan asks to be decided, and for how much money.",
    row_url="decision",
    add_url="decision-add",
    stem="decision",
)
