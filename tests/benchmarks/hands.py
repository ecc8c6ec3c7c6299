"""A room of 40 phones that raise their hands within five seconds, through gunicorn as it is served: none is lost."""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import time as clock
from http.client import HTTPConnection
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import localdate

from assessment.workshop.models import Attendance, Hand, Workshop
from assessment.workshop.services.phones import join
from assessment.workshop.services.screen import show
from assessment.workshop.services.workshops import open_workshop
from localities.models import Practice
from tests.benchmarks.budgets import Figure
from tests.benchmarks.pages import Nation
from tests.benchmarks.served import FORM
from tests.benchmarks.timing import percentile
from tests.benchmarks.together import served

PHONES = 40
HANDS_SECONDS = 5
"""All hands of a room are up within this time, while every phone goes on asking what is new."""


def main() -> None:
    workshop, code = _room()
    phones = [(code, join(workshop, code)) for code in _codes(workshop)]
    with served() as (port, _), ThreadPoolExecutor(PHONES) as room:
        start = time.perf_counter()
        work = [room.submit(_raise, port, workshop, secret, code, 1 + n % 5) for n, (_, secret) in enumerate(phones)]
        times = [took for each in work for took in each.result()]
        all_up = time.perf_counter() - start
    if Hand.objects.filter(topic__workshop=workshop).count() != PHONES:
        sys.exit("A hand is lost.")
    figures = [
        Figure(f"{PHONES} hands on one domain, until all are up", all_up, "s", HANDS_SECONDS),
        Figure("a hand, or asking what is new, p95", percentile(sorted(times), 95), "ms"),
    ]
    print(json.dumps([asdict(figure) for figure in figures]))


def _room() -> tuple[Workshop, str]:
    """A workshop with as many practices as phones, and hands asked for on its first domain."""
    at = Nation()
    today = localdate()
    made = open_workshop(at.open, by=at.lead, held_on=today, starts=clock(13), ends=clock(15))
    others = Practice.objects.exclude(locality=at.open.locality)[: PHONES - made.attendance.count()]
    Attendance.objects.bulk_create(Attendance(workshop=made, practice=practice) for practice in others)
    code = made.topics.select_related("domain")[0].domain.code
    return show(made, code, "hands", by=at.lead), code


def _codes(workshop: Workshop) -> list[str]:
    return list(workshop.attendance.values_list("practice__ods_code", flat=True)[:PHONES])


def _raise(port: int, workshop: Workshop, secret: str, domain: str, position: int) -> list[float]:
    """What one phone does: look, raise its hand, and ask what is new."""
    web, link = HTTPConnection("localhost", port, timeout=60), reverse("join-link", args=[workshop.join_token])
    cookie = f"workshop-phone={secret}"
    web.request("GET", link, headers={"Cookie": cookie})
    page = web.getresponse()
    token = page.headers["Set-Cookie"].split("csrftoken=")[1].split(";")[0]
    page.read()
    sent = urlencode({"domain": domain, "hands_round": 1, "hand": position, "csrfmiddlewaretoken": token})
    headers = {"Cookie": f"{cookie}; csrftoken={token}", "Content-Type": FORM}
    return [
        _timed(web, ("POST", f"{link}hand/", sent, headers), 302),
        _timed(web, ("GET", f"{link}now/", None, {"Cookie": cookie}), 200),
    ]


def _timed(web: HTTPConnection, request: tuple[str, str, str | None, dict[str, str]], expected: int) -> float:
    start = time.perf_counter()
    web.request(request[0], request[1], request[2], request[3])
    response = web.getresponse()
    response.read()
    if response.status != expected:
        sys.exit(f"{request[1]} answered {response.status}")
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
