"""Measures the service against its speed budgets: `make bench`.

The pages of one locality in a new SQLite database with the demonstration data, or in an empty PostgreSQL one; the pages
over many localities in a SQLite database of national size:
`scripts/with-postgres.sh .venv/bin/python -m tests.benchmarks.bench`. Prints a table and writes var/bench.json.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUIDE = "assessment/guides/locality-development-guide.yaml"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            **os.environ,
            "DEBUG": "1",  # which load_demo asks for; the measuring itself runs with the settings of tests, without it
        }
        for command in (["migrate", "--verbosity=0"], ["createcachetable"], ["load_guide", GUIDE], ["load_demo"]):
            manage(environment, *command)
        environment["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        for module in ("selection", "measure"):
            command = f"from tests.benchmarks import {module}; {module}.main()"
            manage(environment, "shell", "--verbosity=0", f"--command={command}")
        national = f"{folder}/national.sqlite3"
        subprocess.run([sys.executable, "-m", "tests.benchmarks.national", national], cwd=ROOT, check=True)
        environment["DATABASE_URL"] = f"sqlite:///{national}"
        command = "--command=from tests.benchmarks import measure; measure.together()"
        manage(environment, "shell", "--verbosity=0", command)


def manage(environment: dict[str, str], *command: str) -> None:
    subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    main()
