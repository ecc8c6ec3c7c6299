"""The result of a diagnostic, with what its plan does about it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessment.models import Diagnostic
from assessment.models.guide import DESCRIBED
from devplans.overview.pages.result import build_result_page
from localities.kit.access import for_object, person


@for_object(Diagnostic, read="assessment.view_diagnostic")
def result(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    labels = diagnostic.whole_guide.position_labels
    context = {
        "diagnostic": diagnostic,
        "locality": diagnostic.locality,
        "nav": "result",
        "page": build_result_page(diagnostic, user=person(request)),
        "ends": [labels[position] for position in DESCRIBED.values()],
    }
    return render(request, "overview/result.html", context)
