"""Pages on paper: whole, open, without what only a screen needs. And the heat map, whole on screen and paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from operator import itemgetter

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from pypdf import PdfReader

from assessment.models import Diagnostic, Guide
from assessment.services.answers import save_answer
from localities.models import Locality, User
from tests.cast import World

DOMAIN = "develop-the-team"
ON_SCREEN_ONLY = ("Signout", "Skiptomaincontent", "Home", "Saveandnext", "Accessibilitystatement", "(Link:")
SCROLLING_DOWN = """() => [...document.querySelectorAll(".app-heat, .app-heat *")]
  .filter((one) => one.scrollHeight > one.clientHeight + 1 && !one.matches(".nhsuk-u-visually-hidden"))
  .filter((one) => getComputedStyle(one).overflowY !== "visible").map((one) => one.className)"""

LEFT = "one => one.getBoundingClientRect().left"

Enter = Callable[[Page, User], None]


def printed(page: Page) -> list[str]:
    """What each printed page says, without its blanks: they are where the printer put them."""
    content = page.pdf(prefer_css_page_size=True)
    return [squeezed(sheet.extract_text()) for sheet in PdfReader(BytesIO(content)).pages]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def missing(texts: list[str], said: str) -> list[str]:
    return [text for text in texts if squeezed(text) not in said]


def test_the_guide_prints_all_that_it_folds_away_without_a_script(
    no_js_page: Page, enter: Enter, guide: Guide, lead: User
) -> None:
    enter(no_js_page, lead)
    no_js_page.goto(reverse("guide"))
    said = "".join(printed(no_js_page))
    folded = [descriptor.headline for domain in guide.ordered_domains for descriptor in domain.descriptors.all()]
    folded += [prompt for domain in guide.ordered_domains for prompt in map(itemgetter("text"), domain.prompts)]
    folded += [str(feature) for level in guide.ordered_levels for feature in level.features.all()]
    assert len(folded) > 150
    assert not missing(folded, said)
    assert not [one for one in ON_SCREEN_ONLY if one in said]


@pytest.fixture
def long_agreement(answered_diagnostic: Diagnostic, lead: User) -> str:
    """What was agreed, far longer than its box on the screen."""
    lines = "\n".join(f"Reason {number} for this position." for number in range(40))
    answer = answered_diagnostic.answers.get(domain__code=DOMAIN)
    save_answer(answer, {"agreement": lines}, base_revision=answer.revision, by=lead)
    return lines


def test_a_domain_prints_descriptions_and_all_that_was_agreed(
    no_js_page: Page, enter: Enter, answered_diagnostic: Diagnostic, long_agreement: str, lead: User
) -> None:
    enter(no_js_page, lead)
    no_js_page.goto(reverse("domain", args=[answered_diagnostic.pk, DOMAIN]))
    said = "".join(printed(no_js_page))
    domain = answered_diagnostic.answers.get(domain__code=DOMAIN).domain
    wanted = [descriptor.headline for descriptor in domain.descriptors.all()]
    assert not missing([*wanted, *map(itemgetter("text"), domain.prompts), *long_agreement.splitlines()], said)
    assert not [one for one in ON_SCREEN_ONLY if one in said]


def test_an_agreed_diagnostic_prints_its_result_with_the_table(
    page: Page, enter: Enter, agreed_diagnostic: Diagnostic, lead: User
) -> None:
    enter(page, lead)
    page.goto(reverse("result", args=[agreed_diagnostic.pk]))
    said = "".join(printed(page))
    titles = [domain.title for domain in agreed_diagnostic.whole_guide.ordered_domains]
    assert not missing([*titles, "The same profile as a table"], said)
    for title in titles:
        assert said.count(squeezed(title)) >= 2, f"{title} is not in the profile and in the table"
    assert not [one for one in ON_SCREEN_ONLY if one in said]


@pytest.fixture
def many_localities(world: World, agreed_diagnostic: Diagnostic) -> Callable[[int], list[str]]:
    """Return a function that gives the CCG so many localities in all; one of them has agreed positions."""

    def many_localities(number: int) -> list[str]:
        there = world.commissioner.localities.count()
        Locality.objects.bulk_create(
            Locality(commissioner=world.commissioner, name=f"Locality of Place {at:02}", slug=f"place-{at}")
            for at in range(number - there)
        )
        return [one.name for one in world.commissioner.localities.all()]

    return many_localities


@pytest.mark.parametrize("number", [9, 30])
def test_the_heat_map_is_whole_on_screen_and_on_paper(
    page: Page, enter: Enter, many_localities: Callable[[int], list[str]], officer: User, guide: Guide, number: int
) -> None:
    names = many_localities(number)
    enter(page, officer)
    page.goto(reverse("commissioner", args=[officer.roles.get().commissioner.ods_code]))
    assert page.evaluate(SCROLLING_DOWN) == []
    heat = page.locator(".app-heat")
    assert heat.evaluate("one => one.scrollWidth - one.clientWidth") <= 1
    assert page.locator(".app-heat td .app-pos", has_text="–").count() == 24 * (number - 1)
    titles = [domain.title for domain in guide.ordered_domains]
    (sheet,) = [sheet for sheet in printed(page) if squeezed("Where each locality is today") in sheet]
    assert not missing([*names, *titles], sheet)


def test_on_a_phone_the_heat_map_scrolls_sideways_alone_and_says_so(
    phone: Page, enter: Enter, axe: Callable[[Page], None], many_localities: Callable[[int], list[str]], officer: User
) -> None:
    many_localities(9)
    enter(phone, officer)
    phone.goto(reverse("commissioner", args=[officer.roles.get().commissioner.ods_code]))
    assert phone.get_by_text("Scroll the table sideways to see all 9 localities.").is_visible()
    assert phone.evaluate(SCROLLING_DOWN) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 375
    heat = phone.locator(".app-heat")
    first = heat.get_by_role("rowheader", name="Develop the team")
    before = first.evaluate(LEFT)
    heat.focus()
    heat.evaluate("one => one.scrollTo(1000, 0)")
    assert heat.evaluate("one => one.scrollLeft") > 50
    assert abs(first.evaluate(LEFT) - before) <= 2, "the domain's name stays in sight"
    axe(phone)
