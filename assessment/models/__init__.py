"""Where we are: the guide, and a locality's diagnostic against it."""

from assessment.models.capacity import CapacityAssumption, CapacityBaseline
from assessment.models.diagnostic import Diagnostic, DomainAnswer, FeatureAnswer, IndicatorValue, PracticeView
from assessment.models.guide import (
    Area,
    Descriptor,
    Domain,
    DomainMinimum,
    Guide,
    Indicator,
    Level,
    LevelFeature,
    ScalePoint,
    Theme,
)
from assessment.models.guide_planning import (
    HubModel,
    Offer,
    OutcomeMetric,
    SectionGuidance,
    SelectionCriterion,
    SuggestedAction,
)

__all__ = [
    "Area",
    "CapacityAssumption",
    "CapacityBaseline",
    "Descriptor",
    "Diagnostic",
    "Domain",
    "DomainAnswer",
    "DomainMinimum",
    "FeatureAnswer",
    "Guide",
    "HubModel",
    "Indicator",
    "IndicatorValue",
    "Level",
    "LevelFeature",
    "Offer",
    "OutcomeMetric",
    "PracticeView",
    "ScalePoint",
    "SectionGuidance",
    "SelectionCriterion",
    "SuggestedAction",
    "Theme",
]
