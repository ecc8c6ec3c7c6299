"""A domain's page and its numbers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from assessment.forms.answers import DomainAnswerForm, IndicatorValueForm
from assessment.models import Diagnostic, Domain
from assessment.pages.domain import build_domain_page, needs_in_words, neighbours, notice_of
from assessment.queries.indicator_numbers import IndicatorNumber, newly_published, numbers_of
from assessment.services.answers import save_answer, save_indicator_value, take_published
from localities.kit.access import for_object, person, posted
from localities.kit.revisions.saving import save_forms, saving

NOTICED = {"position", "target"}
READ, WRITE = "assessment.view_diagnostic", "assessment.change_diagnostic"


def find_domain(diagnostic: Diagnostic, code: str) -> Domain:
    """Return the domain of this diagnostic's guide, or say there is none: another guide's domain is not here."""
    try:
        return diagnostic.whole_guide.domains_by_code[code]
    except KeyError:
        raise Http404(f"The guide of this diagnostic has no domain called {code}.") from None


def _go(diagnostic: Diagnostic, domain: Domain, go: str) -> str:
    previous, following = neighbours(diagnostic, domain)
    if go == "stay":
        return reverse("domain", args=[diagnostic.pk, domain.code])
    if go == "previous":
        return reverse("domain", args=[diagnostic.pk, previous.code]) if previous else diagnostic.get_absolute_url()
    if following:
        return reverse("domain", args=[diagnostic.pk, following.code])
    levels = diagnostic.whole_guide.levels_to_answer
    return (
        reverse("level", args=[diagnostic.pk, levels[0].number])
        if levels
        else reverse("capacity", args=[diagnostic.pk])
    )


def can_change(request: HttpRequest, diagnostic: Diagnostic) -> bool:
    """Whether a page shows inputs: the person may change the diagnostic, and it is not agreed."""
    return diagnostic.is_editable and request.user.has_perm(WRITE, diagnostic)


def _context(request: HttpRequest, diagnostic: Diagnostic, found: Domain, **more: Any) -> dict[str, Any]:
    return {
        "diagnostic": diagnostic,
        "locality": diagnostic.locality,
        "nav": "diagnostic",
        "domain": found,
        "editable": can_change(request, diagnostic),
        **more,
    }


@for_object(Diagnostic, read=READ, write=WRITE)
def domain(request: HttpRequest, diagnostic: Diagnostic, *, code: str) -> HttpResponse:
    """Where the locality stands on one domain: choose, agree, and go on to the next."""
    found = find_domain(diagnostic, code)
    answer = diagnostic.answers.get(domain=found)
    form = DomainAnswerForm(posted(request), instance=answer, domain=found, needs=needs_in_words(diagnostic, found))

    def notice() -> dict[str, Any]:
        """What is pointed out, where it may be something else than before."""
        return {"notice": notice_of(form.shown, numbers_of(diagnostic, found))} if form.moved & NOTICED else {}

    if request.method == "POST":
        response = save_forms(
            request,
            [saving(request, save_answer, form)],
            go_to=_go(diagnostic, found, request.POST.get("go", "next")),
            fragments=["assessment/notice.html"],
            autosave_context=notice,
            title=found.title,
            locality=diagnostic.locality,
        )
        if response:
            return response
    page = build_domain_page(diagnostic, found, form.shown)
    context = _context(request, diagnostic, found, form=form, page=page)
    return render(request, "assessment/domain.html", context, status=422 if form.is_bound else 200)


@for_object(Diagnostic, read=READ, write=WRITE)
def numbers(request: HttpRequest, diagnostic: Diagnostic, *, code: str) -> HttpResponse:
    """Enter the numbers of a domain's indicators, each with its date and source."""
    found = find_domain(diagnostic, code)
    rows = numbers_of(diagnostic, found)
    if not rows:
        raise Http404("This domain has no numbers: its guide asks for none.")
    forms = [_number_form(request, row) for row in rows]
    back = reverse("domain", args=[diagnostic.pk, found.code])
    if request.method == "POST":
        response = save_forms(
            request,
            [saving(request, save_indicator_value, form) for form in forms],
            go_to=back,
            title=found.title,
            locality=diagnostic.locality,
        )
        if response:
            return response
    published = newly_published(diagnostic, rows) if diagnostic.is_editable else []
    shown = {"rows": list(zip(rows, forms, strict=True)), "forms": forms, "published": published, "back": back}
    context = _context(request, diagnostic, found, **shown)
    return render(request, "assessment/numbers.html", context, status=422 if request.method == "POST" else 200)


@for_object(Diagnostic, read=WRITE, write=WRITE)
@require_POST
def numbers_take(request: HttpRequest, diagnostic: Diagnostic, *, code: str) -> HttpResponse:
    """Take what is published of the locality now, for every domain."""
    found = find_domain(diagnostic, code)
    count = take_published(diagnostic, by=person(request))
    messages.success(request, f"{count} published figure{' is' if count == 1 else 's are'} taken.")
    return redirect("numbers", pk=diagnostic.pk, code=found.code)


def _number_form(request: HttpRequest, row: IndicatorNumber) -> IndicatorValueForm:
    about = row.indicator
    today = timezone.localdate()
    return IndicatorValueForm(posted(request), instance=row.stored, prefix=about.code, indicator=about, today=today)
