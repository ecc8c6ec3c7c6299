"""Bringing files in: choosing them, looking at what they would change, deciding, undoing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from localities.files.recognised import LAYOUTS
from localities.files.refusal import FileRefused
from localities.forms.imports import ChoicesForm, UploadForm
from localities.kit.access import for_object, person, posted
from localities.models import Commissioner, Import, Locality, System
from localities.pages.imports import Group, changed_by, groups_of, locality_names, rows_of
from localities.queries.import_preview import fingerprint, preview_of
from localities.queries.import_rests import what_rests_on
from localities.queries.practices_here import Scope, places_of, practices_of
from localities.rules.preview import Kind, Preview
from localities.rules.preview_words import HEADINGS
from localities.services.imports import bring_in, discard_import, read_files, undo_import

BRING_IN, VIEW, CHANGE = "localities.bring_in", "localities.view_import", "localities.change_import"
PAST = 20
"""Imports that are listed: the newest."""
PAGE = 50


# Choosing files -----------------------------------------------------------------------------------------------------


@for_object(Locality, read=BRING_IN, write=BRING_IN, key="slug")
def locality_figures(request: HttpRequest, locality: Locality) -> HttpResponse:
    """Bring figures of a locality's own practices in from files."""
    return _figures(request, locality)


@for_object(Commissioner, read=BRING_IN, write=BRING_IN, key="ods_code")
def commissioner_figures(request: HttpRequest, commissioner: Commissioner) -> HttpResponse:
    """Bring practices and figures of a commissioner in from files."""
    return _figures(request, commissioner)


@for_object(System, read=BRING_IN, write=BRING_IN, key="slug")
def system_figures(request: HttpRequest, system: System) -> HttpResponse:
    """Bring practices and figures of all commissioners of a system in from files."""
    return _figures(request, system)


def _figures(request: HttpRequest, scope: System | Commissioner | Locality) -> HttpResponse:
    form = UploadForm(posted(request), request.FILES or None, today=timezone.localdate())
    if form.is_bound and form.is_valid():
        uploads = [(each.file, each.name) for each in form.cleaned_data["uploads"]]
        try:
            return redirect(read_files(uploads, scope, by=person(request), as_of=form.cleaned_data["as_of"]))
        except FileRefused as error:
            for reason in error.reasons:
                form.add_error("uploads", reason)
    context = _about(scope) | {
        "title": "Bring figures in",
        "form": form,
        "layouts": LAYOUTS,
        "past": scope.imports.select_related("made_by").prefetch_related("files")[:PAST],
    }
    return render(request, "localities/figures.html", context, status=422 if form.is_bound else 200)


def _about(scope: Scope) -> dict[str, Any]:
    """What a page about an organisation has on top."""
    if isinstance(scope, Locality):
        crumbs = [(scope.name, scope.get_absolute_url()), ("Practices", reverse("practices", args=[scope.slug]))]
        return {"locality": scope, "nav": "practices", "crumbs": crumbs, "caption": scope.name}
    if isinstance(scope, Commissioner):
        crumbs = [(scope.name, reverse("commissioner", args=[scope.ods_code]))]
        return {"crumbs": crumbs, "caption": scope.name, "system_name": scope.system.name}
    if isinstance(scope, System):
        crumbs = [(scope.name, reverse("system", args=[scope.slug]))]
        return {"crumbs": crumbs, "caption": scope.name, "system_name": scope.name}
    return {"crumbs": [("Your work", reverse("home"))], "caption": "All organisations"}


def _figures_of(brought: Import) -> str:
    """Return the address where files are chosen for an import's organisation."""
    scope = brought.scope
    if isinstance(scope, Locality):
        return reverse("locality-figures", args=[scope.slug])
    if isinstance(scope, Commissioner):
        return reverse("commissioner-figures", args=[scope.ods_code])
    return reverse("system-figures", args=[scope.slug]) if scope else reverse("home")


# Deciding -----------------------------------------------------------------------------------------------------------


@for_object(Import, read=VIEW, write=CHANGE)
def import_page(request: HttpRequest, brought: Import) -> HttpResponse:
    """What files would change, and the button that does it; afterwards what they changed."""
    if brought.state != Import.State.WAITING and request.method != "POST":
        return _record(request, brought)
    preview = preview_of(brought, today=timezone.localdate())
    form = _choices_form(request, brought, preview)
    seen = request.POST.get("seen", "")
    if form.carries_out(lambda: bring_in(brought, form.choices(), by=person(request), expected_preview=seen)):
        number = len(form.outcome.changes)
        messages.success(request, f"Brought in: {number:,} practice{'' if number == 1 else 's'} changed.")
        return redirect(brought)
    groups = groups_of(preview, locality_names())
    context = _page(brought, "Check before you bring them in") | {
        "form": form,
        "preview": preview,
        "groups": [(each, _bound(form, each.kind), _asked(form, each)) for each in groups],
        "networks": [(each, _bound(form, f"network-{each.code}")) for each in preview.networks],
        "carried": [("seen", fingerprint(preview))],
    }
    return render(request, "localities/import_preview.html", context, status=422 if form.is_bound else 200)


def _asked(form: ChoicesForm, group: Group) -> Sequence[Any]:
    """Return a group's rows, each with its field where each is asked about."""
    return [(row, form[row.field]) for row in group.rows] if group.asks_each else group.rows


def _bound(form: ChoicesForm, name: str) -> Any:
    return form[name] if name in form.fields else None


def _choices_form(request: HttpRequest, brought: Import, preview: Preview) -> ChoicesForm:
    open_ones = practices_of(brought.scope).filter(closed_on=None).order_by("name", "ods_code")
    return ChoicesForm(
        posted(request),
        preview=preview,
        seen=fingerprint(preview),
        places=places_of(brought.scope) if not brought.figures_only else (),
        merge_into=list(open_ones.values_list("ods_code", "name")) if preview.of(Kind.CLOSED) else [],
    )


def _page(brought: Import, title: str) -> dict[str, Any]:
    about = _about(brought.scope)
    crumbs = [*about["crumbs"], ("Bring figures in", _figures_of(brought))]
    return about | {"title": title, "brought": brought, "crumbs": crumbs, "files": list(brought.files.all())}


def _record(request: HttpRequest, brought: Import) -> HttpResponse:
    """What an import changed, by whom and when, and whether it can be undone."""
    changes = Paginator(changed_by(brought), PAGE).get_page(request.GET.get("page"))
    can_undo = brought.state == Import.State.BROUGHT_IN
    context = _page(brought, "What was brought in") | {
        "changes": changes,
        "rests": what_rests_on(brought) if can_undo else "",
        "can_undo": can_undo,
    }
    return render(request, "localities/import_record.html", context)


@for_object(Import, read=VIEW)
def import_group(request: HttpRequest, brought: Import, *, kind: str) -> HttpResponse:
    """All rows of one group of a preview."""
    if brought.state != Import.State.WAITING or kind not in set(Kind):
        raise Http404("There is no such group any more.")
    changes = preview_of(brought, today=timezone.localdate()).of(Kind(kind))
    rows = Paginator(rows_of(changes, locality_names()), PAGE).get_page(request.GET.get("page"))
    about = _page(brought, HEADINGS[Kind(kind)].name)
    crumbs = [*about["crumbs"], ("Check", brought.get_absolute_url())]
    heading = {"heading": HEADINGS[Kind(kind)], "has_figures": any(each.then for each in changes)}
    context = about | heading | {"crumbs": crumbs, "rows": rows}
    return render(request, "localities/import_group.html", context)


@for_object(Import, read=CHANGE, write=CHANGE)
@require_POST
def import_undo(request: HttpRequest, brought: Import) -> HttpResponse:
    """Put back what an import changed."""
    undo_import(brought, by=person(request))
    messages.success(request, "Undone: everything stands as it did before.")
    return redirect(brought)


@for_object(Import, read=CHANGE, write=CHANGE)
@require_POST
def import_discard(request: HttpRequest, brought: Import) -> HttpResponse:
    """Forget files that were read and are not to be brought in."""
    address = _figures_of(brought)
    discard_import(brought, by=person(request))
    messages.success(request, "Nothing was brought in, and what the files said is forgotten.")
    return redirect(address)
