"""What `check --deploy` warns of, and what pages say where e-mails are not sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from localities.models import Invitation, User
from tests.flat import flat

FILES = "django.core.mail.backends.filebased.EmailBackend"


@pytest.fixture(autouse=True)
def _server(settings: Settings) -> None:
    settings.HTTPS, settings.ALLAUTH_TRUSTED_PROXY_COUNT = True, 1
    settings.SITE_URL = "https://assessment.example.org"
    settings.DEFAULT_FROM_EMAIL = "Locality self-assessment <no-reply@example.org>"


def warned(*, deploying: bool = True) -> list[str]:
    found = run_checks(tags=["security"], include_deployment_checks=deploying)
    return sorted(message.id for message in found if message.id.startswith("localities."))


def test_a_server_that_is_set_up_is_not_warned_of() -> None:
    assert warned() == []


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("EMAIL_BACKEND", FILES, "localities.W001"),
        ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "localities.W001"),
        ("DEFAULT_FROM_EMAIL", "Locality self-assessment <no-reply@localhost>", "localities.W002"),
        ("DEFAULT_FROM_EMAIL", "no-reply@localhost", "localities.W002"),
        ("SITE_URL", "https://", "localities.W003"),
        ("SITE_URL", "https://.example.org", "localities.W003"),
        ("SITE_URL", "https://*", "localities.W003"),
        ("SITE_URL", "http://localhost:8000", "localities.W003"),
        ("ALLAUTH_TRUSTED_PROXY_COUNT", 0, "localities.W004"),
    ],
)
def test_what_is_wrong_on_a_server_is_warned_of(settings: Settings, name: str, value: object, expected: str) -> None:
    setattr(settings, name, value)
    assert warned() == [expected]
    assert warned(deploying=False) == []


def test_no_proxy_is_right_where_there_is_no_tls(settings: Settings) -> None:
    settings.HTTPS, settings.ALLAUTH_TRUSTED_PROXY_COUNT = False, 0
    assert warned() == []


def test_no_invitation_is_said_to_be_on_its_way_where_none_is_sent(
    lead: User, client_for: Callable[[User], Client], settings: Settings, tmp_path: object
) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = FILES, str(tmp_path)
    address = reverse("person-invite", args=["canvey-island"])
    typed = {"name": "New", "email": "new@example.com", "role": "lead"}
    page = flat(client_for(lead).post(address, typed, follow=True))
    assert "on its way" not in page
    assert "The invitation for new@example.com is written, but this server sends no e-mails yet" in page
    assert Invitation.objects.exists()


@pytest.mark.django_db
def test_no_link_to_a_new_password_is_said_to_be_on_its_way_where_none_is_sent(settings: Settings) -> None:
    address = reverse("account_reset_password_done")
    assert "on its way" in flat(Client().get(address))
    settings.EMAIL_BACKEND = FILES
    page = flat(Client().get(address))
    assert "on its way" not in page
    assert "This server sends no e-mails yet" in page
