"""The practices' own views of each domain: who has said what, and giving your practice's."""

from __future__ import annotations

from collections import Counter

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from assessment.forms.answers import PracticeViewForm
from assessment.models import Diagnostic, Domain, PracticeView
from assessment.pages.domain import in_strands, neighbours
from assessment.services.answers import save_practice_view
from assessment.views.domains import READ, find_domain
from localities.kit.access import for_object, person, posted
from localities.kit.revisions.forms import Save
from localities.kit.revisions.saving import save_forms
from localities.models import Practice, Role, User


def own_practices(diagnostic: Diagnostic, user: User) -> list[Practice]:
    """Return the practices of the locality that this person speaks for."""
    kind = Role.Kind.PRACTICE_REPRESENTATIVE
    mine = [scope for role, scope in user.scopes.roles if role == kind and scope]
    return list(Practice.objects.filter(pk__in=mine, locality=diagnostic.locality_id)) if mine else []


@for_object(Diagnostic, read=READ)
def overview(request: HttpRequest, diagnostic: Diagnostic) -> HttpResponse:
    """Every practice with how many domains it has given its view of, and a way in for one's own."""
    own = own_practices(diagnostic, person(request))
    views = list(diagnostic.practice_views.filter(position__isnull=False).order_by())
    given = Counter(view.practice_id for view in views)
    domains = diagnostic.whole_guide.ordered_domains
    context = {
        "diagnostic": diagnostic,
        "locality": diagnostic.locality,
        "nav": "diagnostic",
        "practices": [(one, given[one.pk]) for one in Practice.objects.filter(locality=diagnostic.locality_id)],
        "own": [(practice, _domain_rows(practice, domains, views)) for practice in own],
        "total": len(domains),
    }
    return render(request, "assessment/practice_views.html", context)


def _domain_rows(
    practice: Practice, domains: list[Domain], views: list[PracticeView]
) -> list[tuple[Domain, int | None]]:
    positions = {view.domain_id: view.position for view in views if view.practice_id == practice.pk}
    return [(domain, positions.get(domain.pk)) for domain in domains]


@for_object(Diagnostic, read=READ, write="assessment.give_practice_view")
def practice_view(request: HttpRequest, diagnostic: Diagnostic, *, ods_code: str, code: str) -> HttpResponse:
    """Give one's own practice's view of a domain; others of the locality may read it."""
    found = find_domain(diagnostic, code)
    practice = get_object_or_404(Practice, ods_code=ods_code, locality=diagnostic.locality_id)
    own = practice in own_practices(diagnostic, person(request))
    kept = PracticeView.objects.filter(diagnostic=diagnostic, domain=found, practice=practice).first()
    view = kept or PracticeView(diagnostic=diagnostic, domain=found, practice=practice)
    form = PracticeViewForm(posted(request), instance=view, domain=found)
    if request.method == "POST":
        if not own:
            raise PermissionDenied
        response = save_forms(
            request,
            [(form, _saver(diagnostic, found, practice, person(request)))],
            go_to=_go(diagnostic, practice, found, request.POST.get("go", "next")),
            title=found.title,
            locality=diagnostic.locality,
        )
        if response:
            return response
    previous, following = neighbours(diagnostic, found)
    context = {
        "diagnostic": diagnostic,
        "locality": diagnostic.locality,
        "nav": "diagnostic",
        "domain": found,
        "practice": practice,
        "view": view,
        "prompts": in_strands(found, found.prompts),
        "form": form,
        "previous": previous,
        "next": following,
        "editable": own and diagnostic.is_editable,
    }
    return render(request, "assessment/practice_view.html", context, status=422 if form.is_bound else 200)


def _saver(diagnostic: Diagnostic, domain: Domain, practice: Practice, by: User) -> Save:
    return lambda values, base: save_practice_view(diagnostic, domain, practice, values, base_revision=base, by=by)


def _go(diagnostic: Diagnostic, practice: Practice, domain: Domain, go: str) -> str:
    previous, following = neighbours(diagnostic, domain)
    to = {"stay": domain, "previous": previous}.get(go, following)
    if to is None:
        return reverse("practice-views", args=[diagnostic.pk])
    return reverse("practice-view", args=[diagnostic.pk, practice.ods_code, to.code])
