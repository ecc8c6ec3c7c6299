"""Reporting progress on an approved plan in a browser: it saves by itself, a report keeps the figures of its day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from playwright.sync_api import Page, expect

from assessment.models import Diagnostic
from devplans.services.plans import create_plan
from localities.models import User
from tests.devplans.conftest import approve, make_ready, submit


def test_a_lead_reports_progress(
    quick_print: None,
    page: Page,
    enter: Callable[[Page, User], None],
    axe: Callable[[Page], None],
    agreed_diagnostic: Diagnostic,
    lead: User,
    officer: User,
    approver: User,
) -> None:
    start, end = date(2018, 10, 1), date(2020, 9, 30)
    plan = make_ready(create_plan(agreed_diagnostic, target_level=2, starts_on=start, ends_on=end, by=lead), by=lead)
    submit(plan, by=lead)
    approve(plan, by=approver)

    def press(name: str) -> None:
        page.get_by_role("button", name=name, exact=True).click()

    # from the locality's home to an action's status, saved by itself
    enter(page, lead)
    page.goto(plan.locality.get_absolute_url())
    axe(page)
    press("Report progress")
    axe(page)
    first = page.get_by_role("group").filter(has=page.get_by_role("heading", level=3)).first
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        first.get_by_label("Status").select_option("Done")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        first.get_by_label("Note (optional)").fill("All practices signed")
    expect(page.get_by_text("Saved ")).to_be_visible()
    page.reload()
    expect(page.get_by_text("1 of ", exact=False).first).to_be_visible()
    assert plan.actions.get(status="done").progress == "All practices signed"

    # a figure of an outcome metric
    page.get_by_role("link", name="Add a figure for").first.click()
    axe(page)
    press("Add the figure")
    page.get_by_role("link", name="Enter the figure").click()
    expect(page.get_by_label("Figure")).to_be_focused()
    page.get_by_label("Figure").fill("55%")
    for label, number in {"Day": "1", "Month": "9", "Year": "2019"}.items():
        page.get_by_label(label).fill(number)
    press("Add the figure")
    expect(page.get_by_text("Added the figure of 1 September 2019.")).to_be_visible()
    axe(page)

    # a report, which the CCG reads
    page.goto(reverse("reports", args=[plan.pk]))
    press("File a report")
    axe(page)
    page.get_by_label("What went well?").fill("The hub opened")
    press("File the report")
    expect(page.get_by_text("The report is filed. The CCG has been told.")).to_be_visible()
    enter(page, officer)
    page.goto(reverse("reports", args=[plan.pk]))
    axe(page)
    expect(page.get_by_text("The hub opened")).to_be_visible()
    expect(page.get_by_text("Done: 1")).to_be_visible()
    page.goto(reverse("progress", args=[plan.pk]))
    axe(page)
    expect(page.get_by_label("Status")).to_have_count(0)
