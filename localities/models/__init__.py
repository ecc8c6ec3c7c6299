"""Who: the organisations, the people and what they may do."""

from localities.models.figures import Figure, OrganisationEvent
from localities.models.imports import Import, ImportedFile
from localities.models.invitations import Invitation
from localities.models.organisations import Commissioner, Locality, Practice, SignUp, System
from localities.models.people import Role, User

__all__ = [
    "Commissioner",
    "Figure",
    "Import",
    "ImportedFile",
    "Invitation",
    "Locality",
    "OrganisationEvent",
    "Practice",
    "Role",
    "SignUp",
    "System",
    "User",
]
