"""The guide by which several localities are compared: what is compared is compared within one guide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assessment.models import Guide
from devplans.overview.queries.locality_summaries import LocalitySummary

ELSEWHERE = "asked by another guide"
"""What is said of a locality whose diagnostic follows another guide: never that it has not answered."""


@dataclass(frozen=True)
class ComparedGuide:
    """The guide chosen, in its newest version that any of the localities uses, and the others that they use."""

    guide: Guide
    others: tuple[Guide, ...]

    @property
    def every(self) -> list[Guide]:
        return sorted((self.guide, *self.others), key=lambda guide: guide.title)

    def asks(self, summary: LocalitySummary) -> bool:
        """Whether the diagnostic shown of a locality follows this guide, in whichever version."""
        return summary.guide is not None and summary.guide.code == self.guide.code

    def is_elsewhere(self, summary: LocalitySummary) -> bool:
        """Whether it follows another guide; not while there is no diagnostic."""
        return summary.guide is not None and not self.asks(summary)


def has_any_level(guide: Guide | None) -> bool:
    """Whether a guide has levels. No query."""
    return guide is not None and bool(Guide.objects.whole(guide.pk).ordered_levels)


def compared_guide(summaries: Sequence[LocalitySummary], *, chosen: str, usual: str = "") -> ComparedGuide | None:
    """Choose by its code; unless it says one of theirs, the usual one, else the one that most of them use.

    None while no locality has a diagnostic. No query.
    """
    used = [summary.guide for summary in summaries if summary.guide]
    newest = {guide.code: guide for guide in sorted(used, key=lambda guide: (guide.brought_in_at, guide.pk))}
    if not newest:
        return None
    counted = Counter(guide.code for guide in used)
    most_used = min(newest, key=lambda code: (-counted[code], code))
    code = next(code for code in (chosen, usual, most_used) if code in newest)
    return ComparedGuide(newest[code], tuple(guide for other, guide in newest.items() if other != code))
