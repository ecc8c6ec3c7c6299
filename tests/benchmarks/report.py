"""What was measured, as a table, and what of it is over budget."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.benchmarks.budgets import GROWTH, QUERIES, Figure, Timing

HEAD = ("", "CPU, least", "wall, median", "p95", "queries", "kB", "budget", "growth")


def table(timings: Sequence[Timing], growth: dict[str, float]) -> list[str]:
    """Lines of a Markdown table: milliseconds at national size, and how much more than at a tenth of it."""
    rows = [HEAD, ("---", *["---:"] * (len(HEAD) - 1))]
    for each in timings:
        grown = f"{growth[each.what]:.2f}" if each.what in growth else ""
        budget = "" if each.budget is None else f"{each.budget:g}{' **over**' if each.over else ''}"
        figures = (f"{each.cpu:.1f}", f"{each.wall:.1f}", f"{each.p95:.1f}", f"{each.queries}")
        rows.append((each.what, *figures, f"{each.bytes / 1000:.1f}", budget, grown))
    return [f"| {' | '.join(row)} |" for row in rows]


def figures_table(figures: Iterable[Figure]) -> list[str]:
    rows = [("", "measured", "budget"), ("---", "---:", "---:")]
    for each in figures:
        budget = "" if each.budget is None else f"{each.budget:g}{' **over**' if each.over else ''}"
        rows.append((each.what, f"{each.value:.3g} {each.unit}".strip(), budget))
    return [f"| {' | '.join(row)} |" for row in rows]


def growth_of(large: Iterable[Timing], small: Iterable[Timing]) -> dict[str, float]:
    """By page, how many times as long as in a tenth of the nation it takes in it, the database's work counted."""
    before = {each.what: each.least for each in small}
    return {each.what: each.least / before[each.what] for each in large if before.get(each.what)}


def over_budget(timings: Iterable[Timing], growth: dict[str, float], figures: Iterable[Figure]) -> list[str]:
    """A line for each figure that is over what the design allows."""
    found = []
    for each in timings:
        if each.over:
            least = "over too" if each.budget is not None and each.cpu > each.budget else "within"
            found.append(f"{each.what}: {each.wall:.1f} ms of {each.budget:g} (least CPU {each.cpu:.1f}, {least})")
        if each.queries > QUERIES:
            found.append(f"{each.what}: {each.queries} queries of {QUERIES}")
        if growth.get(each.what, 0) > GROWTH:
            found.append(f"{each.what}: grows {growth[each.what]:.2f} times, {GROWTH} at most")
    found += [f"{each.what}: {each.value:.3g} {each.unit} of {each.budget:g}" for each in figures if each.over]
    return found
