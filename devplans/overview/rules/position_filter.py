"""What can be asked of a position on a page of several localities, by the word in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping

PositionTest = Callable[[int | None], bool]

POSITION_FILTERS: Mapping[str, tuple[str, PositionTest]] = {
    "low": ("1 or 2", lambda position: position in (1, 2)),
    "middle": ("3", lambda position: position == 3),
    "high": ("4 or 5", lambda position: position in (4, 5)),
    "none": ("Not answered", lambda position: position is None),
}
