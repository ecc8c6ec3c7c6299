"""A guide's file as plain data, and back: to change one thing in it and see what comes of that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from assessment.files.guide_yaml import Loader

Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)  # as quick as its parser, and there where that is


def data_of(file: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(file.read_text(), Loader)  # noqa: S506  a safe one
    return data


def as_file(guide: dict[str, Any]) -> str:
    """The guide as it would stand in a file."""
    text: str = yaml.dump(guide, Dumper=Dumper, sort_keys=False)
    return text
