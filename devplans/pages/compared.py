"""An attempt's sections as the PDF shows them, with what changed since another attempt marked in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString

from devplans.document.compare import Difference, compare
from devplans.document.plan import from_json
from devplans.document.sections import sections_of
from devplans.pages.paper import Paper, shown
from devplans.pages.paper_changes import mark_changes
from devplans.rules.sections import SECTIONS

KEPT = 16
"""So many pairs of attempts are kept in a process, each of up to half a megabyte."""


@dataclass(frozen=True)
class Compared:
    """By the code of a section: its heading where the attempt has it, its words as HTML, and what is different."""

    headings: Mapping[str, str]
    content: Mapping[str, SafeString]
    differences: Mapping[str, tuple[Difference, ...]]


@lru_cache(maxsize=KEPT)
def compared(content: str, before: str) -> Compared:
    """Compare two frozen contents; with "" there is nothing to compare with.

    They never change, and several people read and discuss the same two for days: what is made of them is kept. Sections
    come in their order; one that only `before` has is there to say what went.
    """
    paper = Paper(from_json(content))
    earlier = Paper(from_json(before)) if before else None
    differences = compare(earlier.document, paper.document) if earlier else {}
    headings = {one.section.code: one.heading for one in sections_of(paper.document)}
    made = {}
    for section in SECTIONS:
        if section.code != "sign_off" and (section.code in headings or section.code in differences):
            tree = paper.section(section)
            if earlier and section.code in differences:
                mark_changes(earlier.section(section), tree)
            made[section.code] = shown(tree)
    return Compared(headings, made, differences)
