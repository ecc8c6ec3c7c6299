"""Workers, and what becomes of their jobs when they die: real processes, really killed."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from localities.kit.jobs import duties, process
from localities.kit.jobs.duties import do_duties
from localities.kit.jobs.process import End, WorkerProcess
from localities.kit.jobs.workers import TRIES, beat, last_seen, leave, take_up_again
from localities.kit.mail.outbox import Topic, put
from localities.kit.models import OutgoingEmail, Worker
from localities.models import User
from tests.localities.jobs import fails, slow_at_first
from tests.localities.mail_servers import silent_server
from tests.workers import IN_THE_DATABASE, PATIENCE, at_work, comes_to_be, worker_process

pytestmark = pytest.mark.postgres
LONG_AGO = timedelta(minutes=1)
Status = TaskResultStatus


@pytest.fixture(autouse=True)
def _in_the_database(settings: Settings) -> None:
    settings.TASKS = IN_THE_DATABASE


def fall_silent() -> None:
    """Let the time pass after which a worker that says nothing is taken for dead."""
    Worker.objects.update(seen_at=timezone.now() - LONG_AGO)


def begun_by(name: str, *, runs: int = 1) -> DBTaskResult:
    """A job that a worker of this name has begun, and others before it."""
    slow_at_first.enqueue()
    job = DBTaskResult.objects.get()
    for number in range(1, runs):
        job.claim(f"before-{number}")
    job.claim(name)
    return job


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_loses_no_job_and_the_next_one_does_it_once() -> None:
    slow_at_first.enqueue()
    with worker_process() as killed:
        assert comes_to_be(lambda: DBTaskResult.objects.running().exists())
        killed.kill()
        assert killed.wait(PATIENCE) == -signal.SIGKILL
    assert DBTaskResult.objects.get().status == Status.RUNNING
    fall_silent()
    with worker_process():
        assert comes_to_be(lambda: DBTaskResult.objects.get().status == Status.SUCCESSFUL)
    job = DBTaskResult.objects.get()
    assert (job.return_value, len(job.worker_ids), len(set(job.worker_ids))) == ("done", 2, 2)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_while_it_sends_leaves_the_email_to_its_next_time() -> None:
    """The mail server may have got it: whoever sends it again too soon sends it twice."""
    put("somebody@example.com", Topic.ACCOUNT, "Subject", "Text", key="one")
    with silent_server() as (host, port):
        address = f"smtp://{host}:{port}"
        with worker_process(EMAIL_URL=address) as killed:
            assert comes_to_be(lambda: OutgoingEmail.objects.filter(tries=1).exists())
            killed.kill()
            killed.wait(PATIENCE)
        fall_silent()
        with worker_process(EMAIL_URL=address):
            assert comes_to_be(lambda: not DBTaskResult.objects.exclude(status=Status.SUCCESSFUL).exists())
    email = OutgoingEmail.objects.get()
    assert (email.tries, email.sent_at) == (1, None)
    assert email.next_try_at
    assert email.next_try_at > timezone.now() + timedelta(minutes=2)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_told_to_stop_goes_quietly() -> None:
    with worker_process() as told:
        assert comes_to_be(lambda: last_seen() is not None)
        told.terminate()
        assert told.wait(PATIENCE) == 0
    assert not Worker.objects.exists()


def test_a_job_that_takes_too_long_is_noticed_and_many_quick_ones_are_not() -> None:
    worker, now = WorkerProcess(), time.monotonic()
    loop = next(iter(worker._work))
    loop.running_task = True
    assert not worker._is_stuck(now)
    loop._run_tasks += 1
    assert not worker._is_stuck(now + process.LONGEST + 1)  # another one by now
    assert worker._is_stuck(now + 2 * process.LONGEST + 2)


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_has_grown_ends_between_two_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "FULL", 0)
    monkeypatch.setattr(process, "_load", lambda: None)  # what it changes would last
    usual = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    assert WorkerProcess().run() is End.FULL
    for number, handler in usual.items():
        signal.signal(number, handler)
    assert not Worker.objects.exists()


@pytest.mark.django_db
def test_a_job_of_a_living_worker_is_left_alone() -> None:
    job = begun_by("living")
    beat("living")
    take_up_again()
    job.refresh_from_db()
    assert job.status == Status.RUNNING


@pytest.mark.django_db
@pytest.mark.parametrize("end", [fall_silent, lambda: leave("ended")], ids=["silent", "left"])
def test_a_job_of_a_worker_that_is_gone_is_given_back(end: object) -> None:
    beat("ended")
    job = begun_by("ended")
    end()  # type: ignore[operator]
    take_up_again()
    job.refresh_from_db()
    assert job.status == Status.READY


@pytest.mark.django_db
def test_a_job_that_its_workers_die_of_is_given_up_and_told(
    administrator: User, lead: User, django_capture_on_commit_callbacks: object
) -> None:
    job = begun_by("dead", runs=TRIES)
    take_up_again()
    job.refresh_from_db()
    assert (job.status, job.exception_class_path) == (Status.FAILED, "localities.kit.jobs.workers.WorkerDied")
    assert OutgoingEmail.objects.get().to == administrator


@pytest.mark.django_db(transaction=True)
def test_administrators_are_told_of_a_job_that_fails_once_a_day(administrator: User, lead: User) -> None:
    fails.enqueue()
    fails.enqueue()
    with at_work("default"):
        assert comes_to_be(lambda: len(mail.outbox) == 1)
        assert comes_to_be(lambda: not DBTaskResult.objects.ready().exists())
    assert DBTaskResult.objects.failed().count() == 2
    [message] = mail.outbox
    assert (message.to, message.subject) == ([administrator.email], "A job failed: fails")
    assert "builtins.ValueError" in message.body
    assert Client().get("/readyz").content.decode().endswith("jobs failed in a day: 2")


@pytest.mark.django_db
def test_ready_says_whether_a_worker_was_seen_and_is_ready_without_one() -> None:
    assert "worker: not seen" in Client().get("/readyz").content.decode()
    beat("living")
    assert "worker: seen;" in Client().get("/readyz").content.decode()
    fall_silent()
    answer = Client().get("/readyz")
    assert (answer.status_code, "worker: not seen" in answer.content.decode()) == (200, True)


@pytest.mark.django_db
def test_an_email_whose_job_was_lost_is_found_by_the_clock(lead: User) -> None:
    put(lead, Topic.ACCOUNT, "Subject", "Text", key="one")
    assert not DBTaskResult.objects.exists()
    do_duties()
    assert DBTaskResult.objects.get().task_name == "send_waiting"
    OutgoingEmail.objects.update(sent_at=timezone.now(), next_try_at=None)
    DBTaskResult.objects.all().delete()
    do_duties()
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
def test_old_jobs_are_forgotten_and_a_duty_that_fails_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ValueError("broken by a test")

    monkeypatch.setattr(duties, "DUTIES", [broken, *duties.DUTIES])
    for age in (duties.KEPT + LONG_AGO, duties.KEPT - LONG_AGO):
        slow_at_first.enqueue()
        job = DBTaskResult.objects.get(finished_at=None)
        job.set_successful("done")
        DBTaskResult.objects.filter(pk=job.pk).update(finished_at=timezone.now() - age)
    do_duties()
    assert DBTaskResult.objects.count() == 1


def test_a_web_process_never_loads_the_engine_that_prints() -> None:
    """It takes 40 MB and stops everybody else: the addresses and all that they lead to do without."""
    code = (
        "import sys; import config.wsgi; from django.urls import get_resolver; get_resolver().url_patterns;"
        "from django.template.loader import get_template; get_template('pdf_on_demand.html');"
        "print([name for name in sys.modules if name.split('.')[0] in ('weasyprint', 'pydyf', 'fontTools')])"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PATH": ""}
    asked = subprocess.run(
        [sys.executable, "-c", code], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    assert asked.stdout.strip() == "[]"
