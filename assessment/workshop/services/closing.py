"""Closing a workshop: hands become views where none were given, minutes are frozen, and no phone gets in any more."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils import timezone

from assessment.models.diagnostic_transitions import ANSWER
from assessment.services.diagnostics import DIAGNOSTIC
from assessment.services.views_by_hand import take_views_by_hand
from assessment.workshop.document.build import build_minutes
from assessment.workshop.document.minutes import to_json
from assessment.workshop.models import Hand, Minutes, Phone, Workshop
from assessment.workshop.models.workshop_transitions import CLOSE
from assessment.workshop.services.codes import NO_JOINING
from assessment.workshop.services.workshops import WORKSHOP
from localities.models import User


@transaction.atomic
def close_workshop(workshop: Workshop, *, by: User) -> Minutes:
    """Close it for good. Hands that the room never saw are forgotten: nobody reads them, now or later.

    In a diagnostic that was agreed meanwhile no hand becomes a view.
    """
    workshop = WORKSHOP.hold(workshop.pk, CLOSE, by=by)
    now = timezone.now()
    Hand.objects.filter(topic__workshop=workshop, topic__revealed_at__isnull=True).delete()
    views = _hands_become_views(workshop, by)
    Phone.objects.filter(workshop=workshop).delete()
    WORKSHOP.make(workshop, CLOSE, by=by, closed_at=now, closed_by=by, **NO_JOINING)
    content = to_json(build_minutes(workshop, views=views, closed_at=now))
    fingerprint = hashlib.sha256(content.encode()).hexdigest()
    return Minutes.objects.create(workshop=workshop, content=content, fingerprint=fingerprint, made_at=now)


def _hands_become_views(workshop: Workshop, by: User) -> int:
    if DIAGNOSTIC.locked(workshop.diagnostic, ANSWER):
        return 0
    raised = Hand.objects.filter(topic__workshop=workshop, topic__counted=[])
    hands = {
        (domain, practice): position
        for domain, practice, position in raised.values_list("topic__domain_id", "practice_id", "position")
    }
    return take_views_by_hand(workshop.diagnostic, hands, held_on=workshop.held_on, by=by) if hands else 0
