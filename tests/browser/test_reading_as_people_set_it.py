"""What people set in their browser: colours of their own, and text of twice the size."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import Page

from assessment.models import Diagnostic
from localities.models import User

Enter = Callable[[Page, User], None]
FILL = "one => getComputedStyle(one).fill"
COLOUR = "one => getComputedStyle(one).color"
SCALE = """() => [...document.querySelectorAll(".app-scale .nhsuk-radios__item")].map((item) => {
  const label = item.querySelector(".nhsuk-radios__label");
  const [box, number] = [label, item.querySelector(".app-scale__number")].map((one) => one.getBoundingClientRect());
  const circle = getComputedStyle(label, "::before"); // drawn inside the label
  const middle = box.left + parseFloat(circle.left) + parseFloat(circle.width) / 2;
  return {
    below: number.top >= box.top + parseFloat(circle.top) + parseFloat(circle.height) - 8,
    centred: Math.abs(number.left + number.width / 2 - middle) < 3,
  };
})"""
"""Of each number on a scale: whether it stands below its circle, and in the middle under it."""


def test_drawings_take_up_the_readers_own_colours(
    page: Page, enter: Enter, agreed_diagnostic: Diagnostic, lead: User
) -> None:
    enter(page, lead)
    page.emulate_media(forced_colors="active")
    page.goto(reverse("result", args=[agreed_diagnostic.pk]))
    ink = page.locator("h1").evaluate(COLOUR)
    strip = page.locator(".app-strip").first
    assert strip.locator(".app-strip__today").first.evaluate(FILL) == ink
    assert strip.locator("text.app-strip__ink").first.evaluate(FILL) != ink


def test_with_text_of_twice_the_size_each_number_stands_under_its_circle(
    page: Page, enter: Enter, answered_diagnostic: Diagnostic, lead: User
) -> None:
    enter(page, lead)
    page.set_viewport_size({"width": 1600, "height": 900})
    page.goto(reverse("domain", args=[answered_diagnostic.pk, "leadership"]))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found = page.evaluate(SCALE)
    assert len(found) == 10
    assert all(one["below"] and one["centred"] for one in found), found
