"""A draft's PDF in a browser: the page says that it is being made and gets it by itself, or by a link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from playwright.sync_api import Page, Response, expect
from pytest_django.fixtures import Settings

from assessment.models import Diagnostic
from devplans.document import pdf
from devplans.models import Plan
from devplans.services.plans import create_plan
from localities.kit.models import Printout
from localities.models import User
from tests.workers import IN_THE_DATABASE, at_work

Enter = Callable[[Page, User], None]
PDF = b"%PDF-1.7 the plan"


@pytest.fixture
def plan(agreed_diagnostic: Diagnostic, lead: User) -> Plan:
    start, end = date(2018, 10, 1), date(2020, 9, 30)
    return create_plan(agreed_diagnostic, target_level=2, starts_on=start, ends_on=end, by=lead)


@pytest.fixture(autouse=True)
def _a_worker_to_come(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TASKS = IN_THE_DATABASE
    monkeypatch.setattr(pdf, "render", lambda document: PDF)


def is_pdf(response: Response) -> bool:
    return response.headers.get("content-type") == "application/pdf"


def test_the_page_gets_the_pdf_by_itself(
    page: Page, enter: Enter, axe: Callable[[Page], None], plan: Plan, lead: User
) -> None:
    enter(page, lead)
    page.goto(plan.get_absolute_url())
    page.get_by_role("link", name="Preview the PDF").click()
    expect(page.get_by_role("status")).to_contain_text("The PDF is being made")
    axe(page)
    with at_work("pdfs"), page.expect_response(is_pdf):
        pass
    assert page.request.get(page.url).body() == PDF
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Development plan")  # and not the page that waited
    assert DBTaskResult.objects.count() == 1


def test_what_failed_is_said_and_tried_again(
    page: Page, enter: Enter, axe: Callable[[Page], None], plan: Plan, lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "render", lambda document: 1 / 0)
    enter(page, lead)
    page.goto(reverse("plan-preview", args=[plan.pk]))
    with at_work("pdfs"):
        expect(page.get_by_role("status")).to_contain_text("could not be made. Nothing is lost")
    axe(page)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("status")).to_contain_text("The PDF is being made")


def test_without_javascript_there_are_a_button_and_a_link(
    no_js_page: Page, enter: Enter, plan: Plan, lead: User
) -> None:
    page = no_js_page
    enter(page, lead)
    page.goto(reverse("plan-preview", args=[plan.pk]))
    page.get_by_role("button", name="Make the PDF").click()
    expect(page.get_by_text("The PDF is being made")).to_be_visible()
    page.get_by_role("link", name="Get the PDF").click()
    expect(page.get_by_text("The PDF is being made")).to_be_visible()
    with at_work("pdfs"):
        while not Printout.objects.filter(made_at__isnull=False).exists():
            page.wait_for_timeout(50)
    with page.expect_response(is_pdf):
        page.get_by_role("link", name="Get the PDF").click()
    assert page.request.get(page.url).body() == PDF
