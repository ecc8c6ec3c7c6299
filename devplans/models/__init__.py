"""What we will do: the development plan and everything in it."""

from devplans.models.agreement import Comment, PlanVersion, PracticeAgreement, SignOff, WorkingCopy
from devplans.models.consistency import ConsistencyAnswer
from devplans.models.metrics import PlanMetric
from devplans.models.money import CostLine
from devplans.models.numbers import PlanCapacity, PlanEstate, SectionChoice
from devplans.models.pipeline import PipelineScheme, PipelineTotal, Rag
from devplans.models.plan import Action, Plan
from devplans.models.progress import CommitmentReport, Measurement, ProgressReport, RiskReview
from devplans.models.rows import (
    Commitment,
    DecisionAsked,
    DigitalInitiative,
    EstateScheme,
    PlanRow,
    Risk,
    StaffingLine,
)

__all__ = [
    "Action",
    "Comment",
    "Commitment",
    "CommitmentReport",
    "ConsistencyAnswer",
    "CostLine",
    "DecisionAsked",
    "DigitalInitiative",
    "EstateScheme",
    "Measurement",
    "PipelineScheme",
    "PipelineTotal",
    "Plan",
    "PlanCapacity",
    "PlanEstate",
    "PlanMetric",
    "PlanRow",
    "PlanVersion",
    "PracticeAgreement",
    "ProgressReport",
    "Rag",
    "Risk",
    "RiskReview",
    "SectionChoice",
    "SignOff",
    "StaffingLine",
    "WorkingCopy",
]
