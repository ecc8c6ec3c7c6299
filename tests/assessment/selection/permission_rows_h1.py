"""The rounds' rows of the permission table: planning and running a wave."""

from __future__ import annotations

from tests.permission_row import ABOVE, CCG, LEADS, READ_ONLY, Row

INVITED = {*LEADS, *CCG, "practice_rep", "panel_member"}  # who has a part in the wave of Castle Point and Rochford

ROWS = [
    Row("99F", "waves", (), CCG, READ_ONLY, seen=ABOVE),
    Row("99F", "wave-add", (), CCG, CCG, seen=ABOVE),
    Row("wave", "wave", (), INVITED, READ_ONLY, seen=INVITED),
    *(
        Row("wave", name, more, CCG, CCG, seen=INVITED)
        for name, more in (
            ("wave-edit", ()),
            ("wave-put-off", ()),
            ("wave-places", ()),
            ("wave-panel", ()),
            ("wave-panel-remove", ("member",)),
            ("wave-attendance", ()),
            ("wave-move", ("open",)),
        )
    ),
]
