"""What is missing in a guide, its levels for given profiles, and the page of both."""

from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from assessment.files.guide_check import findings
from assessment.files.guide_profiles import ProfilesError, read_profiles
from assessment.files.guide_texts import features_in, texts_in
from assessment.files.guide_yaml import parse_guide
from assessment.rules.reading_age import grade, syllables
from assessment.rules.scoring import FeatureState
from tests.conftest import GUIDE_FILE, NEWEST_GUIDE_FILE, SMALL_GUIDE_FILE
from tests.guide_files import as_file, data_of

NEWEST = data_of(NEWEST_GUIDE_FILE)
GUIDE = parse_guide(NEWEST_GUIDE_FILE.read_bytes())
PAGE = Path(settings.BASE_DIR) / "docs/level-check.md"


def found_with(change) -> list[str]:
    """What is found in the newest guide after a change."""
    guide = deepcopy(NEWEST)
    change(guide)
    return findings(parse_guide(as_file(guide).encode()))


def test_there_is_nothing_to_mend_in_the_newest_guide(capsys):
    call_command("check_guide", NEWEST_GUIDE_FILE)
    assert capsys.readouterr().out == "Locality development guide, version 1.1: nothing to mend.\n"


def test_each_thing_to_mend_is_a_sentence(capsys):
    with pytest.raises(CommandError, match=r"version 1.0: \d+ things to mend"):
        call_command("check_guide", GUIDE_FILE)
    lines = capsys.readouterr().out.splitlines()
    assert "l1-recognised: no action puts it in place." in lines
    assert all(line.endswith(".") for line in lines)


def first_domain(**values):
    return lambda guide: guide["domains"][0].update(values)


def first_feature(**values):
    return lambda guide: guide["levels"][0]["features"][0].update(values)


def first_indicator(**values):
    return lambda guide: guide["domains"][0]["indicators"][0].update(values)


def stops_at_3(guide):
    for action in guide["domains"][0]["actions"]:
        action["moves"] = {"from": 1, "to": 3}


def only_changes(guide):
    for action in guide["domains"][0]["actions"]:
        action["kind"] = "changes"


def only_looks(guide):
    for action in guide["domains"][0]["actions"]:
        action["kind"] = "finds_out"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (stops_at_3, "develop-the-team: from 1 to 4 the actions that change something reach 3."),
        (only_looks, "develop-the-team: from 2 to 3 the actions that change something reach 2."),
        (only_looks, "develop-the-team: from 1 no action changes something."),
        (only_changes, "develop-the-team: from 3 no action finds out."),
        (first_feature(actions=[]), "l1-recognised: no action puts it in place."),
        (first_feature(whose=None), "l1-recognised: it does not say whose job it is."),
        (
            lambda guide: guide["levels"][2]["domain_minimums"].pop("governance"),
            "Level 2 needs governance at 3, and Level 3 at 2.",
        ),
        (
            lambda guide: guide["levels"][2].update(floor=None),
            "Level 2 needs reduce-dnas at 2, and Level 3 at no position.",
        ),
        (first_feature(text="Organisational accountability is institutionalised."), "l1-recognised: reads at grade"),
        (first_domain(purpose="Multidisciplinary collaboration facilitates it."), "develop-the-team: reads at grade"),
        (first_indicator(basis=None), "gp-share: it does not say where its thresholds come from."),
        (
            lambda guide: guide["domains"][0]["indicators"][0]["comparators"][0].update(value=154),
            "gp-share: its bounds leave out “England: appointments with a GP”, 154.",
        ),
        (first_domain(purpose="Ask the ICB."), "ICB: the glossary does not explain it."),
    ],
)
def test_what_is_missing_or_cannot_be_reached_is_found(change, found):
    assert any(line.startswith(found) for line in found_with(change))


def test_reading_age_of_features_and_texts():
    assert max(grade(sentences) for _, sentences in features_in(GUIDE)) <= 8
    assert max(grade(sentences) for _, sentences in texts_in(GUIDE)) <= 9
    assert len(list(texts_in(GUIDE))) > 600


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *[("care", 1), ("GPFV", 1), ("24", 1), ("helped", 1)],
        *[("people", 2), ("question", 2), ("needed", 2), ("table", 2), ("patient's", 2), ("social", 2)],
        *[("services", 3), ("created", 3), ("area", 3), ("various", 3), ("locality", 4)],
    ],
)
def test_syllables_are_counted_by_rule(word, count):
    assert syllables(word) == count


def test_the_grade_rises_with_long_sentences_and_long_words():
    assert grade([]) == grade([" - "]) == 0
    assert grade(["Dogs run. Cats sit."]) < grade(["Dogs run and cats sit in the sun all day long."])
    assert grade(["We meet here."]) < grade(["Organisations collaborate locally."])
    assert grade(["One line", "Another line"]) == grade(["One line.", "Another line."])


# Profiles


def test_the_level_of_each_profile_is_printed(tmp_path, capsys):
    file = tmp_path / "profiles.csv"
    file.write_text("name,domains,features,leadership,l1-recognised\nWe,5,in_place,2,\nThey,,,,partly\n")
    call_command("check_guide", NEWEST_GUIDE_FILE, profiles=file)
    we, they = capsys.readouterr().out.splitlines()
    assert we == "We: Level 1 (Level 1: 4 of 4, Level 2: 17 of 18, Level 3: 26 of 28, Level 4: 27 of 29)"
    assert they.startswith("They: Working towards Level 1 (Level 1: 0 of 4, ")


def test_a_column_for_each_code_is_read():
    (one,) = read_profiles("name,leadership,l1-recognised\nWe,3,planned\n", GUIDE)
    assert (one.positions["leadership"], one.positions["estates"]) == (3, None)
    assert (one.states["l1-recognised"], one.states["l1-reflection"]) == (FeatureState.PLANNED, None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("leadership\n3\n", "line 1: there is no column “name”"),
        ("", "line 1: there is no column “name”"),
        ("name,leader\nWe,3\n", "line 1: the guide has no domain or feature “leader”"),
        ("name,leadership\nWe,6\n", "line 2: “6” is no position from 1 to 5"),
        (
            "name,l1-recognised\nWe,yes\n",
            "line 2: “yes” is no state: not_started, planned, partly, in_place, or",
        ),
    ],
)
def test_a_file_of_profiles_that_cannot_be_read_says_so(text, words):
    with pytest.raises(ProfilesError) as caught:
        read_profiles(text, GUIDE)
    assert str(caught.value).startswith(words)


@pytest.mark.parametrize("command", ["check_guide", "check_levels"])
def test_a_guide_that_cannot_be_read_is_refused(command, tmp_path):
    with pytest.raises(CommandError, match="Cannot read"):
        call_command(command, tmp_path / "none.yaml")
    (tmp_path / "guide.yaml").write_text("guide: 1\n")
    with pytest.raises(CommandError, match="The guide file has"):
        call_command(command, tmp_path / "guide.yaml")


def test_profiles_that_cannot_be_read_are_refused(tmp_path):
    with pytest.raises(CommandError, match="Cannot read"):
        call_command("check_guide", NEWEST_GUIDE_FILE, profiles=tmp_path / "none.csv")
    (tmp_path / "bad.csv").write_text("name,leadership\nWe,6\n")
    with pytest.raises(CommandError, match="no position"):
        call_command("check_guide", NEWEST_GUIDE_FILE, profiles=tmp_path / "bad.csv")


# The page of levels


def test_the_page_of_levels_is_up_to_date(capsys):
    call_command("check_levels", NEWEST_GUIDE_FILE)
    assert capsys.readouterr().out == PAGE.read_text(encoding="utf-8")


def test_the_page_of_levels_is_written(tmp_path):
    call_command("check_levels", NEWEST_GUIDE_FILE, write=tmp_path / "page.md")
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == PAGE.read_text(encoding="utf-8")
    with pytest.raises(CommandError, match="Cannot write"):
        call_command("check_levels", NEWEST_GUIDE_FILE, write=tmp_path / "nowhere/page.md")


def test_the_spread_of_made_up_localities_is_one_that_the_papers_would_recognise():
    """Nearly all at Level 1, some just below it, hardly any above: two years after all 26 were put there."""
    row = next(line for line in PAGE.read_text().splitlines() if line.startswith("| Average localities of 2018"))
    towards, level_1, *above = (int(cell) for cell in row.strip("| ").split("|")[1:])
    assert 50 <= towards <= 200
    assert level_1 >= 800
    assert sum(above) <= 50


def test_a_guide_of_another_field_is_checked_too():
    found = findings(parse_guide(SMALL_GUIDE_FILE.read_bytes()))
    assert "sharing-out: from 1 to 4 the actions that change something reach 1." in found
