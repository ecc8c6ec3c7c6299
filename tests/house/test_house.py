"""The walls of the house hold: each contract of pyproject.toml is broken once in a copy, and each is found broken.

And no file of it is too long to be read in one go.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
FLOORS = ("config", "localities", "assessment", "devplans")
SETUP = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
BREACHES = {
    "Floors: ": ("localities/services/breach.py", "import assessment.models"),
    "The overview ": ("devplans/pages/breach.py", "import devplans.overview.queries"),
    "A plan can be agreed ": ("devplans/services/breach_of_delivery.py", "import devplans.delivery.services"),
    "Nothing but its command ": ("devplans/services/breach.py", "import devplans.demo"),
    "Selection stands ": ("assessment/queries/breach.py", "import assessment.selection.rules"),
    "Workshops stand ": ("assessment/selection/queries/breach.py", "import assessment.workshop.rules"),
    "Every app has the same rooms": ("localities/corridor/breach.py", ""),
    "Rules are pure": ("devplans/overview/rules/breach.py", "import django.db"),
    "Models know rules alone": ("assessment/selection/models/breach.py", "import localities.services"),
    "Files know rules alone": ("assessment/files/breach.py", "import localities.models"),
    "Queries know ": ("devplans/overview/queries/breach.py", "import devplans.document"),
    "A document sees ": ("assessment/selection/document/breach.py", "import assessment.pages"),
    "Services know no ": ("assessment/selection/services/breach.py", "import assessment.forms"),
    "Pages write nothing": ("devplans/overview/pages/breach.py", "import localities.services"),
    "Forms build no page": ("devplans/forms/breach.py", "import assessment.pages"),
}
"""By how the contract's name begins: a new file in a room, and what it must not import."""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What becomes of each contract in a copy of the house with every breach in it."""
    house = tmp_path_factory.mktemp("house")
    for floor in FLOORS:
        shutil.copytree(ROOT / floor, house / floor, ignore=shutil.ignore_patterns("__pycache__", "*.yaml", "*.csv"))
    shutil.copy(ROOT / "pyproject.toml", house)
    for place, breach in BREACHES.values():
        (house / place).parent.mkdir(exist_ok=True)
        (house / place).with_name("__init__.py").touch()
        (house / place).write_text(f"{breach}\n")
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    environment = {"COLUMNS": "200", "PYTHONPATH": str(house)}
    told = subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True, check=False)
    return {name.strip(): state for name, state in re.findall(r"^(.+) (KEPT|BROKEN)$", told.stdout, re.MULTILINE)}


@pytest.mark.parametrize("begins", BREACHES)
def test_a_breach_is_found(begins: str, found: dict[str, str]) -> None:
    assert [state for name, state in found.items() if name.startswith(begins)] == ["BROKEN"]


def test_every_contract_is_tried(found: dict[str, str]) -> None:
    assert len(found) == len(SETUP["contracts"]) == len(BREACHES)


def test_no_file_is_too_long_to_be_read_in_one_go() -> None:
    files = [file for floor in FLOORS for file in (ROOT / floor).rglob("*.py") if "migrations" not in file.parts]
    lengths = {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in files}
    assert {name: length for name, length in lengths.items() if length > 300} == {}
