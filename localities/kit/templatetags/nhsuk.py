"""What the nhsuk template pack needs, and the tags of its error summary and its questions."""

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField

from localities.kit.nhsuk.field_view import FieldView, error_links

register = template.Library()


@register.filter
def nhsuk_field(bound: BoundField) -> FieldView:
    """Return what nhsuk/field.html needs to know of a bound field."""
    return FieldView(bound)


@register.inclusion_tag("nhsuk/errors.html")
def error_summary(*, form: forms.BaseForm | Iterable[forms.BaseForm] | None, description: str = "") -> dict[str, Any]:
    """Every error, with a link to its field: of a form, of several in their order, or of none.

    `description` stands above the list.
    """
    several = [form] if isinstance(form, forms.BaseForm) else form or []
    return {"links": [link for one in several for link in error_links(one)], "description": description}


@register.inclusion_tag("nhsuk/question.html")
def question(*, field: FieldView, oob: bool = False) -> dict[str, Any]:
    """What a field asks about an unusual value: it is saved all the same. `oob`: in an answer to an autosave."""
    return {"field": field, "oob": oob}
