"""What can be asked of a position on a page of several localities, by the word in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assessment.rules.scale import Scale, either

PositionTest = Callable[[int | None], bool]


def position_filters(scale: Scale | None) -> Mapping[str, tuple[str, PositionTest]]:
    """The questions of a guide's scale, each with its label; without a guide, only whether there is an answer."""
    groups = {"low": scale.low, "middle": scale.middle, "high": scale.high} if scale else {}
    asked = {code: (either(group), _is_in(group)) for code, group in groups.items() if group}
    return asked | {"none": ("Not answered", lambda position: position is None)}


def _is_in(group: tuple[int, ...]) -> PositionTest:
    return lambda position: position in group
