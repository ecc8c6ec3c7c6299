"""Requests that no browser of ours sends, given to what gunicorn serves: each gets our own answer with its headers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from config.middleware import CONTENT_SECURITY_POLICY, readable_content_type, readable_requests
from localities.models import User
from tests.cast import World

FORM = "application/x-www-form-urlencoded"
PARTS = b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nA\r\n--x--\r\n'


class Answer:
    """What the handler says, as a server would pass it on."""

    def __init__(self, client: Client, method: str, path: str, content_type: str = "", body: bytes = b"") -> None:
        environ = client._base_environ(
            PATH_INFO=path, QUERY_STRING="with=%41%C3%A9", REQUEST_METHOD=method, CONTENT_LENGTH=str(len(body))
        )
        environ |= {"CONTENT_TYPE": content_type, "wsgi.input": BytesIO(body)}
        response = readable_content_type(get_wsgi_application())(environ, self._start)
        self.text = b"".join(response).decode()
        response.close()

    def _start(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.status, self.headers = int(status.split()[0]), dict(headers)


@pytest.fixture(autouse=True)
def keep_connection() -> Iterator[None]:
    """The end of a request would close the connection that the test rolls back."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def browser(lead: User, client_for: Callable[[User], Client]) -> Client:
    client = client_for(lead)
    client.cookies["csrftoken"] = "x" * 32  # with it, Django's own handler reads the form for its token
    return client


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (f"{FORM}; charset=utf-16", b"title=A"),
        (f"{FORM}; charset=latin-1", b"title=A"),
        (f"{FORM}; charset=klingon", b"title=A"),
        (f"{FORM}; charset=hex", b"title=A"),
        ("multipart/form-data; boundary=x; charset=utf-16", PARTS),
        ("multipart/form-data; boundary=x; charset=hex", PARTS),
        ("multipart/form-data", PARTS),
        ("multipart/form-data; boundary=" + "x" * 300, PARTS),
        (FORM, b"a=1&" * 1001),
        (FORM, b"a=" + b"1" * 3_000_000),
        (f"{FORM}; charset*=klingon''utf-8", b"title=A"),
    ],
    ids=lambda value: value[:60] if isinstance(value, str) else "",
)
def test_a_form_that_cannot_be_read_gets_our_page(content_type: str, body: bytes, browser: Client) -> None:
    answer = Answer(browser, "POST", reverse("home"), content_type, body)
    assert answer.status == 400
    assert "This request could not be read" in answer.text
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY


def test_the_page_that_says_so_does_not_read_the_form_again() -> None:
    request = RequestFactory().post("/", "a=1&" * 1001, content_type=FORM)
    request.COOKIES["csrftoken"] = "x" * 32
    assert readable_requests(lambda _: HttpResponse())(request).status_code == 400
    assert not request.POST


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
def test_a_form_that_says_that_it_is_utf_8_is_read(charset: str, world: World, browser: Client) -> None:
    address = reverse("practice-edit", args=[world.canvey.slug, world.practices[0].ods_code])
    answer = Answer(browser, "POST", address, f"{FORM}; charset={charset}", b"name=")
    assert answer.status == 403  # there is no token in it
    assert "This request could not be read" not in answer.text


@pytest.mark.parametrize("method", ["TRACE", "PUT", "PATCH", "DELETE", "CONNECT", "PROPFIND", "trace", "FOO"])
@pytest.mark.parametrize("path", ["/", "/healthz", "/nowhere", "/accounts/login/"])
def test_a_method_that_no_page_has_is_refused(method: str, path: str, browser: Client) -> None:
    answer = Answer(browser, method, path)
    assert answer.status == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
