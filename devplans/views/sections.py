"""Whether a plan needs one of its optional sections."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from devplans.forms.sections import SectionChoiceForm
from devplans.models import Plan
from devplans.queries.section_choices import OPTIONAL_SECTIONS, section_choice
from devplans.rules.sections import title_of
from devplans.services.sections import save_section_choice
from devplans.views.shared import WRITE, answer_save, page
from localities.kit.access import for_object, posted
from localities.kit.revisions.saving import saving


@for_object(Plan, read=WRITE, write=WRITE)
def section_needed(request: HttpRequest, plan: Plan, code: str) -> HttpResponse:
    if code not in OPTIONAL_SECTIONS:
        raise Http404
    name = title_of(code)
    title, go_to = f"Does the plan need ‘{name}’?", reverse(code, args=[plan.pk])
    form = SectionChoiceForm(posted(request), instance=section_choice(plan, code))
    if request.method == "POST":
        save = saving(request, save_section_choice, form)
        response = answer_save(request, save, plan=plan, title=title, go_to=go_to)
        if response:
            return response
    return page(
        request, "devplans/section_needed.html", plan, form=form, title=title, cancel_url=go_to, up=((name, go_to),)
    )
