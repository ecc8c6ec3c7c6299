"""The papers made of a plan's frozen content: large print, and the paper that covers it before a committee."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import page
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from devplans.document import covering, pdf
from devplans.document.content.shared import NotNeeded
from devplans.document.plan import PlanDocument
from devplans.document.printing import PRINTERS, to_print
from devplans.models import Plan
from localities.models import User
from tests.devplans.example_document import EXAMPLE, SMALL
from tests.flat import flat
from tests.pdfs import as_read, fetched

A4_ON_ITS_SIDE = (842, 595)
BARE = replace(
    SMALL,
    on_a_page=replace(SMALL.on_a_page, summary="", moves=(), decisions=()),
    capacity=None,
    staffing=None,
    metrics=None,
    members=None,
    money=NotNeeded(because="It costs nothing"),
    risks=NotNeeded(because="None that we know"),
)


def said(document: PlanDocument) -> str:
    return as_read(covering.manuscript(document).words)


@pytest.mark.parametrize(
    "words",
    [
        "Committee of 18 April 2019, item 7",
        "The governing body is asked to approve version 1 and to answer each decision",
        "£1,927,900 in the years of the plan: £179,600 committed, £1,748,300 asked for",
        "Equality A session on the east of the island",
        "Patient engagement Two patient groups heard the plan",
        "Conflicts of interest One member is a partner here",
        "The highest scores 16, Red: if",
        "4. Plan on a page",
        "Appendix: risk register",
    ],
)
def test_the_covering_paper_says(words: str) -> None:
    assert words in said(EXAMPLE)


def test_what_is_not_there_is_told_and_not_left_out() -> None:
    words = said(BARE)
    assert words.count("None recorded, and no reason is given.") == 3
    assert "No costs are recorded." in words
    assert "No risks are recorded in the plan." in words
    assert "It asks for no other decision." in words


@pytest.mark.parametrize("document", [SMALL, BARE, replace(SMALL, draft=False)], ids=["draft", "bare", "approved"])
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_the_covering_paper_is_accessible(document: PlanDocument, large: bool) -> None:
    content = covering.render(document, large=large)
    assert page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1).is_compliant


def test_large_print_is_accessible_and_every_page_lies_on_its_side() -> None:
    content = pdf.render(SMALL, large=True)
    assert page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1).is_compliant
    sheets = PdfReader(BytesIO(content)).pages
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets} == {A4_ON_ITS_SIDE}
    assert len(sheets) > len(PdfReader(BytesIO(pdf.render(SMALL))).pages)


def test_each_paper_has_a_printer_of_its_own() -> None:
    assert len({to_print("{}", paper).fingerprint for paper in PRINTERS}) == len(PRINTERS)


@pytest.mark.usefixtures("quick_print")
@pytest.mark.parametrize("name", ["attempt-large", "attempt-covering", "attempt-covering-large"])
def test_papers_of_an_attempt_are_made_of_what_was_frozen(
    submitted_plan: Plan, officer: User, client_for: Callable[[User], Client], name: str
) -> None:
    address = reverse(name, args=[submitted_plan.pk, 1, 1])
    Plan.objects.update(summary="Changed since")
    answer = fetched(client_for(officer), address)
    assert answer["Content-Type"] == "application/pdf"
    assert client_for(officer).get(reverse(name, args=[submitted_plan.pk, 1, 2])).status_code == 404


@pytest.mark.usefixtures("quick_print")
def test_a_draft_has_papers_too_and_none_once_it_is_submitted(
    submitted_plan: Plan, lead: User, client_for: Callable[[User], Client]
) -> None:
    address = reverse("covering-preview", args=[submitted_plan.pk])
    assert client_for(lead).get(address).url == reverse("versions", args=[submitted_plan.pk])
    Plan.objects.update(state="draft")
    assert fetched(client_for(lead), address)["Content-Type"] == "application/pdf"


@pytest.mark.usefixtures("quick_print")
def test_large_print_is_offered_beside_the_usual(
    submitted_plan: Plan, officer: User, client_for: Callable[[User], Client]
) -> None:
    client, large = client_for(officer), reverse("attempt-large", args=[submitted_plan.pk, 1, 1])
    for name in ("plan", "versions", "review"):
        assert large in flat(client.get(reverse(name, args=[submitted_plan.pk]))), name


def test_what_members_are_told_is_written_on_its_page(
    plan: Plan, lead: User, officer: User, client_for: Callable[[User], Client]
) -> None:
    url = reverse("plan-members", args=[plan.pk])
    sent = {"equality": "A bus", "patient_engagement": "", "conflicts": "None", "meeting": "", "revision": "0"}
    assert client_for(lead).post(url, sent).status_code == 302
    assert "A bus" in flat(client_for(officer).get(url))
