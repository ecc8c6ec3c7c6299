from assessment.selection.models.applications import Application, ApplicationAnswer
from assessment.selection.models.interests import Interest
from assessment.selection.models.panel import AgreedScore, Decision, PanelScore, SentScores
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
    "SentScores",
    "Wave",
]
