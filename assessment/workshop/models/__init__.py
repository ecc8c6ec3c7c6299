"""The conversation: workshops of a diagnostic, what they talk about, who is there, the hands that are raised."""

from assessment.workshop.models.hands import Hand, Phone
from assessment.workshop.models.workshops import Attendance, Minutes, Topic, Workshop

__all__ = ["Attendance", "Hand", "Minutes", "Phone", "Topic", "Workshop"]
