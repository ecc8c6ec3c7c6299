"""Hands that practices raised in a workshop, as their views: only where a practice has not given its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from assessment.models import Diagnostic, PracticeView
from assessment.models.diagnostic_transitions import ANSWER
from assessment.services.diagnostics import DIAGNOSTIC
from localities.kit.revisions.rows import write
from localities.models import User

Hands = Mapping[tuple[int, int], int]
"""Positions by the keys of domain and practice."""


def is_own(view: PracticeView | None) -> bool:
    """Whether a practice said it itself: it gave a position, and no hand stands for it."""
    return view is not None and view.position is not None and view.by_hand_on is None


@transaction.atomic
def take_views_by_hand(diagnostic: Diagnostic, hands: Hands, *, held_on: date, by: User) -> int:
    """Make each hand its practice's view, and return how many became one. What a practice said itself stays.

    A hand of a later workshop takes the place of an earlier one's.
    """
    DIAGNOSTIC.hold(diagnostic.pk, ANSWER, by=by)
    there = {(view.domain_id, view.practice_id): view for view in PracticeView.objects.filter(diagnostic=diagnostic)}
    taken = {which: position for which, position in hands.items() if not is_own(there.get(which))}
    new = []
    for (domain, practice), position in taken.items():
        view = there.get((domain, practice))
        if view is None:
            new.append(
                PracticeView(
                    diagnostic=diagnostic,
                    domain_id=domain,
                    practice_id=practice,
                    position=position,
                    by_hand_on=held_on,
                    revision=1,
                    saved_at=timezone.now(),
                    saved_by=by,
                )
            )
        else:
            view.position, view.by_hand_on = position, held_on
            write(view, by=by, fields=["position", "by_hand_on"])
    bulk_create_with_history(new, PracticeView, default_user=by)
    return len(taken)
