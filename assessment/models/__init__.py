"""Where we are: the guide, and a locality's diagnostic against it."""

from assessment.models.capacity import CapacityAssumption, CapacityBaseline
from assessment.models.diagnostic import Diagnostic, DomainAnswer, FeatureAnswer, IndicatorValue, PracticeView
from assessment.models.guide import (
    Area,
    Descriptor,
    Domain,
    Guide,
    Theme,
)
from assessment.models.guide_indicators import Indicator
from assessment.models.guide_learning import CaseStudy, ScalePoint, Strand, Term
from assessment.models.guide_levels import DomainMinimum, Level, LevelFeature
from assessment.models.guide_planning import (
    HubModel,
    Offer,
    OutcomeMetric,
    SectionGuidance,
    SelectionCriterion,
    SuggestedAction,
)
from assessment.models.guide_source import GuideSource
from assessment.models.guide_use import GuideInUse

__all__ = [
    "Area",
    "CapacityAssumption",
    "CapacityBaseline",
    "CaseStudy",
    "Descriptor",
    "Diagnostic",
    "Domain",
    "DomainAnswer",
    "DomainMinimum",
    "FeatureAnswer",
    "Guide",
    "GuideInUse",
    "GuideSource",
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
    "Strand",
    "SuggestedAction",
    "Term",
    "Theme",
]
