"""A section of a plan document on a page, as the PDF shows it: the same words, units and tables from the same template.

What only print needs goes: widths of columns. What only pages need comes: each cell's heading, for small screens.
"""

from __future__ import annotations

import re
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from django.template.loader import render_to_string
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe

from devplans.document.content.shared import NotNeeded
from devplans.document.drawings import drawings_of
from devplans.document.plan import PlanDocument
from devplans.document.sections import nothing_in
from devplans.rules.sections import Section

VOID = re.compile(r"<(br|img)\b([^>]*?)/?>")
NAMED = {"&nbsp;": "\N{NO-BREAK SPACE}", "&ensp;": "\N{EN SPACE}"}
UNREADABLE = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""What XML has no place for, whatever got it into a document."""

SPACE = re.compile(r"\s+")


class Paper:
    """A plan document whose sections are shown on a page."""

    def __init__(self, document: PlanDocument) -> None:
        self.document = document

    @cached_property
    def _drawn(self) -> tuple[dict[str, str], dict[str, str]]:
        """The drawings by address, and what they say: drawn for who shows a section, which a comparison may not."""
        return drawings_of(self.document)

    def section(self, section: Section) -> Element:
        """The section as a tree of elements, for a page. One that is not there is empty."""
        content = getattr(self.document, section.code)
        if content is None or isinstance(content, NotNeeded):
            return _nothing(section, content)
        _, said = self._drawn
        words = render_to_string(section.template, {"plan": self.document, **said})
        tree = fromstring(f"<div>{_readable(words)}</div>")  # noqa: S314  our own template, with what people typed escaped
        for element in tree.iter():
            element.attrib.pop("style", None)
            if element.tag == "img":
                self._draw(element)
            if element.tag == "table":
                _name_cells(element)
        return tree

    def _draw(self, image: Element) -> None:
        drawings, _ = self._drawn
        drawing = drawings[image.attrib["src"]]
        image.set("src", f"data:image/svg+xml,{quote(drawing, safe=' =:/,;()')}")


def _nothing(section: Section, content: NotNeeded | None) -> Element:
    tree = Element("div")
    if section.stays:
        SubElement(tree, "p").text = nothing_in(content)
    return tree


def _readable(words: str) -> str:
    """The template's HTML as XML."""
    for name, character in NAMED.items():
        words = words.replace(name, character)
    return UNREADABLE.sub("", VOID.sub(r"<\1\2/>", words))


def _name_cells(table: Element) -> None:
    """Tell each cell its column's heading: small screens show a row as its name and labelled cells."""
    headings = [text_of(cell) for cell in table.findall("thead/tr/*")]
    for row in table.findall("tbody/tr"):
        cells = list(row)
        if len(cells) != len(headings):
            continue
        for cell, heading in zip(cells, headings, strict=True):
            if cell.tag == "td" and cell.find("img") is None:
                cell.set("data-label", heading)


def text_of(element: Element) -> str:
    """What an element says, a line for each line of it."""
    return "\n".join(line for line in (SPACE.sub(" ", part).strip() for part in _lines(element)) if line)


def _lines(element: Element) -> list[str]:
    lines = [element.text or ""]
    for child in element:
        if child.tag in ("br", "p", "li"):
            lines.append("")
        inner = _lines(child)
        lines[-1] += inner[0]
        lines += inner[1:]
        lines[-1] += child.tail or ""
    return lines


def shown(tree: Element) -> SafeString:
    """The tree as HTML: what people typed comes out escaped again."""
    return mark_safe(tostring(tree, encoding="unicode", method="html"))  # noqa: S308
