"""What contradicts itself in a plan: mended where it stands, or answered here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from devplans.forms.consistency import ConsistencyForm
from devplans.models import ConsistencyAnswer, Plan
from devplans.queries.consistency import Answered, consistency_of
from devplans.queries.whole_plan import WholePlan
from devplans.rules.finding import Finding
from devplans.rules.sections import title_of
from devplans.services.consistency import save_consistency_answer
from devplans.views.shared import READ, WRITE, answer_save, page
from localities.kit.access import for_object, person, posted
from localities.kit.revisions.saving import saving


@dataclass(frozen=True)
class Shown:
    """A finding on the page: links that mend it, the answer that stands, and a form for who may give one."""

    finding: Finding
    links: tuple[tuple[str, str], ...]
    answer: ConsistencyAnswer | None
    form: ConsistencyForm | None

    @property
    def stale(self) -> str:
        """What was said of other figures, while nothing is said of these."""
        answer = self.answer
        return answer.why if answer and answer.figures != self.finding.figures else ""


@for_object(Plan, read=READ, write=WRITE)
def consistency(request: HttpRequest, plan: Plan) -> HttpResponse:
    found = consistency_of(WholePlan(plan))
    can_change = plan.is_editable and person(request).has_perm(WRITE, plan)
    asked = [one for one in found.found if not one.finding.must]
    forms = {one.finding.key: _form(request, plan, one) for one in asked if can_change or request.method == "POST"}
    title = title_of("consistency")
    if request.method == "POST" and forms:
        saves = [saving(request, save_consistency_answer, form) for form in forms.values()]
        go_to = reverse("consistency", args=[plan.pk])
        response = answer_save(request, *saves, plan=plan, title=title, go_to=go_to)
        if response:
            return response
    context: dict[str, Any] = {
        "title": title,
        "found": found,
        "musts": [_shown(plan, one, None) for one in found.musts],
        "asks": [_shown(plan, one, forms.get(one.finding.key)) for one in found.asks],
        "explained": [_shown(plan, one, forms.get(one.finding.key)) for one in found.explained],
        "forms": list(forms.values()),
    }
    return page(request, "devplans/consistency.html", plan, **context)


def _form(request: HttpRequest, plan: Plan, one: Answered) -> ConsistencyForm:
    """The form of one finding. What was said of other figures is shown beside it, and not in it."""
    key = one.finding.key
    answer = one.answer or ConsistencyAnswer(plan=plan, finding=key, figures=one.finding.figures)
    form = ConsistencyForm(posted(request), instance=answer, prefix=key, initial={} if one.is_settled else {"why": ""})
    form.instance.figures = one.finding.figures
    return form


def _shown(plan: Plan, one: Answered, form: ConsistencyForm | None) -> Shown:
    links = tuple(
        (mend.words, reverse(mend.page, args=[plan.pk, mend.row] if mend.row else [plan.pk]))
        for mend in one.finding.mend
    )
    return Shown(one.finding, links, one.answer, form)
