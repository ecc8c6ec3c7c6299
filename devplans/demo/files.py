"""Reading the demonstration's data files."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


@cache
def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(name: str, key: str, column: str) -> dict[str, str]:
    """Return one column of a CSV file by its first, without the empty cells."""
    return {row[key]: row[column] for row in rows(name) if row[column]}


@cache
def content(name: str) -> Any:
    """Return what a YAML file holds."""
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
