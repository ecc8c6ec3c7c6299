"""A table over several pages as one table in the tags of a PDF.

The engine (WeasyPrint 70, issue 2902) begins a new one on each page and says its headings again, and a row that breaks
becomes two. Here the parts are put together: people who listen hear one table, its headings once, each row whole. What
is drawn stays as it is; the tags of headings drawn again stay outside the tree, where the engine keeps those of running
heads. It rests on `mark`, which the engine leaves on each cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint import Document
from weasyprint.formatting_structure.boxes import Box, ParentBox, TableBox, TableCellBox

Tag = Any
"""A pydyf.Dictionary with the kind S, the parent P and the kids K of a structure element."""


def join_tables(document: Document, pdf: pydyf.PDF) -> None:
    """Put the later parts of each table into its first. Before anything else looks at the tags."""
    joining = _Joining({item.reference: item for item in pdf.objects if isinstance(item, pydyf.Dictionary)})
    for page in document.pages:
        for part in _tables_in(page._page_box):
            joining.take(part)


class _Joining:
    """`firsts` holds the first tag of each table, group, row and cell; `same` the name that a heading had there."""

    def __init__(self, tags: dict[bytes, Tag]) -> None:
        self.tags = tags
        self.firsts: dict[tuple[type, int], Tag] = {}
        self.same: dict[int, Tag] = {}

    def take(self, part: TableBox) -> None:
        tag = self._tag_of(part)
        if self._first_of(part, tag) is tag:
            self._note(part)
            return
        self._take_in(part, drawn_again=False)
        self.tags[tag["P"]]["K"].remove(tag.reference)

    def _take_in(self, box: Box, *, drawn_again: bool) -> None:
        """Give what is in a later part of a table, group, row or cell to the first."""
        tag = self._tag_of(box)
        first = self._first_of(box, tag)
        if isinstance(box, TableCellBox):
            self._take_in_cell(first, tag, drawn_again=drawn_again)
            return
        for child in box.children:
            child_tag = self._tag_of(child)
            if self._first_of(child, child_tag) is not child_tag:
                self._take_in(child, drawn_again=drawn_again or getattr(child, "is_header", False))
            else:
                self._note(child)
                _give(first, child_tag)

    def _take_in_cell(self, first: Tag, tag: Tag, *, drawn_again: bool) -> None:
        self.same[id(tag.get("ID"))] = first.get("ID")
        for reference in [] if drawn_again else tag["K"]:
            _give(first, self.tags[reference])

    def _note(self, box: Box) -> None:
        """Note the tags of what begins here, and let its cells name their headings as the first part does."""
        tag = self._tag_of(box)
        self._first_of(box, tag)
        if isinstance(box, TableCellBox):
            headings = tag["A"].get("Headers", [])
            headings[:] = [self.same.get(id(one), one) for one in headings]
            return
        for child in box.children:
            self._note(child)

    def _first_of(self, box: Box, tag: Tag) -> Tag:
        return self.firsts.setdefault((type(box), id(box.element)), tag)

    def _tag_of(self, box: Box) -> Tag:
        return box.mark if isinstance(box, TableCellBox) else self.tags[self._tag_of(box.children[0])["P"]]


def _give(parent: Tag, kid: Tag) -> None:
    parent["K"].append(kid.reference)
    kid["P"] = parent.reference


def _tables_in(box: Box) -> Iterator[TableBox]:
    if isinstance(box, TableBox):
        yield box
    elif isinstance(box, ParentBox):
        for child in box.children:
            yield from _tables_in(child)
