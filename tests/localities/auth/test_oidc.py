"""Signing in with an account held elsewhere, against a small OpenID Connect provider that runs for the test."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from config.oidc import verified_domains
from localities.models import User
from tests.cast import PASSWORD, World
from tests.flat import flat

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT = {"client_id": "assessment", "client_secret": "shared"}


class Provider(BaseHTTPRequestHandler):
    """Discovery, authorisation with code and PKCE, token, keys, user information (RFC 6749, 7636, OpenID Connect)."""

    person: dict[str, Any] = {}  # what the token says of who signs in
    userinfo: dict[str, Any] | None = None  # what the address for more says, where that differs
    codes: dict[str, dict[str, str]] = {}

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        if url.path == "/.well-known/openid-configuration":
            ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            self.answer(
                {
                    "issuer": self.issuer,
                    "jwks_uri": f"{self.issuer}/keys",
                    **{f"{name}_endpoint": f"{self.issuer}/{end}" for name, end in ends.items()},
                }
            )
        elif url.path == "/keys":
            self.answer({"keys": [json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "1"}]})
        elif url.path == "/authorize":
            assert asked["client_id"] == CLIENT["client_id"]
            assert asked["code_challenge_method"] == "S256"
            code = f"code-{len(self.codes)}"
            self.codes[code] = asked
            self.send_response(302)
            answer = urlencode({"code": code, "state": asked["state"]})
            self.send_header("Location", f"{asked['redirect_uri']}?{answer}")
            self.end_headers()
        elif self.headers["Authorization"] == "Bearer for-the-test":
            self.answer(self.person if self.userinfo is None else self.userinfo)
        else:
            self.answer({"error": "invalid_token"}, status=401)

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        posted = {name: values[0] for name, values in parse_qs(sent).items()}
        asked = self.codes.pop(posted["code"], None)
        digest = hashlib.sha256(posted["code_verifier"].encode()).digest()
        proven = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        known = CLIENT.items() <= posted.items()
        if asked is None or asked["code_challenge"] != proven or not known:
            self.answer({"error": "invalid_grant"}, status=400)
            return
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT["client_id"], "iat": now, "exp": now + 60, **self.person}
        token = jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "1"})
        self.answer({"access_token": "for-the-test", "token_type": "Bearer", "id_token": token, "expires_in": 60})

    def answer(self, content: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture
def provider(settings: Settings) -> Iterator[type[Provider]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    Provider.codes.clear()
    app = {
        "provider_id": "sign-in",
        "name": "NHS identity",
        "client_id": CLIENT["client_id"],
        "secret": CLIENT["client_secret"],
        "settings": {"server_url": f"http://127.0.0.1:{server.server_port}"},
    }
    settings.OIDC_NAME = "NHS identity"
    Provider.userinfo = None
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    yield Provider
    server.shutdown()
    server.server_close()


def sign_in(client: Client, *, follow: bool = True, **query: str) -> Any:
    """Go to the provider and come back, as a browser does."""
    import requests

    away = client.get(reverse("openid_connect_login", args=["sign-in"]), query)
    assert away.status_code == 302
    back = requests.get(away.url, allow_redirects=False, timeout=60).headers["Location"]  # type: ignore[attr-defined]
    assert back.startswith("http://testserver/accounts/oidc/sign-in/login/callback/")
    return client.get(back.removeprefix("http://testserver"), follow=follow)


def is_signed_in(client: Client, user: User) -> bool:
    return client.session.get("_auth_user_id") == str(user.pk)


def test_a_verified_address_signs_in_to_the_account_that_has_it(provider: type[Provider], lead: User) -> None:
    provider.person = {"sub": "1", "email": "LEAD@example.com", "email_verified": True, "name": "Somebody"}
    lead.set_password(PASSWORD)
    lead.save()
    client = Client()
    assert "Sign in with NHS identity" in flat(client.get(reverse("account_login")))
    assert sign_in(client).status_code == 200
    assert is_signed_in(client, lead)
    lead.refresh_from_db()
    assert (lead.name, lead.check_password(PASSWORD)) == ("Locality lead, Canvey Island", True)


@pytest.mark.parametrize("verified", [False, None, "false"])
def test_an_address_that_is_not_verified_does_not(provider: type[Provider], lead: User, verified: object) -> None:
    provider.person = {"sub": "1", "email": lead.email, "email_verified": verified}
    client = Client()
    page = sign_in(client)
    assert page.status_code == 403
    assert "Your e-mail address is not confirmed" in flat(page)
    assert reverse("account_reset_password") in flat(page)
    assert not is_signed_in(client, lead)


def entra(email: str) -> dict[str, Any]:
    """The claims of an NHS.net account: Microsoft Entra ID tells of no verification."""
    return {
        "ver": "2.0",
        "sub": "AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ",
        "oid": "00000000-0000-0000-66f3-3332eca7ea81",
        "tid": "37c354b2-85b0-47f5-b222-07b48d774ee3",
        "name": "Somebody (NHS Trust)",
        "preferred_username": email,
        "email": email,
    }


def nhs_login(email: str, verified: object) -> dict[str, Any]:
    return {
        "sub": "49f470a1-cc52-49b7-beba-0f9cec937c46",
        "vot": "P9.Cp.Cd",
        "nhs_number": "9000000009",
        "identity_proofing_level": "P9",
        "family_name": "Somebody",
        "birthdate": "1970-01-01",
        "email": email,
        "email_verified": verified,
    }


def cis2(email: str, verified: object) -> dict[str, Any]:
    return {
        "sub": "910000000001",
        "nhsid_useruid": "910000000001",
        "uid": "910000000001",
        "idassurancelevel": "3",
        "name": "Somebody",
        "nhsid_nrbac_roles": [{"person_orgid": "1", "person_roleid": "2"}],
        "email": email,
        "email_verified": verified,
    }


@pytest.fixture
def trusting(provider: type[Provider], settings: Settings) -> type[Provider]:
    """A provider that is trusted for example.com, as OIDC_VERIFIED_DOMAINS says it in config/settings.py."""
    [app] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    app["settings"]["verified_email"] = verified_domains("Example.com, nhs.net", app["settings"]["server_url"])
    return provider


def test_an_address_of_a_trusted_domain_needs_no_word_of_the_provider(trusting: type[Provider], lead: User) -> None:
    trusting.person = entra("Lead@EXAMPLE.com")
    trusting.userinfo = {"sub": trusting.person["sub"], "email": "Lead@EXAMPLE.com"}
    client = Client()
    sign_in(client)
    assert is_signed_in(client, lead)


def test_without_trusted_domains_it_ends_on_a_page_that_says_what_to_do(provider: type[Provider], lead: User) -> None:
    provider.person = entra(lead.email)
    page = sign_in(Client())
    assert page.status_code == 403
    text = flat(page)
    assert "it did not confirm that your e-mail address is yours" in text
    assert reverse("account_login") in text


@pytest.mark.parametrize("email", ["lead@evil-example.com", "lead@mail.example.com", "lead@example.com.evil.org"])
def test_a_domain_is_trusted_by_its_whole_name(trusting: type[Provider], lead: User, email: str) -> None:
    lead.email = email
    lead.save()
    trusting.person = entra(email)
    client = Client()
    assert "is not confirmed" in flat(sign_in(client))
    assert not is_signed_in(client, lead)


def test_the_name_to_sign_in_with_is_no_address(trusting: type[Provider], lead: User) -> None:
    trusting.person = {**entra(lead.email), "email": None}
    client = Client()
    assert "is not confirmed" in flat(sign_in(client))
    assert not is_signed_in(client, lead)


@pytest.mark.parametrize("denied", [False, "false", "False"])
def test_a_provider_that_says_not_verified_is_believed(trusting: type[Provider], lead: User, denied: object) -> None:
    trusting.person = cis2(lead.email, denied)
    trusting.userinfo = {"sub": trusting.person["sub"], "email": lead.email}
    client = Client()
    assert "is not confirmed" in flat(sign_in(client))
    assert not is_signed_in(client, lead)


@pytest.mark.parametrize("verified", [True, "true"])
@pytest.mark.parametrize("shape", [nhs_login, cis2])
def test_nhs_login_and_cis2_confirm_addresses_themselves(
    provider: type[Provider], lead: User, shape: Callable[[str, object], dict[str, Any]], verified: object
) -> None:
    provider.person = shape(lead.email, verified)
    client = Client()
    sign_in(client)
    assert is_signed_in(client, lead)


def test_it_never_makes_an_account(provider: type[Provider], lead: User) -> None:
    before = User.objects.count()
    provider.person = {"sub": "1", "email": "stranger@example.com", "email_verified": True}
    assert sign_in(Client()).status_code == 403
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_an_account_is_tied_to_the_first_identity(provider: type[Provider], lead: User) -> None:
    provider.person = {"sub": "1", "email": lead.email, "email_verified": True}
    sign_in(Client())
    # Whoever is given the address later does not get the account.
    provider.person = {"sub": "2", "email": lead.email, "email_verified": True}
    other = Client()
    assert "belongs to another sign-in" in flat(sign_in(other))
    assert not is_signed_in(other, lead)
    # The person stays the same when their address changes there.
    provider.person = {"sub": "1", "email": "married@example.com", "email_verified": True}
    again = Client()
    sign_in(again)
    assert is_signed_in(again, lead)


def test_a_closed_account_stays_closed(provider: type[Provider], lead: User) -> None:
    lead.is_active = False
    lead.save()
    provider.person = {"sub": "1", "email": lead.email, "email_verified": True}
    client = Client()
    assert "This account is closed" in flat(sign_in(client))
    assert not is_signed_in(client, lead)


def test_it_cannot_be_asked_to_tie_identities_together(
    provider: type[Provider], lead: User, outsider: User, client_for: Callable[[User], Client]
) -> None:
    provider.person = {"sub": "1", "email": outsider.email, "email_verified": True}
    client = client_for(lead)
    sign_in(client, process="connect")
    assert not SocialAccount.objects.filter(user=lead).exists()
    assert is_signed_in(client, outsider)


def test_it_leads_back_to_where_somebody_wanted_to_go(provider: type[Provider], lead: User, world: World) -> None:
    provider.person = {"sub": "1", "email": lead.email, "email_verified": True}
    got = sign_in(Client(), follow=False, next="/localities/canvey-island/practices/")
    assert got.url == "/localities/canvey-island/practices/"


def test_a_made_up_answer_signs_nobody_in(provider: type[Provider], lead: User) -> None:
    callback = reverse("openid_connect_callback", args=["sign-in"])
    page = Client().get(callback, {"code": "stolen", "state": "made-up"})
    assert "Signing in did not work" in flat(page)


def test_a_provider_that_is_down_is_said_to_be(db: None, provider: type[Provider], settings: Settings) -> None:
    [app] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    app["settings"]["server_url"] = "http://127.0.0.1:1"
    page = Client().get(reverse("openid_connect_login", args=["sign-in"]))
    assert page.status_code == 502
    assert "could not be reached" in flat(page)


def test_somebody_who_stops_half_way_is_told_so(provider: type[Provider], lead: User) -> None:
    client = Client()
    away = client.get(reverse("openid_connect_login", args=["sign-in"])).url  # type: ignore[attr-defined]
    state = parse_qs(urlsplit(away).query)["state"][0]
    callback = reverse("openid_connect_callback", args=["sign-in"])
    page = client.get(callback, {"error": "access_denied", "state": state}, follow=True)
    assert "You did not sign in" in flat(page)


def test_without_settings_it_is_not_there(db: None) -> None:
    assert "/oidc/" not in flat(Client().get(reverse("account_login")))
    assert Client().get(reverse("openid_connect_login", args=["sign-in"])).status_code == 404


def test_settings_left_out_are_named() -> None:
    environment = {"DEBUG": "1", "SECRET_KEY": "x", "OIDC_NAME": "NHS identity", "OIDC_CLIENT_ID": "x"}
    command = [sys.executable, "-c", "import config.settings"]
    got = subprocess.run(
        command, cwd=django_settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert "set OIDC_SERVER_URL, OIDC_CLIENT_SECRET as well" in got.stderr


TENANT = "https://login.microsoftonline.com/37c354b2-85b0-47f5-b222-07b48d774ee3/v2.0"


def test_trusted_domains_are_read_from_a_list() -> None:
    assert verified_domains("", TENANT) == []
    assert verified_domains("NHS.net, example.nhs.uk", TENANT) == ["nhs.net", "example.nhs.uk"]


@pytest.mark.parametrize(
    "listed", ["*", "true", "True", "all", "1", "nhs.net,", " ", ",", "*.nhs.net", "@nhs.net", "uk", "nhs.net nhs.uk"]
)
def test_what_would_trust_more_than_a_domain_is_refused(listed: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="There is no way to trust all"):
        verified_domains(listed, TENANT)


@pytest.mark.parametrize("anybody", ["common", "organizations", "consumers", "Common"])
def test_trusted_domains_go_with_no_issuer_that_serves_everybody(anybody: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="Use your own tenant's address"):
        verified_domains("nhs.net", f"https://login.microsoftonline.com/{anybody}/v2.0")
    with pytest.raises(ImproperlyConfigured, match="Set both"):
        verified_domains("nhs.net", "")


def test_the_settings_hand_the_trusted_domains_to_allauth() -> None:
    names = ("OIDC_NAME", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    environment = {"DEBUG": "1", "SECRET_KEY": "x", **dict.fromkeys(names, "x"), "OIDC_SERVER_URL": TENANT}
    environment["OIDC_VERIFIED_DOMAINS"] = "nhs.net"
    look = "import config.settings as s; print(s.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'][0]['settings'])"
    command = [sys.executable, "-c", look]
    got = subprocess.run(
        command, cwd=django_settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    assert "'verified_email': ['nhs.net']" in got.stdout
