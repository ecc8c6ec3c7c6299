"""What `bench` runs inside Django: each function here gives some rows of its table."""

import json
import math
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from html.parser import HTMLParser
from http.client import HTTPConnection
from io import BytesIO
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessment.models import Diagnostic, DomainAnswer
from devplans.models import Plan
from devplans.services.agreement import approve_plan, submit_plan
from localities.models import Commissioner, Locality, Role, System, User
from localities.models.people import RoleKind

REPEATS = 60
QUERIES_A_PAGE = 12
TRANSACTION_STATEMENTS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")  # logged too, but they ask for nothing
PEOPLE, SAVES_EACH = 8, 25
FORM = "application/x-www-form-urlencoded"  # as htmx sends it
PORT_WAIT_SECONDS = 20


@dataclass(frozen=True)
class Row:
    """One figure beside its budget: at most that much, or no budget."""

    what: str
    figure: float
    unit: str
    budget: float | None = None

    @property
    def within(self) -> bool:
        return self.budget is None or self.figure <= self.budget


def main() -> None:
    report([*pages(), *agreement(), *fresh_pdf(), *people_saving_at_once()], "bench")


def together() -> None:
    """The pages over many localities, in a database of national size."""
    report([*dashboards()], "bench-national")


def report(rows: list[Row], name: str) -> None:
    print(f"\n{connection.vendor:<52}{'measured':>9}{'budget':>17}")
    for row in rows:
        budget = "" if row.budget is None else f"{row.budget:>8g} {'' if row.within else '  OVER'}"
        print(f"{row.what:<52}{row.figure:>9.2f} {row.unit:<8}{budget}")
    file = Path(settings.BASE_DIR) / "var" / f"{name}.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps({"database": connection.vendor, "rows": [asdict(row) for row in rows]}, indent=2))


def holder_of(kind: RoleKind, **scope: object) -> User:
    return User.objects.filter(roles__in=Role.objects.filter(kind=kind, **scope))[0]


def lead_of(locality: Locality) -> User:
    return holder_of(RoleKind.LOCALITY_LEAD, locality=locality)


def half_filled_in() -> Diagnostic:
    return Diagnostic.objects.filter(state=Diagnostic.State.OPEN, answers__position__isnull=False)[0]


def a_plan() -> Plan:
    return Plan.objects.order_by("pk")[0]


def client_of(user: User) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


class FormFields(HTMLParser):
    """What a browser would send of a page's forms."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._textarea = self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        self._textarea = name if tag == "textarea" else ""
        if tag == "textarea":
            self.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            self.fields[self._select] = given.get("value") or ""
        elif tag == "input" and name and (given.get("type") not in ("radio", "checkbox") or "checked" in given):
            self.fields[name] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.fields[self._textarea] += data


def pages() -> list[Row]:
    """Server time and queries of the pages people use most, at the size of the demonstration data."""
    diagnostic, plan = half_filled_in(), a_plan()
    filling_in, planning = client_of(lead_of(diagnostic.locality)), client_of(lead_of(plan.locality))
    watching = client_of(holder_of(RoleKind.COMMISSIONER_OFFICER, commissioner=plan.locality.commissioner))
    its_page = reverse("commissioner", args=[plan.locality.commissioner.ods_code])
    domain = reverse("domain", args=[diagnostic.pk, diagnostic.answers.all()[0].domain.code])
    capacity, levers = reverse("capacity", args=[diagnostic.pk]), reverse("plan-capacity", args=[plan.pk])
    return [
        *page("A CCG", lambda: watching.get(its_page).status_code, None),
        *page("A locality's home", lambda: planning.get(plan.locality.get_absolute_url()).status_code, None),
        *page("Domain page", lambda: filling_in.get(domain).status_code, 12),
        *page("Autosave", autosave(filling_in, domain, "agreement"), 8),
        *page("Demand and capacity today", lambda: filling_in.get(capacity).status_code, None),
        *page("Its autosave", autosave(filling_in, capacity, "figures-figures_why", "figures-revision"), 8),
        *page("Result", lambda: planning.get(reverse("result", args=[plan.diagnostic_id])).status_code, 20),
        *page(
            f"Plan, {plan.actions.count()} actions",
            lambda: planning.get(reverse("actions", args=[plan.pk])).status_code,
            30,
        ),
        *page("Plan's overview", lambda: planning.get(plan.get_absolute_url()).status_code, 30),
        *page("Plan's demand and capacity", lambda: planning.get(levers).status_code, None),
        *page("Its autosave", autosave(planning, levers, "remaining_why"), 8),
    ]


def agreement() -> list[Row]:
    """Submitting, reviewing and approving the demonstration's plan; taken back again, for those who come after."""
    plan = a_plan()
    ccg = {"commissioner": plan.locality.commissioner}
    lead, approver = lead_of(plan.locality), holder_of(RoleKind.COMMISSIONER_APPROVER, **ccg)
    reviewing, signed = client_of(approver), {"role": "Their role", "statement": "We agree."}
    review = reverse("review", args=[plan.pk])
    with transaction.atomic():
        started = time.perf_counter()
        version = submit_plan(plan, by=lead, expected_version=0, name=str(lead), **signed)
        submitting = time.perf_counter() - started
        rows = page("Review page", lambda: reviewing.get(review).status_code, None)
        started = time.perf_counter()
        approve_plan(a_plan(), by=approver, expected_version=version.pk, name=str(approver), **signed)
        approving = time.perf_counter() - started
        stored = reverse("version-pdf", args=[plan.pk, version.number])
        rows += page("A signed PDF, stored bytes", lambda: reviewing.get(stored).status_code, 8)
        transaction.set_rollback(True)
    return [Row("Submitting, with its PDF", submitting, "s"), *rows, Row("Approving, with its PDF", approving, "s")]


def dashboards() -> list[Row]:
    """A CCG of 30 localities, its files, and a system of 30 localities in 5 CCGs."""
    largest = Commissioner.objects.annotate(size=Count("localities")).order_by("-size")[0]
    officer = client_of(holder_of(RoleKind.COMMISSIONER_OFFICER, commissioner=largest))
    whole = System.objects.get(slug="s000")
    team = client_of(holder_of(RoleKind.SYSTEM_TEAM, system=whole))
    ccg, system = reverse("commissioner", args=[largest.ods_code]), reverse("system", args=[whole.slug])
    files = {ending: reverse("commissioner-export", args=[largest.ods_code, ending]) for ending in ("csv", "xlsx")}
    officer.get(ccg)  # the guide is read once in a process
    locality = largest.localities.all()[0]
    history = reverse("history", args=[locality.slug])
    return [
        *page("A CCG of 30 localities", lambda: officer.get(ccg).status_code, 40),
        *page("The same as CSV", lambda: officer.get(files["csv"]).status_code, None),
        *page("The same as XLSX", lambda: officer.get(files["xlsx"]).status_code, None),
        *page("A system of 30 localities in 5 CCGs", lambda: team.get(system).status_code, 60),
        *page("A locality's history", lambda: officer.get(history).status_code, None),
    ]


def autosave(client: Client, address: str, text: str, revision: str = "revision") -> Callable[[], int]:
    """What a browser sends when somebody typed into the field `text`; each time from the revision saved last."""
    fields = FormFields(client.get(address).content.decode()).fields
    revisions = count(int(fields[revision]))

    def save() -> int:
        changed = {text: f"Written at {time.monotonic_ns()}", revision: str(next(revisions))}
        return client.post(address, urlencode(fields | changed), FORM, headers={"HX-Request": "true"}).status_code

    return save


def page(name: str, request: Callable[[], int], budget: float | None) -> list[Row]:
    """Median and 95th percentile in ms, and the number of queries (counted in a request of its own: it costs time).

    The first request is not looked at: it reads the guide and what a process reads once.
    """
    request()
    with CaptureQueriesContext(connection) as queries:
        status = request()
        asked = [query for query in queries if not query["sql"].startswith(TRANSACTION_STATEMENTS)]
    if status >= 300:
        sys.exit(f"{name} answered {status}")
    times = sorted(_milliseconds(request) for _ in range(REPEATS))
    return [
        Row(f"{name}, median", statistics.median(times), "ms", budget),
        Row(f"{name}, p95", _percentile(times, 95), "ms"),
        Row(f"{name}, queries", len(asked), "", QUERIES_A_PAGE),
    ]


def _milliseconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def _percentile(ordered: list[float], percent: int) -> float:
    return ordered[math.ceil(len(ordered) * percent / 100) - 1]


def fresh_pdf() -> list[Row]:
    """CPU seconds and peak memory of a plan's PDF, in a process that does nothing else."""
    command = "from tests.benchmarks import measure; measure.print_pdf_figures()"
    made = subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity=0", f"--command={command}"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )
    figures = json.loads(made.stdout.splitlines()[-1])
    pages = figures["pages"]
    return [
        Row(f"PDF of {pages} pages, CPU a page", figures["seconds"] / pages, "s", 0.11),
        Row(f"PDF of {pages} pages, CPU the first time", figures["first_seconds"], "s"),
        Row("PDF, peak memory of the process", figures["megabytes"], "MB", 150),
    ]


def print_pdf_figures() -> None:
    plan = a_plan()
    client, address = client_of(lead_of(plan.locality)), reverse("plan-preview", args=[plan.pk])
    seconds = []
    for _ in range(4):  # the first also imports and parses what the others find ready
        start = time.process_time()
        content = client.get(address).getvalue()
        seconds.append(time.process_time() - start)
    figures = {
        "first_seconds": seconds[0],
        "seconds": statistics.median(seconds[1:]),
        "megabytes": _peak_megabytes(),
    }
    from pypdf import PdfReader  # only now: the service does without it, and it would count as 24 MB of the process

    print(json.dumps(figures | {"pages": len(PdfReader(BytesIO(content)).pages)}))


def _peak_megabytes() -> float:
    """This process's own peak, on Linux: that of getrusage would begin with the peak of the process that started it."""
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert peak
    return int(peak[1]) / 1024


def people_saving_at_once() -> list[Row]:
    """Eight people save a domain each, all the time, through a gunicorn of two workers."""
    diagnostic = half_filled_in()
    answers = list(diagnostic.answers.select_related("domain")[:PEOPLE])
    sessions = [client_of(lead_of(diagnostic.locality)).cookies["sessionid"].value for _ in answers]
    with socket.create_server(("localhost", 0)) as free:
        port = free.getsockname()[1]
    gunicorn = [sys.executable, "-m", "gunicorn", "config.wsgi", f"--bind=localhost:{port}", "--log-level=error"]
    server = subprocess.Popen([*gunicorn, "--workers=2", "--threads=4", "--no-control-socket"], cwd=settings.BASE_DIR)
    try:
        _wait_for(port)
        with ThreadPoolExecutor(PEOPLE) as people:
            outcomes = list(people.map(_save_again_and_again, [port] * PEOPLE, sessions, answers))
    finally:
        server.terminate()
        server.wait()
    times = sorted(took for outcome in outcomes for took, _ in outcome)
    lost = sum(
        DomainAnswer.objects.get(pk=answer.pk).agreement != _text(answer, SAVES_EACH - 1)
        or answer.history.filter(agreement__startswith=_text(answer, "")).count() != SAVES_EACH
        for answer in answers
    )
    return [
        Row(f"{PEOPLE} people autosaving, p95", _percentile(times, 95), "ms", 60),
        Row(f"{PEOPLE} people autosaving, median", statistics.median(times), "ms"),
        Row(f"{PEOPLE} people autosaving, errors", sum(status >= 300 for o in outcomes for _, status in o), "", 0),
        Row(f"{PEOPLE} people autosaving, people with work lost", lost, "", 0),
    ]


def _text(answer: DomainAnswer, number: int | str) -> str:
    return f"Answer {answer.pk}, save {number}"


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


def _save_again_and_again(port: int, session: str, answer: DomainAnswer) -> list[tuple[float, int]]:
    """Save one domain's text as one person in one browser would; return how long each took, and its status."""
    web = HTTPConnection("localhost", port, timeout=30)
    address = reverse("domain", args=[answer.diagnostic_id, answer.domain.code])
    web.request("GET", address, headers={"Cookie": f"sessionid={session}"})
    response = web.getresponse()
    token = response.headers["Set-Cookie"].split("csrftoken=")[1].split(";")[0]
    fields = FormFields(response.read().decode()).fields
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={token}",
        "Content-Type": FORM,
        "HX-Request": "true",
    }
    outcome = []
    for number in range(SAVES_EACH):
        fields["agreement"] = _text(answer, number)
        start = time.perf_counter()
        web.request("POST", address, urlencode(fields), headers)
        response = web.getresponse()
        page = response.read().decode()
        outcome.append(((time.perf_counter() - start) * 1000, response.status))
        fields |= {name: value for name, value in FormFields(page).fields.items() if name == "revision"}
    return outcome
