"""Loading a guide: all of it, once, in one transaction; and that no guide is known to the code by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessment.files.guide_yaml import GuideFileError, parse_guide
from assessment.models import Diagnostic, Domain, Guide, Indicator, Level, LevelFeature, Offer, Strand
from assessment.queries.result import build_result
from assessment.rules.scoring import suggest_position
from assessment.services.answers import save_answer, save_feature_answer
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from assessment.services.guide_loading import GuideChangedError, load_guide
from devplans.rules.sections import SECTIONS
from localities.kit.models import AuditEvent
from localities.models import User
from localities.services.importer import importer
from tests.cast import TODAY, World
from tests.conftest import GUIDE_FILE, NEWEST_GUIDE_FILE, SMALL_GUIDE_FILE, use
from tests.flat import flat
from tests.guide_files import data_of

pytestmark = pytest.mark.postgres

EACH = pytest.mark.parametrize("file", [GUIDE_FILE, NEWEST_GUIDE_FILE, SMALL_GUIDE_FILE], ids=["1.0", "1.1", "small"])
GUIDE_MODELS = [
    model
    for model in apps.get_app_config("assessment").get_models()
    if model.__module__ in {one.__module__ for one in (Guide, Indicator, Level, Offer, Strand)}
    or model._meta.auto_created
]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    file = tmp_path / "guide.yaml"
    file.write_bytes(SMALL_GUIDE_FILE.read_bytes())
    return file


def count_rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in GUIDE_MODELS}


def leaves(value: Any) -> Iterator[str | int | float]:
    """Every text and number in the file, and the codes that stand as keys."""
    if isinstance(value, dict):
        for key, below in value.items():
            if "-" in key:
                yield key
            yield from leaves(below)
    elif isinstance(value, list):
        for below in value:
            yield from leaves(below)
    elif value is not None and not isinstance(value, bool):
        yield value


def stored() -> set[str | float]:
    """Every value that the database holds of guides."""
    found: set[str | float] = set()
    for model in GUIDE_MODELS:
        for row in model._default_manager.values():
            for value in row.values():
                found |= set(leaves(value)) if isinstance(value, list) else {value}
    return {float(value) if isinstance(value, int) or hasattr(value, "as_tuple") else value for value in found}


@EACH
@pytest.mark.django_db
def test_all_of_the_file_is_loaded(file: Path):
    load_guide(file)
    content = data_of(file)
    wanted = {value.strip() if isinstance(value, str) else float(value) for value in leaves(content)}
    assert wanted - stored() == set()


@EACH
@pytest.mark.django_db
def test_rows_follow_the_file(file: Path):
    guide, content = load_guide(file)[0], parse_guide(file.read_bytes())
    assert [area.code for area in guide.areas.all()] == [area.code for area in content.areas]
    assert [domain.code for domain in guide.ordered_domains] == [domain.code for domain in content.domains]
    for row, entry in zip(guide.ordered_domains, content.domains, strict=True):
        assert (row.area.code, row.theme and row.theme.code) == (entry.area, entry.theme)
        assert [found.position for found in row.descriptors.all()] == [1, 3, 5]
        assert [kind["text"] for kind in row.evidence_kinds] == [kind.text for kind in entry.evidence]
        assert [found.code for found in row.indicators.all()] == [each.code for each in entry.indicators]
        for action, each in zip(row.suggested_actions.all(), entry.actions, strict=True):
            assert (action.code, action.support and action.support.code) == (each.code, each.support)
            assert (action.moves_from, action.moves_to) == (each.moves.start, each.moves.end)
    for rule, level in zip(guide.level_rules, content.levels, strict=True):
        assert rule.minimums == level.domain_minimums
        assert rule.features == tuple(feature.code for feature in level.features)
        assert rule.essential == tuple(feature.code for feature in level.features if feature.essential)
        assert rule.signs_wanted + len(rule.essential) == level.enough
        assert set(rule.floor.values()) <= {level.floor}
        assert bool(rule.floor) == bool(level.floor)
    for metric, each in zip(guide.outcome_metrics.all(), content.outcome_metrics, strict=True):
        assert {domain.code for domain in metric.domains.all()} == set(each.domains)


@pytest.mark.django_db
@pytest.mark.parametrize("named", [True, False])
def test_the_record_tells_who_published_a_guide(small: Path, cast: dict[str, User], named: bool):
    guide, _ = load_guide(small, by=cast["administrator"] if named else None)
    by = cast["administrator"] if named else importer()
    event = AuditEvent.objects.get(on_type="assessment.guide", on_id=guide.pk)
    assert (event.what, event.on_name) == ("Published the guide", str(guide))
    assert (event.who, event.who_id) == (str(by), by.pk)


@pytest.mark.django_db
def test_loading_again_changes_nothing(small: Path):
    first, new = load_guide(small)
    before = count_rows()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        second, again = load_guide(small)
    assert (new, again, second) == (True, False, first)
    assert count_rows() == before
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


@pytest.mark.django_db
def test_a_changed_file_under_a_published_version_is_refused(small: Path):
    guide, _ = load_guide(small)
    before = count_rows()
    small.write_text(small.read_text().replace("Build three bays", "Build four bays"))
    with pytest.raises(GuideChangedError, match=r"higher version than '2024 spring'"):
        load_guide(small)
    assert count_rows() == before
    assert guide.domains.get(code="compost").suggested_actions.filter(title="Build three bays").exists()


@pytest.mark.django_db
def test_a_new_version_stands_beside_the_old(small: Path):
    old, _ = load_guide(small)
    small.write_text(small.read_text().replace("2024 spring", "2024 autumn"))
    new, created = load_guide(small)
    assert created
    assert new != old
    assert Guide.objects.newest() == new
    assert old.domains.count() == new.domains.count() == 3


@pytest.mark.django_db
def test_a_file_with_problems_writes_nothing(small: Path):
    before = count_rows()
    small.write_text(small.read_text().replace("area: neighbours", "area: strangers"))
    with pytest.raises(GuideFileError):
        load_guide(small)
    assert count_rows() == before


@pytest.mark.django_db
def test_a_failure_half_way_leaves_nothing(small: Path, monkeypatch: pytest.MonkeyPatch):
    before = count_rows()

    def fail(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("assessment.services.guide_loading._write_metrics", fail)
    with pytest.raises(RuntimeError):
        load_guide(small)
    assert count_rows() == before


@pytest.mark.django_db
def test_a_guide_is_loaded_with_few_queries(small: Path):
    importer()
    with CaptureQueriesContext(connection) as queries:
        load_guide(small)
    assert len([query for query in queries if query["sql"].startswith("INSERT")]) == 18


# The command --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_command_says_what_it_did(small: Path, capsys: pytest.CaptureFixture[str]):
    call_command("load_guide", small)
    assert "Published Community garden guide, version 2024 spring: 3 domains in 2 areas, 2 levels." in (
        capsys.readouterr().out
    )
    call_command("load_guide", small)
    assert "is published already: nothing changed." in capsys.readouterr().out


@pytest.mark.django_db
def test_the_command_lists_every_problem(small: Path):
    small.write_text(small.read_text().replace("area: neighbours", "area: strangers").replace("weeks: 3", "weeks: x"))
    with pytest.raises(CommandError) as caught:
        call_command("load_guide", small)
    told = str(caught.value)
    assert "has 3 problems" in told
    assert "domains[0].actions[0].weeks: should be a valid integer" in told
    assert "there is no area 'strangers'" in told
    assert told.endswith("Nothing was loaded.")


@pytest.mark.django_db
def test_the_command_advises_a_higher_version(small: Path):
    load_guide(small)
    small.write_text(small.read_text() + "# a remark\n")
    with pytest.raises(CommandError, match="give the file a higher version"):
        call_command("load_guide", small)


def test_the_command_names_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(CommandError, match=r"Cannot read .*none.yaml: No such file"):
        call_command("load_guide", tmp_path / "none.yaml")


# Any guide works the same -------------------------------------------------------------------------------------------


@pytest.fixture
def any_diagnostic(file: Path, world: World, lead: User) -> Diagnostic:
    guide = use(load_guide(file)[0], world.system)
    return start_diagnostic(world.canvey, by=lead, title="Spring", started_on=TODAY, guide=guide)


@EACH
def test_a_diagnostic_asks_all_that_its_guide_asks(any_diagnostic: Diagnostic):
    guide = any_diagnostic.guide
    assert any_diagnostic.answers.count() == Domain.objects.filter(guide=guide).count()
    assert any_diagnostic.feature_answers.count() == LevelFeature.objects.filter(level__guide=guide).count()
    result = build_result(any_diagnostic)
    assert (result.level.level, result.answered, result.total) == (0, 0, len(guide.ordered_domains))
    assert [step.state for step in result.steps] == ["working towards"] + ["later"] * (len(guide.ordered_levels) - 1)


@EACH
def test_the_level_rises_as_each_level_is_met(any_diagnostic: Diagnostic, lead: User):
    answers = {answer.domain.code: answer for answer in any_diagnostic.answers.select_related("domain")}
    revisions = dict.fromkeys(answers, 0)
    features = {answer.feature.code: answer for answer in any_diagnostic.feature_answers.select_related("feature")}
    for rule in any_diagnostic.whole_guide.level_rules:
        for code in rule.features:
            save_feature_answer(features[code], {"state": "in_place"}, base_revision=0, by=lead)
        for code, position in rule.positions.items():
            values = {"position": position, "target": 5}
            saved = save_answer(answers[code], values, base_revision=revisions[code], by=lead)
            revisions[code] = saved.row.revision
        assert build_result(any_diagnostic).level.level == rule.number
    result = build_result(agree_diagnostic(any_diagnostic, by=lead))
    assert (result.level.next_level, result.blockers) == (None, ())


@EACH
@pytest.mark.django_db
def test_indicators_suggest_positions_of_the_scale(file: Path):
    guide, _ = load_guide(file)
    for domain in guide.domains.all():
        for indicator in domain.indicators.all():
            exactly = 5 if indicator.boundary == "more" else 3
            assert suggest_position(indicator.rule, indicator.more) == exactly
            assert suggest_position(indicator.rule, indicator.developing) == 3


@EACH
def test_every_page_shows_the_guide_it_has(
    any_diagnostic: Diagnostic, lead: User, client_for: Callable[[User], Client]
):
    client, guide = client_for(lead), any_diagnostic.whole_guide
    home = any_diagnostic.get_absolute_url()
    for domain in guide.ordered_domains:
        page = client.get(reverse("domain", args=[any_diagnostic.pk, domain.code]))
        shown = [domain.title, domain.purpose, *guide.position_labels.values()]
        shown += [prompt["text"] for prompt in domain.prompts]
        shown += [one.headline for one in domain.descriptors.all()]
        assertContainsAll(page, shown)
        answer = {"revision": "0", "position": "2", "target": "4", "agreement": f"On {domain.title}", "go": "next"}
        assert client.post(page.wsgi_request.path, answer).status_code == 302
    for level in guide.ordered_levels:
        page = client.get(reverse("level", args=[any_diagnostic.pk, level.number]))
        assertContainsAll(page, [level.title, *(feature.text for feature in level.features.all())])
    titles = [domain.title for domain in guide.ordered_domains]
    assertContainsAll(client.get(home), [area.title for area in guide.areas.all()] + titles)
    assertContainsAll(client.get(reverse("result", args=[any_diagnostic.pk])), titles)
    assertContainsAll(client.get(reverse("check-answers", args=[any_diagnostic.pk])), titles)
    assert build_result(any_diagnostic).answered == len(titles)


def assertContainsAll(page: HttpResponse, texts: Iterable[str]) -> None:  # noqa: N802  named like Django's own
    assert page.status_code == 200
    shown = " ".join(unescape(flat(page)).split())
    assert [text for text in texts if " ".join(text.split()) not in shown] == []


CODE_FOLDERS = ("config", "localities", "assessment", "devplans", "templates", "static")
CODE_KINDS = {".py", ".html", ".js", ".css", ".txt"}


def test_no_code_knows_a_part_of_the_guide_by_name():
    """Codes of one word are looked for in quotes, as they may be words of our own."""
    content = parse_guide(GUIDE_FILE.read_bytes())
    parts = [*content.areas, *(theme for area in content.areas for theme in area.themes), *content.domains]
    parts += [each for domain in content.domains for each in (*domain.indicators, *domain.actions)]
    parts += [*content.outcome_metrics, *content.wave_one_criteria, *content.offers, *content.hub_models]
    codes = {part.code for part in parts} | {each.code for level in content.levels for each in level.features}
    codes -= {section.code for section in SECTIONS}  # the plan's own sections: one has the name of a domain
    plain = "|".join(code for code in codes if "-" in code)
    quoted = "|".join(code for code in codes if "-" not in code)
    named = re.compile(rf"(?<![\w-])(?:{plain})(?![\w-])|[\"'](?:{quoted})[\"']")
    files = [path for folder in CODE_FOLDERS for path in (Path(settings.BASE_DIR) / folder).rglob("*")]
    found = [
        f"{path.relative_to(settings.BASE_DIR)}: {match.group()}"
        for path in files
        if path.suffix in CODE_KINDS and path.is_file()
        for match in named.finditer(path.read_text())
    ]
    assert found == []
