"""Eight people who save at once, through gunicorn as it is served: how long, nothing lost, in how much memory."""

from __future__ import annotations

import json
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.urls import reverse

from assessment.models import DomainAnswer
from tests.benchmarks.budgets import BESIDE_PDFS, TOGETHER, Figure
from tests.benchmarks.pages import Nation
from tests.benchmarks.printing import printing_all_the_time
from tests.benchmarks.served import FORM, session_of
from tests.benchmarks.timing import REVISION, percentile
from tests.page_forms import forms_of

PEOPLE, SAVES_EACH = 8, 40
PORT_WAIT_SECONDS = 60


def main() -> None:
    at = Nation()
    answers = list(at.open.answers.select_related("domain").order_by("pk")[:PEOPLE])
    session = session_of(at.lead)
    with served() as (port, server):
        figures = [_memory("Web processes as they start", server), _connections()]
        _saving(port, session, answers, 2)  # so that both processes are warm
        alone = _saving(port, session, answers, SAVES_EACH)
        with printing_all_the_time(at.approved.pk):
            beside = _saving(port, session, answers, SAVES_EACH)
        figures += [_memory("Web processes after saving", server), _connections()]
    p95 = percentile(sorted(alone), 95)
    figures += [
        Figure(f"{PEOPLE} people saving, p95", p95, "ms", TOGETHER),
        Figure(f"{PEOPLE} people saving, median", statistics.median(alone), "ms"),
        Figure(f"{PEOPLE} people saving while PDFs are made, p95", percentile(sorted(beside), 95), "ms", TOGETHER),
        Figure("the same, times as long as without", percentile(sorted(beside), 95) / p95, "", BESIDE_PDFS),
    ]
    print(json.dumps([asdict(figure) for figure in figures]))


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """The port of a gunicorn with its own settings, and its process."""
    with socket.create_server(("localhost", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", f"--bind=localhost:{port}", "--log-level=error"]
    server = subprocess.Popen(command, cwd=settings.BASE_DIR)
    try:
        _wait_for(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    end = time.monotonic() + PORT_WAIT_SECONDS
    while time.monotonic() < end:
        try:
            web = HTTPConnection("localhost", port, timeout=5)
            web.request("GET", "/readyz")
            if web.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    sys.exit("The server did not start.")


def _saving(port: int, session: str, answers: list[DomainAnswer], saves: int) -> list[float]:
    """How long each save took; ends the bench when one was refused or what somebody wrote last is not there."""
    with ThreadPoolExecutor(PEOPLE) as people:
        work = [people.submit(_save_again_and_again, port, session, answer, saves) for answer in answers]
        times = [took for each in work for took in each.result()]
    for answer in answers:
        if DomainAnswer.objects.get(pk=answer.pk).agreement != _text(answer, saves - 1):
            sys.exit(f"What was saved last of {answer.domain} is lost.")
    return times


def _text(answer: DomainAnswer, number: int) -> str:
    return f"Answer {answer.pk}, save {number}"


def _save_again_and_again(port: int, session: str, answer: DomainAnswer, saves: int) -> list[float]:
    """Save one domain's text as one person in one browser would."""
    web = HTTPConnection("localhost", port, timeout=60)
    path = reverse("domain", args=[answer.diagnostic_id, answer.domain.code])
    web.request("GET", path, headers={"Cookie": f"sessionid={session}"})
    response = web.getresponse()
    token = response.headers["Set-Cookie"].split("csrftoken=")[1].split(";")[0]
    form = max(forms_of(response.read().decode(), path), key=lambda form: len(form.fields))
    fields = {field.name: field.chosen[0] for field in form.fields if field.chosen} | {"csrfmiddlewaretoken": token}
    headers = {"Cookie": f"sessionid={session}; csrftoken={token}", "Content-Type": FORM, "HX-Request": "true"}
    times = []
    for number in range(saves):
        fields["agreement"] = _text(answer, number)
        start = time.perf_counter()
        web.request("POST", path, urlencode(fields), headers)
        response = web.getresponse()
        page = response.read().decode()
        times.append((time.perf_counter() - start) * 1000)
        if response.status != 200:
            sys.exit(f"Saving at once answered {response.status}")
        fields |= dict(REVISION.findall(page))
    return times


def _memory(what: str, server: int) -> Figure:
    """Of gunicorn and its workers, what they share counted once (Linux)."""
    processes = [server, *map(int, Path(f"/proc/{server}/task/{server}/children").read_text().split())]
    rolled = (Path(f"/proc/{process}/smaps_rollup").read_text() for process in processes)
    return Figure(what, sum(int(re.findall(r"^Pss:\s+(\d+)", one, re.M)[0]) for one in rolled) / 1024, "MB")


def _connections() -> Figure:
    if connection.vendor != "postgresql":
        return Figure("Connections to the database", 0, "")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return Figure("Connections to the database", cursor.fetchone()[0], "")
