"""Publishing a wave: freezes the decision record, moves the wave and tells each applicant their own outcome."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils import timezone

from assessment.selection.document import pdf as record_pdf
from assessment.selection.document.build import build_record
from assessment.selection.document.record import from_json, to_json
from assessment.selection.models import Decision, DecisionRecord, Wave
from assessment.selection.models.wave_transitions import PUBLISH
from assessment.selection.services import notices
from assessment.selection.services.waves import WAVE, make_transition
from localities.models import User


def publish_wave(wave: Wave, *, by: User) -> DecisionRecord:
    """Freeze the record, with the PDF made from it alone, and publish. Raises Refused unless all is decided."""
    WAVE.check(wave, PUBLISH, by=by)
    content = _content(wave, by)
    printed = _print(content)  # takes a second: before anything is held
    with transaction.atomic():
        wave = WAVE.hold(wave.pk, PUBLISH, by=by)
        if (now_content := _content(wave, by)) != content:  # midnight passed, or somebody's name changed
            content, printed = now_content, _print(now_content)
        made = DecisionRecord.objects.create(
            wave=wave,
            content=content,
            fingerprint=hashlib.sha256(content.encode()).hexdigest(),
            pdf=printed,
            pdf_sha256=hashlib.sha256(printed).hexdigest(),
            made_at=timezone.now(),
            made_by=by,
        )
        make_transition(wave, PUBLISH, by=by)
        on_what = Decision.objects.told().select_related("application__wave", "application__locality")
        for decision in on_what.filter(application__wave=wave):
            notices.decided(decision.application, decision)
    return made


def _content(wave: Wave, by: User) -> str:
    return to_json(build_record(wave, today=timezone.localdate(), publisher=by))


def _print(content: str) -> bytes:
    return record_pdf.render(from_json(content))
