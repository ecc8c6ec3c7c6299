"""What the figures say on a wave's criteria: met, close, not met or not checked, with the numbers and in words.

It never decides. Scores are the panel's; what the numbers suggest stands beside them. A criterion names its check in
the guide (`automatic_check`); one that names none, or one unknown here, is for people to read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

USUAL = range(30_000, 50_001)
"""Patients of a locality: primary care strategy 2018, model of care, and the guide's scores 3 and 4."""

NEARLY = range(20_000, 70_001)
"""Near enough to be looked at: the guide's score 2, "20,000 to 29,999 or 50,001 to 70,000"."""

MOST_PRACTICES, HALF = Fraction(3, 4), Fraction(1, 2)
"""The guide's scores 3 ("at least three in four practices, covering most patients") and 2 ("at least half")."""


class Outcome(StrEnum):
    MET = "met"
    CLOSE = "close"
    NOT_MET = "not_met"
    NOT_CHECKED = "not_checked"

    @property
    def label(self) -> str:
        return {"met": "Met", "close": "Close", "not_met": "Not met", "not_checked": "Not checked"}[self.value]


@dataclass(frozen=True)
class PracticeFigures:
    """A practice as the checks see it: its registered patients, None when they are not known."""

    patients: int | None
    signed: bool


@dataclass(frozen=True)
class Check:
    """What the figures say on one criterion. `suggests` are the guide's scores that they fit, if any."""

    outcome: Outcome
    words: str
    suggests: tuple[int, ...] = ()


FOR_PEOPLE = Check(Outcome.NOT_CHECKED, "No figures to check: people read the statement and the evidence.")
NOBODY = Check(Outcome.NOT_CHECKED, "The locality has no practices yet, so there is nothing to count.")


def check(name: str, practices: Sequence[PracticeFigures]) -> Check:
    """Return what the check of this name finds."""
    found = CHECKS.get(name)
    if found is None:
        return FOR_PEOPLE
    return found(practices) if practices else NOBODY


def population_coverage(practices: Sequence[PracticeFigures]) -> Check:
    """Compare the registered patients with the range a locality usually has."""
    patients = sum(practice.patients or 0 for practice in practices)
    unknown = sum(practice.patients is None for practice in practices)
    usual = f"The range is {USUAL.start:,} to {USUAL.stop - 1:,}."
    if unknown == len(practices):
        return Check(Outcome.NOT_CHECKED, f"No list size is known. {usual}")
    if unknown and patients < NEARLY.stop:  # more patients could still change the answer
        lists = "practice has" if unknown == 1 else "practices have"
        return Check(
            Outcome.NOT_CHECKED, f"{unknown} {lists} no list size. The others have {patients:,} patients. {usual}"
        )
    at_least = "At least " if unknown else ""
    words = f"{at_least}{patients:,} registered {'patient' if patients == 1 else 'patients'}. {usual}"
    if patients in USUAL:
        return Check(Outcome.MET, words, (3, 4))
    if patients in NEARLY:
        return Check(Outcome.CLOSE, words, (2,))
    return Check(Outcome.NOT_MET, words, (1,))


def practice_sign_up(practices: Sequence[PracticeFigures]) -> Check:
    """Count the practices that have signed up, and the share of patients registered with them."""
    signed = sum(practice.signed for practice in practices)
    part = Fraction(signed, len(practices))
    share = _share_of_patients(practices)
    every = "1 practice" if len(practices) == 1 else f"{len(practices)} practices"
    words = f"{signed} of {every} signed up."
    if not signed:
        return Check(Outcome.NOT_MET, words, (0,))
    words += f" {_share_in_words(practices, share)}"
    if part == 1:
        return Check(Outcome.MET, words, (4,))
    if part >= MOST_PRACTICES and share is not None and share > HALF:
        return Check(Outcome.MET, words, (3,))
    if part >= MOST_PRACTICES and share is None:  # what is missing could make it 3
        return Check(Outcome.CLOSE, words, (2, 3))
    if part >= HALF:
        return Check(Outcome.CLOSE, words, (2,))
    return Check(Outcome.NOT_MET, words, (1,))


def _share_of_patients(practices: Sequence[PracticeFigures]) -> Fraction | None:
    """The share of patients whose practice signed up; None when a list size is missing."""
    sizes = [practice.patients for practice in practices if practice.patients is not None]
    if len(sizes) < len(practices):
        return None
    return Fraction(sum(practice.patients or 0 for practice in practices if practice.signed), sum(sizes) or 1)


def _share_in_words(practices: Sequence[PracticeFigures], share: Fraction | None) -> str:
    if share is None:
        return "Their share of patients is not known: a list size is missing."
    theirs = sum(practice.patients or 0 for practice in practices if practice.signed)
    every = sum(practice.patients or 0 for practice in practices)
    # Rounded down, so that 100% is said only when it is all of them.
    return f"They look after {theirs:,} of {every:,} patients ({int(share * 100)}%)."


CHECKS: dict[str, Callable[[Sequence[PracticeFigures]], Check]] = {
    "population_coverage": population_coverage,
    "practice_sign_up": practice_sign_up,
}
"""From the name in the guide, the check."""
