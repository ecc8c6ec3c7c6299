"""What the plan costs: entered where each cost arises, added up here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from devplans.document.build.money import money_of
from devplans.forms.money import CostLineForm
from devplans.models import CostLine, Plan
from devplans.models.money import ORIGINS
from devplans.pages.money import money_page
from devplans.pages.money_file import money_xlsx
from devplans.queries.money import new_line
from devplans.queries.whole_plan import WholePlan
from devplans.views.rows import RowList
from devplans.views.shared import READ
from localities.kit.access import for_object
from localities.kit.files.spreadsheets import XLSX_TYPE

KEY_LENGTH = 19
"""Longer than any key of a row, and shorter than what no database takes."""


def _added_up(plan: Plan, rows: list[CostLine]) -> dict[str, Any]:
    found = money_of(WholePlan(plan))
    return {"money": money_page(found) if found else None}


def _start(request: HttpRequest, plan: Plan, model: type[CostLine]) -> CostLine:
    """Begin a cost of the row of the plan that is asked for, such as ?of=action-12; without one the form asks."""
    name, _, key = (request.POST.get("of") or request.GET.get("of", "")).partition("-")
    if name not in ORIGINS or not (key.isascii() and key.isdecimal() and len(key) < KEY_LENGTH):
        return model(plan=plan)
    row = ORIGINS[name]._default_manager.filter(plan=plan, removed_at=None, pk=key).first()
    if row is None:
        return model(plan=plan)
    row.plan = plan
    return new_line(row)


MONEY = RowList(
    code="money",
    model=CostLine,
    form=CostLineForm,
    add="Add a cost",
    intro=(
        "Every cost is entered where it arises: at a role, a scheme, a digital initiative, an action or a commitment. "
        "Here they are added up."
    ),
    empty="No cost is entered yet. Add it at the row of the plan that costs something, or here.",
    row_url="cost",
    add_url="cost-add",
    stem="cost",
    fields="devplans/money/fields.html",
    context=_added_up,
    start=_start,
    write="devplans.change_commitment",
    related=("commitment",),
)


@for_object(Plan, read=READ)
def money_file(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The lines of the page for a spreadsheet. Without any the page says what to do."""
    found = money_of(WholePlan(plan))
    if found is None:
        return redirect(MONEY.url(plan))
    name = content_disposition_header(as_attachment=True, filename=f"What the plan of {plan.locality} costs.xlsx") or ""
    content = money_xlsx(found, str(plan))
    return HttpResponse(content, content_type=XLSX_TYPE, headers={"Content-Disposition": name})
