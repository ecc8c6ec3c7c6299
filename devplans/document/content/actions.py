"""The plan document's section on actions, as plain frozen data."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class ActionRow:
    """An action, numbered in the order of due dates. `why` names the domain or feature it serves, `cost` is
    what its cost lines come to, in pounds.

    `reaches` is the position that people say it brings its domain to. `key` is the action's own, the same in every
    version: what is reported after approval finds it by that. `was_due` is what the version before had agreed, where
    this one moves it, and `moved_why` the reason.
    """

    key: int
    number: int
    title: str
    detail: str
    why: str
    owner_name: str
    owner_role: str
    organisation: str
    status: str
    element: str = ""
    support: str = ""
    starts: date | None = None
    due: date | None = None
    was_due: date | None = None
    moved_why: str = ""
    cost: Decimal | None = None
    reaches: int | None = None

    @property
    def who(self) -> tuple[str, ...]:
        """The owner, with role and organisation where they say something that the words before do not."""
        said: list[str] = []
        for words in (self.owner_name, self.owner_role, self.organisation):
            if not _words_of(words) <= _words_of(" ".join(said)):
                said.append(words)
        return tuple(said)


def _words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


@dataclass(frozen=True, kw_only=True)
class QuarterActions:
    """The actions that are due in one quarter of the plan."""

    title: str
    rows: tuple[ActionRow, ...]


@dataclass(frozen=True, kw_only=True)
class Actions:
    """The actions by due date, those without one last."""

    rows: tuple[ActionRow, ...]

    @property
    def dues(self) -> tuple[date, ...]:
        """The due dates that are known, first to last."""
        return tuple(sorted(row.due for row in self.rows if row.due))
