"""Nothing is wider than a phone: no page scrolls sideways at 375 and 320 pixels, whatever people type."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from assessment.models import Diagnostic, Guide
from assessment.selection.models import Wave
from assessment.services.answers import save_answer
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from devplans.models import Plan
from devplans.queries.proposal import proposal_for
from devplans.services.plans import add_suggestions, create_plan, save_action
from localities.models import User
from tests.assessment.selection.rounds import (
    begin_moderation,
    declare,
    give_scores,
    make_application,
    make_wave,
    put_on_panel,
)
from tests.cast import World

WIDTHS = (320, 375)
LONG = "Pharmacotherapeuticpolypharmacydeprescribingrecommendations"
DOMAIN = "develop-the-team"  # it has numbers
Address = tuple[str, *tuple[object, ...]]


@pytest.fixture
def plan(answered_diagnostic: Diagnostic, lead: User) -> Plan:
    """A plan with what the guide recommends, and a word in it that is longer than a phone is wide."""
    answer = answered_diagnostic.answers.get(domain__code=DOMAIN)
    save_answer(answer, {"agreement": LONG, "evidence": LONG}, base_revision=answer.revision, by=lead)
    agreed = agree_diagnostic(answered_diagnostic, by=lead)
    plan = create_plan(agreed, target_level=2, starts_on=date(2018, 10, 1), ends_on=date(2020, 9, 30), by=lead)
    add_suggestions(plan, {line.key for line in proposal_for(plan) if line.recommended}, by=lead)
    words = {"title": LONG, "owner_name": LONG, "organisation": LONG}
    save_action(plan.actions.first(), words, base_revision=0, by=lead)
    return plan


@pytest.fixture
def next_diagnostic(plan: Plan, world: World, lead: User) -> Diagnostic:
    """The one after the agreed one, still open."""
    return start_diagnostic(world.canvey, by=lead, title="September 2019", started_on=date(2019, 9, 12))


def pages_to_read(plan: Plan, open_one: Diagnostic) -> list[Address]:
    place, agreed = plan.locality.slug, plan.diagnostic_id
    return [
        *[(name,) for name in ("home", "guide", "help", "accessibility", "privacy")],
        *[(name, place) for name in ("locality", "practices")],
        ("practice-edit", place, "F81001"),
        *[(name, agreed) for name in ("diagnostic", "check-answers", "result", "practice-views")],
        ("domain", agreed, DOMAIN),
        ("level", agreed, 1),
        ("domain", open_one.pk, DOMAIN),
        ("numbers", open_one.pk, DOMAIN),
        ("level", open_one.pk, 1),
        ("check-answers", open_one.pk),
        ("result", open_one.pk),
        *[(name, plan.pk) for name in ("plan", "proposal", "actions", "metrics", "plan-summary")],
        ("action", plan.pk, plan.actions.first().pk),
        ("metric", plan.pk, plan.metrics.first().pk),
    ]


def pages_to_write(plan: Plan, open_one: Diagnostic) -> list[Address]:
    return [
        ("diagnostic-start", plan.locality.slug),
        ("agree", open_one.pk),
        *[(name, plan.pk) for name in ("plan-edit", "action-add", "action-owners", "metric-add")],
        ("account_change_password",),
    ]


def too_wide(page: Page, addresses: list[Address]) -> list[str]:
    """Open each page on the narrowest screen, turn that into a wider one, and say which scroll sideways and why."""
    found = []
    for name, *args in addresses:
        page.set_viewport_size({"width": WIDTHS[0], "height": 667})
        answer = page.goto(reverse(name, args=args))
        assert answer.status == 200, f"{name}: {answer.status}"
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 667})
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                found.append(f"{name} is {wide} wide at {width}: {page.evaluate(STICKING_OUT)}")
    return found


STICKING_OUT = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
  .slice(0, 4).map((one) => `${one.tagName}.${one.className}`)"""


def test_no_page_of_the_lead_scrolls_sideways(
    phone: Page, enter: Callable[[Page, User], None], plan: Plan, next_diagnostic: Diagnostic, lead: User
) -> None:
    enter(phone, lead)
    assert not too_wide(phone, pages_to_read(plan, next_diagnostic) + pages_to_write(plan, next_diagnostic))


def test_no_page_of_the_ccg_officer_scrolls_sideways(
    phone: Page, enter: Callable[[Page, User], None], plan: Plan, next_diagnostic: Diagnostic, officer: User
) -> None:
    enter(phone, officer)
    assert not too_wide(phone, pages_to_read(plan, next_diagnostic))


def test_no_page_of_a_wave_scrolls_sideways(
    phone: Page,
    enter: Callable[[Page, User], None],
    guide: Guide,
    world: World,
    lead: User,
    panel_member: User,
    officer: User,
) -> None:
    for row in (world.canvey, panel_member):
        row.name = LONG
        row.save()
    wave = make_wave(world.commissioner, guide, Wave.State.SCORING, title=LONG)
    application, member = make_application(wave, world.canvey, by=lead), put_on_panel(wave, panel_member)
    application.answers.update(statement=LONG, evidence=LONG)
    declare(member, application)
    enter(phone, panel_member)
    assert not too_wide(phone, [("wave", wave.pk), ("interest", application.pk), ("score", application.pk)])
    give_scores(member, application)
    begin_moderation(wave)
    enter(phone, officer)
    of_wave: list[Address] = [(name, wave.pk) for name in ("wave", "moderation", "wave-panel", "wave-attendance")]
    assert not too_wide(
        phone, [*of_wave, *[(name, application.pk) for name in ("application", "moderate", "decision")]]
    )
