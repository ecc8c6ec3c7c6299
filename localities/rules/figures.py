"""What figures there are of a practice: their words, units and what they can be."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from localities.kit.bounds import Bounds
from localities.rules.practice_figures import LIST_SIZE, PRACTICE_STAFF, STAFF

COUNTS = Bounds(0, 10_000_000)
SHARES = Bounds(0, 100)


@dataclass(frozen=True)
class Kind:
    """A figure of a practice: what it is called, its unit, what it can be and how many decimal places are kept."""

    label: str
    unit: str
    bounds: Bounds
    places: int = 0


FIXED = {
    "list_size": Kind("Patients", "patients", LIST_SIZE),
    **{
        name: Kind(label, "FTE", PRACTICE_STAFF, places=2)
        for name, label in zip(
            STAFF,
            ("GPs (FTE)", "Nurses (FTE)", "Other clinical staff (FTE)", "Administrative staff (FTE)"),
            strict=True,
        )
    },
    "appointments_attended": Kind("Appointments attended in the month", "appointments", COUNTS),
    "appointments_attended_gp": Kind("Appointments attended with a GP in the month", "appointments", COUNTS),
    "appointments_attended_unknown": Kind("Appointments attended, staff not known", "appointments", COUNTS),
    "appointments_dna": Kind("Appointments missed in the month", "appointments", COUNTS),
    "appointments_unknown": Kind("Appointments with an outcome not known", "appointments", COUNTS),
    "survey_overall": Kind("Patients who call their practice good", "%", SHARES, places=1),
    "survey_phone": Kind("Patients who get through by phone easily", "%", SHARES, places=1),
    "survey_booking": Kind("Patients with a good experience of booking", "%", SHARES, places=1),
}
QOF_SHARE, QOF_REGISTER = "qof_share:", "qof_register:"
"""Figures of the Quality and Outcomes Framework (QOF) have the indicator's or the register's code after this."""


def kind_of(what: str) -> Kind:
    """Return what is known of a figure by its code. Raises KeyError for one that is none."""
    if what.startswith(QOF_SHARE):
        return Kind(f"QOF {what.removeprefix(QOF_SHARE)}, patients reached", "%", SHARES, places=1)
    if what.startswith(QOF_REGISTER):
        return Kind(f"QOF {what.removeprefix(QOF_REGISTER)}, patients on the register", "patients", COUNTS)
    return FIXED[what]


def can_be(what: str, value: Decimal) -> bool:
    """Tell whether a figure can have this value at all."""
    bounds = kind_of(what).bounds
    return bounds.least <= value <= bounds.most
