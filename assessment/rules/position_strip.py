"""The strip: one domain on the line of the guide's positions, as what stands where and in words.

One geometry for the page (pages/position_strip.py) and for print (document/position_strip.py): that of the guide's
scale. Nothing rests on colour: shape, number and sentence say the same.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

Kind = Literal["line", "open line", "last", "needed", "move", "target", "today", "kept"]


class Mark(NamedTuple):
    """One thing on a strip. `move` goes from `at` to `to`; the lines run over the whole scale."""

    kind: Kind
    at: int = 1
    to: int = 1


def describe(today: int | None, target: int | None, last: int | None = None, needed: int | None = None) -> str:
    """The strip in words, for screen readers and alternative text: "today 2, target 4, last time 1"."""
    said = ["not answered yet" if today is None else f"today {today}"]
    said += [f"{words} {at}" for words, at in (("target", target), ("last time", last), ("needed", needed)) if at]
    return ", ".join(said)


def marks_of(today: int | None, target: int | None, last: int | None, needed: int | None) -> Iterator[Mark]:
    """What a strip shows, from the back to the front. Today and target on one position are `kept`."""
    yield Mark("open line" if today is None else "line")
    if last:
        yield Mark("last", last)
    if needed:
        yield Mark("needed", needed)
    if today and today == target:
        yield Mark("kept", today)
        return
    if today and target:
        yield Mark("move", today, target)
    if target:
        yield Mark("target", target)
    if today:
        yield Mark("today", today)


def describe_spread(counts: Sequence[int]) -> str:
    """The spread, by position from 1 on, in words: "3 practices gave their view: 2 at position 1, 1 at position 3"."""
    total = sum(counts)
    if not total:
        return "No practice has given its view yet"
    said = ", ".join(f"{count} at position {at}" for at, count in enumerate(counts, start=1) if count)
    return f"{total} {'practice' if total == 1 else 'practices'} gave {'its' if total == 1 else 'their'} view: {said}"
