"""Where we are: the guide, and a locality's diagnostic against it."""

from assessment.models.capacity import CapacityAssumption, CapacityBaseline
from assessment.models.diagnostic import Diagnostic, DomainAnswer, FeatureAnswer, IndicatorValue, PracticeView
from assessment.models.guide import (
    Area,
    Descriptor,
    Domain,
    DomainMinimum,
    Guide,
    HubModel,
    Indicator,
    Level,
    LevelFeature,
    Offer,
    OutcomeMetric,
    ScalePoint,
    SectionGuidance,
    SelectionCriterion,
    SuggestedAction,
    Theme,
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
