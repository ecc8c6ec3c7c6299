"""The capacity model by example. Numbers without a source follow from the 2018 strategy's by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assessment.queries.practice_figures import PracticeFiguresTaken, PracticeTrace
from assessment.rules.capacity import Gap, today
from assessment.rules.capacity_inputs import YEARS_AHEAD, Assumptions, Baseline, Levers
from assessment.rules.checked_figures import InvalidFiguresError
from assessment.rules.closing_the_gap import close_gap
from assessment.rules.decimals import financial_year, known, plain, round_to, rounded
from assessment.rules.skill_mix import STAFF_GROUPS, FeedsLever, annual_cost

pytestmark = pytest.mark.postgres

USUAL = Assumptions()
LOCALITY = Baseline(45_000, Decimal(20), Decimal(9), base_year=2017, target_year=2017 + YEARS_AHEAD)


def whole(gap):
    return round_to(gap.appointments)


# Today


def test_a_locality_of_45000_with_20_gps_and_9_nurses():
    """The locality size the strategy aims for (30,000 to 50,000), staffed as its system is."""
    result = today(LOCALITY, USUAL)
    assert result.demand == 4410
    assert (result.gp_capacity, result.nurse_capacity, result.capacity) == (2500, Decimal("1012.5"), Decimal("3512.5"))
    assert result.gap.appointments == Decimal("897.5")
    assert round_to(result.gap_share, Decimal("0.1")) == Decimal("20.4")
    assert round_to(result.share_met, Decimal("0.1")) == Decimal("79.6")
    assert round_to(result.demand_in_target_year) == 4819
    assert whole(result.do_nothing) == 1306
    assert whole(result.worst_case) == 2810
    assert whole(result.worst_case_without_other_leavers) == 2353


def test_where_unmet_need_goes():
    """20% nothing, 6% pharmacist, 7% A&E, 8% other NHS service, the rest try again (strategy 2018, section 2)."""
    parts = {way.code: (way.share, way.appointments) for way in today(LOCALITY, USUAL).unmet_need}
    assert parts == {
        "nothing": (20, Decimal("179.5")),
        "pharmacist": (6, Decimal("53.85")),
        "ae": (7, Decimal("62.825")),
        "other_nhs": (8, Decimal("71.8")),
        "retry": (59, Decimal("529.525")),
    }


def test_no_years_no_growth():
    result = today(replace(LOCALITY, target_year=2017), USUAL)
    assert result.demand_growth == 0
    assert result.do_nothing == result.gap


def test_a_surplus_is_a_negative_gap_and_says_so():
    result = today(replace(LOCALITY, gp_fte=Decimal(40)), USUAL)
    assert result.gap.is_surplus
    assert (result.gap.appointments, result.gap.size) == (Decimal("-1602.5"), Decimal("1602.5"))
    assert result.gap.share < 0
    assert result.share_met == 100
    assert {way.appointments for way in result.unmet_need} == {0}
    assert not today(LOCALITY, USUAL).gap.is_surplus


# What is not known, and what cannot be


def test_nothing_known_leaves_everything_unknown_and_says_what_is_missing():
    baseline = Baseline(None, None, None, base_year=2017, target_year=2020)
    result = today(baseline, USUAL)
    assert (result.demand, result.capacity, result.gap, result.gap_share, result.share_met) == (None,) * 5
    assert (result.do_nothing, result.worst_case, result.demand_growth, result.unmet_need) == (None, None, None, ())
    assert set(baseline.missing) == {"patients", "gp_fte", "nurse_fte"}
    assert close_gap(baseline, USUAL, Levers()) is None


def test_practices_are_summed_over_what_is_known():
    first = PracticeTrace("F81001", "First", 9_000, None, Decimal("4.5"), None, None)
    second = PracticeTrace("F81002", "Second", 6_500, None, Decimal(3), Decimal("1.5"), Decimal("0.5"))
    sums = PracticeFiguresTaken((first, second)).sums
    assert sums == {
        "patients": 15_500,
        "gp_fte": Decimal("7.5"),
        "nurse_fte": Decimal("1.5"),
        "other_clinical_fte": Decimal("0.5"),
    }
    assert PracticeFiguresTaken(()).sums == dict.fromkeys(sums)


def test_an_unknown_list_size_still_shows_capacity():
    result = today(replace(LOCALITY, patients=None), USUAL)
    assert (result.demand, result.gap, result.worst_case) == (None, None, None)
    assert result.capacity == Decimal("3512.5")


def test_unknown_staff_still_show_demand():
    result = today(replace(LOCALITY, nurse_fte=None), USUAL)
    assert (result.demand, result.gp_capacity, result.capacity, result.gap) == (4410, 2500, None, None)


def test_no_gps_at_all_is_a_number_like_any_other():
    none = replace(LOCALITY, gp_fte=Decimal(0))
    assert today(none, USUAL).capacity == Decimal("1012.5")
    plan = close_gap(none, USUAL, Levers(extra_gp_fte=Decimal(2)))
    effects = {effect.code: effect.appointments for effect in plan.effects}
    assert (effects["bureaucracy"], effects["gps"]) == (0, 250)
    assert plan.gps_to_close_at_safe_level > 0
    one_leaves = plan.what_ifs[1]
    assert (one_leaves.remaining, one_leaves.why_not) == (None, "There is less than one full-time GP.")


@pytest.mark.parametrize("baseline", [replace(LOCALITY, patients=0), LOCALITY])
def test_zero_demand_has_no_shares(baseline):
    result = today(baseline, USUAL if baseline.patients == 0 else replace(USUAL, demand_rate=Decimal(0)))
    assert result.gap.is_surplus
    assert (result.gap_share, result.share_met) == (None, None)


def test_no_patients_and_no_staff_is_no_gap():
    empty = Baseline(0, Decimal(0), Decimal(0), 2017, 2020)
    assert today(empty, USUAL).gap == Gap(Decimal(0), Decimal(0))
    assert close_gap(empty, USUAL, Levers()).remaining.appointments == 0


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"target_year": 2016}, "target_year", "Target year: choose from 2017, the base year, to 2037."),
        ({"target_year": 9999}, "target_year", "Target year: choose from 2017, the base year, to 2037."),
        ({"patients": -1}, "patients", "List size: enter a number from 0 to 10,000,000."),
        ({"gp_fte": Decimal("-0.5")}, "gp_fte", "GP FTE: enter a number from 0 to 100,000."),
        ({"nurse_fte": Decimal("NaN")}, "nurse_fte", "Nurse FTE: enter a number from 0 to 100,000."),
        ({"gp_fte": Decimal("1E+40")}, "gp_fte", "GP FTE: enter a number from 0 to 100,000."),
        ({"gp_fte": Decimal("Infinity")}, "gp_fte", "GP FTE: enter a number from 0 to 100,000."),
    ],
)
def test_an_impossible_baseline_is_refused_by_field(wrong, field, words):
    with pytest.raises(InvalidFiguresError) as refused:
        replace(LOCALITY, **wrong)
    assert refused.value.by_field == {field: words}
    assert str(refused.value) == words


def test_every_impossible_figure_is_told_at_once():
    with pytest.raises(ValueError, match="List size") as refused:
        Baseline(-1, Decimal(-1), Decimal(-1), 2018, 2017)
    assert set(refused.value.by_field) == {"patients", "gp_fte", "nurse_fte", "target_year"}


@pytest.mark.parametrize(("gp_fte", "asked"), [(Decimal(5), False), (Decimal("5.01"), True)])
def test_more_than_one_gp_for_200_patients_is_asked_about_not_refused(gp_fte, asked):
    baseline = Baseline(1000, gp_fte, Decimal(1), 2017, 2020)
    assert ("gp_fte" in baseline.questions) is asked
    assert today(baseline, USUAL).gap is not None


# Assumptions


def test_every_assumption_says_what_it_is_and_lies_within_its_own_range():
    every = [*Assumptions.about(), *Levers.about()]
    assert len({about.code for about in every}) == len(every)
    for about in every:
        assert about.label
        assert about.unit
        assert about.source
        assert about.outside
        assert about.minimum <= about.low < about.high <= about.maximum
        assert about.value is None or about.low <= about.value <= about.high


def test_defaults_are_the_strategys():
    """Strategy 2018, section 2 (demand, capacity, losses, unmet need) and section 3 (growth, levers, safe level)."""
    assert {about.code: about.value for about in Assumptions.about()} == {
        "demand_rate": 98,
        "gp_appointments": 125,
        "clinical_hours": Decimal("37.5"),
        "appointment_minutes": 20,
        "growth": 3,
        "gp_loss": 50,
        "nurse_loss": 25,
        "other_leavers": 13,
        "unmet_nothing": 20,
        "unmet_pharmacist": 6,
        "unmet_ae": 7,
        "unmet_other_nhs": 8,
        "safe_level": 115,
    }
    assert (USUAL.clinical_appointments, USUAL.unmet_retry) == (Decimal("112.5"), 59)
    assert (Levers().triage_share, Levers().proactive_share, Levers().bureaucracy_share) == (3, 1, 2)
    assert USUAL.questions == {}
    assert Levers().questions == {}


def test_an_unusual_assumption_is_asked_about():
    questions = replace(USUAL, demand_rate=Decimal(200)).questions
    assert questions == {
        "demand_rate": "Appointments needed: 200 is outside the usual 70 to 140. "
        "Check that it is for one week and counts every appointment in general practice."
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [("appointment_minutes", 0), ("gp_appointments", 0), ("growth", 30), ("gp_loss", 101), ("unmet_ae", -1)],
)
def test_an_impossible_assumption_is_refused(field, value):
    with pytest.raises(InvalidFiguresError) as refused:
        replace(USUAL, **{field: Decimal(value)})
    assert list(refused.value.by_field) == [field]
    assert "enter a number from" in refused.value.by_field[field]


def test_shares_of_unmet_need_over_100_are_refused():
    with pytest.raises(InvalidFiguresError, match="more than 100%") as refused:
        replace(USUAL, unmet_nothing=Decimal(80))
    assert len(refused.value.by_field) == 4


@pytest.mark.parametrize("level", [Decimal(0), Decimal("NaN")])
def test_a_level_that_would_divide_by_nothing_is_refused(level):
    with pytest.raises(InvalidFiguresError):
        Levers(gp_level=level)


# The plan's side


def test_levers_in_their_fixed_order():
    """Worked by hand on five practices: 27,866 patients, 12 GPs, 5.6 nurses, 4.5 extra clinicians."""
    baseline = Baseline(27_866, Decimal(12), Decimal("5.6"), 2017, 2020)
    plan = close_gap(baseline, USUAL, Levers(wider_workforce_fte=Decimal("4.5")))
    assert [(step.code, round_to(step.appointments)) for step in plan.steps] == [
        ("do_nothing", 854),
        ("triage", -90),
        ("proactive", -30),
        ("bureaucracy", -30),
        ("wider_workforce", -506),
        ("gps", 0),
        ("remaining", 198),
    ]
    assert [step.code for step in plan.steps if step.is_total] == ["do_nothing", "remaining"]
    assert [step.how for step in plan.steps] == [
        "What is needed in 2020/21, less what is on offer today",
        "3% of what is needed in 2020/21",
        "1% of what is needed in 2020/21",
        "2% of what 12 GPs offer today",
        "4.5 full-time clinical staff × 112.5",
        "12 GPs × 125, less the 1,500 that today's offer",
        "The sum of the steps before",
    ]
    assert round_to(plan.remaining.share, Decimal("0.1")) == Decimal("6.7")
    assert round_to(plan.gps_to_close_at_safe_level, Decimal("0.1")) == Decimal("2.8")
    assert [(row.code, round_to(row.remaining.appointments)) for row in plan.what_ifs] == [
        ("half_the_posts", 452),
        ("one_gp_leaves", 326),
        ("faster_growth", 283),
    ]
    assert "4%" in plan.what_ifs[2].label


def test_the_safe_level_without_extra_gps_adds_to_the_gap():
    plan = close_gap(LOCALITY, USUAL, Levers(gp_level=USUAL.safe_level))
    assert plan.effects[-1].appointments == -200
    assert plan.remaining.appointments == close_gap(LOCALITY, USUAL, Levers()).remaining.appointments + 200


def test_the_gps_to_close_the_gap_close_it():
    plan = close_gap(LOCALITY, USUAL, Levers(wider_workforce_fte=Decimal(2)))
    levers = Levers(Decimal(3), Decimal(1), Decimal(2), Decimal(2), plan.gps_to_close_at_safe_level, USUAL.safe_level)
    assert abs(close_gap(LOCALITY, USUAL, levers).remaining.appointments) < Decimal("1e-18")


def test_what_remains_can_be_a_surplus():
    plan = close_gap(LOCALITY, USUAL, Levers(wider_workforce_fte=Decimal(20)))
    assert plan.remaining.is_surplus
    assert plan.steps[-1].label == "Surplus that results"
    assert plan.gps_to_close < 0


def test_faster_growth_is_no_question_where_it_is_the_plan():
    plan = close_gap(LOCALITY, replace(USUAL, growth=Decimal(5)), Levers())
    assert (plan.what_ifs[2].remaining, plan.what_ifs[2].why_not) == (None, "The plan counts on as much already.")


# Figures for people


def test_rounded_parts_say_when_they_do_not_add_up():
    thirds = rounded([Decimal("1.4"), Decimal("1.4"), Decimal("1.4")])
    assert (thirds.parts, thirds.total, thirds.adds_up) == ((1, 1, 1), 4, False)
    assert thirds.note == "Figures are rounded, so they do not add up exactly."
    halves = rounded([Decimal("0.5"), Decimal("1.5")], Decimal("0.5"))
    assert (halves.total, halves.adds_up, halves.note) == (2, True, "")
    assert rounded([]).total == 0


@pytest.mark.parametrize(
    ("value", "step", "shown"),
    [("0.5", "1", "1"), ("-0.5", "1", "-1"), ("-0.4", "1", "0"), ("2809.55", "10", "2810"), ("20.35", "0.1", "20.4")],
)
def test_halves_are_rounded_away_from_zero(value, step, shown):
    assert f"{round_to(Decimal(value), Decimal(step)):f}".removesuffix(".0") == shown


def test_numbers_and_years_in_words():
    assert [plain(Decimal(value)) for value in ("1219250", "37.50", "0", "-0.0001", "1E+3")] == [
        "1,219,250",
        "37.5",
        "0",
        "0",
        "1,000",
    ]
    assert (financial_year(2020), financial_year(2099)) == ("2020/21", "2099/00")
    with pytest.raises(ValueError, match="enter list size"):
        known(None)


def test_the_strategys_staff_groups_feed_the_levers():
    """Costs per FTE: strategy 2018, section 7. Only the four clinical groups and GPs bring appointments."""
    costs = {group.code: group.cost_per_fte for group in STAFF_GROUPS}
    assert costs["gp"] == 101_000
    assert annual_cost(Decimal(69), costs["clinical"]) == 3_312_000
    wider = [group.code for group in STAFF_GROUPS if group.feeds is FeedsLever.WIDER_WORKFORCE]
    assert wider == ["clinical", "physical", "mental", "social"]


def test_the_ends_of_what_a_figure_can_be_are_taken():
    for about in Assumptions.about():
        assert (about.problem(about.minimum), about.problem(about.maximum)) == (None, None)
        assert about.problem(about.minimum - 1) == about.problem(about.maximum + 1) is not None
        assert (about.question(about.low), about.question(about.high)) == (None, None)
