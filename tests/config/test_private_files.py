"""What lies in var/ is the owner's alone, and made once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection, connections

from config.private_files import kept_text, private_database, private_folder


def mode(path: Path) -> str:
    return oct(path.stat().st_mode & 0o777)


def test_a_folder_is_made_for_the_owner_and_an_open_one_closed(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    old.mkdir(mode=0o755)
    for folder in (new, old):
        private_folder(folder)
        assert mode(folder) == "0o700"


def test_a_database_and_what_lies_beside_it_are_the_owner_s(tmp_path: Path) -> None:
    new = tmp_path / "new.sqlite3"
    private_database(new)
    assert mode(new) == "0o600"
    old = [tmp_path / f"old.sqlite3{end}" for end in ("", "-wal", "-shm")]
    for file in old:
        file.touch(mode=0o644)
    private_database(old[0])
    assert [mode(file) for file in old] == ["0o600"] * 3


def test_a_place_that_is_not_there_is_left_to_whoever_uses_it(tmp_path: Path) -> None:
    private_database(tmp_path / "nowhere/db.sqlite3")
    private_folder(tmp_path / "nowhere/var")
    assert list(tmp_path.iterdir()) == []


def test_var_is_closed() -> None:
    assert mode(settings.VAR_DIR) == "0o700"


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_the_database_of_a_connection_is_closed() -> None:
    database = Path(connections["default"].settings_dict["NAME"])
    for name in (database, database.with_name(f"{database.name}-wal"), database.with_name(f"{database.name}-shm")):
        assert mode(name) == "0o600"


def test_two_that_ask_at_once_get_the_same_text(tmp_path: Path) -> None:
    both_made_theirs, made = Barrier(2, timeout=60), iter(["one", "two"])

    def make() -> str:
        both_made_theirs.wait()
        return next(made)

    with ThreadPoolExecutor(2) as two:
        texts = {asked.result() for asked in [two.submit(kept_text, tmp_path / "key", make) for _ in range(2)]}
    assert len(texts) == 1
    assert kept_text(tmp_path / "key", str) in texts
    assert mode(tmp_path / "key") == "0o600"
    assert [file.name for file in tmp_path.iterdir()] == ["key"]
