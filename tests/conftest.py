"""Fixtures for every test: the guide, the world, the cast and their diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.test import Client
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from assessment.models import CapacityBaseline, Diagnostic, Guide
from assessment.models.guide import forget_whole_guides
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from assessment.services.guide_loading import load_guide
from localities.kit.revisions.rows import Revised
from localities.models import User
from tests.cast import TODAY, World, make_cast, make_world
from tests.databases import differs_on_postgres

GUIDE_FILE = Path(settings.BASE_DIR) / "assessment/guides/locality-development-guide.yaml"
NEWEST_GUIDE_FILE = GUIDE_FILE.with_name("locality-development-guide-1.1.yaml")
SMALL_GUIDE_FILE = Path(__file__).parent / "assessment/small_guide.yaml"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what PostgreSQL may answer differently, and begin with what takes longest: no process ends with it alone."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        asks = item.get_closest_marker("django_db") or {"db", "transactional_db"}.intersection(fixtures)
        if asks and differs_on_postgres(_source(item.path), fixtures):
            item.add_marker(pytest.mark.postgres)
    items.sort(key=lambda item: "trust" not in item.path.parts)


@cache
def _source(path: Path) -> str:
    return path.read_text()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Load the guide once into the test database: tests that roll back find it there."""
    with django_db_blocker.unblock():
        load_guide(GUIDE_FILE)


@receiver(post_save, sender=Guide)
def _keep_no_copy(**_: object) -> None:
    """Whole guides are kept by key and outlive a rollback: the next test's guide may get the key of one taken back."""
    forget_whole_guides()


@pytest.fixture
def guide(db: None) -> Guide:
    """The real guide; loaded anew where a test before this one emptied the database."""
    return Guide.objects.newest() or load_guide(GUIDE_FILE)[0]


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def cast(world: World) -> dict[str, User]:
    return make_cast(world)


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
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return make


@pytest.fixture
def diagnostic(guide: Guide, world: World, lead: User) -> Diagnostic:
    """An open diagnostic of Canvey Island with nothing answered."""
    return start_diagnostic(world.canvey, by=lead, title="September 2018", started_on=TODAY)


@pytest.fixture
def answered_diagnostic(diagnostic: Diagnostic, lead: User) -> Diagnostic:
    """Every domain at 2 aiming for 3, every feature of Level 1 in place and no other, figures checked: Level 1."""
    answers = list(diagnostic.answers.all())
    for answer in answers:
        answer.position, answer.target, answer.agreement = 2, 3, f"Note on {answer.domain_id}"
    write_all(answers, "position", "target", "agreement", by=lead)
    features = list(diagnostic.feature_answers.select_related("feature__level"))
    for feature in features:
        feature.state = "in_place" if feature.feature.level.number == 1 else "planned"
    write_all(features, "state", by=lead)
    CapacityBaseline.objects.filter(diagnostic=diagnostic).update(checked_at=timezone.now(), checked_by=lead)
    return diagnostic


def write_all(rows: Sequence[Revised], *fields: str, by: User) -> None:
    """What `revisions.rows.write` does, for many rows in two queries: most tests begin with a full diagnostic."""
    for row in rows:
        row.revision, row.saved_at, row.saved_by = row.revision + 1, timezone.now(), by
    columns = [*fields, "revision", "saved_at", "saved_by"]
    bulk_update_with_history(rows, type(rows[0]), columns, default_user=by)


@pytest.fixture
def agreed_diagnostic(answered_diagnostic: Diagnostic, lead: User) -> Diagnostic:
    return agree_diagnostic(answered_diagnostic, by=lead)
