"""What the nhsuk template pack needs, and the tags of its error summary and its questions."""

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField

from localities.kit.nhsuk.field_view import FieldView, Option, error_links

register = template.Library()


@register.filter
def nhsuk_field(bound: BoundField) -> FieldView:
    """Return what nhsuk/field.html needs to know of a bound field."""
    return FieldView(bound)


@register.filter
def has_errors(form: forms.BaseForm | Iterable[forms.BaseForm] | None) -> bool:
    """Tell whether something is wrong with what was filled in: in a form, in one of several, or in none."""
    return any(one.is_bound and one.errors for one in _several(form))


def _several(form: forms.BaseForm | Iterable[forms.BaseForm] | None) -> Iterable[forms.BaseForm]:
    return [form] if isinstance(form, forms.BaseForm) else form or []


@register.inclusion_tag("nhsuk/errors.html")
def error_summary(*, form: forms.BaseForm | Iterable[forms.BaseForm] | None, description: str = "") -> dict[str, Any]:
    """Every error, with a link to its field: of a form, of several in their order, or of none.

    `description` stands above the list.
    """
    return {"links": [link for one in _several(form) for link in error_links(one)], "description": description}


@register.inclusion_tag("nhsuk/options.html")
def options(*, field: FieldView, group: str | None) -> dict[str, Any]:
    """The radios or checkboxes of one group of a field, by the group's name."""
    return {"f": field, "options": dict(field.options).get(group, [])}


@register.inclusion_tag("nhsuk/options_to_read.html")
def options_to_read(*, field: FieldView, group: str | None) -> dict[str, Any]:
    """The same for those who may not choose."""
    return {"options": dict(field.options).get(group, [])}


@register.inclusion_tag("nhsuk/option_more.html")
def option_more(*, option: Option) -> dict[str, Any]:
    """What is folded away under an option."""
    return {"option": option}


@register.inclusion_tag("nhsuk/question.html")
def question(*, field: FieldView, oob: bool = False) -> dict[str, Any]:
    """What a field asks about an unusual value: it is saved all the same. `oob`: in an answer to an autosave."""
    return {"field": field, "oob": oob}
