"""The words of a history: a row's fields, and their values as JSON holds them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, Field, JSONField, PositiveIntegerField
from django.utils.timezone import localdate

from assessment.models import Diagnostic, Guide
from assessment.rules.decimals import with_unit
from devplans.overview.queries.tracked_models import TrackedModel
from localities.kit.pages.phrases import day
from localities.models import Locality

NO_NEWS = {"id", "code", "section"}  # what names a row; so do keys that are always there, such as the domain's


def loaded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def news_of(tracked: TrackedModel) -> list[Field[Any, Any]]:
    """The fields whose changes are worth telling. A plan's state is not: the steps tell of it."""
    told = (field for field in tracked.model._meta.concrete_fields if field.name not in NO_NEWS)
    written = (field for field in told if field.null or not field.is_relation)
    return [field for field in written if field.editable or field.name == "removed_at"]


def names_of(locality: Locality) -> dict[tuple[str, int], str]:
    """Return the words for what a guide's keys point at, for the guides this locality has used. No query but one."""
    names: dict[tuple[str, int], str] = {("locality", locality.pk): locality.name}
    guides = Diagnostic.objects.filter(locality=locality).values_list("guide_id", flat=True).distinct()
    for pk in guides.order_by():
        guide = Guide.objects.whole(pk, locality.words)
        for level in guide.ordered_levels:
            names |= {("feature", feature.pk): feature.text for feature in level.features.all()}
        names |= {("domain", domain.pk): domain.title for domain in guide.ordered_domains}
        names |= {(field, offer.pk): offer.title for offer in guide.offers.all() for field in ("support", "offer")}
        names |= {("hub_model", model.pk): model.title for model in guide.hub_models.all()}
    return names


def label_of(field: Field[Any, Any]) -> str:
    words = str(field.verbose_name)
    return words[:1].upper() + words[1:]


def in_words(field: Field[Any, Any], value: Any, names: Mapping[tuple[str, int], str], unit: str) -> str:
    """Put a value as JSON holds it in the words of a page; nothing is ""."""
    if value in (None, ""):
        return ""
    if field.is_relation:
        return names.get((field.name, value), "another one")
    if isinstance(field, JSONField):
        return ", ".join(map(str, loaded(value)))
    if isinstance(field, PositiveIntegerField):  # a list size; years and orders are small ones
        return f"{value:,}"
    if field.flatchoices:
        return str(dict(field.flatchoices).get(field.to_python(value), value))
    return _plain(field.to_python(value) if not isinstance(field, BooleanField) else bool(value), unit)


def _plain(value: Any, unit: str) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return day(localdate(value)) if value.tzinfo else day(value.date())
    if isinstance(value, date):
        return day(value)
    return with_unit(value, unit) if isinstance(value, Decimal) else str(value)
