"""What runs on PostgreSQL too."""

from __future__ import annotations

import pytest

from tests.databases import differs_on_postgres


@pytest.mark.parametrize(
    "source",
    [
        "with pytest.raises(IntegrityError):",
        "threads = [Thread(target=first)]",
        "plans.select_for_update()",
        r'"a\x00b"',
    ],
)
def test_what_tells_of_itself_that_it_may_differ(source: str) -> None:
    assert differs_on_postgres(source, ["db"])


@pytest.mark.parametrize("fixture", ["live_server", "transactional_db"])
def test_what_its_fixtures_tell(fixture: str) -> None:
    assert differs_on_postgres("", ["db", fixture])


def test_a_plain_page_runs_once() -> None:
    assert not differs_on_postgres("assert 'Canvey Island' in client.get('/').content.decode()", ["db", "client_for"])


def test_how_many_queries_a_page_makes_is_counted_once() -> None:
    assert not differs_on_postgres("with CaptureQueriesContext(connection):", ["db", "django_assert_num_queries"])
