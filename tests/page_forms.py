"""The forms of a page, read from its HTML as a browser reads them: what tests send that must not miss a new field."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import urljoin

TYPED = {"text", "email", "search", "tel", "url", "number", "textarea"}
"""The kinds of fields that people type into. What is typed into a password is kept from everybody, so it is none."""

REVEALED = {"nhsuk-radios__conditional", "nhsuk-checkboxes__conditional"}
CHOSEN = {"radio", "checkbox"}


@dataclass(frozen=True)
class Field:
    """A field: its kind (an input's type, "textarea" or "select"), and what stands in it.

    `values` are what can be chosen; `chosen` is what is sent now, None when nothing is. `revealed`: it shows only with
    a choice, and counts only then.
    """

    name: str
    kind: str
    chosen: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    numeric: bool = False
    revealed: bool = False

    @property
    def typed(self) -> bool:
        return self.kind in TYPED


@dataclass(frozen=True)
class PageForm:
    """A form that is posted: where to, its fields in the page's order, and its named buttons."""

    action: str
    fields: tuple[Field, ...]
    buttons: tuple[tuple[str, str], ...] = ()

    def sent(self) -> list[tuple[str, str]]:
        """What a browser sends when nobody touches anything; the first button of several."""
        return [(one.name, value) for one in self.fields for value in one.chosen] + list(self.buttons[:1])


@dataclass
class _Open:
    action: str
    posted: bool
    fields: dict[tuple[str, str], Field] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[PageForm] = []
        self.open: _Open | None = None
        self.text: list[str] | None = None
        self.name = ""
        self.depth = 0  # of the element that is revealed, 0 outside of one

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if self.depth:
            self.depth += tag == "div"
        elif REVEALED & set(about.get("class", "").split()):
            self.depth = 1
        if tag == "form":
            action = urljoin(self.address, about.get("action") or self.address)
            self.open = _Open(action, about.get("method", "").lower() == "post")
        elif (
            self.open and about.get("name", "csrfmiddlewaretoken") != "csrfmiddlewaretoken" and "disabled" not in about
        ):
            self._field(tag, about, self.open)
        elif tag == "option" and self.open and self.name:
            self._option(about)

    def _field(self, tag: str, about: dict[str, str], form: _Open) -> None:
        name, kind = about["name"], about.get("type", "text") if tag == "input" else tag
        if tag == "button" or kind == "submit":
            form.buttons.append((name, about.get("value", "")))
        elif kind in CHOSEN:
            value = about.get("value", "on")
            known = form.fields.get((name, kind), Field(name, kind, revealed=bool(self.depth)))
            chosen = (*known.chosen, value) if "checked" in about else known.chosen
            form.fields[name, kind] = replace(known, chosen=chosen, values=(*known.values, value))
        elif tag in ("input", "textarea", "select"):
            numeric = about.get("inputmode") in ("numeric", "decimal")
            chosen = (about.get("value", ""),) if tag == "input" else ()
            form.fields[name, kind] = Field(name, kind, chosen, (), numeric, bool(self.depth))
            self.name, self.text = (name, []) if tag != "input" else ("", None)

    def _option(self, about: dict[str, str]) -> None:
        assert self.open is not None
        known = self.open.fields[self.name, "select"]
        value = about.get("value", "")
        chosen = (value,) if "selected" in about else known.chosen
        self.open.fields[self.name, "select"] = replace(known, values=(*known.values, value), chosen=chosen)

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self.depth:
            self.depth -= 1
        if self.open is None:
            return
        if tag == "textarea" and self.text is not None:
            known = self.open.fields[self.name, tag]
            text = "".join(self.text).removeprefix("\n")
            self.open.fields[self.name, tag] = replace(known, chosen=(text,))
        if tag == "select" and self.name:
            known = self.open.fields[self.name, tag]
            self.open.fields[self.name, tag] = replace(known, chosen=known.chosen or known.values[:1])
        if tag in ("textarea", "select"):
            self.name, self.text = "", None
        if tag == "form":
            if self.open.posted:
                fields, buttons = tuple(self.open.fields.values()), tuple(self.open.buttons)
                self.forms.append(PageForm(self.open.action, fields, buttons))
            self.open = None


def forms_of(page: str, address: str) -> list[PageForm]:
    """The forms of a page that are posted, without the one that signs out; clients bring their own tokens."""
    reader = _Reader(address)
    reader.feed(page)
    return [form for form in reader.forms if "logout" not in form.action]
