"""The history of a row: django-simple-history's, with the indexes that are read and no others.

A history grows by a row with each save, and each of its indexes is written then. It is read by row, and by what the row
belongs to.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from simple_history.models import HistoricalRecords

BELONGS_TO = frozenset({"diagnostic", "baseline", "plan", "plan_metric", "locality", "practice", "application"})
"""What histories are found by, besides their own row."""


class History(HistoricalRecords):
    """Every state of a row, with who saved it and when."""

    def copy_fields(self, model: type[models.Model]) -> dict[str, Any]:
        fields: dict[str, Any] = super().copy_fields(model)
        for name in fields.keys() - BELONGS_TO - {model._meta.pk.name}:
            fields[name].db_index = False
        return fields

    def get_extra_fields(self, model: type[models.Model], fields: dict[str, Any]) -> dict[str, Any]:
        extra: dict[str, Any] = super().get_extra_fields(model, fields)
        extra["history_user"].db_index = False
        return extra
