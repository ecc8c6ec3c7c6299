"""Which of the guide's outcome metrics fit a plan, and which a search leaves. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from devplans.rules.metrics.about import MetricAbout

MOST_SUGGESTED = 5
"""Our own: fewer that are looked at beat many that are collected."""


@dataclass(frozen=True)
class MenuEntry:
    """A metric of the guide that is not in the plan, with the domains it speaks to, by code and title."""

    about: MetricAbout
    domains: Mapping[str, str]

    def matches(self, words: str) -> bool:
        """Whether every word that was looked for stands in its name, its definition, its source or its domains."""
        texts = (self.about.title, self.about.definition, self.about.source, self.about.unit, *self.domains.values())
        text = " ".join(texts).casefold()
        return all(word in text for word in words.casefold().split())


@dataclass(frozen=True)
class MetricMenu:
    """The guide's metrics that are not in the plan, those that a search leaves, and those that fit what it does."""

    entries: tuple[MenuEntry, ...]
    shown: tuple[MenuEntry, ...]
    suggested: tuple[MenuEntry, ...]


def suggested(entries: Sequence[MenuEntry], actions: Mapping[str, int]) -> list[MenuEntry]:
    """The entries that speak to most of what the plan does: `actions` are how many it has by the code of the domain.

    Those that none of its actions moves are left out; of equals the guide's order decides.
    """

    def moved_by(entry: MenuEntry) -> int:
        return sum(actions.get(code, 0) for code in entry.domains)

    fitting = [entry for entry in entries if moved_by(entry)]
    return sorted(fitting, key=moved_by, reverse=True)[:MOST_SUGGESTED]
