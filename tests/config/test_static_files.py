"""What browsers keep for good: scripts are imported by the name that has the hash of their content."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from config import build_assets
from config.static_files import HashedStaticFiles


@pytest.fixture
def collected(settings: Settings, tmp_path: Path) -> HashedStaticFiles:
    build_assets.main()
    settings.STATIC_ROOT = tmp_path
    settings.WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["css", "js", "svg", "txt"]  # takes longest, and is not asked about
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "config.static_files.HashedStaticFiles"}}
    call_command("collectstatic", interactive=False, verbosity=0)
    return HashedStaticFiles()


def test_scripts_import_one_another_by_their_hashed_names(collected: HashedStaticFiles, tmp_path: Path) -> None:
    reached, ahead = set(), [tmp_path / collected.stored_name("app.js")]
    while ahead:
        script = ahead.pop()
        reached.add(script)
        ahead += [(script.parent / name).resolve() for name in re.findall(r'from "([^"]+)"', script.read_text())]
    own = [f"autosave/{file.name}" for file in (build_assets.ROOT / "static/autosave").iterdir()]
    assert reached == {tmp_path / collected.stored_name(name) for name in ("app.js", "session.js", *own)}
