"""Two people at once, with real requests in real threads, on whichever database the run uses."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from assessment.models import Diagnostic, DomainAnswer
from localities.models import User

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*jobs: Callable[[], object]) -> list[object]:
    """Run jobs in threads that start together, each with its own database connection."""
    together = Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        together.wait()
        try:
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [done.result() for done in [pool.submit(run, job) for job in jobs]]


def _post(client: Client, url: str, data: dict[str, object]) -> int:
    return client.post(url, data, headers={"HX-Request": "true"}).status_code


def test_eight_people_saving_different_domains_lose_nothing(
    diagnostic: Diagnostic, lead: User, client_for: Callable[[User], Client]
) -> None:
    codes = list(diagnostic.answers.values_list("domain__code", flat=True))[:8]

    def person_saving(code: str, client: Client) -> list[int]:
        url = reverse("domain", args=[diagnostic.pk, code])
        return [_post(client, url, {"revision": turn, "position": turn + 1}) for turn in range(4)]

    jobs = [partial(person_saving, code, client_for(lead)) for code in codes]
    assert at_once(*jobs) == [[200] * 4] * 8
    saved = DomainAnswer.objects.filter(domain__code__in=codes).values_list("position", "revision")
    assert list(saved) == [(4, 4)] * 8


def test_two_people_on_the_same_answer_both_keep_their_field(
    diagnostic: Diagnostic, lead: User, officer: User, client_for: Callable[[User], Client]
) -> None:
    url = reverse("domain", args=[diagnostic.pk, "leadership"])
    mine, theirs = client_for(lead), client_for(officer)
    statuses = at_once(
        lambda: _post(mine, url, {"revision": 0, "agreement": "Ours"}),
        lambda: _post(theirs, url, {"revision": 0, "evidence": "Minutes of June"}),
    )
    answer = diagnostic.answers.get(domain__code="leadership")
    assert statuses == [200, 200]
    assert (answer.agreement, answer.evidence) == ("Ours", "Minutes of June")


def test_two_people_on_the_same_field_one_is_asked(
    diagnostic: Diagnostic, lead: User, officer: User, client_for: Callable[[User], Client]
) -> None:
    url = reverse("domain", args=[diagnostic.pk, "leadership"])
    mine, theirs = client_for(lead), client_for(officer)
    statuses = at_once(
        lambda: _post(mine, url, {"revision": 0, "agreement": "Ours"}),
        lambda: _post(theirs, url, {"revision": 0, "agreement": "Theirs"}),
    )
    answer = diagnostic.answers.get(domain__code="leadership")
    assert sorted(statuses) == [200, 422]
    assert answer.agreement == ("Ours" if statuses[0] == 200 else "Theirs")


def test_agreeing_twice_at_once_agrees_once(
    answered_diagnostic: Diagnostic, lead: User, approver: User, client_for: Callable[[User], Client]
) -> None:
    url = reverse("agree", args=[answered_diagnostic.pk])
    one, other = client_for(lead), client_for(approver)
    statuses = at_once(lambda: one.post(url).status_code, lambda: other.post(url).status_code)
    assert sorted(statuses) == [302, 409]
