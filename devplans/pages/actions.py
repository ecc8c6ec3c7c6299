"""The list of a plan's actions as a page shows it: figures on top, filters, order, and why each action is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from assessment.queries.result import Answers
from assessment.rules.scoring import RequirementKind, requirements_of
from devplans.models import Action, Plan

SOON = timedelta(days=30)
COLOURS = {
    Action.Status.NOT_STARTED: "grey",
    Action.Status.IN_PROGRESS: "blue",
    Action.Status.WAITING: "yellow",
    Action.Status.DONE: "green",
}
BLOCKER, PRIORITY, OTHER = "blocker", "priority", "other"
OVERDUE, DUE_SOON = "overdue", "soon"
NO_OWNER = "-"


@dataclass(frozen=True)
class Reasons:
    """The level today and the level aimed for, what that one lacks, and the domains people made priorities, by code."""

    level_now: int
    level: int
    features: frozenset[str]
    domains: frozenset[str]
    priorities: frozenset[str]

    @property
    def blockers(self) -> int:
        return len(self.features) + len(self.domains)

    def kind_of(self, action: Action) -> str:
        if (action.feature and action.feature.code in self.features) or (
            action.domain and action.domain.code in self.domains
        ):
            return BLOCKER
        return PRIORITY if action.domain and action.domain.code in self.priorities else OTHER

    def covered_by(self, actions: Sequence[Action]) -> int:
        """How many blockers have an action."""
        features = {action.feature.code for action in actions if action.feature}
        domains = {action.domain.code for action in actions if action.domain}
        return len(self.features & features) + len(self.domains & domains)


def reasons_of(plan: Plan) -> Reasons:
    """Return what the plan's actions can be for. Two queries."""
    return reasons_from(Answers(plan.diagnostic), plan.target_level)


def reasons_from(answers: Answers, target_level: int) -> Reasons:
    """Return what actions can be for, from a diagnostic's answers."""
    blockers = [
        asked
        for rule in answers.guide.level_rules
        if rule.number <= target_level
        for asked in requirements_of(rule, answers.positions, answers.features)
        if not asked.met
    ]
    return Reasons(
        level_now=answers.level.level,
        level=target_level,
        features=frozenset(asked.code for asked in blockers if asked.kind is RequirementKind.FEATURE),
        domains=frozenset(asked.code for asked in blockers if asked.kind is RequirementKind.DOMAIN),
        priorities=frozenset(code for code, answer in answers.by_domain.items() if answer.priority),
    )


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

    @property
    def agreed_for(self) -> date | None:
        """The date that was agreed, where the draft of an amendment has moved it."""
        return self.due if self.due != self.action.due_on else None

    @property
    def colour(self) -> str:
        return COLOURS[Action.Status(self.action.status)]


def _row(action: Action, kind: str, words: str, today: date, agreed: date | None) -> Row:
    due = agreed or action.due_on
    late = 0 if action.is_done or due is None else max(0, (today - due).days)
    return Row(action, kind, words, late, due)


class ActionList:
    """All actions in the plan, each with why and whether it is late."""

    def __init__(
        self,
        actions: Sequence[Action],
        reasons: Reasons,
        *,
        today: date,
        agreed: Mapping[int, date | None] = MappingProxyType({}),
    ) -> None:
        """`agreed` are the due dates of the version in force, by the key of the action."""
        self.today = today
        words = {BLOCKER: f"Needed for Level {reasons.level}", PRIORITY: "Priority", OTHER: ""}
        kinds = [reasons.kind_of(action) for action in actions]
        self.rows = [
            _row(action, kind, words[kind], today, agreed.get(action.pk))
            for action, kind in zip(actions, kinds, strict=True)
        ]

    def _is_soon(self, row: Row) -> bool:
        return not row.action.is_done and row.due is not None and self.today <= row.due <= self.today + SOON

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
