"""Who: the organisations, the people and what they may do."""

from localities.models.invitations import Invitation
from localities.models.organisations import Commissioner, Locality, Practice, SignUp, System
from localities.models.people import Role, User

__all__ = [
    "Commissioner",
    "Invitation",
    "Locality",
    "Practice",
    "Role",
    "SignUp",
    "System",
    "User",
]
