"""What files would change, and what becomes of it: no database, every rule by example and by property."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from localities.rules.brought import FileSaid, LeftOut, PracticeSaid, Said
from localities.rules.comparing import compare, only_ours
from localities.rules.preview import Kind, Known, Place, PracticeHere, Preview
from localities.rules.preview_words import HEADINGS, said_of
from localities.rules.steps import CLOSED, LEAVE, Add, Choices, Close, Move, Rename, SetFigures, steps, unanswered

TODAY = date(2026, 11, 30)
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
PLACES = (
    Place("canvey-island", "Canvey Island", "99F"),
    Place("rayleigh", "Rayleigh", "99F"),
    Place("rochford", "Rochford", "99F"),
)
HERE = PracticeHere(
    "F81001",
    "The Surgery",
    "canvey-island",
    "99F",
    figures={"list_size": Known(Decimal(10_000), OCTOBER), "gp_fte": Known(Decimal("3.00"), OCTOBER)},
)


def said(**more: object) -> PracticeSaid:
    return PracticeSaid("F81001", 1, **more)  # type: ignore[arg-type]


def file(*practices: PracticeSaid, register: bool = False, left_out: tuple[LeftOut, ...] = ()) -> FileSaid:
    return FileSaid("A file", "Something", practices, left_out, lists_all=register)


def preview(*files: FileSaid, here: tuple[PracticeHere, ...] = (HERE,), figures_only: bool = False) -> Preview:
    known = {each.code: each for each in here}
    return compare(files, known, PLACES, figures_only=figures_only, today=TODAY)


def figure(value: str | None, as_of: date, what: str = "list_size") -> PracticeSaid:
    return said(as_of=as_of, figures={what: Said(None if value is None else Decimal(value), "" if value else "ND")})


def kinds(found: Preview) -> list[Kind]:
    return [each.kind for each in found.changes]


def test_each_figure_goes_into_its_group():
    groups = {
        ("10500", NOVEMBER): [Kind.CHANGED],
        ("10000", NOVEMBER): [Kind.AGAIN],
        ("10000", OCTOBER): [],
        ("10000", date(2018, 4, 1)): [],
        ("10500", OCTOBER): [Kind.CHANGED],  # a correction of the same day
        ("10500", date(2018, 4, 1)): [Kind.OLDER],
        ("11000", NOVEMBER): [Kind.CHANGED],
        ("11001", NOVEMBER): [Kind.LARGE],
        ("8999", NOVEMBER): [Kind.LARGE],
        ("9000", NOVEMBER): [Kind.CHANGED],
        (None, NOVEMBER): [Kind.LOST],
        (None, date(2018, 4, 1)): [],
        ("0", NOVEMBER): [Kind.IMPOSSIBLE],
        ("200000", NOVEMBER): [Kind.IMPOSSIBLE],
    }
    for (value, as_of), expected in groups.items():
        assert kinds(preview(file(figure(value, as_of)))) == expected, (value, as_of)


def test_a_figure_that_is_not_here_is_brought_and_none_is_no_loss():
    assert kinds(preview(file(figure("2", NOVEMBER, "nurse_fte")))) == [Kind.CHANGED]
    assert kinds(preview(file(figure(None, NOVEMBER, "nurse_fte")))) == []


def test_a_figure_without_a_day_here_gives_way():
    undated = replace(HERE, figures={"gp_fte": Known(Decimal(3))})
    found = preview(file(figure("4", date(2018, 4, 1), "gp_fte")), here=(undated,))
    assert kinds(found) == [Kind.CHANGED]


def test_only_list_sizes_can_change_too_much():
    assert kinds(preview(file(figure("9", NOVEMBER, "gp_fte")))) == [Kind.CHANGED]


def test_of_two_files_the_later_figure_counts():
    late, early = file(figure("10100", NOVEMBER)), file(figure("10050", date(2026, 10, 15)))
    for files in ([late, early], [early, late]):
        (change,) = preview(*files).changes
        assert change.then
        assert change.then.said.value == 10_100


def test_a_new_practice_waits_for_its_locality():
    new = replace(said(name="New", locality="Rayleigh", figures={"gp_fte": Said(Decimal(2))}), code="F81099")
    found = preview(file(new))
    (change,) = found.of(Kind.NEW)
    assert (change.to, change.unplaced, said_of(change)) == ("rayleigh", "", "in rayleigh")
    (add,) = steps(found, Choices())
    assert isinstance(add, Add)
    assert (add.locality, add.figures["gp_fte"].as_of) == ("rayleigh", TODAY)
    lost = preview(file(replace(new, locality="Atlantis")))
    assert said_of(lost.of(Kind.NEW)[0]) == "‘Atlantis’ is not a locality here"
    assert steps(lost, Choices()) == ()
    (placed,) = steps(lost, Choices(places={"F81099": "rochford"}))
    assert isinstance(placed, Add)
    assert placed.locality == "rochford"


def test_a_practice_without_a_name_or_closed_is_not_added():
    unknown = replace(figure("4", NOVEMBER), code="F81099")
    assert kinds(preview(file(unknown))) == [Kind.NOT_HERE]
    closed = replace(said(name="Old", closed_on=OCTOBER), code="F81099")
    assert kinds(preview(file(closed))) == []


def test_a_locality_alone_brings_figures_and_nothing_else():
    more = said(name="Other", locality="Rayleigh", closed_on=OCTOBER, figures={"gp_fte": Said(Decimal(4))})
    new = replace(said(name="New"), code="F81099")
    found = preview(file(more, new, register=True), figures_only=True)
    assert kinds(found) == [Kind.CHANGED, Kind.NOT_HERE]
    assert found.networks == ()


def test_names_differ_by_more_than_capitals_and_marks():
    assert kinds(preview(file(said(name="THE SURGERY.")))) == []
    found = preview(file(said(name="The New Surgery")))
    assert kinds(found) == [Kind.RENAMED]
    assert steps(found, Choices()) == (Rename("F81001", "The New Surgery", "A file"),)
    assert steps(found, Choices(renamed=False)) == ()


def test_a_practice_moves_to_another_locality_to_none_or_to_another_commissioner():
    to_rayleigh, to_none = preview(file(said(locality="rayleigh"))), preview(file(said(locality="")))
    assert steps(to_rayleigh, Choices()) == (Move("F81001", "rayleigh", "A file"),)
    assert steps(to_none, Choices()) == (Move("F81001", "", "A file"),)
    assert steps(to_none, Choices(moves=False)) == ()
    assert kinds(preview(file(said(locality="CANVEY ISLAND")))) == []
    assert kinds(preview(file(said(locality="Atlantis")))) == [Kind.IMPOSSIBLE]
    away = preview(file(said(commissioner="99G"), register=True))
    assert kinds(away) == [Kind.MOVES]
    assert "99G commissions it now" in said_of(away.changes[0])
    assert kinds(preview(file(said(commissioner="99G")))) == []  # only a register is the source of that


def test_a_closed_practice_waits_for_what_became_of_it():
    found = preview(file(said(closed_on=OCTOBER), register=True))
    assert unanswered(found, Choices()) == [Kind.CLOSED]
    assert steps(found, Choices(closed={"F81001": LEAVE})) == ()
    assert steps(found, Choices(closed={"F81001": CLOSED})) == (Close("F81001", OCTOBER, "", "A file"),)
    assert steps(found, Choices(closed={"F81001": "F81002"})) == (Close("F81001", OCTOBER, "F81002", "A file"),)
    assert kinds(preview(file(said(closed_on=OCTOBER)), here=(replace(HERE, closed_on=OCTOBER),))) == []


def test_a_register_tells_who_is_missing_and_another_file_does_not():
    other = replace(HERE, code="F81002", name="Other")
    gone = replace(HERE, code="F81003", closed_on=OCTOBER)
    elsewhere = replace(HERE, code="F81004", commissioner="99G")
    everybody = (HERE, other, gone, elsewhere)
    found = preview(file(said(commissioner="99F"), register=True), here=everybody)
    assert [(each.kind, each.code) for each in found.changes] == [(Kind.MISSING, "F81002")]
    assert kinds(preview(file(said(commissioner="99F")), here=everybody)) == []
    dormant = (LeftOut("F81002", "Other", 2, "99F", "is dormant"),)
    found = preview(file(said(commissioner="99F"), register=True, left_out=dormant), here=everybody)
    assert [(each.kind, each.code, said_of(each)) for each in found.changes] == [
        (Kind.NOT_PRACTICE, "F81002", "is dormant")
    ]


def test_networks_place_what_is_in_no_locality():
    new = PracticeSaid("F81099", 1, called="New", network=("U1", "Rayleigh"))
    known = said(network=("U2", "Canvey Network"))
    free = PracticeSaid("F81005", 1, network=("U1", "Rayleigh"))
    here = (HERE, replace(HERE, code="F81005", locality=""))
    found = preview(file(new, known, free), here=here)
    assert [(each.code, each.to, each.unplaced) for each in found.networks] == [
        ("U1", "rayleigh", ("F81099", "F81005")),
        ("U2", "canvey-island", ()),
    ]
    assert steps(found, Choices()) == ()
    add, move = steps(found, Choices(networks={"U1": "rayleigh", "U2": "rochford"}))
    assert isinstance(add, Add)
    assert (add.code, add.name, add.locality) == ("F81099", "New", "rayleigh")
    assert move == Move("F81005", "rayleigh", "")


def test_a_network_places_no_practice_that_closed():
    gone = PracticeSaid("F81098", 1, called="Gone", closed_on=OCTOBER, network=("U1", "Rayleigh"))
    shut = PracticeSaid("F81005", 1, network=("U1", "Rayleigh"))
    here = (replace(HERE, code="F81005", locality="", closed_on=OCTOBER),)
    found = preview(file(gone, shut), here=here)
    assert [each.unplaced for each in found.networks] == [()]
    assert steps(found, Choices(networks={"U1": "rayleigh"})) == ()


def test_only_our_practices_are_kept_and_the_rest_is_counted():
    practices = tuple(
        PracticeSaid(code, 1, commissioner=commissioner)
        for code, commissioner in [("A", "99F"), ("B", "99G"), ("C", None), ("D", "99F"), ("E", "99G")]
    )
    left_out = (LeftOut("F", "", 1, "99F", "x"), LeftOut("G", "", 1, "99G", "x"), LeftOut("", "", 1, None, "x"))
    found = only_ours(
        FileSaid("A", "B", practices, left_out),
        here=frozenset({"B"}),
        elsewhere=frozenset({"D"}),
        commissioners=frozenset({"99F"}),
    )
    assert [each.code for each in found.practices] == ["A", "B", "C"]  # B is here, D is somebody else's
    assert [each.code for each in found.left_out] == ["F"]
    assert found.not_ours == 4


def test_every_group_has_its_words():
    assert list(HEADINGS) == list(Kind)
    assert HEADINGS[Kind.LOST].counted(1) == "figure would be lost"
    assert HEADINGS[Kind.LOST].counted(2) == "figures would be lost"


WHATS = ("list_size", "gp_fte", "survey_overall")
VALUES = st.one_of(st.none(), st.integers(-1, 110).map(Decimal))
DAYS = st.dates(TODAY - timedelta(days=4), TODAY)
FIGURES = st.fixed_dictionaries(dict.fromkeys(WHATS, VALUES))
CHOICES = st.builds(Choices, large=st.booleans(), older=st.booleans(), lost=st.booleans())


def written(here: PracticeHere, found: Preview, choices: Choices) -> PracticeHere:
    """What stands here once the figures are written."""
    figures = dict(here.figures)
    for step in steps(found, choices):
        assert isinstance(step, SetFigures)
        figures |= {what: Known(each.said.value, each.as_of) for what, each in step.figures.items()}
    return replace(here, figures=figures)


@st.composite
def situations(draw: st.DrawFn) -> tuple[PracticeHere, FileSaid]:
    known = {what: Known(value, draw(DAYS)) for what, value in draw(FIGURES).items() if value is not None}
    figures = {what: Said(value, "" if value is not None else "ND") for what, value in draw(FIGURES).items()}
    return replace(HERE, figures=known), file(said(as_of=draw(DAYS), figures=figures))


@given(situations(), st.booleans())
def test_what_is_safe_loses_nothing(situation: tuple[PracticeHere, FileSaid], large: bool):
    """Unknown never overwrites known and older never newer, unless somebody chose so."""
    here, brought = situation
    after = written(here, preview(brought, here=(here,)), Choices(large=large))
    for what, known in here.figures.items():
        now = after.figures[what]
        assert now.value is not None
        assert now == known or (now.as_of and known.as_of and now.as_of >= known.as_of)


@given(situations(), CHOICES)
def test_the_same_file_again_changes_nothing(situation: tuple[PracticeHere, FileSaid], choices: Choices):
    here, brought = situation
    first = preview(brought, here=(here,))
    after = written(here, first, choices)
    again = steps(preview(brought, here=(after,)), choices)
    assert again == ()


@given(situations(), CHOICES)
def test_no_figure_that_cannot_be_is_ever_written(situation: tuple[PracticeHere, FileSaid], choices: Choices):
    here, brought = situation
    wide = {"list_size": (1, 100_000), "gp_fte": (0, 500), "survey_overall": (0, 100)}
    for step in steps(preview(brought, here=(here,)), choices):
        assert isinstance(step, SetFigures)
        for what, each in step.figures.items():
            assert each.said.value is None or wide[what][0] <= each.said.value <= wide[what][1]


@given(situations(), st.integers(0, 4000))
def test_a_later_count_always_comes_through(situation: tuple[PracticeHere, FileSaid], days: int):
    here, _ = situation
    known = here.figures.get("gp_fte")
    as_of = (known.as_of if known and known.as_of else TODAY) + timedelta(days=days + 1)
    after = written(here, preview(file(figure("7", as_of, "gp_fte")), here=(here,)), Choices())
    assert after.figures["gp_fte"] == Known(Decimal(7), as_of)
