"""In whose name files are brought in on the server."""

from __future__ import annotations

from localities.models import Role, User

IMPORTER = "import_practices"
"""As the record has called it from the beginning."""


def importer() -> User:
    """Return the administrator in whose name files are brought in on the server. Nobody can sign in as it."""
    email = f"{IMPORTER}@localhost"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, name=IMPORTER, is_active=False)
    Role.objects.get_or_create(user=user, kind=Role.Kind.ADMINISTRATOR)
    return user
