from functools import partial
from itertools import product
from xml.etree import ElementTree

import pytest
from django.utils.safestring import SafeString

from assessment.document import position_strip as in_print
from assessment.document.position_strip import PRINT_WIDTH, print_key
from assessment.pages import position_strip as on_page
from assessment.rules.position_strip import describe, describe_spread
from tests.assessment.scales import EVERY, FOUR, STRATEGY

POSITIONS = STRATEGY.positions
strip, spread = partial(on_page.strip, scale=STRATEGY), partial(on_page.spread, scale=STRATEGY)


print_strip = partial(in_print.print_strip, scale=STRATEGY)


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 (the drawings are our own)


def marks(svg: str, name: str) -> int:
    return sum(name in element.get("class", "").split() for element in read(svg).iter())


@pytest.mark.parametrize(
    ("stands", "said"),
    [
        ((2, 4, 1), "today 2, target 4, last time 1"),
        ((2, 4, None, 3), "today 2, target 4, needed 3"),
        ((3, 3), "today 3, target 3"),
        ((3, None), "today 3"),
        ((None, None), "not answered yet"),
        ((None, None, 2, 3), "not answered yet, last time 2, needed 3"),
    ],
)
def test_a_strip_in_words(stands, said):
    assert describe(*stands) == said


@pytest.mark.parametrize("draw", [strip, print_strip])
def test_every_strip_is_well_formed_and_safe(draw):
    for stands in product((None, *POSITIONS), (None, *POSITIONS), (None, 1, 5)):
        drawing = draw(*stands, name="Domain", needed=3)
        assert isinstance(drawing, SafeString)
        read(drawing)


def test_page_and_print_put_each_position_at_its_sixth():
    for position in POSITIONS:
        assert f'<svg x="{position * 100 / 6:.3f}%" y="15" overflow="visible"><circle' in strip(position, None)
        assert f'<circle cx="{position * PRINT_WIDTH / 6:g}"' in print_strip(position, None)


@pytest.mark.parametrize("scale", EVERY)
def test_a_strip_has_a_tick_for_each_position_of_its_guide(scale):
    drawing = on_page.strip(None, None, scale=scale)
    assert marks(drawing, "app-strip__line") == scale.top + 1
    assert in_print.print_strip(None, None, scale=scale).count("v5") == scale.top


def test_four_positions_stand_in_the_middle_of_four_columns():
    assert '<svg x="62.500%"' in on_page.strip(3, None, scale=FOUR)
    assert f'<circle cx="{PRINT_WIDTH * 5 / 8:g}"' in in_print.print_strip(3, None, scale=FOUR)
    assert marks(on_page.spread([0, 2, 0, 1], FOUR), "app-strip__dot") == 3


def test_the_page_strip_takes_its_looks_from_classes_alone():
    drawing = strip(2, 4, 1, name="Develop the team", needed=3)
    assert 'role="img" aria-label="Develop the team: today 2, target 4, last time 1, needed 3"' in drawing
    assert "style=" not in drawing
    assert "viewBox" not in drawing
    assert "#" not in drawing
    for name in ("today", "target", "move", "head", "last", "needed"):
        assert marks(drawing, f"app-strip__{name}") == 1


def test_the_arrow_points_the_way_the_locality_goes():
    assert "M-24 -7-13 0-24 7Z" in strip(2, 4)
    assert "M24 -7 13 0 24 7Z" in strip(4, 2)


def test_a_kept_position_is_a_disc_within_a_ring_and_has_no_arrow():
    drawing = strip(3, 3)
    assert marks(drawing, "app-strip__move") == 0
    assert marks(drawing, "app-strip__target") == marks(drawing, "app-strip__today") == 1


def test_an_unanswered_domain_is_a_dashed_line_and_a_sentence():
    drawing = strip(None, None)
    assert marks(drawing, "app-strip__line--none") == 1
    assert marks(drawing, "app-strip__today") == 0
    assert 'aria-label="Not answered yet"' in drawing


@pytest.mark.parametrize("draw", [strip, print_strip])
def test_names_are_escaped(draw):
    drawing = draw(1, 2, name='"><script>alert(1)</script>')
    assert "<script" not in drawing
    assert "&lt;script&gt;" in drawing


def test_the_printed_strip_names_itself_and_its_numbers():
    drawing = read(print_strip(2, 4, 1, name="Governance", needed=3))
    space = "{http://www.w3.org/2000/svg}"
    assert drawing[0].tag == f"{space}title"
    assert drawing[0].text == "Governance: today 2, target 4, last time 1, needed 3"
    assert [text.text for text in drawing.iter(f"{space}text")] == ["4", "2"]


@pytest.mark.parametrize("kind", ["today", "target", "kept", "last", "needed"])
def test_a_key_shows_one_mark_without_a_number(kind):
    assert not [element for element in read(print_key(kind)).iter() if element.tag.endswith("text")]


def test_spread_has_a_dot_for_each_practice():
    drawing = spread([2, 3, 1, 9, 0])
    assert marks(drawing, "app-strip__dot") == 15
    assert (
        'aria-label="15 practices gave their view: 2 at position 1, 3 at position 2, 1 at position 3, 9 at position 4"'
        in drawing
    )


def test_spread_grows_with_its_highest_column_and_dots_never_leave_it():
    low, high = spread([1, 0, 0, 0, 0]), spread([0, 0, 28, 0, 0])
    assert 'height="84"' in low
    height = int(read(high).get("height"))
    line = height - 38
    dots = list(read(high).iter("circle"))
    assert all(line + float(dot.get("cy")) - 6 >= 0 for dot in dots)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([0, 0, 0, 0, 0], "No practice has given its view yet"),
        ([0, 1, 0, 0, 0], "1 practice gave its view: 1 at position 2"),
    ],
)
def test_spread_in_words(counts, said):
    assert describe_spread(counts) == said
    assert said in spread(counts)
