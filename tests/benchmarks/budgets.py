"""What the design allows each figure to be (its section "Budgets"), and how figures are told."""

from __future__ import annotations

from dataclasses import dataclass

MILLISECONDS = {
    "A locality's home": 15,
    "Domain page": 10,
    "Review page": 40,
    "Result": 20,
    "Plan, 40 actions": 30,
    "Plan's overview": 30,
    "Commissioner of 30 localities": 40,
    "System of 30 localities in 5 commissioners": 60,
    "A signed PDF, stored bytes": 8,
}
"""Of a page at national size: the time that it takes on the server, in the middle."""

SAVING = 8
"""Milliseconds of an autosave of any kind."""

QUERIES = 20
GROWTH = 1.2
"""How much longer a page may take with 1,300 localities than with 130."""

TOGETHER = 60
"""Milliseconds: p95 of eight people saving at once."""

BESIDE_PDFS = 1.2
"""How much longer that may take while PDFs are being made."""

PDF_SECONDS_A_PAGE = 0.08
PDF_MEGABYTES = 200


@dataclass(frozen=True)
class Figure:
    """One figure, and what it may be at most; None where nothing is said."""

    what: str
    value: float
    unit: str
    budget: float | None = None

    @property
    def over(self) -> bool:
        return self.budget is not None and self.value > self.budget


@dataclass(frozen=True)
class Timing:
    """How long one request takes, in milliseconds, over many; what it asks and what it sends.

    `cpu` is the least of the process, which other work on the machine hardly moves; `least` is the least by the clock,
    with what the database does in a process of its own; `wall` is in the middle.
    """

    what: str
    cpu: float
    least: float
    wall: float
    p95: float
    queries: int
    bytes: int
    budget: float | None = None

    @property
    def over(self) -> bool:
        return self.budget is not None and self.wall > self.budget


def budget_of(what: str) -> float | None:
    return SAVING if what.startswith("Saving") else MILLISECONDS.get(what)
