"""Counting rows beside what they belong to, each in a query of its own: joined, one count would multiply another."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def number_of(rows: QuerySet[Any], way: str, *, of: str = "pk") -> Coalesce:
    """How many of these rows belong to an outer row: `way` names the path to what `of` names there."""
    counted = rows.filter(**{way: OuterRef(of)}).order_by().values(way).annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)
