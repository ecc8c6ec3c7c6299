"""Which tests PostgreSQL answers too: those of what it may answer differently from SQLite.

Every test runs on SQLite. On PostgreSQL run again (`pytest -m postgres`):

- what tells in its own source that it is about locks, threads, constraints or SQL (`TELLS`), the whole module;
- what commits, whose fixtures say so (`FIXTURES`);
- what says so itself, `pytestmark = [pytest.mark.django_db, pytest.mark.postgres]`: order, search, sums and decimals in
  SQL, JSON, text of every kind, and the walks of `tests/trust/` through all pages and all forms.

What counts queries does not: how many there are is up to the models, and each page is met on PostgreSQL by the walks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

TELLS = re.compile(
    r"\b(?:select_for_update|one_at_a_time|Thread|ThreadPoolExecutor|Barrier|IntegrityError|DataError"
    r"|OperationalError|DatabaseError|RawSQL|cursor|execute_wrapper|atomic|on_commit)\b"
    r"|transaction=True|\\x00|\\0\b|\.raw\("
)
FIXTURES = frozenset({"transactional_db", "live_server"})


def differs_on_postgres(source: str, fixtures: Iterable[str]) -> bool:
    """Tell whether a test of a module with this source, with these fixtures, may end otherwise on PostgreSQL."""
    return bool(FIXTURES.intersection(fixtures) or _tells(source))


@cache
def _tells(source: str) -> bool:
    return bool(TELLS.search(source))
