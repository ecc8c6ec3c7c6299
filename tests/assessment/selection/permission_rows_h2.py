"""The permission table's rows on applying. Whoever has no part in the application does not see that there is one."""

from __future__ import annotations

from tests.permission_row import CCG, LEADS, Row

SEEN = {*LEADS, *CCG, "practice_rep", "panel_member"}
SIGNS = {"practice_rep"}

ROWS = [
    Row("canvey-island", "apply", ("wave",), LEADS, LEADS, only_post=True),
    Row("application", "application", (), SEEN, LEADS, seen=SEEN),
    Row("application", "application-submit", (), LEADS, LEADS, seen=SEEN),
    Row("application", "application-withdraw", (), LEADS, LEADS, seen=SEEN),
    Row("canvey-island", "practice-sign-up", ("F81001",), SIGNS, SIGNS),
    Row("canvey-island", "practice-sign-up-withdraw", ("F81001",), SIGNS, SIGNS),
]
