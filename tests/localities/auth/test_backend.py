"""Who is signed in is found again with their roles, in one query."""

from __future__ import annotations

import pytest

from localities.auth.backend import SignedIn
from localities.models import Role, User
from tests.cast import make_user


@pytest.mark.parametrize(
    "name", ["lead", "practice_rep", "officer", "panel_member", "system_team", "administrator", "outsider"]
)
def test_a_person_comes_with_what_their_roles_reach(
    name: str, cast: dict[str, User], django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        found = SignedIn().get_user(cast[name].pk)
        assert found.scopes.roles
        assert (found.name, found.email, found.last_login) == (cast[name].name, cast[name].email, None)
    assert found.scopes == User.objects.get(pk=found.pk).scopes


@pytest.mark.django_db
def test_somebody_without_a_role_is_somebody_all_the_same() -> None:
    nobody = make_user("new@example.com", "Newcomer")
    assert SignedIn().get_user(nobody.pk).scopes.roles == frozenset()


def test_who_may_not_sign_in_any_more_is_nobody(lead: User) -> None:
    User.objects.filter(pk=lead.pk).update(is_active=False)
    assert SignedIn().get_user(lead.pk) is None
    Role.objects.all().delete()
    assert SignedIn().get_user(lead.pk) is None
    assert SignedIn().get_user(0) is None
