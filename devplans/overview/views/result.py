"""The result of a diagnostic, with what its plan does about it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessment.models import Diagnostic
from devplans.overview.pages.result import build_result_page
from localities.kit.access import for_object, person


@for_object(Diagnostic, read="assessment.view_diagnostic")
def result(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    context = {
        "diagnostic": diagnostic,
        "locality": diagnostic.locality,
        "nav": "result",
        "page": build_result_page(diagnostic, user=person(request)),
    }
    return render(request, "overview/result.html", context)
