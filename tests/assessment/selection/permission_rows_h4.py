"""Decisions and their record."""

from tests.permission_row import CCG, READ_ONLY, Row

SEEN = {"lead", "colleague", "practice_rep", "officer", "approver", "panel_member"}
ROWS = [
    Row("application", "decision", (), CCG, CCG, seen=SEEN),
    Row("application", "decision-propose", (), CCG, CCG, seen=SEEN),
    Row("application", "decision-return", (), CCG, CCG, seen=SEEN),
    Row("application", "decision-confirm", (), {"approver"}, {"approver"}, seen=SEEN),
    Row("wave", "wave-record", (), CCG, READ_ONLY, seen=SEEN),
    Row("wave", "record-preview", (), CCG, READ_ONLY, seen=SEEN),
    Row("wave", "record", (), CCG, READ_ONLY, seen=SEEN),
    Row("wave", "record", (), CCG, READ_ONLY, seen=SEEN),
]
