"""A diagnostic's states: started, agreed, opened again. What is saved in it: answers.py and capacity.py beside this.

Each asks who may and where the diagnostic stands, inside its transaction, so no URL and no second tab gets past it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from assessment.models import (
    CapacityAssumption,
    CapacityBaseline,
    Diagnostic,
    Domain,
    DomainAnswer,
    FeatureAnswer,
    Guide,
    Indicator,
    IndicatorValue,
    LevelFeature,
)
from assessment.models.diagnostic_transitions import AGREE, REOPEN, STATE_IN_WORDS
from assessment.queries.capacity_today import practice_figures_now, years_of
from assessment.queries.guides_in_use import guide_for_next, guides_in_use
from assessment.rules.capacity_inputs import Assumptions
from assessment.rules.scoring import target_below_today
from assessment.services.published import put_published
from localities.kit.audit import record
from localities.kit.locks import held
from localities.kit.refused import Refused, ask_permission
from localities.kit.workflow import Workflow
from localities.models import Locality, User

# What else has a say in whether a diagnostic may be opened again: each is called with it, held for the transaction, and
# says why it may not, nothing when it may. The apps above this one, which it does not know, add theirs when they start.
reopen_guards: list[Callable[[Diagnostic], str]] = []


def start_diagnostic(
    locality: Locality, *, by: User, title: str, started_on: date, guide: Guide | None = None
) -> Diagnostic:
    """Start a locality's diagnostic, with an empty answer for everything its guide asks.

    It follows the newest version of the guide of the last one, or the system's default, unless `guide` names another
    that the system uses. Its demand and capacity start from the practices' figures of this moment, its numbers from
    what is published.

    Raises Refused when one is open already, no guide is published, or the system does not use it.
    """
    ask_permission(
        by, "assessment.start_diagnostic", locality, f"the locality lead or the {locality.commissioner_word}"
    )
    in_use = guides_in_use(locality.commissioner.system)
    guide = guide or guide_for_next(locality, in_use)
    if guide is None:
        raise Refused("There is no guide yet. Ask an administrator to publish one.")
    if guide.code not in {used.code for used in in_use}:
        raise Refused(f"{guide} is not in use here. Choose a guide that the system uses.", about="guide")
    try:
        with transaction.atomic():
            diagnostic = Diagnostic.objects.create(locality=locality, guide=guide, title=title, started_on=started_on)
            _make_empty_answers(diagnostic)
            _make_capacity(diagnostic)
            put_published(diagnostic, by=by)
            record("Started the diagnostic", diagnostic, by=by, locality=locality, moved=("", diagnostic.state))
    except IntegrityError as error:
        raise Refused(f"{locality} has a diagnostic open already. Agree that one first.") from error
    return diagnostic


def _make_empty_answers(diagnostic: Diagnostic) -> None:
    guide = diagnostic.guide
    DomainAnswer.objects.bulk_create(
        DomainAnswer(diagnostic=diagnostic, domain=domain) for domain in Domain.objects.filter(guide=guide)
    )
    FeatureAnswer.objects.bulk_create(
        FeatureAnswer(diagnostic=diagnostic, feature=feature)
        for feature in LevelFeature.objects.filter(level__guide=guide)
    )
    IndicatorValue.objects.bulk_create(
        IndicatorValue(diagnostic=diagnostic, indicator=indicator)
        for indicator in Indicator.objects.filter(domain__guide=guide)
    )


def _make_capacity(diagnostic: Diagnostic) -> None:
    figures = practice_figures_now(diagnostic.locality)
    baseline = CapacityBaseline.objects.create(diagnostic=diagnostic, **years_of(diagnostic), **figures)
    CapacityAssumption.objects.bulk_create(
        CapacityAssumption(baseline=baseline, code=about.code) for about in Assumptions.about()
    )


def _lock(pk: int, *, with_others: bool = False) -> Diagnostic:
    """Return the diagnostic, held for this transaction, so that its state cannot change under a save."""
    return held(Diagnostic.objects.select_related("locality__commissioner__system"), with_others=with_others).get(pk=pk)


def _targets_below_today(diagnostic: Diagnostic, by: User) -> str:
    """Answers whose target lies below today's position are mended before agreeing."""
    answers = diagnostic.answers.select_related("domain")
    below = [answer.domain.title for answer in answers if target_below_today(answer.position, answer.target)]
    return f"The target is below today for: {', '.join(below)}. Change one of the two before agreeing." if below else ""


def _why_not_reopened(diagnostic: Diagnostic, by: User) -> str:
    if Diagnostic.objects.filter(locality=diagnostic.locality).newest_first().first() != diagnostic:
        return "Only the newest diagnostic of a locality can be reopened."
    return next((why_not for guard in reopen_guards if (why_not := guard(diagnostic))), "")


DIAGNOSTIC = Workflow[Diagnostic](
    in_words=STATE_IN_WORDS,
    lock=_lock,
    not_now="This diagnostic is {stands} already. Load the page again.",
    words=lambda diagnostic: {"word": diagnostic.locality.commissioner_word},
    guards={AGREE: _targets_below_today, REOPEN: _why_not_reopened},
    locality=lambda diagnostic: diagnostic.locality,
)
"""The only thing that changes a diagnostic's state."""


@transaction.atomic
def agree_diagnostic(diagnostic: Diagnostic, *, by: User) -> Diagnostic:
    """Agree the diagnostic, gaps and all, and lock it. Raises Refused too when a target lies below today."""
    diagnostic = DIAGNOSTIC.hold(diagnostic.pk, AGREE, by=by)
    DIAGNOSTIC.make(diagnostic, AGREE, by=by, agreed_at=timezone.now(), agreed_by=by)
    return diagnostic


@transaction.atomic
def reopen_diagnostic(diagnostic: Diagnostic, *, why: str, by: User) -> Diagnostic:
    """Open an agreed diagnostic again, for a reason that is kept.

    Raises Refused too unless it is the locality's newest, and when a guard objects.
    """
    diagnostic = DIAGNOSTIC.hold(diagnostic.pk, REOPEN, by=by, why=why)
    DIAGNOSTIC.make(diagnostic, REOPEN, by=by, why=why, agreed_at=None, agreed_by=None)
    return diagnostic
