"""A practice signs up to its locality, or withdraws: through its own representative."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from localities.forms.practices import SignUpForm
from localities.kit.access import for_object, person, posted
from localities.models import Practice
from localities.services.practices import sign_up, withdraw_sign_up

SIGN = "localities.sign_up_practice"


def _page(practice: Practice, slug: str, title: str) -> dict[str, Any]:
    """What both pages share. Raises Http404 for a practice of another locality."""
    locality = practice.locality
    if locality is None or locality.slug != slug:
        raise Http404(f"{practice} is not a practice of this locality.")
    address = reverse("practices", args=[slug])
    crumbs = [(locality.name, locality.get_absolute_url()), ("Practices", address)]
    shared = {"locality": locality, "nav": "practices", "crumbs": crumbs, "cancel_url": address}
    return shared | {"practice": practice, "caption": practice.name, "title": title}


@for_object(Practice, read=SIGN, write=SIGN, key="ods_code")
def practice_sign_up(request: HttpRequest, practice: Practice, *, slug: str) -> HttpResponse:
    """Sign the practice up; one that has signed sees what was signed."""
    context = _page(practice, slug, "Sign your practice up")
    form = SignUpForm(posted(request), today=timezone.localdate())
    if form.carries_out(lambda: sign_up(practice, form.cleaned_data, by=person(request))):
        messages.success(request, f"{practice} is signed up.")
        return redirect("practices", slug)
    if signed := practice.sign_ups.in_force().first():
        context |= {"title": "Your practice is signed up", "signed": signed}
    context |= {"form": form, "save_text": "Sign up"}
    return render(request, "localities/sign_up.html", context, status=422 if form.is_bound else 200)


@for_object(Practice, read=SIGN, write=SIGN, key="ods_code")
def practice_sign_up_withdraw(request: HttpRequest, practice: Practice, *, slug: str) -> HttpResponse:
    """Ask before a sign-up is withdrawn."""
    context = _page(practice, slug, "Withdraw the sign-up")
    if request.method == "POST":
        withdraw_sign_up(practice, by=person(request))
        messages.success(request, f"The sign-up of {practice} is withdrawn.")
        return redirect("practices", slug)
    return render(
        request, "localities/sign_up_withdraw.html", context | {"signed": practice.sign_ups.in_force().first()}
    )
