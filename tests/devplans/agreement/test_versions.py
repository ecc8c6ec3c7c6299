"""Frozen versions: the approved PDF and its bytes, whatever happens afterwards, and the list of versions."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.models import Guide, OutcomeMetric
from devplans.document.agreed import frozen_from
from devplans.document.plan import fingerprint, from_json
from devplans.models import Plan
from devplans.services.agreement import amend_plan, send_back
from devplans.services.plans import save_plan
from localities.models import Practice, User
from tests.devplans.conftest import approve, newest, submit
from tests.flat import flat
from tests.pdfs import as_read

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("quick_print")]

ClientFor = Callable[[User], Client]
DjangoAssertNumQueries = Callable[[int], object]


def download(client: Client, plan: Plan, number: int = 1) -> bytes:
    response = client.get(reverse("version-pdf", args=[plan.pk, number]))
    assert response.status_code == 200
    return response.content


def words(pdf: bytes) -> str:
    return as_read(pdf.decode())


def test_the_approved_pdf_has_both_signatures_version_and_fingerprint(
    submitted_plan: Plan, lead: User, approver: User, client_for: ClientFor
) -> None:
    client = client_for(lead)
    draft = words(download(client, submitted_plan))
    assert "Nobody has approved it" in draft
    assert "Sign-off" not in draft
    approve(submitted_plan, by=approver)
    version = submitted_plan.versions.get()
    final = download(client, submitted_plan)
    text = words(final)
    assert "Nobody has approved it" not in text
    for said in (
        "Sign-off",
        "Locality lead, Canvey Island",
        "Our practices agree.",
        "Accountable officer",
        "Accountable officer",
        "Approved.",
    ):
        assert said in text
    assert version.fingerprint in text.replace(" ", "")
    assert version.fingerprint == fingerprint(from_json(version.content))
    assert version.pdf_sha256 == hashlib.sha256(final).hexdigest()


def test_the_approved_pdf_never_changes(
    approved_plan: Plan, lead: User, approver: User, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_for(lead)
    first = download(client, approved_plan)
    Practice.objects.update(name="Renamed practice", list_size=1)
    Guide.objects.update(title="Another guide")
    OutcomeMetric.objects.update(title="Another metric")
    monkeypatch.setattr("devplans.document.pdf.render", lambda document: b"another template")
    amend_plan(approved_plan, by=lead, expected_version=newest(approved_plan), why="A practice joined")
    plan = Plan.objects.get()
    save_plan(plan, {"summary": "Everything is different."}, base_revision=plan.revision, by=lead)
    assert download(client, plan) == first
    submit(plan, by=lead)
    assert download(client, plan) == first
    approve(plan, by=approver)
    assert download(client, plan) == first
    assert download(client, plan, 2) == b"another template"


def test_stored_bytes_are_sent_once(approved_plan: Plan, lead: User, client_for: ClientFor) -> None:
    client, url = client_for(lead), reverse("version-pdf", args=[approved_plan.pk, 1])
    first = client.get(url)
    assert first.headers["ETag"] == f'"{approved_plan.version_in_force.pdf_sha256}"'
    again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(reverse("version-pdf", args=[approved_plan.pk, 2])).status_code == 404


def test_the_list_shows_every_attempt_with_its_sums(
    approved_plan: Plan, lead: User, client_for: ClientFor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client, url = client_for(lead), reverse("versions", args=[approved_plan.pk])
    with django_assert_num_queries(5):
        page = flat(client.get(url))
    version = approved_plan.version_in_force
    for said in (
        version.fingerprint,
        version.pdf_sha256,
        "Locality lead, Canvey Island",
        "Accountable officer",
        "In force",
    ):
        assert said in page
    for attempt in (2, 3):
        approved_plan.versions.create(
            number=2,
            attempt=attempt,
            **frozen_from(version.content),
            pdf=b"",
            pdf_sha256="",
            submitted_at=timezone.now(),
        )
    with django_assert_num_queries(5):
        client.get(url)


def test_an_attempt_that_was_sent_back_keeps_its_own_pdf(
    submitted_plan: Plan, lead: User, officer: User, client_for: ClientFor
) -> None:
    client, url = client_for(lead), reverse("attempt-pdf", args=[submitted_plan.pk, 1, 1])
    first = client.get(url).content
    send_back(submitted_plan, by=officer, expected_version=newest(submitted_plan), why="Fewer actions")
    plan = Plan.objects.get()
    save_plan(plan, {"summary": "Another summary."}, base_revision=plan.revision, by=lead)
    submit(submitted_plan, by=lead)
    assert client.get(url).content == first
    assert download(client, submitted_plan) != first
