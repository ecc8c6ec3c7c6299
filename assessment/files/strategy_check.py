"""The strategy's printed figures, read from their files, and the check of the capacity model against them, written.

`assessment/data/strategy_figures.csv` holds every published figure with its rounding step, `strategy_workforce.csv`
the staff table (FTE), `strategy_inputs.csv` what was read into the print and how sure we are of it. The check is one
page of Markdown (docs/model-check.md).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path

from assessment.files.markdown import table
from assessment.rules.decimals import known, plain
from assessment.rules.strategy_check import (
    BASE_A,
    BASE_B,
    LOOSENESS,
    MEANINGS,
    Published,
    Row,
    Strategy,
    Verdict,
    Workforce,
    check_model,
    cost_slack,
)

DATA = Path(__file__).parents[1] / "data"

HEAD = (
    "Figure",
    "Published",
    "Base B",
    "Difference",
    "Tolerance",
    "Verdict",
    "Base A",
    "Difference",
    "Verdict",
    "Why",
    "Source",
)


def read_strategy() -> Strategy:
    """What the strategy prints."""
    workforce = _workforce()
    slack = cost_slack(workforce)
    figures = tuple(
        Published(
            section=row["section"],
            code=row["code"],
            figure=row["figure"],
            source=row["source"],
            published=Decimal(row["published"]) if row["published"] else None,
            step=Decimal(row["step"] or 0),
            relation=row["relation"],
            input_slack=slack.get(row["code"], Decimal(row["input_slack"] or 0)),
            why=row["why"],
        )
        for row in _rows_of("strategy_figures.csv")
    )
    return Strategy(figures, workforce)


def _workforce() -> Workforce:
    rows = list(_rows_of("strategy_workforce.csv"))
    columns = {
        name: {row["group"]: Decimal(row[name]) for row in rows} for name in ("baseline", "flat", "gpfv", "essex")
    }
    return Workforce(baseline=columns.pop("baseline"), added=columns)


def _rows_of(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def as_markdown(strategy: Strategy) -> str:
    """The whole check as one page, its tables aligned so that they read in a terminal too."""
    rows = check_model(strategy)
    parts = [_introduction(rows)]
    for section, group in groupby(rows, key=lambda row: row.published.section):
        parts.append(f"## {section}\n\n{table(HEAD, [_cells(row) for row in group])}")
    parts.append(f"## What cannot be reproduced, and why\n\n{_unexplained(rows)}")
    parts.append(f"## What was read into the print\n\n{_readings()}")
    return "\n\n".join(parts) + "\n"


def _introduction(rows: Sequence[Row]) -> str:
    def counted(verdicts: Sequence[Verdict]) -> str:
        return ", ".join(f"{verdicts.count(each)} {each}" for each in Verdict)

    meanings = "\n".join(f"- {verdict}: {words}" for verdict, words in MEANINGS.items())
    thousands = [row for row in rows if row.published.step == 1000 and not row.published.input_slack]
    off_b = max(abs(row.base_b - known(row.published.published)) for row in thousands)
    off_a = max(abs(row.base_a - known(row.published.published)) for row in thousands)
    return f"""# The capacity model beside the strategy

Written by `manage.py check_model --write docs/model-check.md`: the model of `assessment/rules/capacity.py` on the
inputs of the Mid and South Essex primary care strategy 2018, beside what the strategy prints.

The print gives 1.2 million patients. Base B ({plain(BASE_B)}) gives every printed thousand from demand to what remains;
base A ({plain(BASE_A)}) makes demand exactly 119,000. Both are shown, also where they do not fit. Each was chosen for
that: that one number fits all of them is what the rows up to the remaining gap show. The finance and the totals of
staff are sums of printed figures, which the model has no part in.

- Base B: {len(rows)} figures: {counted([row.verdict for row in rows])}.
- Base A: {len(rows)} figures: {counted([row.verdict_a for row in rows])}.

What the verdicts mean:

{meanings}

The print contradicts itself by 1,000 appointments: 20 + 11 and 16 + 4 + 1 + 1 + 9 thousand are 31 thousand, not 32.
A tolerance of {plain(LOOSENESS)} appointments therefore covers both bases: among the figures printed in thousands
base B is off by {plain(off_b)} at most, base A by {plain(off_a)}."""


def _cells(row: Row) -> tuple[str, ...]:
    of = row.published
    return (
        of.figure,
        _as_printed(of),
        plain(row.base_b),
        _difference(of, row.base_b),
        _tolerance(of),
        row.verdict,
        plain(row.base_a),
        _difference(of, row.base_a),
        row.verdict_a,
        of.why,
        of.source,
    )


def _as_printed(of: Published) -> str:
    if of.published is None:
        return "–"
    return {"equal": "", "over": "over ", "almost": "almost "}[of.relation] + plain(of.published)


def _difference(of: Published, computed: Decimal) -> str:
    if of.published is None:
        return "–"
    difference = computed - of.published
    return f"{'+' if difference > 0 else ''}{plain(difference)}"


def _tolerance(of: Published) -> str:
    if of.published is None:
        return "–"
    if of.relation == "over":
        return "any excess"
    if of.relation == "almost":
        return f"up to {plain(of.tolerance)} less"
    inputs = f", with inputs {plain(of.tolerance + of.input_slack)}" if of.input_slack else ""
    return plain(of.tolerance) + inputs


def _unexplained(rows: Sequence[Row]) -> str:
    return "\n".join(
        f"- {row.published.figure}: printed {_as_printed(row.published)}, base B {plain(row.base_b)} ({row.verdict}), "
        f"base A {plain(row.base_a)} ({row.verdict_a}). {row.published.why}."
        for row in rows
        if Verdict.UNEXPLAINED in (row.verdict, row.verdict_a)
    )


def _readings() -> str:
    rows = [tuple(row.values()) for row in _rows_of("strategy_inputs.csv")]
    return table(("Input", "Value", "Status", "How sure"), rows)
