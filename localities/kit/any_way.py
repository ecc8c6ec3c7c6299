"""Rows that belong to something in one of several ways, each of which is found by its own index."""

from __future__ import annotations

from django.db.models import Model, Q


def any_way(model: type[Model], *ways: Q) -> Q:
    """The condition that one of these holds. Over several tables, "or" would make the database read whole tables."""
    first, *rest = (model._default_manager.filter(way).order_by().values("pk") for way in ways)
    return Q(pk__in=first.union(*rest, all=True) if rest else first)
