"""The rows of the permission table that are about workshops, and a workshop for them."""

from __future__ import annotations

from datetime import time

from django.utils import timezone

from assessment.models import Diagnostic
from assessment.workshop.models import Workshop
from localities.models import User
from tests.permission_row import CCG, LEADS, READ_ONLY, READERS, Row

RUNNING = {*LEADS, *CCG}
PAGES = ("workshop", "workshop-now", "workshop-agenda")
FORMS = ("open", "count", "details", "attendance", "domains", "close")
MOVES = ("go", "again", "names", "joining", "let-go")
PHONES = {"join", "join-link", "join-hand", "join-now"}
"""What needs no account: what a phone may do there is asked by tests/assessment/workshop/test_phones.py."""

WORKSHOP = [
    # open and run a workshop, record a show of hands; what it leaves is for all who read the diagnostic
    Row("diagnostic", "workshops", (), READERS, READ_ONLY),
    Row("diagnostic", "workshop-guide", (), READERS, READ_ONLY),
    Row("diagnostic", "workshop-guide-pdf", (), READERS, READERS),
    Row("workshop", "minutes", (), READERS, READ_ONLY),
    Row("workshop", "minutes-pdf", (), READERS, READERS),
    *[Row("diagnostic", name, (), RUNNING, READ_ONLY) for name in PAGES],
    *[Row("diagnostic", f"workshop-{name}", (), RUNNING, RUNNING) for name in FORMS],
    Row("diagnostic", "workshop-agree", ("leadership",), RUNNING, RUNNING),
    *[Row("diagnostic", f"workshop-{name}", (), RUNNING, RUNNING, only_post=True) for name in MOVES],
]


def closed_workshop(diagnostic: Diagnostic) -> int:
    """The key of a workshop of this diagnostic that is closed."""
    by, now = User.objects.get(email="lead@example.com"), timezone.now()
    times = {"held_on": now.date(), "starts": time(13), "ends": time(15), "opened_at": now, "closed_at": now}
    more = {"state": Workshop.State.CLOSED, "opened_by": by, "closed_by": by, **times}
    return Workshop.objects.get_or_create(diagnostic=diagnostic, number=1, defaults=more)[0].pk
