"""Which sections a plan may leave out, and whether it does."""

from __future__ import annotations

from collections.abc import Mapping

from devplans.models import CostLine, DigitalInitiative, EstateScheme, Plan, PlanRow, Risk, SectionChoice, StaffingLine

OPTIONAL_SECTIONS: Mapping[str, type[PlanRow]] = {
    "staffing": StaffingLine,
    "estates": EstateScheme,
    "digital": DigitalInitiative,
    "money": CostLine,
    "risks": Risk,
}
"""The sections that a plan may leave out, by code, with the rows that fill them."""


def section_choice(plan: Plan, code: str) -> SectionChoice:
    """Return whether the plan needs an optional section; needed, and not saved yet, until somebody says.

    Writes nothing. Raises KeyError for any other section.
    """
    OPTIONAL_SECTIONS[code]
    return plan.section_choices.filter(section=code).first() or SectionChoice(plan=plan, section=code)


def not_needed(plan: Plan, code: str) -> SectionChoice | None:
    """Return what says that the plan leaves a section out, None when it does not. Writes nothing. One query."""
    return plan.section_choices.filter(section=code, not_needed=True).first()
