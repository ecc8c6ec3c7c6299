"""What the logs say of a request holds no token, and what it answers opens nothing."""

from __future__ import annotations

import logging
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string
from gunicorn.config import Config

from config.logs import GunicornLog, without_secrets
from localities.kit.mail.outbox import secret_of

TOKEN = secret_of("invitation")


@pytest.mark.parametrize(
    ("said", "written"),
    [
        (f"GET /invitations/{TOKEN}/ HTTP/1.1", "GET /invitations/[hidden]/ HTTP/1.1"),
        (f"Not Found: /invitations/{TOKEN}", "Not Found: /invitations/[hidden]"),
        (f'"http://localhost/invitations/{TOKEN}/"', '"http://localhost/invitations/[hidden]/"'),
        (f"/accounts/password/reset/key/1-cz8xyz-{TOKEN[:32]}/", "/accounts/password/reset/key/[hidden]/"),
        ("/actions/7:1tXyz:abc-DEF_0123456789/", "/actions/[hidden]/"),
        (f"GET /accounts/login/?next=/invitations/{TOKEN}/ HTTP/1.1", "GET /accounts/login/ HTTP/1.1"),
        ("GET /waves?secret HTTP/1.1", "GET /waves HTTP/1.1"),
    ],
)
def test_what_opens_something_is_hidden(said: str, written: str) -> None:
    assert without_secrets(said) == written


@pytest.mark.parametrize(
    "said",
    [
        "GET /localities/benfleet-and-hadleigh-together/ HTTP/1.1",
        "GET /diagnostics/12/domains/access/ HTTP/1.1",
        "GET /static/nhsuk/nhsuk-frontend.min.0a9b8c7d6e5f.css HTTP/1.1",
        'File "/srv/assessment/localities/outbox.py", line 12, in send',
        "What now? It goes on.",
    ],
)
def test_the_rest_stays_as_it_is(said: str) -> None:
    assert without_secrets(said) == said


@pytest.mark.django_db
def test_our_own_log_of_a_refused_request_holds_no_token(caplog: pytest.LogCaptureFixture) -> None:
    """Django names the address of whatever is refused."""
    format_of = settings.LOGGING["formatters"]["plain"]
    formatter = import_string(format_of["class"])(format_of["format"])
    Client().get(f"/invitations/{TOKEN}/")
    [record] = [record for record in caplog.records if record.name == "django.request"]
    assert TOKEN in record.getMessage()
    assert formatter.format(record).endswith("WARNING django.request Conflict: /invitations/[hidden]/")
    assert logging.getLogger().handlers


def test_gunicorn_s_log_of_errors_hides_tokens_too(caplog: pytest.LogCaptureFixture) -> None:
    log = GunicornLog(Config())
    log.error_log.propagate = True
    log.exception("Error handling request %s", f"/invitations/{TOKEN}/?q=1")
    assert "Error handling request /invitations/[hidden]/" in caplog.text
    assert TOKEN not in caplog.text


def test_gunicorn_started_here_logs_no_token(tmp_path: Path) -> None:
    """As on a server: the file gunicorn.conf.py is read by itself."""
    with socket.create_server(("localhost", 0)) as free:
        port = free.getsockname()[1]
    log = tmp_path / "access.log"
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "tests.static_answer",
        f"--bind=localhost:{port}",
        f"--access-logfile={log}",
    ]
    with subprocess.Popen([*command, "--log-level=warning"], cwd=settings.BASE_DIR) as server:
        try:
            address = f"http://localhost:{port}/invitations/{TOKEN}/"
            asked = urllib.request.Request(f"{address}?q=secret", headers={"Referer": address})  # noqa: S310
            _answer_of(asked)
        finally:
            server.send_signal(signal.SIGINT)  # at once, without waiting for anybody
    [line] = log.read_text().splitlines()
    assert "GET /invitations/[hidden]/ HTTP/1.1" in line
    assert f"http://localhost:{port}/invitations/[hidden]/" in line
    assert TOKEN not in line
    assert "secret" not in line


def _answer_of(asked: urllib.request.Request) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(asked, timeout=60).close()  # noqa: S310
        except urllib.error.URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
        else:
            return
