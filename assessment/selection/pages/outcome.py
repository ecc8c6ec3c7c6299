"""What an applicant sees of the outcome once a wave is published: their own, and no member's name or single score."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.models import Offer
from assessment.selection.document.build import said_of
from assessment.selection.models import Application, Decision
from assessment.selection.queries.suggestions import Advice, in_words

COLOURS = {
    Decision.Outcome.SELECTED: "green",
    Decision.Outcome.CONDITIONS: "green",
    Decision.Outcome.RESERVE: "blue",
    Decision.Outcome.NOT_YET: "blue",
}


@dataclass(frozen=True)
class AgreedPart:
    """The score that the panel agreed on for one criterion, and what the guide says of it."""

    title: str
    score: int | None
    words: str


@dataclass(frozen=True)
class Outcome:
    """All that templates/selection/outcome.html shows."""

    wave: str
    label: str
    colour: str
    selected: bool
    feedback: str
    conditions: str
    reserve_place: int | None
    tie_break: str
    work_on: str
    actions: tuple[Advice, ...]
    agreed: tuple[AgreedPart, ...]
    offers: tuple[Offer, ...]
    commissioner_word: str


def outcome_of(application: Application) -> Outcome | None:
    """Return the outcome for the applicant; None before the wave is published and for what was not decided.

    Three queries.
    """
    wave, decision = application.wave, Decision.objects.told().filter(application=application).first()
    if decision is None:
        return None
    kind, guide = Decision.Outcome(decision.outcome), wave.whole_guide
    selected, not_yet = kind in Decision.SELECTED, kind == Decision.Outcome.NOT_YET
    reserve = kind == Decision.Outcome.RESERVE
    scores = dict(application.agreed_scores.order_by().values_list("criterion", "score"))
    return Outcome(
        wave=wave.title,
        label=kind.label,
        colour=COLOURS[kind],
        selected=selected,
        feedback=decision.feedback,
        conditions=decision.conditions if kind == Decision.Outcome.CONDITIONS else "",
        reserve_place=decision.reserve_place if reserve else None,
        tie_break=wave.tie_break if reserve else "",
        work_on=decision.work_on if not_yet else "",
        actions=in_words(guide, decision.work_on_codes) if not_yet else (),
        agreed=tuple(
            AgreedPart(one.title, scores.get(one.pk), said_of(one, scores.get(one.pk)))
            for one in guide.ordered_criteria
        ),
        offers=tuple(wave.on_offer) if selected else (),
        commissioner_word=wave.commissioner.word,
    )
