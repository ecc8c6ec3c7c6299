"""A history is written with each save, so it has the indexes that are read and no others."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from localities.kit.revisions.history import BELONGS_TO

HISTORIES = [model for model in apps.get_models() if hasattr(model, "history_id")]


def test_there_are_histories() -> None:
    assert len(HISTORIES) > 20


@pytest.mark.parametrize("history", HISTORIES, ids=lambda model: model.__name__)
def test_it_is_indexed_by_its_row_and_by_what_the_row_belongs_to(history: type[models.Model]) -> None:
    indexed = {field.name for field in history._meta.concrete_fields if getattr(field, "db_index", False)}
    row = history.instance_type._meta.pk.name  # type: ignore[attr-defined]
    assert row in indexed
    assert indexed - {row, "history_id"} <= BELONGS_TO
    assert not history._meta.indexes
