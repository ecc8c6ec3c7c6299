"""What a row of the permission table is made of: the roles, the sets of them that rows name, and the row."""

from __future__ import annotations

from typing import NamedTuple

ROLES = [
    "lead",
    "colleague",
    "practice_rep",
    "officer",
    "approver",
    "panel_member",
    "system_team",
    "administrator",
    "outsider",
]
LEADS = {"lead", "colleague"}
CCG = {"officer", "approver"}
READERS = {*LEADS, *CCG, "practice_rep", "system_team", "administrator"}
ABOVE = {*CCG, "system_team", "administrator"}  # who sees the CCG itself
INVITING = {*LEADS, *CCG, "administrator"}
RULING = {"approver", "administrator"}
NOBODY: set[str] = set()
READ_ONLY = None  # the address takes no changes
ANYONE = set(ROLES)


class Row(NamedTuple):
    """An address: what it is about, who may open it and who may change something there."""

    about: str
    name: str
    more: tuple[object, ...]
    read: set[str]
    write: set[str] | None
    # Asked for beyond the permission: changing only by POST (a GET answers 405).
    only_post: bool = False
    # For whom it exists: the others get a 404.
    seen: set[str] = READERS
