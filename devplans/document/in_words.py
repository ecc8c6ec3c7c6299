"""A section of the plan document as people read it: facts and rows in words, whatever the section holds.

Pure, and generic over the document's dataclasses: the review page shows these words, and versions are compared by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from assessment.rules.decimals import with_unit
from assessment.rules.position_strip import describe_spread

NAMES = ("title", "name", "role", "label", "words", "text", "cause", "year", "payer")
"""The fields that name a row: the first that it has."""

LEFT_OUT = {"code", "key", "decision_key", "section", "number", "actions", "mean", "band", "answered", "was_due"} | {
    "better",
    "measured",
}
"""What follows from the rest: codes and keys, the places of actions in order of date, the means of areas, and what the
version before had agreed. Nor is what was measured any change of the plan."""

POUNDS = {"amount", "capital", "cost", "cost_a_year", "cost_per_fte", "running"}
COUNTS = {"baseline_count", "baseline_out_of"}
PER_CENT = {"share", "share_met"}
"""The fields that are money, those that count in no unit, and those that are shares in per cent."""

LABELS = {
    "agreed": "What was agreed",
    "before": "The time before",
    "baseline_due": "Baseline due by",
    "baseline_on": "Baseline measured",
    "baseline_why": "Why there is no baseline",
    "core": "Core measure",
    "decisions": "Decisions asked for",
    "due": "By",
    "counted": "What is counted",
    "direction": "Which way is better",
    "own": "Own metric of the locality",
    "reviewer": "Who reviews it",
    "advice": "Public health’s advice",
    "advice_asked": "Public health asked on",
    "advice_by": "Who advised",
    "baseline_count": "Baseline, how many were counted",
    "baseline_hidden": "Baseline from a small number",
    "baseline_out_of": "Baseline, out of how many",
    "fte_now": "In post now (FTE)",
    "engagement": "Patient engagement",
    "conflicts": "Conflicts of interest",
    "extra_fte": "Extra (FTE)",
    "gp_fte": "GPs (FTE)",
    "high_impact": "High impact action",
    "last": "Last time",
    "asked": "Things that it asks for",
    "later": "There when all is done",
    "leads_to": "Where the actions lead",
    "reaches": "Position it brings the domain to",
    "serve": "Actions that serve it",
    "show": "Metrics that would show it",
    "still_missing": "Still missing then",
    "there": "There now",
    "level_aimed_for": "Level aimed for",
    "level_now": "Level now",
    "moves": "Biggest moves",
    "one": "On one side",
    "other": "On the other",
    "nurse_fte": "Nurses (FTE)",
    "other_clinical_fte": "Other clinicians (FTE)",
    "ods_code": "ODS code",
    "on": "Date",
    "owner_name": "Owner",
    "owner_role": "Role of the owner",
    "moved_why": "Why the date moved",
    "period_end": "Plan ends",
    "period_start": "Plan starts",
    "support": "Help asked for",
    "text": "What changes",
    "views": "Practices’ views",
}
IN_WORDS: dict[str, Callable[[Any], str]] = {
    "level_aimed_for": lambda level: f"Level {level}" if level else "",
    "level_now": lambda level: f"Level {level}" if level else "Working towards Level 1",
    "leads_to": lambda level: f"Level {level}" if level else "Working towards Level 1",
    "views": lambda views: describe_spread(views) if views else "",
}


@dataclass(frozen=True)
class Fact:
    """A label and what stands under it."""

    label: str
    text: str


@dataclass(frozen=True)
class Row:
    """A row of a list: its name and its facts."""

    name: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Part:
    """Facts and rows that stand together, under a title or none."""

    title: str
    facts: tuple[Fact, ...]
    rows: tuple[Row, ...]


def read(section: Any, *, only: tuple[str, ...] = ()) -> tuple[Part, ...]:
    """Return what a dataclass of the document says; parts without words are left out. `only` names fields to read."""
    return tuple(part for part in _parts(section, "", only) if part.facts or part.rows)


def _parts(thing: Any, title: str, only: tuple[str, ...] = ()) -> Iterator[Part]:
    values = [(name, value) for name, value in _values(thing) if not only or name in only]
    lists = [(name, value) for name, value in values if _is_list_of_rows(value)]
    naming = _naming(thing) if title else ""
    facts = [fact for name, value in values if name != naming for fact in _facts(name, value)]
    yield Part(title, tuple(facts), ())
    for name, rows in lists:
        own = title or ("" if name in ("rows", "groups", "areas") else _label(name))
        plain = [row for row in rows if not _has_rows(row)]
        if plain:
            yield Part(own, (), tuple(map(_row, plain)))
        for group in rows:
            if _has_rows(group):
                yield from _parts(group, _text("", getattr(group, _naming(group))))
    for _, value in values:
        if is_dataclass(value):
            for name, rows in _values(value):
                if _is_list_of_rows(rows):
                    yield Part(_label(name), (), tuple(map(_row, rows)))


def _row(thing: Any) -> Row:
    naming = _naming(thing)
    unit = getattr(thing, "unit", "")
    told = [(name, value) for name, value in _values(thing) if name not in (naming, "unit")]
    facts = [fact for name, value in told for fact in _facts(name, value, unit)]
    nested = [
        Fact(_label(name), "\n".join(_sentence(_row(one)) for one in value))
        for name, value in _values(thing)
        if _is_list_of_rows(value)
    ]
    return Row(_text("", getattr(thing, naming)), (*facts, *nested))


def _sentence(row: Row) -> str:
    return f"{row.name}: {', '.join(fact.text for fact in row.facts)}"


def _facts(name: str, value: Any, unit: str = "") -> Iterator[Fact]:
    if _is_list_of_rows(value):
        return
    if is_dataclass(value):
        for inner, inside in _values(value):
            for fact in _facts(inner, inside):
                yield Fact(f"{_label(name)}, {fact.label[0].lower()}{fact.label[1:]}", fact.text)
    elif isinstance(value, Decimal) and unit and name not in COUNTS:
        yield Fact(_label(name), with_unit(value, unit))
    elif text := _text(name, value):
        yield Fact(_label(name), text)


def _text(name: str, value: Any) -> str:
    if name in IN_WORDS:
        return IN_WORDS[name](value)
    if value is None or value is False:
        return ""
    if value is True:
        return "Yes"
    if isinstance(value, tuple):
        return "\n".join(_text("", one) for one in value)
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, Decimal):
        return _with_unit(name, value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def _with_unit(name: str, value: Decimal) -> str:
    if name in POUNDS:
        return f"£{value:,.2f}".removesuffix(".00")
    shown = f"{value:,f}"
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return f"{shown}%" if name in PER_CENT else shown


def _values(thing: Any) -> list[tuple[str, Any]]:
    return [(field.name, getattr(thing, field.name)) for field in fields(thing) if field.name not in LEFT_OUT]


def _naming(thing: Any) -> str:
    """The field that names a row. Every dataclass of a list has one: a test holds that."""
    names = [field.name for field in fields(thing)]
    return next((name for name in NAMES if name in names), names[0])


def _is_list_of_rows(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and is_dataclass(value[0])


def _has_rows(thing: Any) -> bool:
    """Tell a group, which holds rows of its own under its title, from a row that merely lists something."""
    return any(name in ("rows", "domains") and _is_list_of_rows(value) for name, value in _values(thing))


def _label(name: str) -> str:
    return LABELS.get(name, name.replace("_", " ").capitalize())
