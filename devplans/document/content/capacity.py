"""The plan document's section on demand and capacity, as plain frozen data (units: `parts.py`)."""

from dataclasses import dataclass
from decimal import Decimal

from assessment.rules.decimals import ZERO
from devplans.document.content.shared import total_of


@dataclass(frozen=True, kw_only=True)
class PracticeCapacity:
    """A practice's list size and staff, as they were taken for the model."""

    ods_code: str
    name: str
    patients: int | None = None
    gp_fte: Decimal | None = None
    nurse_fte: Decimal | None = None
    other_clinical_fte: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class GapFigure:
    """A gap in appointments a week and in per cent of what is needed; no share when nothing is needed."""

    appointments: Decimal
    share: Decimal | None = None

    @property
    def is_surplus(self) -> bool:
        return self.appointments < 0


@dataclass(frozen=True, kw_only=True)
class UnmetRow:
    """One way that patients without an appointment go."""

    label: str
    share: Decimal
    appointments: Decimal


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """One column of the waterfall: a total, or a change with its sign. `why` is what the plan says of the lever."""

    label: str
    appointments: Decimal
    how: str
    is_total: bool
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class WhatIfRow:
    """The gap that remains if something goes otherwise, or why the question makes no sense."""

    label: str
    remaining: GapFigure | None = None
    why_not: str = ""


@dataclass(frozen=True, kw_only=True)
class AssumptionRow:
    """An assumption: what is usual, where that comes from, what is assumed here, and why where that is another."""

    label: str
    unit: str
    usual: Decimal
    value: Decimal
    why: str
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class ElementRow:
    """One of the strategy's four elements: appointments a week, its share in per cent and its actions."""

    label: str
    appointments: Decimal
    actions: int
    share: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class ClosingTheGap:
    """What the plan does about the gap of the target year. GPs are full-time equivalents; zero or less: none needed."""

    steps: tuple[StepRow, ...]
    remaining: GapFigure
    what_ifs: tuple[WhatIfRow, ...]
    gps_to_close: Decimal
    safe_level: Decimal
    remaining_why: str = ""
    elements: tuple[ElementRow, ...] = ()

    @property
    def is_rounded(self) -> bool:
        """Whether a reader who adds the steps up gets another figure than the printed one."""
        level = ZERO
        for step in self.steps:
            if step.is_total and step is not self.steps[0] and level != step.appointments:
                return True
            level = step.appointments if step.is_total else level + step.appointments
        return False


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """Today's demand and capacity, the target year's if nothing is done, and what the plan does about it.

    `assumptions` are all that it rests on. What was frozen before they were says only which were `changed`.
    """

    base_year: str
    target_year: str
    patients: int
    gp_fte: Decimal
    nurse_fte: Decimal
    demand: Decimal
    gp_capacity: Decimal
    nurse_capacity: Decimal
    capacity: Decimal
    gap: GapFigure
    demand_then: Decimal
    do_nothing: GapFigure
    worst_case: GapFigure
    worst_case_without_other_leavers: GapFigure
    unmet: tuple[UnmetRow, ...]
    practices: tuple[PracticeCapacity, ...]
    other_clinical_fte: Decimal | None = None
    other_capacity: Decimal | None = None
    figures_why: str = ""
    share_met: Decimal | None = None
    changed: tuple[AssumptionRow, ...] = ()
    assumptions: tuple[AssumptionRow, ...] = ()
    closing: ClosingTheGap | None = None

    @property
    def differs_from_practices(self) -> bool:
        """Whether the figures are others than the sums of what the practices gave."""
        names = ("patients", "gp_fte", "nurse_fte", "other_clinical_fte")
        return bool(self.practices) and any(total_of(self.practices, name) != getattr(self, name) for name in names)
