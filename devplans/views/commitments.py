"""What locality and commissioner promise each other. Each side writes its own and reads both."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from devplans.forms.commitments import CommitmentForm
from devplans.models import Commitment, Plan
from devplans.views.rows import RowList
from devplans.views.shared import WRITE
from localities.kit.access import person

Side = Commitment.Side


def _by_side(plan: Plan, rows: list[Commitment]) -> dict[str, Any]:
    taken = {row.offer_id for row in rows}
    return {
        "ours": [row for row in rows if row.side == Side.LOCALITY],
        "theirs": [row for row in rows if row.side == Side.COMMISSIONER],
        "offers": [offer for offer in plan.diagnostic.whole_guide.offers.all() if offer.pk not in taken],
    }


def _start(request: HttpRequest, plan: Plan, model: type[Commitment]) -> Commitment:
    """Begin a commitment of the side asked for, else of the one this person writes; from an offer, with its words."""
    offers = {offer.code: offer for offer in plan.diagnostic.whole_guide.offers.all()}
    offer = offers.get(request.GET.get("offer", ""))
    side = request.GET.get("side")
    if side not in Side.values:
        side = Side.LOCALITY if person(request).has_perm(WRITE, plan) else Side.COMMISSIONER
    text = f"{offer.title}: {offer.detail.strip()}" if offer else ""
    return model(plan=plan, side=side, offer=offer, text=text)


COMMITMENTS = RowList(
    code="commitments",
    model=Commitment,
    form=CommitmentForm,
    add="Add a commitment",
    intro="A plan is agreed between two sides. Each says what it will do; both read what the other promised.",
    empty="",
    row_url="commitment",
    add_url="commitment-add",
    stem="commitment",
    context=_by_side,
    start=_start,
    write="devplans.change_commitment",
)
