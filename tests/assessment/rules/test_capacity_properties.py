from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.capacity import today
from assessment.rules.capacity_inputs import Assumptions, Baseline, Levers
from assessment.rules.closing_the_gap import close_gap, lever_effects
from assessment.rules.decimals import rounded
from assessment.rules.skill_mix import annual_cost

NOTHING = Decimal("1e-15")  # what 28 digits leave of zero


def numbers(low, high, places=2):
    return st.decimals(low, high, places=places)


@st.composite
def any_assumptions(draw):
    given_values = {
        about.code: draw(numbers(about.minimum, about.maximum))
        for about in Assumptions.about()
        if not about.code.startswith("unmet_")
    }
    unmet = {about.code: draw(numbers(0, 25)) for about in Assumptions.about() if about.code.startswith("unmet_")}
    return Assumptions(**given_values, **unmet)


fte = numbers(0, 500)
baselines = st.builds(
    lambda patients, gps, nurses, base, years: Baseline(patients, gps, nurses, base, base + years),
    st.integers(0, 2_000_000),
    fte,
    fte,
    st.integers(2015, 2040),
    st.integers(0, 20),
)
assumptions = st.just(Assumptions()) | any_assumptions()
levers = st.builds(
    Levers,
    triage_share=numbers(0, 60),
    proactive_share=numbers(0, 40),
    bureaucracy_share=numbers(0, 100),
    wider_workforce_fte=fte,
    extra_gp_fte=fte,
    gp_level=st.none() | numbers(1, 1000),
)
LEVER_OF = {
    "triage_share": "triage",
    "proactive_share": "proactive",
    "bureaucracy_share": "bureaucracy",
    "wider_workforce_fte": "wider_workforce",
    "extra_gp_fte": "gps",
    "gp_level": "gps",
}


def gaps(baseline, usual, chosen):
    now, plan = today(baseline, usual), close_gap(baseline, usual, chosen)
    every = (now.gap, now.do_nothing, now.worst_case, now.worst_case_without_other_leavers, plan.remaining)
    return [gap.appointments for gap in every]


@given(baselines, assumptions, levers, st.sampled_from(["gp_fte", "nurse_fte"]), fte)
def test_more_staff_never_widens_a_gap(baseline, usual, chosen, who, more):
    larger = replace(baseline, **{who: getattr(baseline, who) + more})
    before, after = gaps(baseline, usual, chosen), gaps(larger, usual, chosen)
    assert all(late <= early + NOTHING for early, late in zip(before, after, strict=True))


@given(baselines, assumptions, levers, st.sampled_from(["wider_workforce_fte", "extra_gp_fte"]), fte)
def test_more_extra_staff_never_leaves_more(baseline, usual, chosen, who, more):
    larger = replace(chosen, **{who: getattr(chosen, who) + more})
    before, after = close_gap(baseline, usual, chosen), close_gap(baseline, usual, larger)
    assert after.remaining.appointments <= before.remaining.appointments + NOTHING
    assert today(baseline, usual).gap == today(baseline, usual).gap


@given(baselines, assumptions)
def test_the_parts_of_unmet_need_sum_to_the_gap(baseline, usual):
    result = today(baseline, usual)
    assert sum(way.share for way in result.unmet_need) == 100
    total = sum(way.appointments for way in result.unmet_need)
    assert abs(total - max(0, result.gap.appointments)) < NOTHING
    assert all(way.appointments >= 0 for way in result.unmet_need)


@given(baselines, assumptions)
def test_the_parts_of_today_sum_to_their_totals(baseline, usual):
    result = today(baseline, usual)
    assert abs(result.gp_capacity + result.nurse_capacity - result.capacity) < NOTHING
    assert abs(result.gap.appointments + result.capacity - result.demand) < NOTHING
    assert abs(result.do_nothing.appointments - result.gap.appointments - result.demand_growth) < NOTHING
    assert result.share_met is None or 0 <= result.share_met <= 100


@given(baselines, assumptions, levers)
def test_the_waterfall_falls_from_do_nothing_to_what_remains(baseline, usual, chosen):
    *steps, last = close_gap(baseline, usual, chosen).steps
    assert abs(sum(step.appointments for step in steps) - last.appointments) < NOTHING
    assert [step.code for step in steps] == ["do_nothing", *dict.fromkeys(LEVER_OF.values())]


@given(baselines, assumptions, levers)
def test_a_worse_case_is_never_better(baseline, usual, chosen):
    result = today(baseline, usual)
    assert (
        result.worst_case.appointments
        >= result.worst_case_without_other_leavers.appointments - NOTHING
        >= result.do_nothing.appointments - 2 * NOTHING
    )
    half, one_leaves, faster = close_gap(baseline, usual, chosen).what_ifs
    remaining = close_gap(baseline, usual, chosen).remaining.appointments
    assert half.remaining.appointments >= remaining - NOTHING
    assert one_leaves.remaining is None or one_leaves.remaining.appointments >= remaining - NOTHING
    assert (faster.remaining is None) == (usual.growth >= 4)


@given(baselines, assumptions, levers, levers, st.sampled_from(sorted(LEVER_OF)))
def test_changing_one_lever_changes_only_what_depends_on_it(baseline, usual, chosen, other, name):
    changed = replace(chosen, **{name: getattr(other, name)})
    before, after = (lever_effects(baseline, usual, each) for each in (chosen, changed))
    for early, late in zip(before, after, strict=True):
        assert early == late or early.code == LEVER_OF[name]
    moved = sum(each.appointments for each in after) - sum(each.appointments for each in before)
    plans = [close_gap(baseline, usual, each) for each in (chosen, changed)]
    assert plans[0].do_nothing == plans[1].do_nothing
    assert abs(plans[0].remaining.appointments - moved - plans[1].remaining.appointments) < NOTHING
    if LEVER_OF[name] == "gps":
        assert plans[0].gps_to_close_at_safe_level == plans[1].gps_to_close_at_safe_level


@given(baselines, assumptions, levers)
def test_the_gps_that_close_the_gap_close_it(baseline, usual, chosen):
    needed = close_gap(baseline, usual, chosen).gps_to_close
    if 0 <= needed <= 100_000:
        closed = close_gap(baseline, usual, replace(chosen, extra_gp_fte=needed))
        assert abs(closed.remaining.appointments) < Decimal("1e-12")


@given(fte, fte, numbers(0, 200_000), st.integers(0, 50))
def test_costs_scale_linearly(some, more, cost, times):
    assert annual_cost(some + more, cost) == annual_cost(some, cost) + annual_cost(more, cost)
    assert annual_cost(some * times, cost) == times * annual_cost(some, cost) == annual_cost(some, cost * times)


@given(st.lists(numbers(-1000, 1000, 3)), st.sampled_from([Decimal(1), Decimal("0.1"), Decimal(1000)]))
def test_rounded_parts_add_up_or_say_that_they_do_not(parts, step):
    shown = rounded(parts, step)
    assert shown.adds_up == (sum(shown.parts) == shown.total) == (not shown.note)
    assert all(abs(part - one) <= step / 2 for part, one in zip(parts, shown.parts, strict=True))
    assert abs(shown.total - sum(parts)) <= step / 2
