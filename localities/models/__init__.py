"""Who: the organisations, the people and what they may do, and the record of what they did."""

from localities.kit.models.audit import AuditEvent
from localities.models.messages import EmailChoice, Invitation, OutgoingEmail
from localities.models.organisations import Commissioner, Locality, Practice, SignUp, System
from localities.models.people import Role, User

__all__ = [
    "AuditEvent",
    "Commissioner",
    "EmailChoice",
    "Invitation",
    "Locality",
    "OutgoingEmail",
    "Practice",
    "Role",
    "SignUp",
    "System",
    "User",
]
