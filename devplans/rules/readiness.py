"""What a plan lacks before it can be submitted: the readiness rule, pure, on plain values (design, section 5).

A plan can be submitted when its actions reach all that the level aimed for needs or the plan says why some of it waits;
every action has an owner's name, a due date and a status, and a
reason where an amendment moves its date; all core metrics are there, and at least one of each
category that has a core metric in the guide (in the guide of 2018: patient, practice and system impact, which are the
guide's words and not this rule's), each with a baseline, or the date by which there will be one and why, a target and
a review date; demand and capacity were looked at and saved, and what remains of the gap is explained; staff, premises
and digital are filled in or left out with a reason; and each side has made a commitment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Missing:
    """One thing to do before the plan can be submitted.

    `section` is a code of `devplans.rules.sections`, `words` an instruction. `page` is the name of the page on which
    to do it, and `row` the number of the action or metric it is about, None where it is about no row.
    """

    section: str
    words: str
    page: str
    row: int | None = None


@dataclass(frozen=True)
class Blocker:
    """Something that keeps the locality from the level aimed for: a domain or a feature of the guide."""

    code: str
    title: str


@dataclass(frozen=True)
class ActionFacts:
    """An action of the plan. `moved_from` is the agreed due date, where an amendment moves it."""

    row: int
    title: str
    owner_name: str
    due: date | None
    status: str
    moved_from: date | None = None
    moved_why: str = ""


@dataclass(frozen=True)
class CoreMetric:
    """A metric of the guide that every plan has."""

    code: str
    title: str
    category: str


@dataclass(frozen=True)
class Measure:
    """What is known of a metric's numbers and dates."""

    baseline: Decimal | None = None
    baseline_on: date | None = None
    baseline_due: date | None = None
    baseline_why: str = ""
    target: Decimal | None = None
    review: date | None = None


@dataclass(frozen=True)
class MetricFacts:
    """A metric chosen for the plan."""

    row: int
    code: str
    title: str
    category: str
    measure: Measure


@dataclass(frozen=True)
class CapacityFacts:
    """Whether demand and capacity were saved, whether the gap is known to close, and what is said of what remains."""

    is_saved: bool
    closes: bool
    remaining_why: str


@dataclass(frozen=True)
class OptionalSection:
    """A section that may be left out with a reason."""

    code: str
    title: str
    page: str
    is_filled_in: bool
    not_needed_why: str = ""


@dataclass(frozen=True)
class Side:
    """One of the two sides that make commitments, and how many it has made."""

    name: str
    commitments: int


@dataclass(frozen=True)
class PlanFacts:
    """All that readiness rests on. `uncovered` is what the level aimed for would lack when all actions are done."""

    target_level: int
    uncovered: tuple[Blocker, ...]
    uncovered_why: str
    actions: tuple[ActionFacts, ...]
    core_metrics: tuple[CoreMetric, ...]
    metrics: tuple[MetricFacts, ...]
    capacity: CapacityFacts
    optional: tuple[OptionalSection, ...]
    sides: tuple[Side, ...]


def missing(facts: PlanFacts) -> tuple[Missing, ...]:
    """All that is missing, in the order of the plan's sections. Empty: the plan can be submitted."""
    return (
        *_capacity(facts.capacity),
        *_optional(facts),
        *_actions(facts),
        *_commitments(facts),
        *_metrics(facts),
    )


def action_lacks(owner_name: str, due: date | None, status: str) -> list[str]:
    """What an action lacks, in words."""
    there = {"an owner": owner_name.strip(), "a due date": due, "a status": status}
    return [name for name, value in there.items() if not value]


def metric_lacks(measure: Measure) -> list[str]:
    """What a metric lacks, in words. A date by which there will be a baseline, and why there is none, does for one."""
    there = {
        "baseline": (measure.baseline is not None and measure.baseline_on is not None)
        or (measure.baseline_due is not None and measure.baseline_why.strip() != ""),
        "target": measure.target is not None,
        "review date": measure.review is not None,
    }
    return [name for name, is_there in there.items() if not is_there]


def _capacity(capacity: CapacityFacts) -> Iterator[Missing]:
    if not capacity.is_saved:
        yield Missing("capacity", "Look at demand and capacity, choose what you count on, and save it", "plan-capacity")
    elif not (capacity.closes or capacity.remaining_why.strip()):
        yield Missing("capacity", "Say what is done about the gap that remains", "plan-capacity")


def _optional(facts: PlanFacts) -> Iterator[Missing]:
    for section in facts.optional:
        if not (section.is_filled_in or section.not_needed_why.strip()):
            words = f"Fill in ‘{section.title}’, or say why it is not needed"
            yield Missing(section.code, words, section.page)


def _actions(facts: PlanFacts) -> Iterator[Missing]:
    if facts.uncovered and not facts.uncovered_why.strip():
        things = "one thing" if len(facts.uncovered) == 1 else f"{len(facts.uncovered)} things"
        words = f"Add an action for {things} that Level {facts.target_level} needs, or say why there is none yet"
        yield Missing("actions", words, "plan-uncovered")
    for action in facts.actions:
        if lacks := action_lacks(action.owner_name, action.due, action.status):
            yield Missing("actions", f"Give ‘{action.title}’ {_listed(lacks)}", "action", action.row)
        if action.moved_from and not action.moved_why.strip():
            words = f"Say why ‘{action.title}’ moves from {action.moved_from:%-d %B %Y}, as agreed"
            yield Missing("actions", words, "action", action.row)


def _commitments(facts: PlanFacts) -> Iterator[Missing]:
    for side in facts.sides:
        if not side.commitments:
            yield Missing("commitments", f"Add a commitment of {side.name}", "commitments")


def _metrics(facts: PlanFacts) -> Iterator[Missing]:
    chosen = {metric.code for metric in facts.metrics}
    for core in facts.core_metrics:
        if core.code not in chosen:
            yield Missing("metrics", f"Add ‘{core.title}’, which every plan has", "metric-add")
    needed = dict.fromkeys(core.category for core in facts.core_metrics)
    covered = {metric.category for metric in facts.metrics}
    for category in (one for one in needed if one not in covered):
        yield Missing("metrics", f"Choose a metric of {category} impact", "metric-add")
    for metric in facts.metrics:
        if lacks := metric_lacks(metric.measure):
            yield Missing("metrics", f"Add the {_listed(lacks)} of ‘{metric.title}’", "metric", metric.row)


def _listed(words: list[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last
