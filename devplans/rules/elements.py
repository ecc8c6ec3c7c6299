"""The strategy's four elements that close the gap between demand and capacity, and how much of it each is. Pure.

The board paper of 2018 prints them as 26, 4, 1 and 1 thousand appointments a week: 81% capacity, 12% triage, 3%
proactive care and 3% bureaucracy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessment.rules.decimals import HUNDRED, ZERO

CAPACITY, TRIAGE, PROACTIVE, BUREAUCRACY = "capacity", "triage", "proactive", "bureaucracy"
ELEMENTS = {
    CAPACITY: "Capacity",
    TRIAGE: "Triage",
    PROACTIVE: "Proactive care",
    BUREAUCRACY: "Bureaucracy",
}
OF_LEVER = {
    "wider_workforce": CAPACITY,
    "gps": CAPACITY,
    "triage": TRIAGE,
    "proactive": PROACTIVE,
    "bureaucracy": BUREAUCRACY,
}
"""The element that each lever of the model belongs to: staff of any kind are capacity."""


@dataclass(frozen=True, kw_only=True)
class ElementShare:
    """What one element takes off the gap in appointments a week (below zero: adds to it), and how many actions are its.

    `share` is its part of all that is taken off, in per cent; None where it takes nothing off.
    """

    label: str
    appointments: Decimal
    share: Decimal | None
    actions: int


def by_element(effects: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Appointments a week by element, from those by lever."""
    found = dict.fromkeys(ELEMENTS, ZERO)
    for lever, appointments in effects.items():
        found[OF_LEVER[lever]] += appointments
    return found


def shares(appointments: Mapping[str, Decimal], actions: Mapping[str, int]) -> tuple[ElementShare, ...]:
    """Each element with its share, in the strategy's order. Shares come to 100 where anything is taken off."""
    taken_off = {code: max(ZERO, appointments.get(code, ZERO)) for code in ELEMENTS}
    total = sum(taken_off.values(), ZERO)
    return tuple(
        ElementShare(
            label=label,
            appointments=appointments.get(code, ZERO),
            share=HUNDRED * taken_off[code] / total if taken_off[code] else None,
            actions=actions.get(code, 0),
        )
        for code, label in ELEMENTS.items()
    )
