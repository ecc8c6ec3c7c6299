"""Serving on one machine, really started: the web processes and the worker live and end together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings

from localities.kit.jobs.workers import last_seen
from tests.workers import PATIENCE, comes_to_be, database_url

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def served() -> Iterator[subprocess.Popen[str]]:
    with socket.create_server(("localhost", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "DATABASE_URL": database_url(), "DEBUG": "1", "PORT": str(port)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    with subprocess.Popen(
        ["scripts/serve.sh"],
        cwd=settings.BASE_DIR,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # so that what a failed test leaves behind is found in the end
        preexec_fn=_hears_ctrl_c,
    ) as serving:
        assert comes_to_be(lambda: answers(port) and last_seen() is not None)
        yield serving
        with suppress(ProcessLookupError):
            os.killpg(serving.pid, signal.SIGKILL)


def _hears_ctrl_c() -> None:
    """Tests that run in the background of a shell are begun deaf to it, and so would be what they begin."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def answers(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("localhost", port)) == 0


def parts(serving: subprocess.Popen[str]) -> dict[str, int]:
    """The processes of both, by what they are."""
    children = Path(f"/proc/{serving.pid}/task/{serving.pid}/children").read_text().split()
    words = {int(pid): Path(f"/proc/{pid}/cmdline").read_text() for pid in children}
    return {"worker" if "manage.py" in said else "web": pid for pid, said in words.items()}


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_both_end(served: subprocess.Popen[str], how: signal.Signals) -> None:
    both = parts(served)
    assert set(both) == {"worker", "web"}
    served.send_signal(how)
    assert served.wait(PATIENCE) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in both.values())
    assert last_seen() is None


@pytest.mark.parametrize(("who", "told"), [("worker", "The worker ended"), ("web", "The web server ended")])
def test_when_one_is_killed_the_other_is_stopped_and_it_is_told(
    served: subprocess.Popen[str], who: str, told: str
) -> None:
    both = parts(served)
    os.kill(both[who], signal.SIGKILL)
    assert served.wait(PATIENCE) == 1
    assert served.stderr
    assert told in served.stderr.read()
    assert not any(Path(f"/proc/{pid}").exists() for pid in both.values())
