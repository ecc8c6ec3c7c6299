"""The example guides, each filled in, agreed, planned and printed: every page and the PDF speak its own words.

Four steps without levels; five levels; three points; no indicators. Nothing says a word of another guide's scale, and
where a guide has no levels nothing speaks of any.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from assessment.files.guide_check import findings
from assessment.files.guide_schema import DescriptorsEntry, GuideFile
from assessment.files.guide_yaml import parse_guide
from assessment.models import CapacityBaseline, Diagnostic, Guide
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from assessment.services.guide_loading import load_guide
from devplans.document import pdf as plan_pdf
from devplans.document.plan import from_json
from devplans.models import Plan
from devplans.services.plans import create_plan
from localities.models import Locality, User
from tests.addresses import addresses
from tests.assessment.scales import STRATEGY
from tests.cast import TODAY, World
from tests.conftest import use, write_all
from tests.devplans.conftest import make_ready, submit
from tests.page_forms import forms_of

EXAMPLES = sorted((Path(settings.BASE_DIR) / "assessment/guides/examples").glob("*.yaml"))
FILES = {path.stem: parse_guide(path.read_bytes()) for path in EXAMPLES}
OTHER_LEVELS = re.compile(r"(?i)safe level|weekly level|level AA|What a level means.*?next level", re.DOTALL)
"""Appointments a GP offers, accessibility, and the page of help, which speaks of every guide."""

TAGS = re.compile(r"<(script|style|title)\b.*?</\1>|<[^>]+>", re.DOTALL)
SPOKEN = re.compile(r'(?:aria-label|alt|title|placeholder)="([^"]*)"')

pytestmark = pytest.mark.usefixtures("quick_print")


def words_of(html: str) -> str:
    """What people see and hear of a page, a line for each text."""
    seen = TAGS.sub("\n", html)
    return unescape("\n".join([*SPOKEN.findall(html), seen]))


def labels_of_others(mine: str) -> list[str]:
    """The names of positions in the other examples and in the strategy's guide."""
    own = {point.label for point in FILES[mine].scale}
    others = [point.label for name, file in FILES.items() if name != mine for point in file.scale]
    return [label for label in [*others, *STRATEGY.labels] if label not in own]


def is_described_throughout(file: GuideFile) -> bool:
    return not isinstance(file.domains[0].descriptors, DescriptorsEntry) or len(file.scale) == 3


def wrong_words(text: str, name: str) -> list[str]:
    """What a text says that belongs to another guide's scale, or of levels where there are none."""
    file = FILES[name]
    text = OTHER_LEVELS.sub("", text)
    found = [label for label in labels_of_others(name) if re.search(rf"\b{re.escape(label)}\b", text)]
    found += [said for said in ("less advanced", "more advanced") if said in text.lower()]
    found += re.findall(r"(?i)\bdeveloping\b", text)
    found += re.findall(r"(?<!Level )\b1 (?:actions|areas|domains|levels|things)\b", text)
    if is_described_throughout(file):
        found += re.findall(r"2 or 4|you are in between", text)
    if not file.levels:
        found += re.findall(r"(?i)[^\n]*\blevels?\b[^\n]*", text)
    else:
        found += [f"Level {n}" for n in map(int, re.findall(r"\bLevel (\d+)", text)) if n not in range(1, 6)]
    if len(file.scale) < 5:
        found += re.findall(r"from 1 to 5|positions? 5|4 or 5", text)
    return found


@pytest.fixture(params=[pytest.param(path, id=path.stem) for path in EXAMPLES])
def example(request: pytest.FixtureRequest, db: None) -> tuple[str, Guide]:
    return request.param.stem, load_guide(request.param)[0]


@pytest.fixture
def open_diagnostic(example: tuple[str, Guide], world: World, lead: User) -> Diagnostic:
    """On the example, with everything answered: each domain in the middle, aiming for the top, priorities too."""
    guide = use(example[1], world.system)
    diagnostic = start_diagnostic(world.canvey, by=lead, title="By the example", started_on=TODAY, guide=guide)
    answers = list(diagnostic.answers.all())
    for answer in answers:
        answer.position, answer.target, answer.priority = 2, guide.top, True
    write_all(answers, "position", "target", "priority", by=lead)
    features = list(diagnostic.feature_answers.all())
    for feature in features:
        feature.state = "planned"
    if features:
        write_all(features, "state", by=lead)
    CapacityBaseline.objects.filter(diagnostic=diagnostic).update(checked_at=timezone.now(), checked_by=lead)
    return diagnostic


def make_plan(diagnostic: Diagnostic, lead: User) -> Plan:
    agree_diagnostic(diagnostic, by=lead)
    levels = diagnostic.whole_guide.ordered_levels
    period = {"starts_on": TODAY, "ends_on": TODAY.replace(year=TODAY.year + 2)}
    return create_plan(diagnostic, target_level=levels[0].number if levels else 0, by=lead, **period)


def read(client: Client, locality: Locality) -> Iterator[tuple[str, str]]:
    """Every page about a locality, its diagnostic, plan and those who look at them together, in words."""
    only = {
        Locality: [locality],
        Diagnostic: list(locality.diagnostics.all()),
        Plan: list(locality.plans.all()),
        Guide: [diagnostic.guide for diagnostic in locality.diagnostics.all()],
    }
    for address in addresses(only=only):
        page = client.get(address.path)
        assert page.status_code < 500, address.path
        if page.status_code == 200 and page["Content-Type"].startswith(("text/html", "text/csv")):
            yield address.path, words_of(page.content.decode())


def assert_own_words(client: Client, name: str, locality: Locality) -> dict[str, str]:
    pages = dict(read(client, locality))
    wrong = {path: found for path, text in pages.items() if (found := wrong_words(text, name))}
    assert not wrong
    return pages


@pytest.mark.parametrize("name", FILES)
def test_there_is_nothing_to_mend_in_an_example(name: str):
    assert findings(FILES[name]) == []


def test_an_open_diagnostic_speaks_the_words_of_its_guide(
    example: tuple[str, Guide], open_diagnostic: Diagnostic, lead: User, client_for: Callable[[User], Client]
):
    name, guide = example
    pages = assert_own_words(client_for(lead), name, open_diagnostic.locality)
    first = guide.domains.first()
    domain = pages[f"/diagnostics/{open_diagnostic.pk}/domains/{first.code}/"]
    assert all(point.label in domain for point in FILES[name].scale)
    result = pages[f"/diagnostics/{open_diagnostic.pk}/result/"]
    assert ("Working towards Level 1" in result) == bool(FILES[name].levels)
    numbers = any(domain.indicators for domain in FILES[name].domains)
    assert any("What the numbers suggest" in text for text in pages.values()) == numbers


def test_a_position_beyond_the_scale_is_refused(
    example: tuple[str, Guide], open_diagnostic: Diagnostic, lead: User, client_for: Callable[[User], Client]
):
    _, guide = example
    answer = open_diagnostic.answers.first()
    address = f"/diagnostics/{open_diagnostic.pk}/domains/{answer.domain.code}/"
    page = client_for(lead).post(address, {"position": guide.top + 1, "target": guide.top, "revision": answer.revision})
    assert page.status_code == 422
    assert f"Choose where the locality is today, from 1 to {guide.top}" in page.content.decode()


def test_people_go_from_the_last_domain_over_the_levels_to_capacity_and_back(
    example: tuple[str, Guide], open_diagnostic: Diagnostic, lead: User, client_for: Callable[[User], Client]
):
    _, guide = example
    client, start = client_for(lead), f"/diagnostics/{open_diagnostic.pk}"
    last = f"{start}/domains/{guide.ordered_domains[-1].code}/"
    pages = [last, *(f"{start}/levels/{level.number}/" for level in guide.levels_to_answer), f"{start}/capacity/"]
    for before, after in pairwise(pages):
        assert sent(client, before, go="next") == after
        assert sent(client, after, go="previous") == before


def sent(client: Client, address: str, **more: str) -> str:
    """Where a page's first form leads when it is sent as it stands."""
    form = forms_of(client.get(address).content.decode(), address)[0]
    return client.post(address, dict(form.sent()) | more).url


def test_a_plan_made_by_an_example_and_its_paper_speak_its_words(
    example: tuple[str, Guide], open_diagnostic: Diagnostic, lead: User, client_for: Callable[[User], Client]
):
    name, guide = example
    plan = make_plan(open_diagnostic, lead)
    client = client_for(lead)
    pages = assert_own_words(client, name, plan.locality)
    assert ("aim for" in pages[f"/plans/{plan.pk}/edit/"]) == bool(FILES[name].levels)
    plan = make_ready(plan, by=lead)
    moving_on = {
        action.code
        for domain in guide.ordered_domains
        for action in domain.suggested_actions.all()
        if action.moves_to > 2
    }
    assert moving_on
    assert moving_on <= set(plan.actions.values_list("suggestion", flat=True))
    version = submit(plan, by=lead)
    assert_own_words(client, name, plan.locality)
    paper = plan_pdf.manuscript(from_json(version.content))
    printed = words_of(" ".join([paper.words, *paper.drawings.values()]))
    assert not wrong_words(printed, name)
    assert guide.scale.labels[0] in printed
    assert ("Level aimed for" in printed) == bool(FILES[name].levels)
    assert ("The level, and what moves us on" in printed) == bool(FILES[name].levels)


def test_those_who_look_at_several_see_the_words_of_the_guide(
    example: tuple[str, Guide], open_diagnostic: Diagnostic, cast: dict[str, User], client_for: Callable[[User], Client]
):
    name, guide = example
    submit(make_ready(make_plan(open_diagnostic, cast["lead"]), by=cast["lead"]), by=cast["lead"])
    for person in ("approver", "system_team"):
        pages = assert_own_words(client_for(cast[person]), name, open_diagnostic.locality)
    ccg = client_for(cast["approver"]).get("/commissioners/99F/").content.decode()
    assert all(f"</span> {label}</li>" in ccg for label in guide.scale.labels)
    assert ("Level now" in ccg) == bool(FILES[name].levels)
    assert pages
