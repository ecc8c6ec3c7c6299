"""What differs between two files of a guide: parts by their codes, and what of each is worded otherwise."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
import yaml

from assessment.files.guide_compare import GuideDifference, differences, in_words
from assessment.files.guide_schema import GuideFile
from assessment.files.guide_yaml import parse_guide
from tests.conftest import GUIDE_FILE, NEWEST_GUIDE_FILE, SMALL_GUIDE_FILE

SMALL = yaml.safe_load(SMALL_GUIDE_FILE.read_text())


def read(data: dict[str, Any]) -> GuideFile:
    return parse_guide(yaml.safe_dump(data, sort_keys=False).encode())


def changed(*path: str | int, to: Any) -> list[GuideDifference]:
    """What differs when one thing of the small guide is another."""
    data = deepcopy(SMALL)
    at = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = to
    return differences(read(SMALL), read(data))


def said(found: list[GuideDifference]) -> list[tuple[Any, ...]]:
    return [(one.how, one.kind, one.name, *((w.what, w.before, w.after) for w in one.wordings)) for one in found]


def test_a_file_differs_in_nothing_from_itself():
    assert differences(read(SMALL), read(SMALL)) == []
    assert in_words([]) == ""


@pytest.mark.parametrize(
    ("path", "to", "expected"),
    [
        (
            ("guide", "title"),
            "Allotment",
            ("The guide itself", "Allotment", ("Title", "Community garden guide", "Allotment")),
        ),
        (("scale", 0, "label"), "Mud", ("Positions", "Mud", ("Label", "Bare earth", "Mud"))),
        (
            ("domains", 0, "prompts"),
            ["Who turns it?"],
            ("Domains", "Compost", ("Prompts", "text: Who turns the heap?", "text: Who turns it?")),
        ),
        (
            ("domains", 0, "high_impact_action"),
            False,
            ("Domains", "Compost", ("High impact action", "yes", "no")),
        ),
    ],
)
def test_what_is_worded_otherwise_is_named(path: tuple[str | int, ...], to: Any, expected: tuple[Any, ...]):
    assert said(changed(*path, to=to)) == [("Reworded", *expected)]


def test_a_descriptor_is_a_fact_of_its_domain():
    (found,) = changed("domains", 0, "descriptors", "less", "headline", to="It all goes into the bin.")
    (wording,) = found.wordings
    assert (found.name, wording.what) == ("Compost", "Descriptors")
    assert "headline: It all goes into the bin." in wording.after


def test_parts_that_come_and_go_are_told_by_their_code():
    actions = SMALL["domains"][0]["actions"]
    another = {**actions[0], "code": "turn-it", "title": "Turn it"}
    found = changed("domains", 0, "actions", to=[another])
    assert [(one.how, one.kind, one.name) for one in found] == [
        ("Added", "Actions", "Turn it"),
        *(("Removed", "Actions", action["title"]) for action in actions),
    ]
    assert in_words(found) == f"1 added, {len(actions)} removed"


def test_another_order_is_no_difference():
    data = deepcopy(SMALL)
    data["domains"].reverse()
    assert differences(read(SMALL), read(data)) == []


def test_version_1_1_keeps_every_domain_and_adds_strands():
    found = differences(parse_guide(GUIDE_FILE.read_bytes()), parse_guide(NEWEST_GUIDE_FILE.read_bytes()))
    assert not [one for one in found if one.how == "Removed" and one.kind in {"Domains", "Features", "Actions"}]
    assert sum(one.how == "Added" and one.kind == "Strands" for one in found) == 5
    assert [one.kind for one in found] == sorted((one.kind for one in found), key=[one.kind for one in found].index)
