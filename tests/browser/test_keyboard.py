"""One domain page with the keyboard alone: everything is reached in order, seen, and never covered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessment.models import Diagnostic
from assessment.models.diagnostic import EVIDENCE_LENGTH
from assessment.pages.domain import neighbours
from localities.models import User
from tests.browser.steps import agreement, evidence, status

DOMAIN = "reduce-dnas"

FOCUSED = """() => {
  const one = document.activeElement;
  const bar = document.querySelector(".app-bar");
  const box = (one.type === "radio" ? one.labels[0] : one).getBoundingClientRect();
  const end = bar.contains(one) ? innerHeight : Math.min(innerHeight, bar.getBoundingClientRect().top);
  const look = () => [one, ...(one.labels ?? [])].flatMap((item) => [null, "::before"].map((part) => {
    const style = getComputedStyle(item, part);
    return [style.outline, style.boxShadow, style.border, style.backgroundColor].join();
  })).join();
  const withFocus = look();
  one.blur();
  const without = look();
  one.focus();
  return {
    name: one.name || one.id || one.textContent.trim(),
    seen: withFocus !== without,
    uncovered: box.top >= 0 && box.top < end,
  };
}"""


@pytest.fixture
def domain_page(page: Page, enter: Callable[[Page, User], None], diagnostic: Diagnostic, lead: User) -> Page:
    enter(page, lead)
    page.goto(reverse("domain", args=[diagnostic.pk, DOMAIN]))
    return page


def tab_to(page: Page, name: str) -> list[str]:
    """Press Tab until the focus is on what has this name, and return what was passed on the way.

    Each stop must show that it has the focus, and stand clear of the save bar.
    """
    passed: list[str] = []
    while name not in passed:
        assert len(passed) < 60, f"No {name} among {passed}"
        page.keyboard.press("Tab")
        focused: dict[str, Any] = page.evaluate(FOCUSED)
        assert focused["seen"], f"{focused['name']} does not show that it has the focus"
        assert focused["uncovered"], f"{focused['name']} has the focus and is out of sight"
        passed.append(focused["name"])
    return passed


def test_a_domain_is_answered_without_a_mouse(domain_page: Page, diagnostic: Diagnostic) -> None:
    page = domain_page
    assert tab_to(page, "Skip to main content") == ["Skip to main content"]
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    passed = tab_to(page, "position")
    assert "Home" not in passed, "the menu comes before the main content"

    # the arrows choose, as in every set of radios
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name=position][value='3']")).to_be_checked()
    tab_to(page, "target")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[name=target][value='5']")).to_be_checked()
    assert tab_to(page, "agreement") == ["agreement"]
    page.keyboard.type("A reminder by text the day before")
    assert tab_to(page, "evidence") == ["evidence"]
    page.keyboard.type("Missed appointments of June")
    assert tab_to(page, "priority") == ["priority"]
    page.keyboard.press("Space")
    expect(page.get_by_label("This domain is a priority")).to_be_checked()
    expect(status(page)).to_contain_text("Saved")
    assert tab_to(page, "go") == ["go"]
    page.keyboard.press("Enter")
    following = neighbours(diagnostic, diagnostic.whole_guide.domains_by_code[DOMAIN])[1]
    expect(page.get_by_role("heading", level=1)).to_contain_text(following.title)

    saved = diagnostic.answers.get(domain__code=DOMAIN)
    assert (saved.position, saved.target, saved.priority) == (3, 5, True)
    assert (saved.agreement, saved.evidence) == ("A reminder by text the day before", "Missed appointments of June")


def test_an_error_links_to_its_field(domain_page: Page) -> None:
    evidence(domain_page).fill("x" * (EVIDENCE_LENGTH + 1))
    domain_page.get_by_role("button", name="Save and next").press("Enter")
    summary = domain_page.locator(".nhsuk-error-summary")
    expect(summary).to_be_focused()
    domain_page.keyboard.press("Tab")
    expect(summary.get_by_role("link")).to_be_focused()
    domain_page.keyboard.press("Enter")
    expect(evidence(domain_page)).to_be_focused()
    assert domain_page.evaluate(FOCUSED)["uncovered"]
    expect(agreement(domain_page)).not_to_be_focused()
