"""The second step of signing in: an authenticator app, recovery codes, and MFA_REQUIRED for people above localities."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from localities.auth.mfa_required import NEEDED
from localities.models import User
from tests.cast import PASSWORD
from tests.flat import flat

As = Callable[[User], Client]


def code_of(secret: str) -> str:
    """The code that an app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def secret(approver: User) -> str:
    """An approver's authenticator app."""
    secret = generate_totp_secret()
    TOTP.activate(approver, secret)
    return secret


def sign_in(user: User) -> Client:
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def test_an_app_is_set_up_after_the_password_and_brings_recovery_codes(lead: User) -> None:
    client, address = sign_in(lead), reverse("mfa_activate_totp")
    asked = client.get(address, follow=True)
    assert "Before you change how you sign in, enter your password" in flat(asked)
    page = client.post(asked.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    found = re.search(r'<code class="app-code">(\w+)</code>', flat(page))
    assert found
    wrong = client.post(address, {"code": "000000"})
    assert "The code is not right" in flat(wrong)
    codes = flat(client.post(address, {"code": code_of(found[1])}, follow=True))
    assert codes.count('<code class="app-code">') == 10
    assert Authenticator.objects.filter(user=lead).count() == 2


def test_signing_in_asks_for_the_code(approver: User, secret: str) -> None:
    client = sign_in(approver)
    assert client.get("/").url.startswith("/accounts/login/")  # type: ignore[attr-defined]
    address = reverse("mfa_authenticate")
    page = flat(client.get(address))
    assert "Enter the code that your authenticator app shows now" in page
    assert "The code is not right" in flat(client.post(address, {"code": "123"}))
    assert client.post(address, {"code": code_of(secret)}).status_code == 302
    assert client.get(reverse("locality", args=["canvey-island"])).status_code == 200


def test_a_recovery_code_works_once(approver: User, secret: str) -> None:
    code = RecoveryCodes.activate(approver).get_unused_codes()[0]
    assert sign_in(approver).post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert sign_in(approver).post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_every_page_of_the_second_step_is_ours(approver: User, secret: str) -> None:
    client = sign_in(approver)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for name in (
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_reauthenticate",
        "account_reauthenticate",
    ):
        page = client.get(reverse(name))
        assert page.status_code == 200, name
        assert "nhsuk-header" in flat(page), name


def test_it_is_offered_and_not_asked_for_by_default(approver: User, client_for: As) -> None:
    assert client_for(approver).get(reverse("locality", args=["canvey-island"])).status_code == 200
    assert "Second step when signing in" in flat(client_for(approver).get(reverse("your-account")))


ASKED = ["administrator", "system_team", "officer", "approver", "panel_member"]


@pytest.mark.parametrize("who", ASKED)
@pytest.mark.parametrize("address", ["/", "/admin/", "/admin/localities/role/add/", "/your-account/", "/guide/"])
def test_required_people_above_localities_set_it_up_first(
    who: str, address: str, cast: dict[str, User], client_for: As, settings: Settings
) -> None:
    settings.MFA_REQUIRED = True
    got = client_for(cast[who]).get(address, follow=True)
    assert got.redirect_chain == [(reverse("mfa_index"), 302)]
    assert "In your role a password alone is not enough here" in flat(got)


def test_required_a_superuser_without_a_role_is_asked_too(outsider: User, client_for: As, settings: Settings) -> None:
    settings.MFA_REQUIRED = True
    outsider.roles.all().delete()
    outsider.is_superuser = True
    outsider.save()
    assert client_for(outsider).get("/admin/").url == reverse("mfa_index")  # type: ignore[attr-defined]


def test_required_only_what_sets_it_up_or_anybody_may_read_stays_open(administrator: User, settings: Settings) -> None:
    settings.MFA_REQUIRED = True
    client = sign_in(administrator)
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "account_logout"):
        got = client.get(reverse(name), follow=True)
        assert (got.status_code, NEEDED in flat(got)) == (200, False), name
    for name in ("privacy", "accessibility", "help"):
        assert client.get(reverse(name)).status_code == 200
    for name in ("account_change_password", "account_reset_password", "account_login"):
        assert client.post(reverse(name)).url == reverse("mfa_index"), name  # type: ignore[attr-defined]
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_required_an_approver_changes_nothing_before_it_is_set_up(
    approver: User, lead: User, client_for: As, settings: Settings
) -> None:
    settings.MFA_REQUIRED = True
    got = client_for(approver).post(reverse("role-remove", args=[lead.roles.get().pk]))
    assert (got.status_code, got.url) == (302, reverse("mfa_index"))  # type: ignore[attr-defined]
    assert lead.roles.exists()


def test_required_it_holds_up_nobody_who_has_it_and_nobody_of_a_locality(
    approver: User, secret: str, practice_rep: User, lead: User, client_for: As, settings: Settings
) -> None:
    settings.MFA_REQUIRED = True
    for user in (approver, practice_rep, lead):
        assert client_for(user).get(reverse("locality", args=["canvey-island"])).status_code == 200
    assert Client().get(reverse("account_login")).status_code == 200
