"""A realistic plan document of Canvey Island, for the tests of the document and of its PDF.

The practices and their list sizes are from published papers; everything else is invented. People are roles.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

from devplans.document.content.actions import ActionRow
from devplans.document.plan import PlanDocument, from_json

EXAMPLE: PlanDocument = from_json(Path(__file__).with_suffix(".json").read_text())

SMALL: PlanDocument = replace(
    EXAMPLE,
    where=replace(EXAMPLE.where, areas=EXAMPLE.where.areas[1:2]),
    capacity=replace(EXAMPLE.capacity, practices=EXAMPLE.capacity.practices[:1]),
    staffing=replace(EXAMPLE.staffing, groups=EXAMPLE.staffing.groups[:1]),
    estates=replace(EXAMPLE.estates, schemes=EXAMPLE.estates.schemes[:1]),
    digital=replace(EXAMPLE.digital, rows=EXAMPLE.digital.rows[:2]),
    commitments=replace(EXAMPLE.commitments, locality=EXAMPLE.commitments.locality[:1], commissioner=()),
    money=replace(EXAMPLE.money, groups=EXAMPLE.money.groups[2:]),
    risks=replace(EXAMPLE.risks, rows=EXAMPLE.risks.rows[:1]),
    actions=replace(EXAMPLE.actions, rows=EXAMPLE.actions.rows[:2]),
    metrics=replace(EXAMPLE.metrics, groups=EXAMPLE.metrics.groups[1:2]),
    annex=replace(EXAMPLE.annex, groups=EXAMPLE.annex.groups[1:2]),
)
"""Every section, with a few rows each: quick to print."""


def with_actions(*rows: ActionRow) -> PlanDocument:
    """The small example with these actions and no others."""
    return replace(SMALL, actions=replace(SMALL.actions, rows=rows))


def action(number: int, **changes: Any) -> ActionRow:
    """An action of the example under another number; after the last text the first comes again."""
    rows = EXAMPLE.actions.rows
    return replace(rows[(number - 1) % len(rows)], number=number, **changes)
