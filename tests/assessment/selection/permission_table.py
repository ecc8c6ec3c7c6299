"""The selection round's rows of the permission table. Whoever has no part in a wave does not see that there is one."""

from __future__ import annotations

from tests.permission_row import ABOVE, CCG, LEADS, READ_ONLY, Row

PANEL = {"panel_member"}
SIGNS = {"practice_rep"}
SEEN = {*LEADS, *CCG, *SIGNS, *PANEL}  # who has a part in the wave of Castle Point and Rochford

SELECTION = [
    # open and run a wave, name the panel
    Row("99F", "waves", (), CCG, READ_ONLY, seen=CCG),
    Row("99F", "wave-add", (), CCG, CCG, seen=ABOVE),
    Row("wave", "wave", (), SEEN, READ_ONLY, seen=SEEN),
    Row("wave", "wave-edit", (), CCG, CCG, seen=SEEN),
    Row("wave", "wave-put-off", (), CCG, CCG, seen=SEEN),
    Row("wave", "wave-places", (), CCG, CCG, seen=SEEN),
    Row("wave", "wave-delete", (), CCG, CCG, seen=SEEN),
    Row("wave", "wave-reopen", (), CCG, CCG, seen=SEEN),
    Row("wave", "wave-end", (), CCG, CCG, seen=SEEN),
    Row("wave", "wave-panel", (), CCG, CCG, seen=SEEN),
    Row("wave", "wave-panel-remove", ("member",), CCG, CCG, seen=SEEN),
    Row("wave", "wave-chair", (), CCG, CCG, seen=SEEN),
    Row("wave", "wave-attendance", (), CCG, CCG, seen=SEEN),
    Row("wave", "wave-transition", ("open",), CCG, CCG, seen=SEEN),
    # apply, withdraw
    Row("canvey-island", "apply", ("wave",), LEADS, LEADS, only_post=True),
    Row("application", "application", (), SEEN, LEADS, seen=SEEN),
    Row("application", "application-submit", (), LEADS, LEADS, seen=SEEN),
    Row("application", "application-withdraw", (), LEADS, LEADS, seen=SEEN),
    # sign a practice up, withdraw it: its own representative
    Row("canvey-island", "sign-up", ("F81001",), SIGNS, SIGNS),
    Row("canvey-island", "sign-up-withdraw", ("F81001",), SIGNS, SIGNS),
    # declare interests, score: the member here declared that there is no conflict
    Row("application", "interest", (), {*PANEL, *CCG}, {*PANEL, *CCG}, seen={*PANEL, *CCG}),
    Row("wave", "interests", (), {*PANEL, *CCG}, READ_ONLY, seen={*PANEL, *CCG}),
    Row("application", "interest-clear", ("interest",), CCG, CCG, seen=CCG),
    Row("application", "score", (), PANEL, PANEL, seen=PANEL),
    Row("application", "scores-send", (), PANEL, PANEL, seen=PANEL),
    Row("application", "scores-take-back", (), PANEL, PANEL, only_post=True, seen=PANEL),
    # moderate
    Row("wave", "moderation", (), CCG, READ_ONLY, seen=CCG),
    Row("application", "moderate", (), CCG, CCG, seen=CCG),
    Row("wave", "wave-scores", ("csv",), CCG, READ_ONLY, seen=CCG),
    Row("wave", "wave-scores", ("xlsx",), CCG, READ_ONLY, seen=CCG),
    # propose decisions, confirm them, publish
    Row("application", "decision", (), CCG, CCG, seen=CCG),
    Row("application", "decision-propose", (), CCG, CCG, seen=CCG),
    Row("application", "decision-return", (), CCG, CCG, seen=CCG),
    Row("application", "decision-confirm", (), {"approver"}, {"approver"}, seen=CCG),
    Row("wave", "wave-record", (), CCG, READ_ONLY, seen=CCG),
    Row("wave", "record-preview", (), CCG, CCG, seen=CCG),
    Row("wave", "record", (), CCG, READ_ONLY, seen=CCG),
]
