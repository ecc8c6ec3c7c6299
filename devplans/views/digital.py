"""The digital initiatives of a plan."""

from __future__ import annotations

from typing import Any

from devplans.forms.digital import InitiativeForm
from devplans.models import DigitalInitiative, Plan
from devplans.pages.digital import numbered
from devplans.views.rows import RowList


def _numbered(plan: Plan, rows: list[DigitalInitiative]) -> dict[str, Any]:
    return {"initiatives": numbered(plan, rows)}


DIGITAL = RowList(
    code="digital",
    model=DigitalInitiative,
    form=InitiativeForm,
    add="Add an initiative",
    intro="Tools and ideas to adopt or to test, with how much each helps and how easy it is to put in place.",
    empty="Here stand the digital tools and ideas that the locality takes up, placed by impact and feasibility.",
    row_url="initiative",
    add_url="digital-add",
    stem="initiative",
    context=_numbered,
)
