"""Fixtures for every test: the guide, the world, the cast and their diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.test import Client
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from assessment.models import CapacityBaseline, Diagnostic, Guide, GuideInUse
from assessment.models.guide import forget_whole_guides
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from assessment.services.guide_loading import load_guide
from localities.kit.revisions.rows import Revised
from localities.models import System, User
from tests.cast import TODAY, World, make_cast, make_world
from tests.databases import differs_on_postgres
from tests.remembered import Memory
from tests.template_names import refuse_unknown_names

if TYPE_CHECKING:
    from localities.kit.documents.pdf import Manuscript  # its engine takes half a second to load

GUIDE_FILE = Path(settings.BASE_DIR) / "assessment/guides/locality-development-guide.yaml"
NEWEST_GUIDE_FILE = GUIDE_FILE.with_name("locality-development-guide-1.1.yaml")
MEMORY = Memory()
SMALL_GUIDE_FILE = Path(__file__).parent / "assessment/small_guide.yaml"


refuse_unknown_names()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what PostgreSQL may answer differently. Several processes begin with what takes longest.

    So none of them ends with it alone; who watches one process sees the first tests at once.
    """
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        asks = item.get_closest_marker("django_db") or {"db", "transactional_db"}.intersection(fixtures)
        if asks and differs_on_postgres(_source(item.path), fixtures):
            item.add_marker(pytest.mark.postgres)
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: "trust" not in item.path.parts)


@cache
def _source(path: Path) -> str:
    return path.read_text()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Load the guide once into the test database: tests that roll back find it there."""
    with django_db_blocker.unblock():
        MEMORY.watch()
        MEMORY.once("guide", lambda: load_guide(GUIDE_FILE)[0])
        MEMORY.begin()


def pytest_runtest_setup() -> None:
    MEMORY.begin()


@receiver(post_save, sender=Guide)
def _keep_no_copy(**_: object) -> None:
    """Whole guides are kept by key and outlive a rollback: the next test's guide may get the key of one taken back."""
    forget_whole_guides()


@pytest.fixture
def memory(db: None) -> Memory:
    return MEMORY


@pytest.fixture
def guide(memory: Memory) -> Guide:
    """The real guide, put back where a test before this one emptied the database."""
    return Guide.objects.newest() or memory.once("guide", lambda: load_guide(GUIDE_FILE)[0])


@pytest.fixture
def world(memory: Memory) -> World:
    return memory.once("world", make_world)


@pytest.fixture
def cast(memory: Memory, world: World) -> dict[str, User]:
    return memory.once("cast", lambda: make_cast(world))


def _person(name: str) -> Callable[[dict[str, User]], User]:
    @pytest.fixture(name=name)
    def person(cast: dict[str, User]) -> User:
        return cast[name]

    return person


lead = _person("lead")
colleague = _person("colleague")
practice_rep = _person("practice_rep")
officer = _person("officer")
approver = _person("approver")
panel_member = _person("panel_member")
system_team = _person("system_team")
administrator = _person("administrator")
outsider = _person("outsider")


@pytest.fixture
def client_for() -> Callable[[User], Client]:
    """A browser's stand-in, signed in as somebody."""

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="localities.auth.backend.SignedIn")
        return client

    return make


@pytest.fixture
def quick_print(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that do not ask what a PDF looks like: nothing is typeset, its words are its bytes."""
    monkeypatch.setattr("localities.kit.documents.pdf.printed", _words_alone)


def _words_alone(manuscript: Manuscript) -> bytes:
    return manuscript.words.encode()


def use(guide: Guide, system: System) -> Guide:
    """Let a system start diagnostics on a guide, as its default."""
    GuideInUse.objects.filter(system=system).delete()
    GuideInUse.objects.create(system=system, code=guide.code, is_default=True)
    return guide


@pytest.fixture
def diagnostic(memory: Memory, guide: Guide, world: World, lead: User) -> Diagnostic:
    """An open diagnostic of Canvey Island with nothing answered."""
    start = partial(start_diagnostic, world.canvey, by=lead, title="September 2018", started_on=TODAY)
    return memory.once("diagnostic", start)


@pytest.fixture
def answered_diagnostic(memory: Memory, diagnostic: Diagnostic, lead: User) -> Diagnostic:
    """Every domain at 2 aiming for 3, every feature of Level 1 in place and no other, figures checked: Level 1."""
    return memory.once("answered", lambda: answer(diagnostic, by=lead))


def answer(diagnostic: Diagnostic, *, by: User) -> Diagnostic:
    answers = list(diagnostic.answers.all())
    for one in answers:
        one.position, one.target, one.agreement = 2, 3, f"Note on {one.domain_id}"
    write_all(answers, "position", "target", "agreement", by=by)
    features = list(diagnostic.feature_answers.select_related("feature__level"))
    for feature in features:
        feature.state = "in_place" if feature.feature.level.number == 1 else "planned"
    write_all(features, "state", by=by)
    CapacityBaseline.objects.filter(diagnostic=diagnostic).update(checked_at=timezone.now(), checked_by=by)
    return diagnostic


def write_all(rows: Sequence[Revised], *fields: str, by: User) -> None:
    """What `revisions.rows.write` does, for many rows in two queries: most tests begin with a full diagnostic."""
    for row in rows:
        row.revision, row.saved_at, row.saved_by = row.revision + 1, timezone.now(), by
    columns = [*fields, "revision", "saved_at", "saved_by"]
    bulk_update_with_history(rows, type(rows[0]), columns, default_user=by)


@pytest.fixture
def agreed_diagnostic(memory: Memory, answered_diagnostic: Diagnostic, lead: User) -> Diagnostic:
    return memory.once("agreed", lambda: agree_diagnostic(answered_diagnostic, by=lead))
