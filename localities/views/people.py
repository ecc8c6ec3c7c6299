"""People of a locality and of a commissioner: who has which role, inviting, withdrawing, taking a role away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from localities.forms.people import InviteForm, NewAccountForm, roles_of_commissioner, roles_of_locality
from localities.kit.access import for_object, person, posted
from localities.kit.mail.outbox import sends_emails
from localities.kit.refused import Refused
from localities.models import Commissioner, Invitation, Locality, Role, User
from localities.pages.people import localities_of, people_of_commissioner, people_of_locality
from localities.services.invitations import (
    NewPerson,
    accept,
    account_of,
    find,
    invite,
    take_away,
    withdraw,
)

CHANGE, CHANGE_COMMISSIONER = "localities.change_people", "localities.change_commissioner_people"
VIEW_COMMISSIONER = "localities.view_commissioner_people"
CHANGE_ROLE = "localities.change_role"


# A locality's people ------------------------------------------------------------------------------------------------


@for_object(Locality, read=CHANGE, key="slug")
def people(request: HttpRequest, locality: Locality) -> HttpResponse:
    """Who leads the locality, who speaks for its practices, and who is invited."""
    context = {
        "locality": locality,
        "crumbs": [(locality.name, locality.get_absolute_url())],
        "invite_url": reverse("person-invite", args=[locality.slug]),
        **people_of_locality(locality),
    }
    return render(request, "localities/people.html", context)


@for_object(Locality, read=CHANGE, write=CHANGE, key="slug")
def person_invite(request: HttpRequest, locality: Locality) -> HttpResponse:
    """Invite somebody to lead the locality with others or to represent a practice."""
    back = reverse("people", args=[locality.slug])
    crumbs = [(locality.name, locality.get_absolute_url()), ("People", back)]
    form = InviteForm(posted(request), roles=roles_of_locality(locality))
    return _invite(request, form, back, {"locality": locality, "crumbs": crumbs, "caption": locality.name})


# A commissioner's people --------------------------------------------------------------------------------------------


@for_object(Commissioner, read=VIEW_COMMISSIONER, key="ods_code")
def commissioner_people(request: HttpRequest, commissioner: Commissioner) -> HttpResponse:
    """Who works for the commissioner, who is invited, and the way to each of its localities' people."""
    may_change = request.user.has_perm(CHANGE_COMMISSIONER, commissioner)
    context = {
        "commissioner": commissioner,
        "crumbs": [("Your work", reverse("home"))],
        "system_name": commissioner.system.name,
        "localities": localities_of(commissioner),
        "invite_url": reverse("commissioner-invite", args=[commissioner.ods_code]) if may_change else "",
        **people_of_commissioner(commissioner),
    }
    return render(request, "localities/people.html", context)


@for_object(Commissioner, read=CHANGE_COMMISSIONER, write=CHANGE_COMMISSIONER, key="ods_code")
def commissioner_invite(request: HttpRequest, commissioner: Commissioner) -> HttpResponse:
    """Invite somebody to work for the commissioner."""
    back = reverse("commissioner-people", args=[commissioner.ods_code])
    form = InviteForm(posted(request), roles=roles_of_commissioner(commissioner))
    context = {"crumbs": [("People", back)], "caption": commissioner.name, "system_name": commissioner.system.name}
    return _invite(request, form, back, context)


# Both ---------------------------------------------------------------------------------------------------------------


def _invite(request: HttpRequest, form: InviteForm, back: str, context: dict[str, Any]) -> HttpResponse:
    if form.carries_out(lambda: invite(by=person(request), **form.invitation)):
        _say_invited(request, form.invitation["email"])
        return redirect(back)
    context |= {"form": form, "title": "Invite somebody", "save_text": "Send the invitation", "cancel_url": back}
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


def _say_invited(request: HttpRequest, email: str) -> None:
    if sends_emails():
        messages.success(request, f"An invitation is on its way to {email}.")
    else:
        sorry = "but this server sends no e-mails yet. Ask whoever runs it to set up e-mail, then invite them again."
        messages.warning(request, f"The invitation for {email} is written, {sorry}")


def _back_to_people(held: Role | Invitation) -> str:
    if held.about:
        return reverse("people", args=[held.about.slug])
    return reverse("commissioner-people", args=[held.commissioner.ods_code]) if held.commissioner else reverse("home")


@for_object(Invitation, read=CHANGE_ROLE, write=CHANGE_ROLE)
@require_POST
def invitation_withdraw(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Take an invitation back."""
    withdraw(invitation, by=person(request))
    messages.success(request, f"The invitation of {invitation.email} is withdrawn. Its link no longer works.")
    return redirect(_back_to_people(invitation))


@for_object(Role, read=CHANGE_ROLE, write=CHANGE_ROLE)
def role_remove(request: HttpRequest, role: Role) -> HttpResponse:
    """Ask, then take a role away."""
    back = _back_to_people(role)
    context = {"role": role, "locality": role.about, "back": back, "is_own": role.user_id == person(request).pk}
    if request.method != "POST":
        return render(request, "localities/role_remove.html", context)
    take_away(role, by=person(request))
    messages.success(request, f"{role.user} is no longer {role}.")
    return redirect(back)


# The invited person -------------------------------------------------------------------------------------------------


@login_not_required
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Let the person who was sent this link accept: signed in, or making their account."""
    try:
        invitation = find(token)
    except Refused as error:
        return _refused(request, error)
    account = account_of(invitation)
    context = {"invitation": invitation, "account": account}
    if request.user.is_authenticated or account:
        if request.method == "POST" and request.user == account:
            return _accept(request, invitation, person(request))
        return render(request, "localities/invitation.html", context)
    form = NewAccountForm(posted(request), invitation=invitation)
    if form.is_valid():
        return _accept(request, invitation, NewPerson(form.cleaned_data["name"], form.cleaned_data["password"]))
    return render(request, "localities/invitation.html", context | {"form": form}, status=422 if form.is_bound else 200)


def _accept(request: HttpRequest, invitation: Invitation, by: User | NewPerson) -> HttpResponse:
    try:
        user = accept(invitation, by=by)
    except Refused as error:
        return _refused(request, error)
    if not request.user.is_authenticated:
        # The link came by e-mail and the account is new: whoever had one before has signed in, with its second step.
        login(request, user, backend="localities.auth.backend.SignedIn")
    messages.success(request, f"You are now {invitation.role_name}.")
    return redirect("home")


def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return render(request, "localities/invitation_refused.html", {"error": error}, status=409)
