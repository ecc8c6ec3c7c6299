"""Where the permission table asks of a wave: in moderation, with Canvey Island's application and a member who sent."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from assessment.models import Guide
from assessment.selection.models import DecisionRecord, Wave
from localities.models import Locality, User
from tests.assessment.selection.rounds import (
    begin_moderation,
    declare,
    give_scores,
    make_application,
    make_wave,
    put_on_panel,
)
from tests.permission_row import Row


def is_about_a_round(row: Row) -> bool:
    return row.about in ("wave", "application") or "wave" in row.more


def address_in_a_round(row: Row, locality: Locality) -> str:
    """Return the address of a row about the wave or the application, which are made when there is none yet."""
    wave = Wave.objects.filter(commissioner=locality.commissioner_id).first() or _make(locality)
    member = wave.panel.filter(left_at=None).first() or put_on_panel(wave, User.objects.create(email="new@example.com"))
    application = wave.applications.get()
    interest = application.interests.all()[0].pk
    keys = {"wave": wave.pk, "application": application.pk, "member": member.pk, "interest": interest}
    return reverse(row.name, args=[keys.get(str(one), one) for one in (row.about, *row.more)])


def _make(locality: Locality) -> Wave:
    newest = Guide.objects.newest()
    assert newest is not None
    wave = make_wave(locality.commissioner, newest, Wave.State.SCORING)
    lead, panel_member = (User.objects.get(email=f"{one}@example.com") for one in ("lead", "panel"))
    application, member = make_application(wave, locality, by=lead), put_on_panel(wave, panel_member)
    declare(member, application)
    give_scores(member, application)
    made = {"fingerprint": "0", "pdf": b"%PDF", "pdf_sha256": "0", "made_at": timezone.now(), "made_by": lead}
    DecisionRecord.objects.create(wave=wave, content="{}", **made)  # which a wave has only later
    return begin_moderation(wave)
