"""How a wave ends other than by publishing, and how it goes back: deleted while planned, ended without selecting
anybody, moderated again before anybody is told.

As in services/waves.py: each holds the wave, asks who acts and where it stands, and writes the audit event.
"""

from __future__ import annotations

from django.db import transaction

from assessment.selection.models import Wave
from assessment.selection.models.wave_transitions import DELETE, END, REOPEN
from assessment.selection.services import notices
from assessment.selection.services.waves import WAVE
from localities.kit.audit import record
from localities.models import User


@transaction.atomic
def delete_wave(wave: Wave, *, by: User) -> None:
    """Delete a wave that nobody has been told of. That it was planned, and that it is gone, stays on the record."""
    wave = WAVE.hold(wave.pk, DELETE, by=by)
    record(f"Deleted the planned wave {wave}"[:100], wave.commissioner, by=by)
    wave.delete()


@transaction.atomic
def reopen_wave(wave: Wave, *, by: User, why: str) -> Wave:
    """Go back to moderation from what is decided and not published yet: nobody outside has been told."""
    wave = WAVE.hold(wave.pk, REOPEN, by=by, why=why)
    WAVE.make(wave, REOPEN, by=by, why=why)
    return wave


@transaction.atomic
def end_wave(wave: Wave, *, by: User, why: str) -> Wave:
    """End a wave in which nobody is selected, and tell those whom it concerns why. Decisions on it decide nothing."""
    wave = WAVE.hold(wave.pk, END, by=by, why=why)
    event = WAVE.make(wave, END, by=by, why=why)
    notices.ended(wave, event, by=by, why=why)
    return wave
