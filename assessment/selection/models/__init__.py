from assessment.selection.models.applications import Application, ApplicationAnswer
from assessment.selection.models.panel import AgreedScore, Decision, Interest, PanelScore
from assessment.selection.models.record import DecisionRecord
from assessment.selection.models.waves import PanelMember, Wave

__all__ = [
    "AgreedScore",
    "Application",
    "ApplicationAnswer",
    "Decision",
    "DecisionRecord",
    "Interest",
    "PanelMember",
    "PanelScore",
    "Wave",
]
