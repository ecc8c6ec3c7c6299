"""Filters of the nhsuk template pack."""

from collections.abc import Iterable

from django import forms, template
from django.forms.boundfield import BoundField

from localities.kit.nhsuk.forms import FieldView, error_links

register = template.Library()


@register.filter
def nhsuk_field(bound: BoundField) -> FieldView:
    """Return what nhsuk/field.html needs to know of a bound field."""
    return FieldView(bound)


@register.filter
def nhsuk_errors(form: forms.BaseForm | Iterable[forms.BaseForm] | None) -> list[tuple[str, str]]:
    """Return (message, id to link to) for every error of a form, or of several in their order."""
    if not form:
        return []
    several = [form] if isinstance(form, forms.BaseForm) else form
    return [link for one in several for link in error_links(one)]
