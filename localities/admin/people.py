"""Administration pages for people, their roles, and what they sign in with."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.http import HttpRequest

from localities.admin.base import (
    ForAdministrators,
    PlainModelForm,
    Removable,
    SearchesChoices,
)
from localities.kit.nhsuk.typed_text import PlainTextForm
from localities.models import Role, User
from localities.models.people import SCOPE_OF_KIND, SCOPES


class LowerCaseEmail:
    """E-mail addresses are kept in small letters, so that one person has one account."""

    cleaned_data: dict[str, Any]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class NewPersonForm(PlainTextForm, LowerCaseEmail, AdminUserCreationForm):
    pass


class PersonForm(PlainTextForm, LowerCaseEmail, UserChangeForm):
    pass


class RoleForm(PlainModelForm):
    """A role is for one organisation of the right kind, or for none."""

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        kind = found.get("kind")
        if kind:
            wanted, label = SCOPE_OF_KIND[kind], Role.Kind(kind).label
            for name in SCOPES:
                if name == wanted and not found.get(name):
                    self.add_error(name, f"Choose the {name} of this {label.lower()}.")
                if name != wanted and found.get(name):
                    self.add_error(name, f"Leave this empty: the role of {label.lower()} has no {name}.")
        return found


class RolesOfPersonFormSet(forms.BaseInlineFormSet):
    """Somebody who is active stays an administrator: without one, nobody could give the role back."""

    def clean(self) -> None:
        super().clean()
        kind = Role.Kind.ADMINISTRATOR
        stays = self.instance.is_active and any(
            found.get("kind") == kind and not found.get("DELETE")
            for found in (getattr(form, "cleaned_data", {}) for form in self.forms)
        )
        active = Role.objects.filter(kind=kind, user__is_active=True).values_list("user", flat=True)
        if not stays and set(active) == {self.instance.pk}:
            raise forms.ValidationError(
                "This is the last administrator. Make somebody else an administrator first, then change this person."
            )


class RolesOfPerson(SearchesChoices, admin.TabularInline):
    model = Role
    form = RoleForm
    formset = RolesOfPersonFormSet
    extra = 0
    autocomplete_fields = SCOPES

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_staff)

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


@admin.register(User)
class PersonAdmin(ForAdministrators, UserAdmin):
    """People are not deleted: who leaves is made inactive, and what they did keeps their name."""

    form = PersonForm
    add_form = NewPersonForm
    inlines = [RolesOfPerson]
    list_display = ["name", "email", "is_active", "last_login"]
    list_filter = ["is_active", "roles__kind"]
    search_fields = ["name", "email"]
    ordering = ["name", "email"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [(None, {"fields": ["name", "email", "password", "is_active", "last_login", "date_joined"]})]
    add_fieldsets = [(None, {"fields": ["name", "email", "usable_password", "password1", "password2"]})]


@admin.register(Authenticator)
class AuthenticatorAdmin(Removable):
    """Second steps: taken away for somebody who lost theirs. Their secrets are not shown."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_select_related = ["user"]
    search_fields = ["user__name", "user__email"]
    fields = ["user", "type", "created_at", "last_used_at"]


@admin.register(SocialAccount)
class SocialAccountAdmin(Removable):
    """Which account elsewhere somebody signs in with: taken away when theirs changed."""

    list_display = ["user", "provider", "uid", "last_login"]
    list_select_related = ["user"]
    search_fields = ["user__name", "user__email"]
    fields = ["user", "provider", "uid", "last_login", "date_joined"]
