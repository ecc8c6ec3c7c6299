"""Staff as the 2018 strategy groups them, what each costs, and which of them the capacity model counts. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

SOURCE = "Mid and South Essex primary care strategy 2018, section 7"


class FeedsLever(StrEnum):
    """The lever that extra staff of a group count towards. Others free time and add no appointments of their own."""

    GPS = "gps"
    WIDER_WORKFORCE = "wider_workforce"
    NONE = "none"


@dataclass(frozen=True)
class StaffGroup:
    """A group of roles; `cost_per_fte` is in pounds a year, on-costs included."""

    code: str
    label: str
    roles: str
    cost_per_fte: Decimal
    feeds: FeedsLever
    source: str


def _group(code: str, label: str, roles: str, thousands: int, feeds: FeedsLever, basis: str) -> StaffGroup:
    return StaffGroup(code, label, roles, Decimal(thousands * 1000), feeds, f"{SOURCE}: {basis}")


BAND_7 = "Agenda for Change band 7 and 24%"
BAND_4 = "Agenda for Change band 4 and 24%"
BAND_3 = "Agenda for Change band 3 and 24%"
CLINICAL = FeedsLever.WIDER_WORKFORCE

STAFF_GROUPS = (
    _group("gp", "GP", "GPs, locums and registrars included", 101, FeedsLever.GPS, "GMS income 2015/16"),
    _group(
        "clinical",
        "Clinical practitioner",
        "Advanced nurse practitioner, practice nurse, physician associate, emergency care practitioner, pharmacist",
        48,
        CLINICAL,
        BAND_7,
    ),
    _group("physical", "Physical", "Physiotherapist", 48, CLINICAL, BAND_7),
    _group("mental", "Mental", "Mental health therapist, community psychiatric nurse", 48, CLINICAL, BAND_7),
    _group("social", "Social", "Social prescribing, voluntary sector support, social worker", 48, CLINICAL, BAND_7),
    _group("hca", "Healthcare assistant", "Healthcare assistant", 27, FeedsLever.NONE, BAND_4),
    _group("other_dpc", "Other direct patient care", "Other direct patient care", 27, FeedsLever.NONE, BAND_4),
    _group("admin", "Administration", "Administration, GP assistant", 23, FeedsLever.NONE, BAND_3),
)
"""In the strategy's order. It prints costs per FTE, and names roles for the four clinical groups; which groups bring
appointments is our reading: 143 FTE of the four make the printed 16,000 at 112.5 a week."""


def annual_cost(fte: Decimal, cost_per_fte: Decimal) -> Decimal:
    """Pounds a year for so many FTE; unrounded."""
    return fte * cost_per_fte
