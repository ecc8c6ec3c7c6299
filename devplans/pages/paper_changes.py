"""What changed in a section, marked in its place: cells of rows, rows that came or went, and sentences.

Both trees are the section as it is printed (`devplans.pages.paper`). Rows are found again by their key, which lasts
through all versions, else by their name; sentences by what stands around them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from difflib import SequenceMatcher
from xml.etree.ElementTree import Element, SubElement

from devplans.pages.paper import text_of
from localities.kit.revisions.differences import merged_words

ADDED, CHANGED, REMOVED = "Added", "Changed", "Removed"
HIDDEN = {"del": "was ", "ins": " now "}
FOLLOWS = {"no", "follows"}
"""The classes of cells that follow from the order of other rows: a number that moves on is no change."""

ALIKE = 0.5
"""How many of their words two sentences share when one is the other rewritten: half, our own measure."""

RowKey = tuple[str, int]


def mark_changes(before: Element, after: Element) -> None:
    """Mark in `after` what is different from `before`."""
    old_tables, new_tables = _tables(before), _tables(after)
    for key, table in new_tables.items():
        if key in old_tables:
            _mark_rows(old_tables[key], table)
        else:
            for row in table.findall("tbody/tr"):
                _mark(row, ADDED)
    _mark_sentences(before, after)


def _tables(tree: Element) -> dict[RowKey, Element]:
    """The tables by the heading of their first column, and how many of that heading went before."""
    return _numbered([(_first_heading(table), table) for table in tree.iter("table")])


def _first_heading(table: Element) -> str:
    heading = table.find("thead/tr/*")
    return "" if heading is None else text_of(heading)


def _numbered(named: Sequence[tuple[str, Element]]) -> dict[RowKey, Element]:
    seen: Counter[str] = Counter()
    found = {}
    for name, element in named:
        found[name, seen[name]] = element
        seen[name] += 1
    return found


def _mark_rows(before: Element, after: Element) -> None:
    body = after.find("tbody")
    if body is None:
        return
    old, new = _rows(before), _rows(after)
    for key, row in new.items():
        if key in old:
            _mark_cells(old[key], row)
        else:
            _mark(row, ADDED)
    place = 0
    for key, row in old.items():
        if key in new:
            place = list(body).index(new[key]) + 1
        else:
            gone = deepcopy(row)
            _strike(gone)
            _mark(gone, REMOVED)
            body.insert(place, gone)
            place += 1


def _rows(table: Element) -> dict[RowKey, Element]:
    return _numbered([(_name(row), row) for row in table.findall("tbody/tr")])


def _name(row: Element) -> str:
    if "data-key" in row.attrib:
        return row.attrib["data-key"]
    heading = row.find("th")
    return text_of(row if heading is None else heading)


def _mark_cells(before: Element, after: Element) -> None:
    old, new = list(before), list(after)
    if len(old) != len(new):
        if text_of(before) != text_of(after):
            _mark(after, CHANGED)
        return
    is_changed = False
    for was, now in zip(old, new, strict=True):
        if FOLLOWS.isdisjoint((now.get("class") or "").split()) and _write_difference(was, now):
            is_changed = True
    if is_changed:
        _mark(after, CHANGED)


def _write_difference(before: Element, after: Element) -> bool:
    """Write both texts into `after`, what went struck and what came underlined; tell whether they differ."""
    old, new = _said(before), _said(after)
    if old == new:
        return False
    if after.find(".//img") is not None:  # a drawing is drawn anew: what it says stands in the figures around it
        return True
    _empty(after)
    after.set("class", f"{after.get('class') or ''} app-was-now".strip())
    for kind, text in merged_words(old, new):
        _write(after, kind, text)
    return True


def _said(element: Element) -> str:
    """Its text, or what its drawing says."""
    image = element.find(".//img")
    return text_of(element) if image is None else " ".join((image.get("alt") or "", text_of(element))).strip()


def _write(into: Element, kind: str, text: str) -> None:
    if kind == "same":
        last = list(into)[-1:] or None
        if last:
            last[0].tail = f"{last[0].tail or ''}{text}"
        else:
            into.text = f"{into.text or ''}{text}"
        return
    mark = SubElement(into, kind)
    hidden = SubElement(mark, "span", {"class": "nhsuk-u-visually-hidden"})
    hidden.text, hidden.tail = HIDDEN[kind], text


def _empty(element: Element) -> None:
    kept = dict(element.attrib)
    element.clear()
    element.attrib.update(kept)


def _strike(row: Element) -> None:
    row.attrib.pop("id", None)
    for cell in row:
        text = _said(cell)
        _empty(cell)
        if text:
            _write(cell, "del", text)


def _mark(row: Element, word: str) -> None:
    """Say what became of a row, in its heading."""
    row.set("class", f"{row.get('class') or ''} is-{word.lower()}".strip())
    heading = row.find("th")
    cell = heading if heading is not None else row.find("td")
    if cell is not None:
        SubElement(cell, "span", {"class": "app-mark"}).text = word


def _mark_sentences(before: Element, after: Element) -> None:
    old, new = _sentences(before), _sentences(after)
    around = {child: parent for parent in after.iter() for child in parent}
    matcher = SequenceMatcher(a=[_said(one) for one in old], b=[_said(one) for one in new], autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            continue
        gone = old[a1:a2]
        for now in new[b1:b2]:
            was = _most_alike(now, gone)
            _write_difference(Element("p") if was is None else was, now)
            if was is not None:
                gone.remove(was)
        last = new[b2 - 1] if b2 else None
        parent = after if last is None else around[last]
        place = 0 if last is None else list(parent).index(last) + 1
        for sentence in reversed(gone):
            struck = Element(sentence.tag)
            _write(struck, "del", _said(sentence))
            parent.insert(place, struck)


def _most_alike(now: Element, gone: Sequence[Element]) -> Element | None:
    """The sentence that this one was before, in other words; None where no other is half like it."""
    by_likeness = [(SequenceMatcher(None, _said(one).split(), _said(now).split()).ratio(), one) for one in gone]
    ratio, found = max(by_likeness, key=lambda pair: pair[0], default=(0.0, None))
    return found if ratio >= ALIKE else None


def _sentences(tree: Element) -> list[Element]:
    """Paragraphs, headings and items of lists that stand in no table."""
    in_tables = {inner for table in tree.iter("table") for inner in table.iter()}
    return [one for one in tree.iter() if one.tag in ("p", "li", "h3") and one not in in_tables]
