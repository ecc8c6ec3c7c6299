"""Which answers of an address mean that it could be opened."""

from __future__ import annotations

from collections.abc import Collection

OPENED = {200, 302}
CANNOT_BE_OPENED = 405
"""A form's button alone leads there."""

NOT_NOW = {
    "plan-close": "before the plan's period is over",
    "invitation-accept": "with a token that nobody was sent",
    "capacity-take": "where a practice's figures did not change since",
}
"""Addresses that say why not, in the nation as it is made."""


def is_wrong(name: str, found: Collection[int]) -> bool:
    """Tell whether nobody could open an address, or it failed for somebody; `found` is what it answered."""
    if any(status >= 500 for status in found):
        return True
    return not {*OPENED, CANNOT_BE_OPENED} & {*found} and name not in NOT_NOW
