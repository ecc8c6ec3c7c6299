"""What we will do: the development plan and everything in it."""

from devplans.models.numbers import PlanCapacity, PlanEstate, SectionChoice
from devplans.models.plan import Action, Plan, PlanMetric
from devplans.models.rows import (
    Commitment,
    DigitalInitiative,
    EstateScheme,
    PipelineScheme,
    PlanRow,
    Rag,
    Risk,
    StaffingLine,
)

__all__ = [
    "Action",
    "Commitment",
    "DigitalInitiative",
    "EstateScheme",
    "PipelineScheme",
    "Plan",
    "PlanCapacity",
    "PlanEstate",
    "PlanMetric",
    "PlanRow",
    "Rag",
    "Risk",
    "SectionChoice",
    "StaffingLine",
]
