"""The panel's and the moderation's rows of the permission table."""

from __future__ import annotations

from tests.permission_row import CCG, LEADS, READ_ONLY, Row

PANEL = {"panel_member"}
JUDGING = {*CCG, *PANEL}
LOCALITY = {*LEADS, "practice_rep"}
SEEN = {*JUDGING, *LOCALITY}

ROWS = [
    # declare interests, score (only once it is declared that there is no conflict)
    Row("application", "interest", (), PANEL, PANEL, seen=SEEN),
    Row("application", "score", (), PANEL, PANEL, seen=SEEN),
    Row("application", "scores-send", (), PANEL, PANEL, seen=SEEN),
    Row("application", "scores-take-back", (), PANEL, PANEL, only_post=True, seen=SEEN),
    # moderate
    Row("wave", "moderation", (), CCG, READ_ONLY, seen=SEEN),
    Row("application", "moderate", (), CCG, CCG, seen=SEEN),
    Row("wave", "wave-scores", ("csv",), CCG, READ_ONLY, seen=SEEN),
]
