"""Filling the empty database that DATABASE_URL names: with the first commissioner, or from it with a whole nation."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils.timezone import localdate

from localities.models import User
from tests.benchmarks.layout import VARIANTS, copies_of, nation
from tests.benchmarks.made.estates import import_estates
from tests.benchmarks.made.whole import load_guides, make_first, make_full_ccg
from tests.benchmarks.multiply import Original, tell_apart, write_as_is, write_copies


def first() -> None:
    """A system, a commissioner and a locality of each kind, through the services."""
    _prepare()
    tell_apart()
    today = localdate()
    guides = load_guides(today)
    administrator, system = make_first(today)
    make_full_ccg(system, 1, 1, guides, variants=range(VARIANTS), today=today, by=administrator)


def whole(size: str, file: str) -> None:
    """All that is in this file, as many copies as a nation of this size has, and the systems' estates pipelines."""
    _prepare()
    connections.databases["first"] = {**connections.databases["default"], "ENGINE": SQLITE, "NAME": file, "OPTIONS": {}}
    original = Original("first")
    # Where a row may come before what it names, SQLite looks through whole tables for each one that is added: after all
    # are there, one look is enough.
    with connection.constraint_checks_disabled(), transaction.atomic():
        write_as_is(original)
        write_copies(original, copies_of(nation(float(size))))
        import_estates(by=User.objects.get(is_superuser=True))
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


SQLITE = "django.db.backends.sqlite3"


def _prepare() -> None:
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
