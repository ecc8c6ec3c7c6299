"""Reading a guide's file: what is good comes back as frozen data, what is not is listed with its place."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from assessment.files.guide_yaml import GuideFileError, parse_guide
from tests.conftest import GUIDE_FILE, SMALL_GUIDE_FILE

SMALL = SMALL_GUIDE_FILE.read_text()


def problems(text: str | bytes) -> list[str]:
    with pytest.raises(GuideFileError) as caught:
        parse_guide(text if isinstance(text, bytes) else text.encode())
    return [str(problem) for problem in caught.value.problems]


def line(start: str, text: str = SMALL, nth: int = 1) -> int:
    """The number of the nth line that begins so, apart from its indent."""
    return [number for number, each in enumerate(text.splitlines(), 1) if each.strip().startswith(start)][nth - 1]


def changed(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new, 1)


def test_the_guide_is_read():
    guide = parse_guide(GUIDE_FILE.read_bytes())
    assert (len(guide.areas), len(guide.domains), len(guide.levels)) == (4, 24, 4)
    assert guide.domains[0].indicators[0].thresholds.more == Decimal(60)
    assert guide.domains[0].actions[0].moves.end == 3


def test_minimums_of_the_guide_never_fall_from_one_level_to_the_next():
    levels = parse_guide(GUIDE_FILE.read_bytes()).levels
    for below, above in pairwise(levels):
        assert all(above.domain_minimums[code] >= position for code, position in below.domain_minimums.items())


def test_a_place_is_for_a_word_that_systems_have():
    [problem] = problems(changed("Who turns the heap?", "Does the {neighbourhood} turn it?"))
    assert problem == (
        f"line {line('- Who turns the heap?')}, domains[0].prompts[0].text: names {{neighbourhood}}, and no system has "
        "a word for that: there are {commissioner}, {commissioners}, {commissioner_in_full}"
    )
    parse_guide(changed("Who turns the heap?", "Does the {commissioner} turn it?").encode())


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("title: Compost", "title: Compost of the {commissioner}", "domains[0].title"),
        ("unit: sacks a year", "unit: sacks a {commissioner}", "domains[0].indicators[0].unit"),
        ("label: Sown", "label: Sown by {commissioners}", "scale[1].label"),
    ],
)
def test_titles_units_and_labels_are_the_same_for_every_system(old, new, place):
    [problem] = problems(changed(old, new))
    assert problem.endswith(f"{place}: should be the same for every system: say it without a word in braces")


def test_a_role_has_room_for_one_word():
    parse_guide(changed("owner_role: Heap warden", "owner_role: Warden of the {commissioner}").encode())
    [problem] = problems(changed("owner_role: Heap warden", "owner_role: With {commissioner} and {commissioners}"))
    assert "should leave a place for one word of a system and no more" in problem


def test_a_guide_of_another_field_is_read():
    guide = parse_guide(SMALL.encode())
    assert [domain.code for domain in guide.domains] == ["compost", "watering", "sharing-out"]
    assert guide.domains[0].indicators[0].thresholds.developing == Decimal("10.5")


def test_a_percentage_is_0_to_100_unless_the_guide_says_otherwise():
    bounds = {
        indicator.code: (indicator.lowest, indicator.highest)
        for domain in parse_guide(GUIDE_FILE.read_bytes()).domains
        for indicator in domain.indicators
    }
    assert {code: found for code, found in bounds.items() if found != (0, 100)} == {
        "demand-gap": (-100, 100),  # a surplus is below 0
        "gp-appointments-week": (0, 300),
        "dna-relative": (-100, 300),  # a difference from the average of peers
        "link-worker-referrals": (0, 200),
    }
    assert parse_guide(SMALL.encode()).domains[2].indicators[0].highest == 100


def test_a_level_may_ask_for_positions_alone():
    assert parse_guide(changed(FEATURES_OF_LEVEL_1, "    features: []\n").encode()).levels[0].features == ()


def test_what_was_read_cannot_be_changed():
    guide = parse_guide(SMALL.encode())
    with pytest.raises(ValidationError):
        guide.domains[0].title = "Manure"


def test_a_byte_order_mark_does_no_harm():
    assert parse_guide(b"\xef\xbb\xbf" + SMALL.encode()) == parse_guide(SMALL.encode())


FEATURES_OF_LEVEL_1 = "    features:\n      - code: gate-key\n        text: Every household has a key to the gate.\n"
ONE_PROBLEM = [
    ("title: Compost\n", "titel: Compost\n", "domains[0].titel: is not a key that belongs here"),
    ("    title: Watering\n", "", "domains[1].title: is missing"),
    ("version: '2024 spring'", "version: 2024", "guide.version: should be text (put numbers"),
    ("label: Sown", "label: ''", "scale[1].label: should not be empty"),
    ("area: neighbours", "area: strangers", "domains[2].area: there is no area 'strangers'"),
    ("theme: below-ground", "theme: above-ground", "domains[0].theme: there is no theme 'above-ground'"),
    (
        "    theme: null\n    title: Sharing",
        "    theme: below-ground\n    title: Sharing",
        "belongs to the area",
    ),
    ("support: tool-shed", "support: shed", "domains[0].actions[0].support: there is no offer 'shed'"),
    ("      sharing-out: 4", "      sharing: 4", "levels[1].domain_minimums.sharing: there is no domain 'sharing'"),
    ("      - watering\n", "      - waterin\n", "outcome_metrics[0].domains[1]: there is no domain 'waterin'"),
    ("      - watering\n", "      - compost\n", "outcome_metrics[0].domains[1]: the domain 'compost' is named twice"),
    ("code: gate-key", "code: sunlight", "wave_one_criteria[0].code: the code 'sunlight' is already"),
    ("code: planting-plan", "code: Planting plan", "plan_sections[0].code: should be a code of small letters"),
    (
        "          from: 1\n          to: 4",
        "          from: 4\n          to: 4",
        "moves: from should be below",
    ),
    ("          to: 5", "          to: 6", "moves.to: should be less than or equal to 5"),
    (
        "          from: 1",
        "          from: 0",
        "moves.from: should be greater than or equal to 1",
    ),
    ("weeks: 3", "weeks: three", "domains[0].actions[0].weeks: should be a valid integer"),
    ("high_impact_action: true", "high_impact_action: 1", "domains[0].high_impact_action: should be a valid boolean"),
    ("developing: 10.5", "developing: '10.5'", "indicators[0].thresholds.developing: should be a number"),
    ("developing: 10.5", "developing: true", "indicators[0].thresholds.developing: should be a number"),
    ("developing: 10.5", "developing: 1", "indicators[0]: thresholds.more should be lower than thresholds.developing"),
    ("        lowest: 0\n", "", "domains[0].indicators[0].lowest: is missing"),
    ("highest: 60", "highest: many", "indicators[0].highest: should be a number"),
    ("highest: 60", "highest: 10", "indicators[0]: thresholds should lie between lowest and highest"),
    (
        f"{FEATURES_OF_LEVEL_1}    domain_minimums:\n      watering: 2",
        "    features: []\n    domain_minimums: {}",
        "levels[0]: Level 1 asks for nothing: give it a feature, or a position that a domain needs",
    ),
    ("  - number: 2", "  - number: 3", "levels[1].number: should be 2, not 3: levels are numbered"),
    ("  - position: 4", "  - position: 5", "scale[3].position: should be 4"),
    ("      watering: 2", "      watering: 9", "levels[0].domain_minimums.watering: should be less than or equal to 5"),
    ("themes: []", "themes: none", "areas[1].themes: should be a list"),
    ("      less:\n        headline: Green", "      fewer:\n        headline: Green", "descriptors.less: is missing"),
    ("    title: Watering", "    title: Watering\n    title: Dripping", "domains[1].title: stands twice"),
]


@pytest.mark.parametrize(("old", "new", "expected"), ONE_PROBLEM, ids=[case[2][:45] for case in ONE_PROBLEM])
def test_each_problem_is_named_with_its_place(old: str, new: str, expected: str):
    assert any(expected in found for found in problems(changed(old, new)))


def test_an_area_without_domains_is_a_problem():
    text = changed("area: neighbours", "area: soil-and-water")
    assert problems(text) == [f"line {line('- code: neighbours')}, areas[1]: no domain is in the area 'neighbours'"]


@pytest.mark.parametrize("points", [1, 2, 6])
def test_a_scale_has_three_to_five_positions(points: int):
    scale = "".join(f"  - position: {n}\n    label: L{n}\n    meaning: M{n}\n" for n in range(1, points + 1))
    text = f"{SMALL[: SMALL.index('  - position: 1')]}{scale}{SMALL[SMALL.index('areas:') :]}"
    assert f"line {line('scale:')}, scale: should describe 3 to 5 positions, not {points}" in problems(text)


def test_every_problem_is_listed_at_once_by_line():
    text = changed("          from: 1\n          to: 4", "          from: 4\n          to: 1")
    text = text.replace("label: Sown", "label: 2").replace("area: neighbours", "area: strangers")
    text = text.replace("- number: 2", "- number: 7").replace("title: Watering", "heading: Watering")
    assert problems(text) == [
        f"line {line('label: 2', text)}, scale[1].label: should be text (put numbers, dates, yes and no in quotes)",
        f"line {line('- code: neighbours', text)}, areas[1]: no domain is in the area 'neighbours'",
        f"line {line('moves:', text)}, domains[0].actions[0].moves: from should be below to, not 4 to 1",
        f"line {line('- code: watering', text)}, domains[1].title: is missing",
        f"line {line('heading:', text)}, domains[1].heading: is not a key that belongs here",
        f"line {line('area: strangers', text)}, domains[2].area: there is no area 'strangers'",
        f"line {line('- number: 7', text)}, levels[1].number: should be 2, not 7: levels are numbered 1, 2, 3 ...",
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", "line 1: the file is empty"),
        (b"# only a remark\n", "line 1: the file is empty"),
        (b"- a\n- b\n", "line 1: should hold keys and values"),
        (b"just words", "line 1: should hold keys and values"),
        (b"guide:\n  title: caf\xe9\n", "line 2: is not UTF-8 (byte 0xe9)"),
        ("guide: {}".encode("utf-16"), "line 1: is not UTF-8 (byte 0xff)"),
        (b"guide:\n  title: [\n", "line 3: is not YAML"),
        (b"guide:\n\ttitle: x\n", "line 2: is not YAML"),
        (b"guide: 1\n--- \nguide: 2\n", "line 2: is not YAML"),
        (b"guide:\n  title: \x07\n", "line 2: holds a character that may not stand in YAML"),
        (
            b"guide: !!python/object/apply:os.system ['true']\n",
            "line 1: is not YAML: could not",
        ),
        (b"guide: 2018-02-31\n", "line 1: a value in the file cannot be read"),
        (b"? [a]\n: b\n", "line 1: is not YAML: found unhashable key"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(raw: bytes, expected: str):
    assert problems(raw)[0].startswith(expected)


def test_an_anchor_that_holds_itself_ends():
    assert any("guide: should hold keys" in found for found in problems("guide: &all [*all]\n"))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes):
    with pytest.raises(GuideFileError):
        parse_guide(raw)


@given(st.data())
def test_a_guide_with_lines_left_out_is_read_or_refused(data: st.DataObject):
    lines = SMALL.splitlines(keepends=True)
    left_out = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=5))
    try:
        parse_guide("".join(each for number, each in enumerate(lines) if number not in left_out).encode())
    except GuideFileError as error:
        outside = [problem for problem in error.problems if not 1 <= problem.line <= len(lines)]
        assert outside == []
