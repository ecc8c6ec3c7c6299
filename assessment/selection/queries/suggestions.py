"""What a locality that is not selected yet could work on, offered from the guide. People choose, and write their own.

First what is better than just enough on each criterion with too low a score, in the words of its scale. Then the
guide's actions that bridge gaps in the diagnostic frozen with the application, those of the lowest level that still
asks for something; without a diagnostic, making one, and what Level 1 begins with; nothing where another guide asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessment.models import Guide, SuggestedAction
from assessment.selection.queries.evidence import KnownDiagnostic
from assessment.selection.rules.agreed_scores import ENOUGH, too_low

PER_DOMAIN = 2
"""As many actions a domain as a plan takes by itself (the proposal's rule), so that the list stays readable."""

DIAGNOSTIC, CRITERION, ANSWER = "diagnostic", "criterion:", "answer:"


@dataclass(frozen=True)
class Advice:
    """Something to work on: a stable code, a title, and why it is offered."""

    code: str
    title: str
    why: str = ""


def offer(
    guide: Guide, diagnostic: KnownDiagnostic | None, agreed: Mapping[str, int | None], chosen: Sequence[str]
) -> tuple[Advice, ...]:
    """Return what is offered, and after it what was chosen before and would not be offered now."""
    offered = (*_of_criteria(guide, agreed), *_of_gaps(guide, diagnostic))
    left = [code for code in chosen if code not in {one.code for one in offered}]
    return (*offered, *in_words(guide, left))


def in_words(guide: Guide, codes: Sequence[str]) -> tuple[Advice, ...]:
    """Return what was chosen, for reading. A code that the guide does not have is left out."""
    known = {one.code: one for one in _everything(guide)}
    return tuple(known[code] for code in codes if code in known)


def _everything(guide: Guide) -> Iterator[Advice]:
    yield from _of_criteria(guide, {one.code: 0 for one in guide.ordered_criteria})
    yield _make_diagnostic()
    for domain in guide.ordered_domains:
        yield _answer(domain.code, domain.title)
        for action in domain.suggested_actions.all():
            yield Advice(action.code, action.title)


def _of_criteria(guide: Guide, agreed: Mapping[str, int | None]) -> Iterator[Advice]:
    low = too_low(agreed)
    for criterion in guide.ordered_criteria:
        better = next((step for step in criterion.scale if step["score"] > ENOUGH), None)
        if criterion.code in low and better:
            yield Advice(
                f"{CRITERION}{criterion.code}",
                f"{criterion.title}: work towards “{better['descriptor'].removesuffix('.')}”",
                f"These are the guide’s words for a score of {better['score']}. The criterion needs {ENOUGH}.",
            )


def _of_gaps(guide: Guide, diagnostic: KnownDiagnostic | None) -> Iterator[Advice]:
    positions = diagnostic.positions if diagnostic else {}
    if diagnostic is None:
        yield _make_diagnostic()
    elif not diagnostic.is_by(guide):
        return
    for level in guide.level_rules:
        short = {
            code: needed
            for code, needed in level.positions.items()
            if diagnostic is None or _at(positions, code) < needed
        }
        for code, needed in short.items():
            domain = guide.domains_by_code[code]
            why = f"Level {level.number} needs {domain.title} at {needed}."
            at = positions.get(code)
            if diagnostic and at is None:
                yield _answer(code, domain.title, why)
                continue
            actions = [one for one in domain.suggested_actions.all() if _bridges(one, at or 1, needed)]
            for action in actions[:PER_DOMAIN]:
                yield Advice(action.code, action.title, why if at is None else f"{why} It is at {at}.")
        if short:
            return


def _at(positions: Mapping[str, int | None], code: str) -> int:
    return positions.get(code) or 0


def _bridges(action: SuggestedAction, at: int, needed: int) -> bool:
    """Whether an action closes some of a gap (design: "A guide action bridges a gap when")."""
    return action.moves_from <= at < action.moves_to and action.moves_from < needed


def _make_diagnostic() -> Advice:
    return Advice(
        DIAGNOSTIC, "Complete the diagnostic and agree it", "It shows where the locality is, and what to do first."
    )


def _answer(code: str, title: str, why: str = "") -> Advice:
    return Advice(f"{ANSWER}{code}", f"Answer ‘{title}’ in the diagnostic", why)
