"""A browser's stand-in in front of the service as gunicorn loads it: config.wsgi, warm, and its objects frozen."""

from __future__ import annotations

import gc
import gzip
import io
from dataclasses import dataclass
from http.cookies import SimpleCookie
from importlib import import_module
from typing import Any
from urllib.parse import urlencode
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from config.wsgi import application
from localities.models import User
from tests.page_forms import PageForm, forms_of

FORM = "application/x-www-form-urlencoded"  # as htmx sends it


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    sent: bytes

    @property
    def text(self) -> str:
        packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.sent) if packed else self.sent).decode(errors="replace")


class Browser:
    """A browser in which somebody is signed in; nobody without a user."""

    def __init__(self, user: User | None = None) -> None:
        self.cookies = SimpleCookie()
        if user:
            self.cookies[settings.SESSION_COOKIE_NAME] = session_of(user)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, fields: list[tuple[str, str]]) -> Answer:
        """Save as htmx does. The page with the form has been opened before, which gave the token."""
        token = self.cookies[settings.CSRF_COOKIE_NAME].value
        body = urlencode([("csrfmiddlewaretoken", token), *fields]).encode()
        return self._ask("POST", path, body, HTTP_HX_REQUEST="true")

    def form(self, path: str) -> PageForm:
        """The form of a page that saves by itself: the one with most fields."""
        return max(forms_of(self.get(path).text, path), key=lambda form: len(form.fields))

    def _ask(self, method: str, path: str, body: bytes = b"", **more: str) -> Answer:
        about, _, query = path.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": about,
            "QUERY_STRING": query,
            "HTTP_HOST": "localhost",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_COOKIE": "; ".join(f"{name}={one.value}" for name, one in self.cookies.items()),
            "HTTP_ACCEPT_ENCODING": "gzip",
            "CONTENT_TYPE": FORM,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            **more,
        }
        setup_testing_defaults(environ)
        got: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
            got.update(status=int(status[:3]), headers=headers)

        answer = application(environ, start)
        sent = b"".join(answer)
        if close := getattr(answer, "close", None):
            close()
        for name, value in got["headers"]:
            if name == "Set-Cookie":
                self.cookies.load(value)
        return Answer(got["status"], dict(got["headers"]), sent)


def session_of(user: User) -> str:
    """The key of a session in which this person has signed in."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


def freeze() -> None:
    """What is loaded once a process is warm stays: as after preloading."""
    gc.collect()
    gc.freeze()
