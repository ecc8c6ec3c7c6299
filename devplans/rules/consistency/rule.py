"""What contradicts itself in a plan: figures and dates that stand in two places and differ. Pure.

Each comparison either agrees or is a finding with both sides beside each other. What must be mended blocks submitting;
what is asked about is mended or answered with a reason, which the reviewer reads. Nothing is said of whether a plan is
good. What is compared: `consistency_facts.py`; how: `consistency_figures.py`, `consistency_money.py` and
`consistency_words.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from devplans.rules.consistency import figures as consistency_figures
from devplans.rules.consistency import money as consistency_money
from devplans.rules.consistency import words as consistency_words
from devplans.rules.consistency.facts import Facts
from devplans.rules.finding import Finding


@dataclass(frozen=True)
class Report:
    """What was found, in the order of the kinds, and how many comparisons agree."""

    findings: tuple[Finding, ...]
    agree: int

    @property
    def musts(self) -> tuple[Finding, ...]:
        return tuple(found for found in self.findings if found.must)

    @property
    def asks(self) -> tuple[Finding, ...]:
        return tuple(found for found in self.findings if not found.must)

    def open(self, answers: Mapping[str, tuple[str, str]]) -> tuple[Finding, ...]:
        """What still blocks: what must be mended, and what is asked about and not answered.

        `answers` are by the key of a finding: the figures it was given for, and the reason. An answer counts for the
        figures it was given for: when one of them changes, it is asked again.
        """
        return tuple(found for found in self.findings if not is_answered(found, answers))


def check(facts: Facts) -> Report:
    """Compare everything that stands in more than one place."""
    compared = [
        *consistency_figures.compare(facts),
        *consistency_money.compare(facts),
        *consistency_words.compare(facts),
    ]
    return Report(tuple(found for found in compared if found), sum(found is None for found in compared))


def is_answered(finding: Finding, answers: Mapping[str, tuple[str, str]]) -> bool:
    """Whether a reason was given for these very figures. What must be mended takes none."""
    figures, why = answers.get(finding.key, ("", ""))
    return not finding.must and figures == finding.figures and bool(why.strip())
