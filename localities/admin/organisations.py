"""Administration pages for organisations and practices."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from simple_history.admin import SimpleHistoryAdmin

from localities.admin.base import (
    ForAdministrators,
    ReadOnly,
    _record,
)
from localities.kit.access import person
from localities.kit.revisions.rows import write
from localities.models import Commissioner, Locality, Practice, SignUp, System


@admin.register(System)
class SystemAdmin(ForAdministrators):
    list_display = ["name", "commissioner_word", "commissioner_words", "nhs_logo_allowed"]
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
