"""A post after the session ended, or from a page older than it, loses nothing and saves nothing unasked."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from assessment.models import Diagnostic, DomainAnswer
from localities.kit.kept_text import LIMIT
from localities.models import User
from tests.cast import PASSWORD
from tests.flat import flat

As = Callable[[User], Client]
HERE = {"HTTP_ORIGIN": "http://testserver"}
TEXT = "Weekly huddles,\r\nthen <b>a rota</b>"
TYPED = {"agreement": TEXT, "position": "3", "revision": "0", "go": "next"}


@pytest.fixture
def answer(diagnostic: Diagnostic) -> DomainAnswer:
    return diagnostic.answers.get(domain__code="develop-the-team")


@pytest.fixture
def address(answer: DomainAnswer) -> str:
    return reverse("domain", args=[answer.diagnostic_id, "develop-the-team"])


def hidden(page: str) -> dict[str, str]:
    """What the form on a page would send, its token too."""
    from html import unescape

    form = page[page.index('<form class="app-measure"') :]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return {name: unescape(value) for name, value in found}


def browser(user: User | None = None) -> Client:
    """A browser that is asked for tokens, as real ones are."""
    client = Client(enforce_csrf_checks=True)
    client.get(reverse("account_login"))
    if user:
        client.force_login(user)
    return client


def with_token(client: Client, fields: dict[str, str]) -> dict[str, str]:
    return {**fields, "csrfmiddlewaretoken": client.cookies["csrftoken"].value}


def test_signed_out_shows_what_was_typed_and_keeps_all_of_it(address: str, answer: DomainAnswer) -> None:
    client = browser()
    page = client.post(address, with_token(client, TYPED), **HERE)
    text = page.content.decode()
    assert page.status_code == 401
    assert "You have been signed out" in text
    assert "Weekly huddles,\r\nthen &lt;b&gt;a rota&lt;/b&gt;</textarea>" in text
    assert f"{reverse('account_login')}?next={reverse('signed-in')}" in text
    kept = hidden(text)
    assert kept.pop("csrfmiddlewaretoken")
    assert kept == TYPED
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "sessionid" not in client.cookies  # nothing is stored for somebody unknown
    answer.refresh_from_db()
    assert answer.agreement == ""


def test_signed_in_again_it_is_saved_by_a_button_and_only_by_that(
    address: str, answer: DomainAnswer, lead: User
) -> None:
    client = browser()
    kept = hidden(client.post(address, with_token(client, TYPED), **HERE).content.decode())
    lead.set_password(PASSWORD)
    lead.save()
    sign_in = with_token(client, {"login": lead.email, "password": PASSWORD})
    client.post(reverse("account_login"), sign_in, **HERE)
    asked = client.post(address, kept, **HERE)
    text = asked.content.decode()
    assert asked.status_code == 403
    assert f"You are signed in as <strong>{lead}</strong>" in text
    answer.refresh_from_db()
    assert answer.agreement == ""
    assert client.post(address, hidden(text), **HERE).status_code == 302
    answer.refresh_from_db()
    assert (answer.agreement, answer.position) == (TEXT.replace("\r\n", "\n"), 3)


def test_somebody_else_who_may_not_write_there_is_told_so_and_shown_nothing(
    address: str, practice_rep: User, outsider: User
) -> None:
    for user in (practice_rep, outsider):
        client = browser(user)
        page = client.post(address, {**TYPED, "csrfmiddlewaretoken": "x" * 64}, **HERE)
        assert page.status_code == 403
        assert f"You are signed in as <strong>{user}</strong>, who cannot change this" in page.content.decode()
        assert "huddles" not in page.content.decode()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver.evil.example", None])
def test_what_another_site_sends_is_never_put_before_people_to_press(
    address: str, lead: User, origin: str | None
) -> None:
    headers = {"HTTP_ORIGIN": origin} if origin else {}
    for client in (browser(lead), browser()):
        page = client.post(address, TYPED, **headers)
        assert page.status_code == 403
        assert "huddles" not in page.content.decode()
        assert "This page was open for too long" in page.content.decode()


def test_signed_out_with_an_old_token_is_kept_too(address: str) -> None:
    page = browser().post(address, {**TYPED, "csrfmiddlewaretoken": "x" * 64}, **HERE)
    assert page.status_code == 401
    assert hidden(page.content.decode())["agreement"] == TEXT


def test_passwords_are_never_put_into_a_page(db: None) -> None:
    client = browser()
    typed = {"oldpassword": "first secret", "password1": "second secret", "password2": "second secret"}
    page = client.post(reverse("account_change_password"), with_token(client, typed), **HERE)
    assert page.status_code == 401
    assert "secret" not in page.content.decode()


def test_passwords_on_a_page_of_ours_are_not_either(address: str) -> None:
    client = browser()
    page = client.post(address, with_token(client, {**TYPED, "new-Password": "a secret"}), **HERE)
    assert "secret" not in page.content.decode()
    assert "Nothing was changed" in page.content.decode()


def test_what_is_endless_is_not_kept_and_the_page_says_how_to_rescue_it(address: str) -> None:
    client = browser()
    page = client.post(address, with_token(client, {"agreement": "long " * (LIMIT // 5 + 1)}), **HERE)
    assert page.status_code == 401
    assert "If you typed something, go back first and copy it" in page.content.decode()
    assert len(page.content) < 20_000


def test_a_button_alone_leads_back_to_the_page_it_was_on(address: str) -> None:
    client = browser()
    fields = with_token(client, {"go": "next", "revision": "3"})
    page = client.post(address, fields, HTTP_REFERER=f"http://testserver{address}", **HERE).content.decode()
    assert f'{reverse("account_login")}?next={address}"' in page
    away = client.post(address, fields, HTTP_REFERER="http://evil.example/x", **HERE).content.decode()
    assert f'{reverse("account_login")}?next=/"' in away


def test_administration_pages_keep_nothing(db: None) -> None:
    client = browser()
    typed = with_token(client, {"name": "A new role with words"})
    page = client.post(reverse("admin:localities_locality_add"), typed, **HERE)
    assert (page.status_code, b"A new role" in page.content) == (401, False)


def test_looking_leads_to_signing_in_as_ever(address: str) -> None:
    assert browser().get(address).url == f"{reverse('account_login')}?next={address}"  # type: ignore[attr-defined]


def test_a_page_that_saves_by_itself_gets_a_status(address: str) -> None:
    client = browser()
    answered = client.post(address, with_token(client, TYPED), headers={"HX-Request": "true"}, **HERE)
    assert (answered.status_code, answered.content) == (401, b"You are signed out.")


def test_what_one_person_typed_is_not_saved_by_itself_in_the_name_of_another(
    address: str, answer: DomainAnswer, lead: User, colleague: User, client_for: As
) -> None:
    for user, status in ((colleague, 409), (lead, 200)):
        headers = {"HX-Request": "true", "X-Made-For": str(lead.pk)}
        assert client_for(user).post(address, TYPED, headers=headers).status_code == status
    answer.refresh_from_db()
    assert answer.saved_by == lead


def test_signing_in_beside_a_page_ends_on_one_that_says_go_back(lead: User, client_for: As) -> None:
    page = flat(client_for(lead).get(reverse("signed-in")))
    assert "Close this tab and go back to the page you were writing on" in page
