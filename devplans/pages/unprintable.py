"""What of a plan no PDF can print, told before it is signed: by section, with the page on which it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from devplans.document.plan import PlanDocument
from devplans.document.sections import sections_of
from devplans.models import Plan
from devplans.pages.sections import page_of
from localities.kit.documents import printable


@dataclass(frozen=True)
class UnprintablePart:
    """A section that holds such characters: the warning, and where the section is written."""

    warning: str
    url: str


def unprintable_parts(plan: Plan, document: PlanDocument) -> list[UnprintablePart]:
    """Return the sections of a plan's document that cannot be printed as they are, in their order. No query."""
    found = []
    for numbered in sections_of(document):
        section = numbered.section
        texts = "\n".join(_texts(getattr(document, section.code)))
        if warning := printable.warning(texts, section.title):
            found.append(UnprintablePart(warning, page_of(section, plan)))
    return found


def _texts(value: Any) -> Iterator[str]:
    """Every text in a part of the document, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
