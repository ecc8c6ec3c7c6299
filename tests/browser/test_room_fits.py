"""Every moment of a workshop stands on one screen of a projector, for every domain of every guide there is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page

from assessment.models import Diagnostic
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from assessment.services.guide_loading import load_guide
from assessment.workshop.models import Hand, Workshop
from assessment.workshop.services import screen
from assessment.workshop.services.workshops import open_workshop
from localities.models import User
from tests.cast import TODAY, World, make_practice
from tests.conftest import use

GUIDES = sorted((Path(settings.BASE_DIR) / "assessment/guides").rglob("*.yaml"))
SIZES = ((1280, 720), (1920, 1080))
WORDS = "Every practice still decides in its own way, though three now use written rules for urgent calls. " * 3
OVER = """() => {
  const page = document.documentElement;
  const cut = [...document.querySelectorAll(".app-room__main, .app-room__main *")].filter(
    (one) => one.getBoundingClientRect().right > page.clientWidth + 1);
  return {down: page.scrollHeight - window.innerHeight, across: page.scrollWidth - page.clientWidth + cut.length};
}"""


def filled(world: World, path: Path, lead: User) -> Workshop:
    """A workshop over a whole guide in which everything is there that a screen can show: numbers, words of last time,
    and six hands, four of them at one position."""
    use(load_guide(path)[0], world.system)
    last = start_diagnostic(world.canvey, by=lead, title="Last time", started_on=TODAY)
    last.answers.update(position=1, target=1, agreement=WORDS)
    agree_diagnostic(last, by=lead)
    diagnostic = start_diagnostic(world.canvey, by=lead, title="This time", started_on=TODAY)
    diagnostic.indicator_values.update(value=50, as_of=TODAY, source="Count of four weeks in all practices")
    workshop = open_workshop(
        diagnostic, by=lead, held_on=TODAY, starts=time(13), ends=time(15), which="all", place="Library"
    )
    raise_six(workshop)
    screen.show_names(workshop, shown=True, by=lead)
    return workshop


def raise_six(workshop: Workshop) -> None:
    top = workshop.diagnostic.whole_guide.top
    rows = list(workshop.attendance.select_related("practice"))
    for topic in workshop.topics.all():
        Hand.objects.bulk_create(
            Hand(topic=topic, practice=row.practice, position=top if number == 5 else 1 + number // 4)
            for number, row in enumerate(rows)
        )
    workshop.attendance.update(present=True)


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_no_moment_scrolls(
    page: Page, enter: Callable[[Page, User], None], world: World, lead: User, path: Path
) -> None:
    for number in range(3):
        make_practice(world.canvey, f"F8200{number}")
    workshop = filled(world, path, lead)
    page.route("**/room*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))  # it would follow
    enter(page, lead)
    wrong = []
    for code in [topic.domain.code for topic in workshop.topics.select_related("domain")]:
        for moment in Workshop.Moment.values:
            screen.show(workshop, code, moment, by=lead)
            page.goto(reverse("workshop", args=[workshop.diagnostic_id]))
            wrong += [f"{code}, {moment} at {width}: {over}" for width, over in measured(page) if any(over.values())]
    assert not wrong, "\n".join(wrong)
    assert Diagnostic.objects.count() == 2


def measured(page: Page) -> list[tuple[int, dict[str, int]]]:
    """What does not fit, at each size: pixels below the edge, and what stands over the right one."""
    found = []
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        over = page.evaluate(OVER)
        found.append((width, {way: max(0, by) for way, by in over.items()}))
    return found
