"""What the capacity model needs to know: list size, staff, assumptions and levers, each with its source and range."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from assessment.rules.checked_figures import Figures, InvalidFiguresError, about
from assessment.rules.decimals import HUNDRED, plain

SECTION_2 = "Mid and South Essex primary care strategy 2018, section 2"
SECTION_3 = "Mid and South Essex primary care strategy 2018, section 3"
CHOSEN_LOCALLY = "The plan's own staffing"

YEARS_AHEAD = 3
"""From the base year to the target year unless changed: the strategy looks from 2017/18 to 2020/21 (section 3)."""

FURTHEST_YEARS_AHEAD = 20
"""Our own limit: compound growth says nothing useful beyond it."""

MOST_PATIENTS, MOST_STAFF = 10_000_000, 100_000
"""Our own limits, far beyond any locality or system, so that no slip of the keyboard overruns a calculation."""

FEWEST_PATIENTS_PER_GP = 200
"""More than one full-time GP for so many patients is asked about, not refused. Our own limit: a likely slip."""


def _lost(who: str, low: int) -> dict[str, Any]:
    label = f"{who} lost by the target year in the worst case"
    return about(label, "% of today's", SECTION_2, (low, 60), "Count who could retire or leave.")


def _unmet(what: str, low: int, high: int) -> dict[str, Any]:
    advice = "Local patient surveys may tell."
    return about(f"Without an appointment, {what}", "% of unmet need", SECTION_2, (low, high), advice)


def _taken_away(label: str, unit: str, high: int) -> dict[str, Any]:
    return about(label, unit, SECTION_3, (0, high), "Say what makes it likely.")


def _extra(who: str, high: int) -> dict[str, Any]:
    advice = "Count full-time equivalents of this locality only."
    return about(who, "FTE", CHOSEN_LOCALLY, (0, high), advice, allowed=(0, MOST_STAFF))


@dataclass(frozen=True)
class Assumptions(Figures):
    """What today's figures assume. Four shares of unmet need come to 100 at most: the rest try the practice again."""

    demand_rate: Decimal = field(
        default=Decimal(98),
        metadata=about(
            "Appointments needed",
            "per 1,000 patients a week",
            SECTION_2,
            (70, 140),
            "Check that it is for one week and counts every appointment in general practice.",
            allowed=(0, 1000),
        ),
    )
    gp_appointments: Decimal = field(
        default=Decimal(125),
        metadata=about(
            "Appointments a full-time GP offers",
            "a week",
            f"{SECTION_2}: audit of 132 practices, January 2018",
            (80, 160),
            "Check that it is for one week of one full-time GP.",
            allowed=(1, 1000),
        ),
    )
    clinical_hours: Decimal = field(
        default=Decimal("37.5"),
        metadata=about(
            "Hours with patients of a full-time nurse or other clinician",
            "hours a week",
            SECTION_2,
            (20, 40),
            "Leave out breaks, meetings and paperwork.",
        ),
    )
    appointment_minutes: Decimal = field(
        default=Decimal(20),
        metadata=about(
            "Length of an appointment with a nurse or other clinician",
            "minutes",
            SECTION_2,
            (10, 40),
            "Use the average over all kinds of appointment.",
            allowed=(1, 480),
        ),
    )
    growth: Decimal = field(
        default=Decimal(3),
        metadata=about(
            "Growth in what patients need",
            "% a year, compounding",
            SECTION_3,
            (0, 6),
            "Count growth and ageing of the population, and care that moves out of hospital.",
            allowed=(-10, 25),
        ),
    )
    gp_loss: Decimal = field(default=Decimal(50), metadata=_lost("GPs", 10))
    nurse_loss: Decimal = field(default=Decimal(25), metadata=_lost("Nurses", 5))
    other_leavers: Decimal = field(
        default=Decimal(13),
        metadata=about(
            "Staff who leave for other reasons than retirement, part of both losses",
            "% of today's",
            SECTION_2,
            (0, 25),
            "Count those who move away or change work.",
        ),
    )
    unmet_nothing: Decimal = field(default=Decimal(20), metadata=_unmet("do nothing", 5, 40))
    unmet_pharmacist: Decimal = field(default=Decimal(6), metadata=_unmet("see a pharmacist", 0, 25))
    unmet_ae: Decimal = field(default=Decimal(7), metadata=_unmet("go to A&E", 0, 25))
    unmet_other_nhs: Decimal = field(default=Decimal(8), metadata=_unmet("use another NHS service", 0, 25))
    safe_level: Decimal = field(
        default=Decimal(115),
        metadata=about(
            "Safe level of appointments for a full-time GP",
            "a week",
            f"{SECTION_3}: 23 a day",
            (100, 125),
            "115 is 23 a day on five days.",
            allowed=(1, 1000),
        ),
    )

    @property
    def clinical_appointments(self) -> Decimal:
        """Appointments of a full-time nurse or other clinician a week: 37.5 hours of 20 minutes make 112.5."""
        return self.clinical_hours * 60 / self.appointment_minutes

    @property
    def unmet_retry(self) -> Decimal:
        """Share of unmet need that tries the practice again, in per cent: what the others leave."""
        return HUNDRED - self.unmet_nothing - self.unmet_pharmacist - self.unmet_ae - self.unmet_other_nhs

    def _problems(self) -> dict[str, str]:
        problems = super()._problems()
        if not problems and self.unmet_retry < 0:
            over = "Where unmet need goes: these four shares come to more than 100%. Lower one of them."
            problems = dict.fromkeys(("unmet_nothing", "unmet_pharmacist", "unmet_ae", "unmet_other_nhs"), over)
        return problems


@dataclass(frozen=True)
class Levers(Figures):
    """What a plan does about the gap. Extra staff come from the plan's staffing lines; `gp_level` None is today's.

    Two levers take demand away: together they take 100 per cent at most.
    """

    triage_share: Decimal = field(
        default=Decimal(3),
        metadata=_taken_away("Demand that better front-door triage takes away", "% of demand in the target year", 10),
    )
    proactive_share: Decimal = field(
        default=Decimal(1),
        metadata=_taken_away("Demand that proactive care takes away", "% of demand in the target year", 5),
    )
    bureaucracy_share: Decimal = field(
        default=Decimal(2),
        metadata=_taken_away("Capacity that less bureaucracy for GPs frees", "% of what today's GPs offer", 10),
    )
    wider_workforce_fte: Decimal = field(
        default=Decimal(0), metadata=_extra("Extra clinical staff of the wider workforce", 50)
    )
    extra_gp_fte: Decimal = field(default=Decimal(0), metadata=_extra("Extra GPs", 20))
    gp_level: Decimal | None = field(
        default=None,
        metadata=about(
            "Appointments a full-time GP will offer",
            "a week",
            f"{SECTION_3}: safe level 115",
            (100, 130),
            "The safe level is 115 a week.",
            allowed=(1, 1000),
        ),
    )

    def _problems(self) -> dict[str, str]:
        problems, both = super()._problems(), ("triage_share", "proactive_share")
        if not problems.keys() & set(both) and self.triage_share + self.proactive_share > HUNDRED:
            over = "Triage and proactive care together take away more than all demand. Lower one of them."
            problems |= dict.fromkeys(both, over)
        return problems


@dataclass(frozen=True)
class Baseline:
    """A locality's list size and staff today, and the years looked at. Raises InvalidFiguresError if impossible.

    `other_clinical_fte` are clinicians beside GPs and nurses who see patients; the strategy's 256 practitioners hold
    them already, so its own run adds none. Not known counts as none.
    """

    patients: int | None
    gp_fte: Decimal | None
    nurse_fte: Decimal | None
    base_year: int
    target_year: int
    other_clinical_fte: Decimal | None = None

    def __post_init__(self) -> None:
        problems = {
            name: f"{label}: enter a number from 0 to {plain(most)}."
            for name, label, most in (
                ("patients", "List size", MOST_PATIENTS),
                ("gp_fte", "GP FTE", MOST_STAFF),
                ("nurse_fte", "Nurse FTE", MOST_STAFF),
                ("other_clinical_fte", "Other clinicians’ FTE", MOST_STAFF),
            )
            if (value := getattr(self, name)) is not None and not (Decimal(value).is_finite() and 0 <= value <= most)
        }
        if not 0 <= self.years <= FURTHEST_YEARS_AHEAD:
            last = self.base_year + FURTHEST_YEARS_AHEAD
            problems["target_year"] = f"Target year: choose from {self.base_year}, the base year, to {last}."
        if problems:
            raise InvalidFiguresError(problems)

    @property
    def years(self) -> int:
        """Years of growth from the base year to the target year."""
        return self.target_year - self.base_year

    @property
    def missing(self) -> dict[str, str]:
        """What has to be known before there is a gap, by field."""
        needed = {
            "patients": "Enter the list size: demand cannot be worked out without it.",
            "gp_fte": "Enter the GP FTE (0 if there are none): capacity cannot be worked out without it.",
            "nurse_fte": "Enter the nurse FTE (0 if there are none): capacity cannot be worked out without it.",
        }
        return {name: words for name, words in needed.items() if getattr(self, name) is None}

    @property
    def questions(self) -> dict[str, str]:
        """What to ask about unusual values, by field."""
        if self.patients is None or self.gp_fte is None or self.gp_fte * FEWEST_PATIENTS_PER_GP <= self.patients:
            return {}
        words = f"{plain(self.gp_fte)} full-time GPs for {plain(self.patients)} patients is more than one for every "
        return {"gp_fte": f"{words}{FEWEST_PATIENTS_PER_GP}. Check both figures."}
