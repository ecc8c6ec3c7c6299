"""While people type, a page counts words as the server does when they submit."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from assessment.models import Guide
from localities.kit.pages.phrases import count_words
from localities.models import User
from tests.assessment.selection.rounds import make_application, make_wave
from tests.cast import World

TEXTS = [
    "—",
    "day-to-day work for the GPs’ 38,500 patients, at 4.5%",
    "word/" * 400,
    "word" * 400,
    "one-two-three-four-five six_seven eight\N{ZERO WIDTH SPACE}nine",
    "caf\N{LATIN SMALL LETTER E WITH ACUTE}s cafe\N{COMBINING ACUTE ACCENT}s ½ x² \N{CJK UNIFIED IDEOGRAPH-5B57}",
]


def test_page_and_server_count_the_same(
    page: Page, enter: Callable[[Page, User], None], world: World, guide: Guide, lead: User
) -> None:
    application = make_application(make_wave(world.commissioner, guide), world.canvey, by=lead, submitted=False)
    enter(page, lead)
    page.goto(application.get_absolute_url())
    box = page.get_by_label("Statement on").first
    count = page.locator(f"#{box.get_attribute('id')}-info")
    for text in TEXTS:
        box.fill(text)
        expect(count).to_contain_text(f"{count_words(text)} of 300 words")
