"""What `bench` measures of a selection round: the demonstration's wave in scoring, and a big one in moderation."""

from __future__ import annotations

import time
from io import BytesIO

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from assessment.models import Guide
from assessment.selection.document import pdf
from assessment.selection.document.build import build_record
from assessment.selection.models import Interest, Wave
from localities.models import Commissioner
from localities.models.people import RoleKind
from tests.assessment.selection.many import make_many
from tests.assessment.selection.rounds import begin_moderation, make_wave
from tests.benchmarks.measure import Row, autosave, client_of, holder_of, page, report

APPLICATIONS, MEMBERS = 30, 6
PDF_SECONDS_A_PAGE = 0.11  # of CPU, as of a plan


def main() -> None:
    report([*scoring(), *moderating(), *record()], "bench-selection")


def scoring() -> list[Row]:
    """What a panel member does, at the size of the demonstration data."""
    unsent = Interest.objects.filter(application__wave__state=Wave.State.SCORING, has_conflict=False)
    interest = unsent.filter(scores_sent_at=None).select_related("member__user", "application__wave")[0]
    member, application = client_of(interest.member.user), interest.application
    criterion = application.wave.whole_guide.ordered_criteria[0].code
    address = reverse("score", args=[application.pk])
    save = autosave(member, address, f"{criterion}-comment", f"{criterion}-revision")
    return [
        *page("Score page", lambda: member.get(address).status_code, None),
        *page("Its autosave", save, 8),
        *page("A wave, for a member", lambda: member.get(application.wave.get_absolute_url()).status_code, None),
    ]


def moderating() -> list[Row]:
    """The CCG's pages of a big round; taken back again, for those who come after."""
    commissioner = Commissioner.objects.get(ods_code="99F")
    officer = holder_of(RoleKind.COMMISSIONER_OFFICER, commissioner=commissioner)
    client, big = client_of(officer), f"{APPLICATIONS} applications, {MEMBERS} members"
    with transaction.atomic():
        wave = _in_moderation(commissioner, applications=APPLICATIONS, members=MEMBERS)
        addresses = {
            f"Moderation, {big}": reverse("moderation", args=[wave.pk]),
            "Moderation of one of them": reverse("moderate", args=[wave.applications.all()[0].pk]),
            f"A wave, {big}": wave.get_absolute_url(),
        }
        rows = [
            row
            for what, address in addresses.items()
            for row in page(what, lambda address=address: client.get(address).status_code, None)
        ]
        transaction.set_rollback(True)
    return rows


def record() -> list[Row]:
    """Making the decision record of a round with four applications and three members."""
    with transaction.atomic():
        wave = _in_moderation(Commissioner.objects.get(ods_code="99F"), applications=4, members=3)
        pdf.render(build_record(wave, today=timezone.localdate()))  # reads fonts and styles, once in a process
        started = time.process_time()
        printed = pdf.render(build_record(wave, today=timezone.localdate()))
        took = time.process_time() - started
        transaction.set_rollback(True)
    pages = len(PdfReader(BytesIO(printed)).pages)
    return [Row(f"Record PDF, 4 applications, {pages} pages", took, "s CPU", round(pages * PDF_SECONDS_A_PAGE, 2))]


def _in_moderation(commissioner: Commissioner, *, applications: int, members: int) -> Wave:
    guide = Guide.objects.newest()
    assert guide is not None
    wave = make_wave(commissioner, guide, Wave.State.SCORING)
    officer = holder_of(RoleKind.COMMISSIONER_OFFICER, commissioner=commissioner)
    make_many(wave, officer, applications=applications, members=members)
    return begin_moderation(wave)
