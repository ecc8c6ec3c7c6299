"""From draft to agreed plan in a browser: submit, comment, send back, change, submit again, approve, amend."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessment.models import Diagnostic
from devplans.models import Plan
from devplans.services.plans import create_plan
from localities.models import User
from tests.devplans.conftest import make_ready


def test_the_story_of_an_agreement(
    quick_print: None,
    page: Page,
    enter: Callable[[Page, User], None],
    axe: Callable[[Page], None],
    client_for: Callable[[User], Client],
    agreed_diagnostic: Diagnostic,
    lead: User,
    officer: User,
    approver: User,
) -> None:
    start, end = date(2018, 10, 1), date(2020, 9, 30)
    plan = make_ready(create_plan(agreed_diagnostic, target_level=2, starts_on=start, ends_on=end, by=lead), by=lead)
    review = reverse("review", args=[plan.pk])

    def press(name: str) -> None:
        page.get_by_role("button", name=name, exact=True).click()

    def look(person: User) -> None:
        enter(page, person)
        page.goto(review)
        axe(page)

    # the locality submits
    enter(page, lead)
    page.goto(plan.get_absolute_url())
    axe(page)
    press("Sign and submit the plan")
    axe(page)
    page.get_by_label("Your name").fill("Locality lead, Canvey Island")
    page.get_by_label("Your role").fill("Locality lead")
    page.get_by_label("What you sign").fill("I sign. The practices agreed on 3 May.")
    press("Sign and submit")
    expect(page.get_by_text("The plan is submitted.")).to_be_visible()

    # the CCG comments and sends it back
    look(officer)
    actions = page.get_by_role("region", name="Actions by due date")
    actions.get_by_text("Comment on").click()
    actions.get_by_label("Your comment").fill("Who supervises?")
    actions.get_by_role("button", name="Add the comment").click()
    expect(actions.get_by_text("Who supervises?", exact=True)).to_be_visible()
    press("Send the plan back")
    axe(page)
    press("Send it back")
    expect(page.get_by_role("link", name="Say what should change, and why")).to_be_visible()
    page.get_by_label("What should change, and why?").fill("Name who supervises")
    press("Send it back")

    # the locality reads why, changes the plan, answers and submits again
    look(lead)
    expect(page.get_by_text("Name who supervises")).to_be_visible()
    expect(page.get_by_text("Who supervises?", exact=True)).to_be_visible()
    action = plan.actions.first()
    page.goto(reverse("action", args=[plan.pk, action.pk]))
    page.get_by_label("Name of the owner").fill("Dr Accountable officer")
    press("Save and go to the actions")
    expect(page.get_by_role("heading", name="Actions", level=1)).to_be_visible()
    page.goto(reverse("submit", args=[plan.pk]))
    expect(page.get_by_role("heading", name="Before you sign: what is still open")).to_be_visible()
    axe(page)
    press("Sign and submit")
    expect(page.get_by_role("link", name="Say in your own words what you sign")).to_be_visible()
    page.get_by_label("What did you do about what you were asked to change?").fill("We named who supervises.")
    page.get_by_label("Your name").fill("Locality lead")
    page.get_by_label("Your role").fill("Locality lead")
    page.get_by_label("What you sign").fill("I sign. The practices agreed on 3 May.")
    press("Sign and submit")
    expect(page.get_by_text("The plan is submitted.")).to_be_visible()

    # the CCG sees what changed, settles the comment and approves
    look(approver)
    changed = page.get_by_role("row").filter(has_text=action.title).filter(has_text="Dr Accountable officer")
    expect(changed.get_by_text("Changed", exact=True)).to_be_visible()
    page.get_by_role("button", name="Mark as settled").click()
    expect(page.get_by_text("Settled by CCG approver")).to_be_visible()
    press("Approve and sign the plan")
    axe(page)
    page.get_by_label("Agreed", exact=True).check()
    page.get_by_label("Your name").fill("Accountable officer")
    page.get_by_label("Your role").fill("Accountable officer")
    page.get_by_label("I have seen what is still open").check()
    page.get_by_label("What you sign").fill("I approve this plan.")
    press("Approve and sign")
    expect(page.get_by_text("The plan is approved, and its version is in force.")).to_be_visible()
    first = client_for(lead).get(reverse("version-pdf", args=[plan.pk, 1])).content

    # the locality starts version 2, and the first stays as it was signed
    look(lead)
    press("Amend the plan")
    axe(page)
    page.get_by_label("Why?").fill("A practice joined")
    press("Start the next version")
    expect(page.get_by_text("The approved version stays in force until this one is approved")).to_be_visible()
    page.goto(reverse("plan-summary", args=[plan.pk]))
    page.get_by_label("Summary").fill("A team shared by six practices.")
    press("Save and go to the plan")
    page.wait_for_url(f"**{plan.get_absolute_url()}")
    page.goto(reverse("versions", args=[plan.pk]))
    axe(page)
    expect(page.get_by_text(hashlib.sha256(first).hexdigest())).to_be_visible()
    assert client_for(lead).get(reverse("version-pdf", args=[plan.pk, 1])).content == first
    assert Plan.objects.get().version_number == 2
