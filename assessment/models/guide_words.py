"""A guide's texts in the words of a system."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, JSONField, Model, TextField

from localities.rules.words import Words


def say_in(words: Words, row: Model) -> None:
    """Fill the words into the texts of a row and of every row that was read with it."""
    seen: set[int] = set()
    waiting = [row]
    while waiting:
        said = waiting.pop()
        if id(said) in seen:
            continue
        seen.add(id(said))
        for field in said._meta.concrete_fields:
            if isinstance(field, CharField | TextField | JSONField):
                setattr(said, field.attname, _filled(words, getattr(said, field.attname)))
        waiting += _read_with(said)


def _read_with(row: Model) -> list[Model]:
    joined = [related for related in row._state.fields_cache.values() if related is not None]
    listed = getattr(row, "_prefetched_objects_cache", {}).values()
    return [*joined, *(related for rows in listed for related in rows)]


def _filled(words: Words, value: Any) -> Any:
    if isinstance(value, str):
        return words.fill(value)
    if isinstance(value, list):
        return [_filled(words, item) for item in value]
    if isinstance(value, dict):
        return {key: _filled(words, item) for key, item in value.items()}
    return value
