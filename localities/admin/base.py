"""What the administration pages share: administrators only, every change on the record, and what is only looked at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from localities.kit.access import person
from localities.kit.audit import record
from localities.kit.nhsuk.typed_text import PlainTextForm

KEY = re.compile(r"[0-9]{1,18}", re.ASCII)


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

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_staff)

    has_module_permission = has_add_permission = has_change_permission = has_view_permission

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


class Removable(ReadOnly):
    """What is only looked at here, or taken away."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_staff)
