"""What services raise for people, and how they ask who may."""

from __future__ import annotations

from typing import Any


class Refused(Exception):  # noqa: N818  it is what happened, not a fault
    """A step that cannot be taken now. The message says why and what to do, in words for the person.

    `about` names the value it is about, where it is one: a form says it beside the field of that name.
    """

    def __init__(self, message: str, *, about: str | None = None) -> None:
        super().__init__(message)
        self.about = about


def ask_permission(by: Any, permission: str, thing: object, who: str) -> None:
    """Raise Refused unless this person has the permission, which `who` has: "Only … can do this."."""
    if not by.has_perm(permission, thing):
        raise not_permitted(who)


def not_permitted(who: str) -> Refused:
    return Refused(f"Only {who} can do this.")
