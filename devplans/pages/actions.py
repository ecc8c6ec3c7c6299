"""The list of a plan's actions as a page shows it: figures on top, filters, order, and why each action is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from devplans.models import Action, CostLine
from devplans.queries.action_reasons import Reasons
from devplans.queries.money import total_of
from devplans.rules.action_filters import BLOCKER, NO_OWNER, OTHER, OVERDUE, PRIORITY
from devplans.rules.due_dates import days_overdue, is_due_soon

COLOURS = {
    Action.Status.NOT_STARTED: "grey",
    Action.Status.IN_PROGRESS: "blue",
    Action.Status.WAITING: "yellow",
    Action.Status.DONE: "green",
}


@dataclass(frozen=True)
class Row:
    """An action in the list. It is due when it was agreed for; when the draft says so where nothing is agreed yet.

    `days_overdue` is 0 unless it is late.
    """

    action: Action
    kind: str
    kind_in_words: str
    days_overdue: int
    due: date | None
    costs: Sequence[CostLine]

    @property
    def cost(self) -> Decimal:
        """Pounds of all its cost lines."""
        return total_of(self.costs)

    @property
    def agreed_for(self) -> date | None:
        """The date that was agreed, where the draft of an amendment has moved it."""
        return self.due if self.due != self.action.due_on else None

    @property
    def colour(self) -> str:
        return COLOURS[Action.Status(self.action.status)]


def _row(action: Action, kind: str, words: str, today: date, agreed: date | None, costs: Sequence[CostLine]) -> Row:
    due = agreed or action.due_on
    return Row(action, kind, words, days_overdue(due, is_done=action.is_done, today=today), due, costs)


class ActionList:
    """All actions in the plan, each with why and whether it is late."""

    def __init__(
        self,
        actions: Sequence[Action],
        reasons: Reasons,
        *,
        today: date,
        agreed: Mapping[int, date | None] = MappingProxyType({}),
        costs: Mapping[int, Sequence[CostLine]] = MappingProxyType({}),
    ) -> None:
        """`agreed` are the due dates of the version in force, `costs` the cost lines, by the key of the action."""
        self.today = today
        words = {BLOCKER: f"Needed for Level {reasons.level}", PRIORITY: "Priority", OTHER: ""}
        kinds = [reasons.kind_of(action) for action in actions]
        self.rows = [
            _row(action, kind, words[kind], today, agreed.get(action.pk), costs.get(action.pk, ()))
            for action, kind in zip(actions, kinds, strict=True)
        ]

    def _is_soon(self, row: Row) -> bool:
        return is_due_soon(row.due, is_done=row.action.is_done, today=self.today)

    @property
    def overdue(self) -> int:
        return sum(row.days_overdue > 0 for row in self.rows)

    @property
    def due_soon(self) -> int:
        return sum(map(self._is_soon, self.rows))

    @property
    def without_owner(self) -> int:
        return sum(not row.action.owner_name for row in self.rows)

    @property
    def unsettled(self) -> int:
        return sum(not row.action.is_settled for row in self.rows)

    @property
    def done(self) -> int:
        return sum(row.action.is_done for row in self.rows)

    @property
    def owners(self) -> list[str]:
        """The names and roles to choose from, once each, in order."""
        return sorted({row.action.owner for row in self.rows if row.action.owner}, key=str.casefold)

    def chosen(self, filters: Mapping[str, str]) -> list[Row]:
        """Return the rows that `filters` leave (keys status, why, who, due; "" for all) in the order `sort` names."""
        tests: dict[str, Callable[[Row], bool]] = {
            "status": lambda row: row.action.status == filters["status"],
            "why": lambda row: row.kind == filters["why"],
            "who": lambda row: (
                not row.action.owner_name if filters["who"] == NO_OWNER else row.action.owner == filters["who"]
            ),
            "due": lambda row: row.days_overdue > 0 if filters["due"] == OVERDUE else self._is_soon(row),
        }
        asked = [test for name, test in tests.items() if filters.get(name)]
        rows = [row for row in self.rows if all(test(row) for test in asked)]
        return rows if filters.get("sort") else sorted(rows, key=_first_due_first)


def _first_due_first(row: Row) -> tuple[bool, date]:
    """What is done stands last, and what has no due date after what has one. Equal ones keep the plan's own order."""
    return row.action.is_done, row.action.due_on or date.max
