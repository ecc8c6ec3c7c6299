"""Practices: their list, and adding and changing one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from localities.forms.practices import NewPracticeForm, PracticeForm
from localities.kit.access import for_object, person, posted
from localities.kit.revisions.saving import ask_on_next_page, save_forms
from localities.models import Locality, Practice, User
from localities.pages.practices import USUAL_SIZE, list_practices
from localities.services.practices import add_practice, save_practice

ADD, CHANGE, BRING_IN = "localities.add_practice", "localities.change_practice", "localities.bring_in"


def _page(locality: Locality) -> dict[str, object]:
    """What the pages on one practice share."""
    address = reverse("practices", args=[locality.slug])
    crumbs = [(locality.name, locality.get_absolute_url()), ("Practices", address)]
    return {"locality": locality, "nav": "practices", "crumbs": crumbs, "cancel_url": address}


@for_object(Locality, read="localities.view_locality", key="slug")
def practices(request: HttpRequest, locality: Locality) -> HttpResponse:
    """The practices of a locality: patients, staff and sign-up."""
    context = {
        "locality": locality,
        "nav": "practices",
        "list": list_practices(locality, shown_to=person(request), today=timezone.localdate()),
        "usual_size": USUAL_SIZE,
        "may_add": request.user.has_perm(ADD, locality),
        "bring_in_url": _bring_in_url(person(request), locality),
    }
    return render(request, "localities/practices.html", context)


def _bring_in_url(user: User, locality: Locality) -> str:
    """Return where this person brings files in: for the whole commissioner if they may, else for the locality."""
    if user.has_perm(BRING_IN, locality.commissioner):
        return reverse("commissioner-figures", args=[locality.commissioner.ods_code])
    return reverse("locality-figures", args=[locality.slug]) if user.has_perm(BRING_IN, locality) else ""


@for_object(Locality, read=ADD, write=ADD, key="slug")
def add(request: HttpRequest, locality: Locality) -> HttpResponse:
    """Add a practice to a locality."""
    form = NewPracticeForm(posted(request), today=timezone.localdate())
    if form.carries_out(lambda: add_practice(locality, form.cleaned_data, by=person(request))):
        messages.success(request, f"{form.outcome} is added.")
        ask_on_next_page(request, form)
        return redirect("practices", locality.slug)
    context = _page(locality) | {"form": form, "title": "Add a practice", "save_text": "Add the practice"}
    return render(request, "localities/practice_form.html", context, status=422 if form.is_bound else 200)


@for_object(Practice, read=CHANGE, write=CHANGE, key="ods_code")
def edit(request: HttpRequest, practice: Practice, *, slug: str) -> HttpResponse:
    """Change a practice's figures."""
    locality = practice.locality
    if locality is None or locality.slug != slug:
        raise Http404(f"{practice} is not a practice of this locality.")
    form = PracticeForm(posted(request), instance=practice, today=timezone.localdate())
    if request.method == "POST":
        response = save_forms(
            request,
            [(form, lambda values, base: save_practice(practice, values, base_revision=base, by=person(request)))],
            go_to=reverse("practices", args=[slug]),
            title=str(practice),
            locality=locality,
            nav="practices",
        )
        if response:
            if response.status_code == 302:
                messages.success(request, f"{form.instance} is saved.")
            return response
    context = _page(locality) | {"form": form, "title": str(practice), "practice": practice}
    if form.result:
        context["error_description"] = "Everything else is saved."
    return render(request, "localities/practice_form.html", context, status=422 if form.is_bound else 200)
