"""The pages of a plan's lists: each list declares itself as a `RowList` and gets its five pages from here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from devplans.forms.rows import RowForm
from devplans.models import Plan, PlanRow
from devplans.models.rows import editing
from devplans.queries.section_choices import OPTIONAL_SECTIONS, not_needed
from devplans.rules.sections import title_of
from devplans.services.rows import add_row, put_back_row, remove_row, save_row
from devplans.views.shared import READ, WRITE, answer_save, costs_shown, facts, page, while_editable
from localities.kit.access import READING, View, for_object, person, posted
from localities.kit.revisions.saving import ask_on_next_page, saving

PLAN = "plans/<int:pk>/"
Row = TypeVar("Row", bound=PlanRow)


def _nothing(plan: Plan, rows: list[Any]) -> dict[str, Any]:
    return {}


def _new(request: HttpRequest, plan: Plan, model: type[Row]) -> Row:
    return model(plan=plan)


@dataclass(frozen=True)
class RowList(Generic[Row]):
    """One list of a plan and all that its pages need to know.

    `code` is the section and the URL name of the list, `folder` its place in the address; `stem` begins the names of
    a row's addresses: stem-remove, stem-put-back; `row_url` names a row's own page and `add_url` the page that adds.
    The list's template is devplans/<code>.html, which extends devplans/rows/list.html; it finds `rows` and what
    `context` returns. `fields` is the template that lays out the form. `start` makes the row that adding starts from.
    `write` is asked for at the door, and for the row at hand what changing it asks for. `related` is read with a row.
    """

    code: str
    model: type[Row]
    form: type[RowForm]
    add: str
    intro: str
    empty: str
    row_url: str
    add_url: str
    stem: str
    fields: str = "devplans/rows/fields.html"
    context: Callable[[Plan, list[Row]], dict[str, Any]] = _nothing
    start: Callable[[HttpRequest, Plan, type[Row]], Row] = _new
    write: str = WRITE
    related: tuple[str, ...] = ()
    name: str = ""

    @property
    def title(self) -> str:
        """The section's title, as in the plan's overview and PDF; its own name where the list is part of a section."""
        return self.name or title_of(self.code)

    @property
    def remove_url(self) -> str:
        return f"{self.stem}-remove"

    @property
    def put_back_url(self) -> str:
        return f"{self.stem}-put-back"

    def may_change(self, request: HttpRequest, row: Row, plan: Plan) -> bool:
        """Whether the person who asks may change this row of the plan."""
        return person(request).has_perm(editing(row).permission, plan)

    def url(self, plan: Plan) -> str:
        return reverse(self.code, args=[plan.pk])

    def crumbs(self, plan: Plan) -> tuple[tuple[str, str], ...]:
        return ((self.title, self.url(plan)),)

    def find(self, plan: Plan, pk: int) -> Row:
        """A row of this plan, removed or not; 404 when there is none."""
        row = get_object_or_404(self.rows(plan), pk=pk)
        row.plan = plan
        return row

    def rows(self, plan: Plan) -> QuerySet[Row]:
        """The rows of this plan, removed or not."""
        found: QuerySet[Row] = self.model._default_manager.filter(plan=plan)  # type: ignore[assignment]
        return found.select_related(*self.related) if self.related else found

    def find_to_change(self, request: HttpRequest, plan: Plan, pk: int) -> Row:
        """The same; 403 for those who may not change it."""
        row = self.find(plan, pk)
        if not self.may_change(request, row, plan):
            raise PermissionDenied
        return row


def row_paths(listed: RowList[Any], folder: str) -> list[URLPattern]:
    """The addresses of a list: the list, adding, a row, removing it and putting it back."""
    every, one = f"{PLAN}{folder}/", f"{PLAN}{folder}/<int:row_pk>/"
    return [
        path(every, _list_page(listed), name=listed.code),
        path(f"{every}add/", _add_page(listed), name=listed.add_url),
        path(one, _row_page(listed), name=listed.row_url),
        path(f"{one}remove/", _remove(listed), name=listed.remove_url),
        path(f"{one}put-back/", _put_back(listed), name=listed.put_back_url),
    ]


def _list_page(listed: RowList[Any]) -> View:
    @for_object(Plan, read=READ)
    def rows(request: HttpRequest, plan: Plan) -> HttpResponse:
        every = list(listed.rows(plan))
        in_plan = [row for row in every if not row.removed_at]
        removed = [row for row in every if row.removed_at and listed.may_change(request, row, plan)]
        context: dict[str, Any] = {
            "listed": listed,
            "rows": in_plan,
            "removed": removed,
            "just_removed": next((row for row in removed if str(row.pk) == request.GET.get("removed")), None),
            "can_add": plan.is_editable and person(request).has_perm(listed.write, plan),
            "left_out": None if in_plan or listed.code not in OPTIONAL_SECTIONS else not_needed(plan, listed.code),
            "optional": listed.code in OPTIONAL_SECTIONS,
        }
        return page(request, f"devplans/{listed.code}.html", plan, **context | listed.context(plan, in_plan))

    return rows


def _add_page(listed: RowList[Any]) -> View:
    @for_object(Plan, read=listed.write, write=listed.write)
    @while_editable
    def row_add(request: HttpRequest, plan: Plan) -> HttpResponse:
        fresh = listed.start(request, plan, listed.model)
        if not listed.may_change(request, fresh, plan):
            raise PermissionDenied
        form = listed.form(posted(request), instance=fresh)
        if form.carries_out(lambda: add_row(plan, listed.model, form.new_values(), by=person(request))):
            messages.success(request, f"Added ‘{form.outcome}’ to the plan.")
            ask_on_next_page(request, form)
            return redirect(listed.code, plan.pk)
        return page(request, "devplans/rows/add.html", plan, form=form, listed=listed, up=listed.crumbs(plan))

    return row_add


def _row_page(listed: RowList[Any]) -> View:
    @for_object(Plan, read=READ, write=listed.write)
    def row(request: HttpRequest, plan: Plan, row_pk: int) -> HttpResponse:
        found = listed.find(plan, row_pk) if request.method in READING else listed.find_to_change(request, plan, row_pk)
        form = listed.form(posted(request), instance=found)
        if request.method == "POST":
            save = saving(request, save_row, form)
            response = answer_save(request, save, plan=plan, title=str(found), go_to=listed.url(plan))
            if response:
                return response
        can_change = plan.is_editable and listed.may_change(request, found, plan)
        context = {"form": form, "row": found, "listed": listed, "can_change": can_change, "facts": facts(form)}
        context |= costs_shown(found, can_change=can_change)
        return page(request, "devplans/rows/row.html", plan, up=listed.crumbs(plan), **context)

    return row


def _remove(listed: RowList[Any]) -> View:
    @for_object(Plan, read=listed.write, write=listed.write)
    @require_POST
    def row_remove(request: HttpRequest, plan: Plan, row_pk: int) -> HttpResponse:
        remove_row(listed.find_to_change(request, plan, row_pk), by=person(request))
        return redirect(f"{listed.url(plan)}?removed={row_pk}")

    return row_remove


def _put_back(listed: RowList[Any]) -> View:
    @for_object(Plan, read=listed.write, write=listed.write)
    @require_POST
    def row_put_back(request: HttpRequest, plan: Plan, row_pk: int) -> HttpResponse:
        row = put_back_row(listed.find_to_change(request, plan, row_pk), by=person(request))
        messages.success(request, f"‘{row}’ is back in the plan.")
        return redirect(listed.code, plan.pk)

    return row_put_back
