"""One's own account: the way to password, second step and e-mails; and which e-mails somebody wants."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.providers.openid_connect.views import login as allauth_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from requests import RequestException

from localities.forms.people import EmailChoicesForm
from localities.kit.access import for_anyone_signed_in, person, posted
from localities.services.account import choose_emails


@for_anyone_signed_in
def your_account(request: HttpRequest) -> HttpResponse:
    """Who somebody is signed in as, their roles, and the way to what they can change."""
    user = person(request)
    roles = user.roles.select_related("system", "commissioner", "locality", "practice")
    return render(request, "account/your_account.html", {"roles": roles, "has_second_step": is_mfa_enabled(user)})


@for_anyone_signed_in
def email_choices(request: HttpRequest) -> HttpResponse:
    """Choose which e-mails to get."""
    user = person(request)
    topics = [topic for topic, _ in EmailChoicesForm.CHOICES]
    unwanted = set(user.email_choices.values_list("topic", flat=True))
    form = EmailChoicesForm(posted(request), initial={"topics": [topic for topic in topics if topic not in unwanted]})
    if form.is_valid():
        choose_emails([topic for topic in topics if topic not in form.cleaned_data["topics"]], by=user)
        messages.success(request, "Your choice of e-mails is saved.")
        return redirect("your-account")
    context = {"form": form, "title": "Your e-mails", "crumbs": [("Your account", reverse("your-account"))]}
    return render(request, "localities/email_choices.html", context, status=422 if form.is_bound else 200)


@for_anyone_signed_in
def signed_in(request: HttpRequest) -> HttpResponse:
    """Say that signing in worked, to somebody who did it beside a page with what they typed."""
    return render(request, "account/signed_in.html")


@login_not_required
def sign_in_elsewhere(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to where somebody signs in, or say that it cannot be reached: allauth leaves that to whoever calls it."""
    try:
        return allauth_login(request, provider_id)
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", status=502)
