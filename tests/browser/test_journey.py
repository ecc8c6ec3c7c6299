"""The whole job in a browser: what each role must be able to do without help."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from pytest_django.fixtures import Settings

from assessment.models import Diagnostic, Guide
from devplans.models import Plan
from localities.models import User
from tests.browser.steps import (
    IN_TWO_YEARS,
    TODAY,
    agreement,
    choose,
    enter_date,
    press,
    status,
)
from tests.cast import World
from tests.workers import IN_THE_DATABASE, at_work

Look = Callable[[Page], None]

AGREED = {
    "develop-the-team": "Five practices share two clinical pharmacists from October",
    "estates": "The health centre has two rooms that nobody uses on Mondays",
    "leadership": "One clinical lead, with one named partner in each practice",
}
FURTHER_ON = {"leadership": (3, 4), "estates": (1, 3)}
SUMMARY = "By the end of the plan every practice on the island answers its patients within a day."


def test_the_locality_leads_whole_job(
    page: Page,
    sign_in: Callable[[Page, User], None],
    look: Look,
    guide: Guide,
    world: World,
    lead: User,
    settings: Settings,
) -> None:
    page.goto("/")
    look(page)
    sign_in(page, lead)
    look(page)
    page.goto(reverse("locality", args=[world.canvey.slug]))
    look(page)

    # the diagnostic
    press(page, "Start the diagnostic")
    look(page)
    press(page, "Start the diagnostic")
    look(page)
    press(page, "Start")
    for domain in guide.ordered_domains:
        expect(page.get_by_role("heading", level=1)).to_contain_text(domain.title)
        look(page)
        today, target = FURTHER_ON.get(domain.code, (2, 3))
        choose(page, TODAY, today)
        choose(page, IN_TWO_YEARS, target)
        if domain.code in AGREED:
            agreement(page).fill(AGREED[domain.code])
            page.get_by_label("This domain is a priority").check()
        press(page, "Save and ")
    for level in guide.ordered_levels:
        expect(page.get_by_role("heading", level=1)).to_contain_text(level.title)
        look(page)
        state = "In place" if level.number == 1 else "Planned"
        for feature in level.features.all():
            page.get_by_role("group", name=feature.text).get_by_text(state, exact=True).click()
        press(page, "Save and ")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Demand and capacity")
    expect(page.get_by_text("2,941").first).to_be_visible()  # 30,006 patients, 98 appointments for each 1,000
    look(page)
    press(page, "Save and check your answers")
    saved = Diagnostic.objects.get().answers.values_list("domain__code", "position", "target")
    assert {code: (today, target) for code, today, target in saved} == {
        domain.code: FURTHER_ON.get(domain.code, (2, 3)) for domain in guide.ordered_domains
    }
    for code, words in AGREED.items():
        row = page.locator(".nhsuk-summary-list__row", has_text=guide.domains_by_code[code].title)
        expect(row).to_contain_text(words)
    look(page)
    page.get_by_role("button", name="Go on to agree the diagnostic").click()
    expect(
        page.get_by_text("Every domain and every feature is answered, and demand and capacity are filled in.")
    ).to_be_visible()
    look(page)
    press(page, "Agree the diagnostic")

    # the result
    expect(page.get_by_role("heading", name="Level 1")).to_be_visible()
    expect(page.get_by_role("heading", name="What keeps us from Level 2")).to_be_visible()
    look(page)

    # the plan
    page.get_by_role("link", name="Plan", exact=True).click()
    look(page)
    press(page, "Make the plan")
    look(page)
    press(page, "Make the plan")
    look(page)
    press(page, "See what the guide suggests")
    look(page)
    ticked = page.locator("[name=key]:checked").count()
    assert ticked
    press(page, f"Add {ticked} ticked actions to the plan")
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(ticked + 1)
    look(page)
    plan = Plan.objects.get()
    action = plan.actions.first()
    page.get_by_role("link", name=action.title, exact=True).first.click()
    look(page)
    due = timezone.localdate() + timedelta(days=200)
    page.get_by_label("Name of the owner").fill("Clinical lead, Canvey Island")
    enter_date(page, "Due", due)
    press(page, "Save and go to the actions")
    expect(page.get_by_role("row", name=action.title)).to_contain_text("Clinical lead, Canvey Island")
    expect(page.get_by_role("row", name=action.title)).to_contain_text(f"{due:%-d %B %Y}")
    page.get_by_role("link", name="Name owners and due dates on one page").click()
    look(page)
    page.goto(plan.get_absolute_url())
    page.get_by_role("link", name="Outcome metrics", exact=True).click()
    look(page)
    metric = plan.metrics.select_related("metric").first()
    page.get_by_role("link", name=str(metric), exact=True).click()
    look(page)
    page.get_by_label("Baseline", exact=True).fill("61")
    enter_date(page, "Date of the baseline", timezone.localdate())
    page.get_by_label("Target", exact=True).fill("75")
    enter_date(page, "Review date", due)
    press(page, "Save and go to the metrics")
    expect(page.get_by_role("row", name=str(metric))).to_contain_text("Ready")
    page.get_by_role("button", name="Add metrics").click()
    look(page)
    page.goto(plan.get_absolute_url())
    page.get_by_role("link", name="Plan on a page", exact=True).click()
    look(page)
    page.get_by_label("Summary").fill(SUMMARY)
    page.get_by_label("Biggest moves").fill("One front door: all practices triage by phone and online")
    press(page, "Save and go to the plan")
    page.wait_for_url(f"**{plan.get_absolute_url()}")
    page.goto(reverse("decision-add", args=[plan.pk]))
    look(page)
    page.get_by_label("What is to be decided").fill("Fund two clinical pharmacists for two years")
    press(page, "Add")
    expect(page.get_by_text("Fund two clinical pharmacists for two years").first).to_be_visible()
    page.goto(plan.get_absolute_url())

    # and its PDF
    settings.TASKS = IN_THE_DATABASE
    with at_work("pdfs"), page.expect_response(lambda answer: answer.headers.get("content-type") == "application/pdf"):
        page.get_by_role("link", name="Preview the PDF").click()
    answer = page.request.get(page.url)
    text = " ".join(" ".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.body())).pages).split())
    for words in [
        "Canvey Island",
        "DRAFT",
        "Level 1",
        "Clinical lead, Canvey Island",
        f"{due:%-d %b %Y}",
        SUMMARY,
        *AGREED.values(),
    ]:
        assert words in text
    for part in [action.title, "One front door", "Fund two clinical pharmacists for two years"]:
        assert part in text


def test_a_practice_gives_its_view_and_the_lead_sees_it_as_a_dot(
    page: Page,
    phone: Page,
    enter: Callable[[Page, User], None],
    look: Look,
    diagnostic: Diagnostic,
    practice_rep: User,
    lead: User,
) -> None:
    domain, following = diagnostic.whole_guide.ordered_domains[:2]
    enter(phone, practice_rep)
    phone.goto("/")
    look(phone)
    phone.get_by_role("link", name="your practice’s view").first.click()
    look(phone)
    phone.get_by_role("link", name=domain.title).click()
    look(phone)
    choose(phone, "Where is the locality today, in your practice’s view?", 4)
    expect(status(phone)).to_contain_text("Saved")
    phone.get_by_label("Comment").fill("We share a pharmacist already")
    press(phone, "Save and next")
    expect(phone.get_by_role("heading", level=1)).to_contain_text(following.title)

    enter(page, lead)
    page.goto(reverse("domain", args=[diagnostic.pk, domain.code]))
    said = page.get_by_role("region", name="What practices and numbers say")
    expect(said.locator("svg .app-strip__dot")).to_have_count(1)


def test_a_ccg_officer_reads_and_fills_in_and_cannot_agree(
    page: Page,
    enter: Callable[[Page, User], None],
    look: Look,
    answered_diagnostic: Diagnostic,
    world: World,
    officer: User,
) -> None:
    domain = answered_diagnostic.whole_guide.ordered_domains[0]
    enter(page, officer)
    page.goto("/")
    look(page)
    page.get_by_role("link", name=world.canvey.name, exact=True).first.click()
    page.get_by_role("link", name="Diagnostic", exact=True).click()
    page.get_by_role("link", name=domain.title).click()
    choose(page, TODAY, 3)
    expect(status(page)).to_contain_text("Saved")
    assert answered_diagnostic.answers.get(domain=domain).position == 3
    page.goto(reverse("check-answers", args=[answered_diagnostic.pk]))
    expect(page.get_by_text("The locality lead or an approver of the CCG agrees the diagnostic.")).to_be_visible()
    refused = page.goto(reverse("agree", args=[answered_diagnostic.pk]))
    assert refused.status == 403
    expect(page.get_by_role("heading", level=1)).to_have_text("You cannot change this")
    look(page)
