"""Members of primary care networks (PCN) of the ODS: epcncorepartnerdetails, 11 columns without heading.

Columns: practice code and name, its commissioner's code and name, network code and name, the network's commissioner's
code and name, start date, end date, whether both commissioners are the same. The order was seen in public scripts that
add the heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from localities.files import cells as read
from localities.files.layout import Layout, Sheet, finished
from localities.files.practices_ods import titled
from localities.rules.brought import FileSaid, LeftOut, PracticeSaid

WIDTH = 11
HEADINGS = tuple(f"column {number}" for number in range(1, WIDTH + 1))
CODE, NAME, COMMISSIONER, NETWORK, NETWORK_NAME, ENDED = 0, 1, 2, 4, 5, 9


def _fits(row: Sequence[str]) -> bool:
    cells = [cell.strip() for cell in row]
    return (
        len(cells) >= WIDTH
        and not any(cells[WIDTH:])
        and re.fullmatch("[A-Z][A-Z0-9]{5}", cells[CODE].upper()) is not None
        and re.fullmatch("U[0-9]{5}", cells[NETWORK].upper()) is not None
    )


def read_members(sheet: Sheet) -> FileSaid:
    """The network each practice is in today. Memberships that ended are left out."""
    members: dict[str, PracticeSaid] = {}
    left_out = []
    for line, cells in sheet.rows():
        code, name = read.code(cells[CODE]), titled(cells[NAME])
        commissioner = read.code(cells[COMMISSIONER]) or None
        ended_on = sheet.day(line, cells, ENDED)
        if not code or ended_on:
            network = network_name(cells[NETWORK_NAME])
            why = f"left {network} on {ended_on:%-d %B %Y}" if ended_on else "has no code of a practice"
            left_out.append(LeftOut(code, name, line, commissioner, why))
            continue
        network_of = (read.code(cells[NETWORK]), network_name(cells[NETWORK_NAME]))
        members[code] = PracticeSaid(code, line, called=name, commissioner=commissioner, network=network_of)
    return finished(FileSaid(MEMBERS.title, MEMBERS.brings, tuple(members.values()), tuple(left_out)), sheet)


def network_name(name: str) -> str:
    """Return a network's name without its "PCN", which every name ends with."""
    return re.sub(r"\s+pcn$", "", titled(name), flags=re.IGNORECASE)


MEMBERS = Layout(
    "Members of primary care networks (ODS, epcncorepartnerdetails)",
    "Which practices belong together; you say which network is which locality",
    '"F81123","THE SURGERY","99F", … 11 columns without heading',
    _fits,
    read_members,
    HEADINGS,
)
