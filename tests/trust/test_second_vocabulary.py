"""A system whose commissioners are called something else: no page, file, document or e-mail has the word of before."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db.models import Value
from django.db.models.functions import Replace
from django.test import Client
from openpyxl import load_workbook

from assessment.models import Guide
from assessment.services.guide_loading import load_guide
from localities.kit.mail.models import OutgoingEmail
from localities.models import Commissioner, System, User
from tests.addresses import addresses
from tests.cast import World, make_cast, make_world
from tests.conftest import NEWEST_GUIDE_FILE
from tests.pdfs import fetched
from tests.trust.test_reading import met_by
from tests.trust.whole_world import Whole

ClientFor = Callable[[User], Client]
OF_BEFORE = re.compile(r".{0,60}\b(?:CCG|STP)s?\b.{0,40}")
OF_NOW = re.compile(r"\bICB\b")
NOW = {
    "commissioner_word": "ICB",
    "commissioner_words": "ICBs",
    "commissioner_in_full": "integrated care board",
}


PLACE = " So says the {commissioner}."
LEFT = re.compile(r"\{commissioner")
LONG = {"summary", "meaning", "purpose", "headline", "examples", "prompts", "evidence", "text", "definition", "detail"}
LONG |= {"explain", "here_if", "notices", "question", "guidance", "descriptor", "advantages", "disadvantages"}
LONG |= {"what_was_done", "what_came_of_it"}
"""What a guide says in sentences; titles, labels and references leave no place."""


def with_places(entry: Any, key: str = "") -> Any:
    """A guide's file in which every sentence leaves a place for the word; the names of papers are of now."""
    if isinstance(entry, str):
        return entry.replace("STP", "ICS") + (PLACE if key in LONG else "")
    if isinstance(entry, list):
        return [with_places(item, key) for item in entry]
    if isinstance(entry, dict):
        return {name: with_places(item, name) for name, item in entry.items()}
    return entry


@pytest.fixture
def guide(db: None, tmp_path: Path) -> Guide:
    """The newest guide, in which every text leaves a place for the word."""
    Guide.objects.all().delete()
    file = yaml.safe_load(NEWEST_GUIDE_FILE.read_text())
    file["glossary"] = [term for term in file["glossary"] if term["term"] != "STP"]
    written = tmp_path / "guide.yaml"
    written.write_text(yaml.safe_dump(with_places(file), allow_unicode=True))
    return load_guide(written)[0]


@pytest.fixture
def world(guide: Guide) -> World:
    made = make_world()
    System.objects.update(name=_renamed("name", "STP", "ICS"), **NOW)
    Commissioner.objects.update(name=_renamed("name", "CCG", "ICB"))
    for organisation in (made.system, made.commissioner, made.neighbour):
        organisation.refresh_from_db()
    for locality in (made.canvey, made.rayleigh, made.tilbury):
        locality.refresh_from_db()
    return made


@pytest.fixture
def cast(world: World) -> dict[str, User]:
    people = make_cast(world)
    User.objects.update(name=_renamed("name", "CCG", "ICB"))
    return {name: User.objects.get(pk=person.pk) for name, person in people.items()}


def _renamed(field: str, before: str, now: str) -> Replace:
    return Replace(field, Value(before), Value(now))


def words_of(response: Any) -> str:
    """What people read in an answer, be it a page, a table or a document (`quick_print` makes it of its words)."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if "spreadsheet" in response["Content-Type"]:
        rows = (row for sheet in load_workbook(BytesIO(content)) for row in sheet.iter_rows(values_only=True))
        return "\n".join(str(cell) for row in rows for cell in row)
    return unescape(re.sub(r"<[^>]*>", " ", content.decode()))


MEETING = ("lead", "practice_rep", "officer", "approver", "panel_member", "system_team", "administrator")
"""Each meets a plan, a diagnostic and a wave at another step, so that together they meet all."""


def test_nothing_that_people_read_says_the_word_of_before(whole: Whole, client_for: ClientFor) -> None:
    left: dict[str, list[str]] = {}
    said = 0
    for number, role in enumerate(MEETING):
        client = client_for(whole.people[role])
        for address in addresses(only=met_by(number, whole), each=1):
            text = words_of(fetched(client, address.path))
            said += bool(OF_NOW.search(text))
            if found := [*OF_BEFORE.findall(text), *LEFT.findall(text)]:
                left.setdefault(address.name, found)
    emails = [f"{email.subject}\n{email.text}\n{email.html}" for email in OutgoingEmail.objects.all()]
    left["e-mails"] = [found for email in emails for found in OF_BEFORE.findall(email)]
    assert not {name: found for name, found in left.items() if found}
    assert said > 100
    assert sum(bool(OF_NOW.search(email)) for email in emails) > 5
