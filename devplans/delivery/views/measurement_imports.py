"""Bringing measurements of many localities in from a file: choosing it, looking at what it brings, deciding."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from devplans.delivery.files.measurements import EXAMPLE, blank_sheet_of
from devplans.delivery.forms.measurement_imports import MeasurementFileForm
from devplans.delivery.models import MeasurementImport
from devplans.delivery.pages.measurement_imports import import_preview
from devplans.delivery.queries.measurement_import import metrics_to_measure
from devplans.delivery.services.measurement_imports import (
    RowsRefused,
    bring_measurements_in,
    discard_measurements,
    read_measurement_file,
)
from devplans.rules.metrics.figures import GROUPS
from localities.files.refusal import FileRefused
from localities.kit.access import for_object, person, posted
from localities.kit.files.spreadsheets import CSV_TYPE
from localities.models import Commissioner

BRING_IN = "localities.bring_in"
PAST = 20
"""Files that are listed: the newest."""


def _page(commissioner: Commissioner, title: str, *up: tuple[str, str]) -> dict[str, Any]:
    crumbs = [("Home", reverse("home")), (commissioner.name, commissioner.get_absolute_url()), *up]
    system = commissioner.system
    organisation = {"system_name": system.name, "nhs_logo_allowed": system.nhs_logo_allowed}
    return {"title": title, "crumbs": crumbs, "commissioner": commissioner, "word": commissioner.word} | organisation


def _files(commissioner: Commissioner) -> tuple[str, str]:
    return ("Bring measurements in", reverse("measurement-files", args=[commissioner.ods_code]))


def _read_before(commissioner: Commissioner) -> QuerySet[MeasurementImport]:
    imports = MeasurementImport.objects.filter(commissioner=commissioner)
    return imports.select_related("commissioner", "made_by")


@for_object(Commissioner, read=BRING_IN, write=BRING_IN, key="ods_code")
def measurement_files(request: HttpRequest, commissioner: Commissioner) -> HttpResponse:
    """Choose a file of measurements; what is wrong with its rows is said at once."""
    form = MeasurementFileForm(posted(request), request.FILES or None)
    wrong: Any = ()
    if form.is_bound and form.is_valid():
        upload = form.cleaned_data["upload"]
        try:
            return redirect(read_measurement_file(upload.file, upload.name, commissioner, by=person(request)))
        except RowsRefused as error:
            wrong = error.wrong
            number = len(wrong)
            rows = f"{number} row{'' if number == 1 else 's'} of the file cannot be brought in"
            form.add_error("upload", f"{rows}. Mend what is listed below, and choose the file again")
        except FileRefused as error:
            for reason in error.reasons:
                form.add_error("upload", reason)
    past = _read_before(commissioner)[:PAST]
    context = _page(commissioner, "Bring measurements in") | {
        "form": form,
        "wrong": wrong,
        "past": past,
        "example": EXAMPLE,
        "groups": GROUPS.values(),
    }
    return render(request, "delivery/measurement_files.html", context, status=422 if form.is_bound else 200)


@for_object(Commissioner, read=BRING_IN, key="ods_code")
def blank_sheet(request: HttpRequest, commissioner: Commissioner) -> HttpResponse:
    """A sheet to fill in: a row for each metric of each locality's plan."""
    content = blank_sheet_of(metrics_to_measure(commissioner))
    name = f"measurements-{commissioner.ods_code}.csv"
    return HttpResponse(
        content, content_type=CSV_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@for_object(Commissioner, read=BRING_IN, write=BRING_IN, key="ods_code")
def measurement_import(request: HttpRequest, commissioner: Commissioner, import_pk: int) -> HttpResponse:
    """What a file brings, and the button that adds it; afterwards that it was added."""
    brought = get_object_or_404(_read_before(commissioner), pk=import_pk)
    if request.method == "POST":
        added = bring_measurements_in(brought, by=person(request))
        messages.success(request, f"Brought in: {added:,} figure{'' if added == 1 else 's'}.")
        return redirect(brought)
    waiting = brought.state == MeasurementImport.State.WAITING
    title = "Check before you bring them in" if waiting else "What was brought in"
    context = _page(commissioner, title, _files(commissioner)) | {
        "brought": brought,
        "preview": import_preview(brought, today=timezone.localdate()) if waiting else None,
    }
    return render(request, "delivery/measurement_import.html", context)


@for_object(Commissioner, read=BRING_IN, write=BRING_IN, key="ods_code")
@require_POST
def discard(request: HttpRequest, commissioner: Commissioner, import_pk: int) -> HttpResponse:
    """Forget a file that was read and is not to be brought in."""
    brought = get_object_or_404(_read_before(commissioner), pk=import_pk)
    discard_measurements(brought, by=person(request))
    messages.success(request, "Nothing was brought in, and what the file said is forgotten.")
    return redirect("measurement-files", commissioner.ods_code)
