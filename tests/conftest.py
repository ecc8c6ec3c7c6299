"""Fixtures for every test: the guide, the world, the cast and their diagnostics."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from assessment.guide_loading import load_guide
from assessment.models import Diagnostic, Guide
from assessment.models.guide import forget_whole_guides
from assessment.services import agree_diagnostic, save_answer, save_feature_answer, start_diagnostic
from localities.models import User
from tests.cast import TODAY, World, make_cast, make_world

GUIDE_FILE = Path(settings.BASE_DIR) / "assessment/guides/locality-development-guide.yaml"
SMALL_GUIDE_FILE = Path(__file__).parent / "assessment/small_guide.yaml"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Load the guide once into the test database: tests that roll back find it there."""
    with django_db_blocker.unblock():
        load_guide(GUIDE_FILE)


@pytest.fixture(autouse=True)
def _fresh_guides() -> Iterator[None]:
    """Keep one test's guide out of the next: the whole-guide copies outlive a rollback."""
    yield
    forget_whole_guides()


@pytest.fixture
def guide(db: None) -> Guide:
    """The real guide; loaded anew where a test before this one emptied the database."""
    return load_guide(GUIDE_FILE)[0]


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
    """Every domain at 2 aiming for 3, every feature of Level 1 in place and no other: Level 1."""
    for answer in diagnostic.answers.all():
        save_answer(
            answer, {"position": 2, "target": 3, "agreement": f"Note on {answer.domain_id}"}, base_revision=0, by=lead
        )
    for answer in diagnostic.feature_answers.select_related("feature__level"):
        state = "in_place" if answer.feature.level.number == 1 else "planned"
        save_feature_answer(answer, {"state": state}, base_revision=0, by=lead)
    return diagnostic


@pytest.fixture
def agreed_diagnostic(answered_diagnostic: Diagnostic, lead: User) -> Diagnostic:
    return agree_diagnostic(answered_diagnostic, by=lead)
