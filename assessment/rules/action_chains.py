"""How far actions carry a domain: the stages between where it is and what is needed. Pure (design, section 5).

An action bridges a gap when it starts at or below today's position and leads beyond it. Where one stage does not reach
what is needed, the next follows from where it ends. What only finds out moves nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

FINDS_OUT, CHANGES = "finds_out", "changes"
ROOM = {FINDS_OUT: 1, CHANGES: 1, "": 2}
"""How many of a kind it takes to get through a stage; guides without kinds get two. It keeps a plan near the 10 to 25
actions that it can carry."""


class Moves(Protocol):
    """An action, as far as moving a domain goes. `kind` is FINDS_OUT, CHANGES or "" where the guide does not say."""

    @property
    def moves_from(self) -> int: ...
    @property
    def moves_to(self) -> int: ...
    @property
    def weeks(self) -> int: ...
    @property
    def kind(self) -> str: ...


AnyMove = TypeVar("AnyMove", bound=Moves)


@dataclass(frozen=True)
class Stage(Generic[AnyMove]):
    """The actions that bridge from one position, and the position that any of them reaches at least."""

    start: int
    end: int
    actions: tuple[AnyMove, ...]

    def takes(self) -> dict[str, tuple[AnyMove, ...]]:
        """What it takes to get through, by kind: the first of each, in the guide's order."""
        return {kind: tuple(one for one in self.actions if one.kind == kind)[:room] for kind, room in ROOM.items()}

    @property
    def weeks(self) -> int:
        """How long it takes to get through."""
        return max((action.weeks for several in self.takes().values() for action in several), default=0)


def bridges(action: Moves, position: int) -> bool:
    """Whether an action starts at or below today's position and leads beyond it.

    Where there is a gap (today below the position needed) such an action also starts below what is needed.
    """
    return action.moves_from <= position < action.moves_to


def stages(actions: Sequence[AnyMove], position: int, needed: int) -> Iterator[Stage[AnyMove]]:
    """Yield the stages from a position to what is needed, as far as the actions go.

    A stage ends where the shortest of its actions ends, so that whichever is chosen the next one follows on.
    """
    while position < needed:
        found = tuple(action for action in actions if bridges(action, position))
        if not found:
            return
        end = min(action.moves_to for action in found)
        yield Stage(position, end, found)
        position = end


def reach(actions: Iterable[Moves], position: int) -> int:
    """The position that actions carry a domain to when all of them are done, in whatever order they are listed."""
    moving = [action for action in actions if action.kind != FINDS_OUT]
    while found := [action.moves_to for action in moving if bridges(action, position)]:
        position = max(found)
    return position
