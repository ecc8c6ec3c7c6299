"""The main job without JavaScript: every button saves, and nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import Page, expect

from assessment.models import Diagnostic, Guide
from assessment.models.diagnostic import EVIDENCE_LENGTH
from localities.models import User
from tests.browser.steps import IN_TWO_YEARS, TODAY, agreement, choose, evidence, press
from tests.cast import World


def test_sign_in_answer_agree_and_read_the_result(
    no_js_page: Page, sign_in: Callable[[Page, User], None], guide: Guide, world: World, lead: User
) -> None:
    page = no_js_page
    heading = page.get_by_role("heading", level=1)
    first, second = guide.ordered_domains[:2]
    sign_in(page, lead)
    page.goto(reverse("locality", args=[world.canvey.slug]))
    press(page, "Start the diagnostic")
    press(page, "Start the diagnostic")
    press(page, "Start")

    # next and previous both save
    expect(heading).to_contain_text(first.title)
    choose(page, TODAY, 2)
    choose(page, IN_TWO_YEARS, 4)
    press(page, "Save and next")
    expect(heading).to_contain_text(second.title)
    description = page.locator("#position-3-item-hint")
    box = description.bounding_box()
    assert box
    for x in (6, box["width"] / 2, box["width"] - 6):  # all that describes 3 chooses 3, to its corners
        choose(page, TODAY, 1)
        description.click(position={"x": x, "y": 6}, force=True)
        expect(page.locator("[name=position]:checked")).to_have_value("3")
    agreement(page).fill("Text and video by June")
    press(page, "Previous")
    expect(heading).to_contain_text(first.title)
    expect(page.locator("[name=position]:checked")).to_have_value("2")
    expect(page.locator("[name=target]:checked")).to_have_value("4")

    # a text over its limit comes back with what to do, and all else is saved
    long = "x" * (EVIDENCE_LENGTH + 1)
    agreement(page).fill("Two pharmacists from October")
    evidence(page).fill(long)
    press(page, "Save and next")
    expect(page).to_have_title(re.compile(f"^Error: {first.title}"))
    expect(evidence(page)).to_have_value(long)
    page.get_by_role("link", name="Shorten").click()
    expect(evidence(page)).to_be_focused()
    evidence(page).fill("Rota of June")
    press(page, "Save and next")
    answers = Diagnostic.objects.get().answers
    saved = answers.get(domain=first)
    assert (saved.position, saved.agreement, saved.evidence) == (2, "Two pharmacists from October", "Rota of June")
    saved = answers.get(domain=second)
    assert (saved.position, saved.agreement) == (3, "Text and video by June")

    # a level, and agreeing with the gaps
    page.goto(reverse("level", args=[saved.diagnostic_id, 1]))
    feature = guide.ordered_levels[0].features.all()[0]
    page.get_by_role("group", name=feature.text).get_by_text("In place", exact=True).click()
    press(page, "Save and next")
    page.goto(reverse("agree", args=[saved.diagnostic_id]))
    expect(page.get_by_role("listitem").filter(has_text=second.title)).to_contain_text("3 today, no target yet")
    expect(page.get_by_role("listitem").filter(has_text="Level 1")).to_contain_text("1 of")
    press(page, "Agree the diagnostic")
    expect(page.get_by_role("heading", name="Working towards Level 1")).to_be_visible()
    page.get_by_text("What is there for Level 1").click()
    expect(page.get_by_role("listitem").filter(has_text=feature.text)).to_contain_text("In place")
