"""Measures the service against its budgets: `make bench`, on SQLite, and on the PostgreSQL that DATABASE_URL names.

    scripts/with-postgres.sh .venv/bin/python -m tests.benchmarks.bench

Makes a nation of 1,300 localities and one of 130, opens every address once, times each page and each way of saving in
both, and writes var/bench-<database>.json. It ends with what is over budget (docs/performance.md). For a quick look
in the middle of work: `SIZES="0.05 0.1" REPEATS=10`, of the nation and of requests.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from dataclasses import asdict
from datetime import date

from tests.benchmarks.budgets import Figure, Timing
from tests.benchmarks.databases import ROOT, database_of, environment, run
from tests.benchmarks.report import figures_table, growth_of, over_budget, table

SIZES = [float(size) for size in os.environ.get("SIZES", "0.1 1").split()]
REPEATS = os.environ.get("REPEATS", "40")


def main() -> None:
    given = os.environ.get("DATABASE_URL", "")
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    urls = [database_of(size, given) for size in SIZES]
    subprocess.run(collect, cwd=ROOT, env=environment(urls[0]), check=True)
    small, large = (_pages(url) for url in urls)
    figures = [Figure(**one) for function in BESIDE for one in json.loads(run(urls[-1], function))]
    _tell("PostgreSQL" if given.startswith("postgres") else "SQLite", large, growth_of(large, small), figures)


BESIDE = ("printing.main", "together.main", "hands.main")


def _pages(url: str) -> list[Timing]:
    """Let work begin, open every address, and time the pages."""
    run(url, "stage.main", settings="tests.settings")  # where no worker prints
    print(f"{run(url, 'every_address.main').strip()} addresses were opened", flush=True)
    return [Timing(**one) for one in json.loads(run(url, "timing.main", REPEATS, "pages", "savings"))]


def _tell(database: str, timings: list[Timing], growth: dict[str, float], figures: list[Figure]) -> None:
    over = over_budget(timings, growth, figures)
    print(f"\n{database}, {date.today():%-d %B %Y}, {platform.machine()} with {os.cpu_count()} cores\n")
    print("\n".join([*table(timings, growth), "", *figures_table(figures), "", f"Over budget: {len(over)}", *over]))
    kept = {
        "database": database,
        "timings": [asdict(one) | {"growth": growth.get(one.what)} for one in timings],
        "figures": [asdict(one) for one in figures],
        "over": over,
    }
    (ROOT / f"var/bench-{database.lower()}.json").write_text(json.dumps(kept, indent=1))


if __name__ == "__main__":
    main()
