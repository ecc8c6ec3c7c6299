"""Administration pages for organisations, people and roles: administrators only, and every change is on the record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from simple_history.admin import SimpleHistoryAdmin

from localities.kit.access import person
from localities.kit.audit import record
from localities.kit.models import AuditEvent, OutgoingEmail
from localities.kit.nhsuk.typed_text import PlainTextForm
from localities.kit.revisions.rows import write
from localities.models import Commissioner, Locality, Practice, Role, SignUp, System, User
from localities.models.people import SCOPE_OF_KIND, SCOPES

KEY = re.compile(r"[0-9]{1,18}", re.ASCII)

admin.site.site_header = admin.site.site_title = "Locality self-assessment: administration"
admin.site.index_title = "Organisations, people, roles and guides"
# One way to sign in, with one count of wrong passwords.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.unregister(Group)  # roles say what people may do, and nothing else does
# What is set in the environment, not kept, or shown below without its secrets.
for name in ("account", "mfa", "socialaccount"):
    import_module(f"allauth.{name}.admin")
admin.site.unregister([Authenticator, EmailAddress, SocialAccount, SocialApp, SocialToken])


class PlainModelForm(PlainTextForm, forms.ModelForm):
    """What administrators type is plain text too."""


class SearchedChoice(AutocompleteSelect):
    """A choice that is searched for. Django's own asks the database for whatever was posted, and fails on no number."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        return super().optgroups(name, [each for each in value if KEY.fullmatch(str(each))], attr)


class SearchesChoices(admin.options.BaseModelAdmin):
    """Pages whose choices among many rows are searched for."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = SearchedChoice(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ForAdministrators(SearchesChoices, admin.ModelAdmin):
    """Pages for administrators. Django's own permissions per model play no part: roles say who may do what."""

    form: type[forms.ModelForm] = PlainModelForm

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_staff)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_staff)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_staff)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_staff)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        _record("Changed" if change else "Added", obj, request, form.changed_data)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        _record("Deleted", obj, request)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for each in queryset:
            self.delete_model(request, each)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        for added in formset.new_objects:
            _record("Added", added, request)
        for changed, names in formset.changed_objects:
            _record("Changed", changed, request, names)
        for deleted in formset.deleted_objects:
            _record("Deleted", deleted, request)


def _record(what: str, obj: Model, request: HttpRequest, fields: list[str] | None = None) -> None:
    words = f"{what} the {obj._meta.verbose_name}"
    record(words, obj, by=person(request), locality=getattr(obj, "locality", None), why=", ".join(fields or []))


class ReadOnly(ForAdministrators):
    """What is looked at here, and changed elsewhere or never."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class NewestPages(Paginator):
    """Pages of the newest rows of a table that only grows: the older ones are found by searching."""

    most = 10_000

    @cached_property
    def count(self) -> int:
        """How many there are to page through. Counting all of them takes the longer the older the service is."""
        newest: QuerySet[Any] = self.object_list[: self.most]  # type: ignore[assignment]  # pages of other things exist
        return newest.count()


# Organisations ------------------------------------------------------------------------------------------------------


@admin.register(System)
class SystemAdmin(ForAdministrators):
    list_display = ["name", "commissioner_word", "nhs_logo_allowed"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Commissioner)
class CommissionerAdmin(ForAdministrators):
    list_display = ["name", "ods_code", "system"]
    list_select_related = ["system"]
    search_fields = ["name", "ods_code"]


@admin.register(Locality)
class LocalityAdmin(ForAdministrators):
    list_display = ["name", "commissioner", "local_authority"]
    list_filter = ["commissioner"]
    list_select_related = ["commissioner"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["commissioner"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Practice)
class PracticeAdmin(ForAdministrators, SimpleHistoryAdmin):
    """A practice that has closed is taken out of its locality and kept, with what it said."""

    list_display = ["name", "ods_code", "locality", "list_size", "list_size_as_of"]
    list_filter = ["locality__commissioner"]
    list_select_related = ["locality"]
    search_fields = ["name", "ods_code"]
    autocomplete_fields = ["locality"]

    def save_model(self, request: HttpRequest, obj: Practice, form: Any, change: bool) -> None:
        """Raise the revision, so that a page opened before does not overwrite this unseen."""
        if not change:
            super().save_model(request, obj, form, change)
        elif form.changed_data:
            write(obj, by=person(request), fields=form.changed_data)
            _record("Changed", obj, request, form.changed_data)


@admin.register(SignUp)
class SignUpAdmin(ReadOnly):
    """A practice signs for itself."""

    list_display = ["practice", "locality", "signed_by_name", "signed_on", "withdrawn_on"]
    list_select_related = ["practice", "locality"]
    search_fields = ["practice__name", "practice__ods_code"]


# People and roles ---------------------------------------------------------------------------------------------------


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


class Removable(ReadOnly):
    """What is only looked at here, or taken away."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_staff)


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


@admin.register(OutgoingEmail)
class OutgoingEmailAdmin(ReadOnly):
    list_display = ["written_at", "to_address", "subject", "sent_at", "tries", "last_error"]
    list_filter = ["topic"]
    search_fields = ["to_address", "subject"]


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly):
    list_display = ["at", "who", "what", "on_name", "why"]
    search_fields = ["who", "on_name", "what"]
    show_full_result_count = False
    paginator = NewestPages
