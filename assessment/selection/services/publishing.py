"""Publishing a wave: freezes the decision record, moves the wave and tells each applicant their own outcome."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils import timezone

from assessment.selection.document.build import build_record
from assessment.selection.document.printing import to_print
from assessment.selection.document.record import to_json
from assessment.selection.models import Decision, DecisionRecord, Wave
from assessment.selection.models.wave_transitions import PUBLISH
from assessment.selection.services import notices
from assessment.selection.services.waves import WAVE, make_transition
from localities.kit.documents.printing import print_now
from localities.kit.refused import Refused
from localities.models import User

TRIES = 3
"""How often a record is printed to be published, when each time it says something else by then."""


def publish_wave(wave: Wave, *, by: User) -> DecisionRecord:
    """Freeze the record, with the PDF made from it alone, and publish. Raises Refused unless all is decided."""
    WAVE.check(wave, PUBLISH, by=by)
    for _ in range(TRIES):
        content = _content(wave, by)
        printed = print_now(to_print(content), by=by)  # takes a second: before anything is held
        with transaction.atomic():
            wave = WAVE.hold(wave.pk, PUBLISH, by=by)
            if _content(wave, by) == content:  # else midnight passed, or somebody's name changed
                made = _freeze(wave, content, printed, by=by)
                make_transition(wave, PUBLISH, by=by)
                on_what = Decision.objects.told().select_related("application__wave", "application__locality")
                for decision in on_what.filter(application__wave=wave):
                    notices.decided(decision.application, decision)
                return made
    raise Refused("What stands in the record keeps changing. Nothing was published: try again in a minute.")


def _freeze(wave: Wave, content: str, printed: bytes, *, by: User) -> DecisionRecord:
    return DecisionRecord.objects.create(
        wave=wave,
        content=content,
        fingerprint=hashlib.sha256(content.encode()).hexdigest(),
        pdf=printed,
        pdf_sha256=hashlib.sha256(printed).hexdigest(),
        made_at=timezone.now(),
        made_by=by,
    )


def _content(wave: Wave, by: User) -> str:
    return to_json(build_record(wave, today=timezone.localdate(), publisher=by))
