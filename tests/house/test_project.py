"""What holds for the whole tree rather than for one part of it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
# Pages: the PDF and e-mails are read without our content security policy.
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*.html") if not {"pdf", "emails"} & set(path.parts))
# In pieces, so that this file does not find itself.
LEFTOVERS = re.compile("TO" + "DO|FIX" + "ME|XX" + r"X|(?:^|[^\w.])/(?:work|root)/|\.\./sha" + "red")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


def tracked_files() -> list[Path]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def manage_check(*options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `manage.py check` with nothing but this in its environment."""
    command = [sys.executable, "manage.py", "check", *options]
    environment["PATH"] = os.environ["PATH"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_a_deployment_check_finds_nothing():
    checked = manage_check(
        "--deploy",
        "--fail-level=WARNING",
        SECRET_KEY="the-key-of-a-real-deployment-is-long-random-and-kept-secret",
        ALLOWED_HOSTS="assessment.example.org",
        EMAIL_URL="smtp+tls://user:password@mail.example.org:587",
        DEFAULT_FROM_EMAIL="Locality self-assessment <no-reply@example.org>",
        PROXY_COUNT="1",
    )
    assert checked.returncode == 0, checked.stderr


def test_without_a_secret_key_the_settings_say_what_to_set():
    started = manage_check()
    assert started.returncode != 0
    assert "SECRET_KEY is not set" in started.stderr


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_templates_hold_no_inline_script_or_style(template: Path):
    assert not INLINE.findall(template.read_text())


def test_no_leftovers_and_no_paths_of_one_machine():
    found = []
    for path in tracked_files():
        try:
            lines = path.read_text().splitlines()
        except UnicodeDecodeError:
            continue  # a picture
        name = path.relative_to(ROOT)
        found += [f"{name}:{number}: {line}" for number, line in enumerate(lines, 1) if LEFTOVERS.search(line)]
    assert found == []


def test_lock_files_name_no_address():
    locks = [*sorted((ROOT / "requirements").glob("*.txt")), ROOT / "package-lock.json"]
    addressed = re.compile(r'"resolved"|--(?:extra-)?index-url|--find-links|@ \w+://')
    assert [lock.name for lock in locks if addressed.search(lock.read_text())] == []


def test_every_python_package_is_locked_by_hash():
    for lock in (ROOT / "requirements").glob("*.txt"):
        pins = re.split(r"\n(?=\w)", lock.read_text())
        assert [pin.splitlines()[0] for pin in pins if "--hash=sha256:" not in pin] == []
