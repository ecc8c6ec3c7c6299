"""How a wave's places are taken as the decisions stand, and whether the reserve list is in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from assessment.selection.models import Decision, Wave
from localities.kit.pages.phrases import count


@dataclass(frozen=True)
class Places:
    """How many localities are selected, for how many places, and who is on the reserve list, by place there."""

    places: int
    selected: int
    reserve: tuple[int | None, ...]

    @classmethod
    def of(cls, wave: Wave, decisions: Iterable[Decision]) -> Places:
        """Of decisions as they stand, proposed or not. Those that are void decide nothing."""
        counted = [one for one in decisions if one.state != Decision.State.VOID]
        return cls(
            places=wave.places,
            selected=sum(one.outcome in Decision.SELECTED for one in counted),
            reserve=tuple(one.reserve_place for one in counted if one.outcome == Decision.Outcome.RESERVE),
        )

    @property
    def words(self) -> str:
        """Such as "3 selected for 1 place, 1 on the reserve list"."""
        reserve = f", {len(self.reserve)} on the reserve list" if self.reserve else ""
        return f"{self.selected} selected for {count(self.places, 'place')}{reserve}"

    @property
    def is_over(self) -> bool:
        return self.selected > self.places

    @property
    def wrong(self) -> str:
        """Why nobody can finish deciding with the places as they are, in words; nothing when they can."""
        places = count(self.places, "place")
        if self.is_over:
            return f"{self.selected} localities are selected for {places}. Change a decision, or the number of places"
        if self.reserve and self.selected < self.places:
            return (
                f"{count(len(self.reserve), 'locality', 'localities')} on the reserve list, and only {self.selected} "
                f"selected for {places}. Select the first of the list, or change the number of places"
            )
        return self._wrong_order

    @property
    def mended_at(self) -> str:
        """The name of the page on which it is mended."""
        return "wave-places" if self.is_over else "moderation"

    @property
    def _wrong_order(self) -> str:
        found = Counter(self.reserve)
        wanted = range(1, len(self.reserve) + 1)
        if twice := next((place for place in wanted if found[place] > 1), None):
            return f"{found[twice]} localities have place {twice} on the reserve list. Give each its own"
        if empty := next((place for place in wanted if not found[place]), None):
            return f"Nobody has place {empty} on the reserve list. Number it from 1, in the order of the tie-break rule"
        return ""


def places_of(wave: Wave) -> Places:
    """The places as the decisions of a wave stand now. One query."""
    return Places.of(wave, Decision.objects.filter(application__wave=wave).only("state", "outcome", "reserve_place"))
