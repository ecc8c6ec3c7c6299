"""Who is signed in: the person with what their roles reach, in one query for each request."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from localities.models import Role, User
from localities.models.people import SCOPE_COLUMNS, scopes_of

COLUMNS = (*SCOPE_COLUMNS, *(f"user__{field.attname}" for field in User._meta.concrete_fields))


class SignedIn(AuthenticationBackend):
    """Signs in as django-allauth does, and finds again who did."""

    def get_user(self, user_id: int) -> User | None:
        """The person with their scopes; None for who is gone or may not sign in. Two queries without a role."""
        roles = list(Role.objects.filter(user=user_id).select_related("user", "practice").only(*COLUMNS).order_by())
        user = roles[0].user if roles else User.objects.filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.scopes = scopes_of(roles)
        return user
