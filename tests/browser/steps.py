"""What people do on the pages, in the words of the pages."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Locator, Page, expect

TODAY = "Where is the locality today?"
IN_TWO_YEARS = "Where does it need to be in two years?"


def status(page: Page) -> Locator:
    """What the save bar says."""
    return page.locator("#save-status")


def agreement(page: Page) -> Locator:
    return page.get_by_label("What we agreed")


def evidence(page: Page) -> Locator:
    return page.get_by_label("Evidence", exact=True)


def choose(page: Page, question: str, position: int) -> None:
    """Click the number on the scale under a question, as people do. Its radio may lie over it, so nothing waits."""
    number = page.get_by_role("group", name=question).locator(".app-scale__number").get_by_text(str(position))
    number.click(force=True)
    expect(page.get_by_role("group", name=question).locator(f"[value='{position}']")).to_be_checked()


def press(page: Page, name: str) -> None:
    """Press the button or link whose words begin so."""
    page.get_by_role("button", name=name).click()


def enter_date(page: Page, question: str, day: date) -> None:
    """Fill in the three parts of a date."""
    group = page.get_by_role("group", name=question, exact=True)
    for part, value in zip(("Day", "Month", "Year"), (day.day, day.month, day.year), strict=True):
        group.get_by_label(part, exact=True).fill(str(value))
