"""What contradicts itself: each kind of finding by an example, and what holds of all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devplans.rules.consistency.facts import (
    CostAsked,
    Dated,
    Decision,
    Facts,
    FeatureInPlace,
    Metric,
    Post,
    Scheme,
    StaffGroup,
    Text,
)
from devplans.rules.consistency.rule import check, is_answered
from devplans.rules.consistency.words import percents_in, pounds_in

EMPTY = Facts(
    starts_on=date(2026, 4, 1),
    ends_on=date(2028, 3, 31),
    years=("2026/27", "2027/28"),
    after="2028/29",
    payers=("CCG", "Practices"),
    percents={},
    pounds={},
)
METRIC = Metric(row=1, title="Emergency admissions", unit="per 100,000 patients", lower_is_better=True)
GAP = replace(METRIC, unit="% of appointments needed", baseline=Decimal("14.2"), target=Decimal(9))
SCHEME = Scheme(
    row=2,
    name="Hub",
    capital=Decimal(850_000),
    running=Decimal(61_000),
    capital_lines=Decimal(850_000),
    running_lines=Decimal(61_000),
)
COST = CostAsked(
    row=3, name="Video", payer="CCG", asked=True, decided=True, amount=Decimal(9000), years=("2026/27", "2028/29")
)
DATED = Dated(row=4, page="action", name="Action: Phlebotomy", what="is due", day=date(2028, 6, 30), must=True)


def summary(words: str) -> dict[str, Any]:
    held = {"percents": {"gap": Decimal("9.66"), "today": Decimal("14.04")}, "pounds": {"asked": Decimal(939_000)}}
    return {"texts": (Text(name="Summary", page="plan-summary", words=words),), **held}


@pytest.mark.parametrize(
    ("facts", "key", "must", "figures"),
    [
        (
            {"metrics": (replace(METRIC, baseline=Decimal(742), target=Decimal(760)),)},
            "target-worse-1",
            True,
            "760 per 100,000 patients | 742 per 100,000 patients",
        ),
        (
            {"metrics": (replace(METRIC, baseline=Decimal(64), target=Decimal(60), lower_is_better=False),)},
            "target-worse-1",
            True,
            "60 per 100,000 patients | 64 per 100,000 patients",
        ),
        (
            {"metrics": (replace(GAP, model_now=Decimal("14.0")),)},
            "baseline-model-1",
            False,
            "14.2% of appointments needed | 14% of appointments needed",
        ),
        (
            {"metrics": (replace(GAP, model_then=Decimal("11.14")),)},
            "target-model-1",
            False,
            "9% of appointments needed | 11.1% of appointments needed",
        ),
        ({"dates": (DATED,)}, "date-action-4-is-due", True, "30 June 2028 | 1 April 2026 to 31 March 2028"),
        (
            {"dates": (replace(DATED, day=date(2026, 3, 1)),)},
            "date-action-4-is-due",
            False,
            "1 March 2026 | 1 April 2026 to 31 March 2028",
        ),
        (
            {"dates": (replace(DATED, page="metric", what="is reviewed", must=False),)},
            "date-metric-4-is-reviewed",
            False,
            "30 June 2028 | 1 April 2026 to 31 March 2028",
        ),
        (
            {"staff": (StaffGroup(code="x", label="nurses", planned=Decimal("10.75"), counted=Decimal("9.75")),)},
            "staff-x",
            False,
            "10.75 FTE | 9.75 FTE",
        ),
        (
            {"staff": (StaffGroup(code="gps", label="GPs", planned=Decimal(1), counted=Decimal(2), whole=True),)},
            "staff-gps",
            False,
            "1 FTE | 2 FTE",
        ),
        (
            {"schemes": (replace(SCHEME, capital_lines=Decimal(750_000)),)},
            "scheme-capital-2",
            True,
            "£850,000 | £750,000",
        ),
        ({"schemes": (replace(SCHEME, running_lines=Decimal(0)),)}, "scheme-running-2", False, "£61,000 | £0"),
        (
            {"schemes": (replace(SCHEME, running=Decimal(85_001), running_lines=Decimal(85_001)),)},
            "scheme-share-2",
            False,
            "£85,001 | £850,000",
        ),
        (
            {"schemes": (replace(SCHEME, pipeline="Row 6", pipeline_capital=Decimal(3_000_000)),)},
            "scheme-pipeline-2",
            False,
            "£850,000 | £3,000,000",
        ),
        (
            {"posts": (Post(row=5, role="Pharmacist", cost_a_year=Decimal(72_000), lines_a_year=Decimal(36_000)),)},
            "post-5",
            False,
            "£72,000 | £36,000",
        ),
        ({"costs": (replace(COST, decided=False),)}, "cost-decision-3", False, "£9,000 | None"),
        ({"costs": (replace(COST, payer="Half and half"),)}, "cost-payer-3", False, "Half and half | CCG, Practices"),
        (
            {"costs": (replace(COST, years=("2025/26",)),)},
            "cost-year-3",
            True,
            "2025/26 | 2026/27, 2027/28, 2028/29",
        ),
        (
            {"decisions": (Decision(row=6, words="Pay", amount=Decimal(24_000), lines=Decimal(23_000)),)},
            "decision-6",
            True,
            "£24,000 | £23,000",
        ),
        (
            {"decisions": (Decision(row=6, words="Pay", amount=None, lines=Decimal(23_000)),)},
            "decision-6",
            True,
            "None | £23,000",
        ),
        (
            {
                "features": (
                    FeatureInPlace(code="f", text="Shared rules", domain="Access", domain_code="access", position=1),
                )
            },
            "feature-f-access",
            False,
            "In place | Position 1",
        ),
        ({"target_year": 2030}, "target-year", False, "2030/31 | 2027/28"),
        ({"target_year": 2026}, "target-year", False, "2026/27 | 2027/28"),
        (summary("the gap falls from 14% to 8%"), "text-plan-summary-0-8pc", False, "8% | 9.66%"),
        (summary("it costs £1.2m in all"), "text-plan-summary-0-gbp1p2m", False, "£1.2m | £939,000"),
    ],
)
def test_each_kind_is_found(facts: dict[str, Any], key: str, must: bool, figures: str) -> None:
    """The figures are those of the mock plan where it has them: 742 to 760, 10.75 to 9.75, 850,000 to 3.00 million."""
    (found,) = check(replace(EMPTY, **facts)).findings
    assert (found.key, found.must, found.figures) == (key, must, figures)
    assert found.mend
    assert found.meaning.endswith(".")


def test_a_feature_is_named_without_its_full_stop() -> None:
    feature = FeatureInPlace(code="f", text="Rules are shared.", domain="Access", domain_code="access", position=1)
    (found,) = check(replace(EMPTY, features=(feature,))).findings
    assert found.one.what == "Feature: Rules are shared"


AGREES: tuple[dict[str, Any], ...] = (
    {"metrics": (replace(METRIC, baseline=Decimal(742), target=Decimal(742)),)},
    {"metrics": (replace(GAP, baseline=Decimal("14.0"), model_now=Decimal("14.03"), model_then=Decimal("9.04")),)},
    {"dates": (replace(DATED, day=date(2028, 3, 31)), replace(DATED, day=date(2026, 4, 1)))},
    {"staff": (StaffGroup(code="x", label="nurses", planned=Decimal(1), counted=Decimal(9)),)},
    {"schemes": (replace(SCHEME, pipeline="Row 6", pipeline_capital=Decimal(850_000)),)},
    {"posts": (Post(row=5, role="Pharmacist", cost_a_year=Decimal("72000.40"), lines_a_year=Decimal(72_000)),)},
    {"costs": (COST, replace(COST, asked=False, decided=False))},
    {"decisions": (Decision(row=6, words="Host it", amount=None, lines=Decimal(0)),)},
    {"features": (FeatureInPlace(code="f", text="Rules", domain="Access", domain_code="access", position=2),)},
    {"target_year": 2027},
    {"target_year": 2028},
    summary("from 14% of need to 9.7%, with £939,000 or £0.94 million asked for by 6 practices in 2 years"),
    summary(""),
)


@pytest.mark.parametrize("facts", AGREES)
def test_what_agrees_is_counted_and_not_told(facts: dict[str, Any]) -> None:
    report = check(replace(EMPTY, **facts))
    assert report.findings == ()
    assert report.agree or facts["texts"][0].words == ""


def test_a_plan_that_says_nothing_contradicts_nothing() -> None:
    assert check(EMPTY).findings == ()
    assert check(EMPTY).agree == 0


@given(st.decimals(0, 1000, places=1), st.decimals(0, 1000, places=1), st.booleans())
def test_a_target_is_worse_on_one_side_of_the_baseline_only(baseline: Decimal, target: Decimal, lower: bool) -> None:
    metric = replace(METRIC, baseline=baseline, target=target, lower_is_better=lower)
    other = replace(METRIC, baseline=baseline, target=target, lower_is_better=not lower)
    found = [bool(check(replace(EMPTY, metrics=(one,))).findings) for one in (metric, other)]
    assert sum(found) == (baseline != target)


@given(st.integers(-800, 1600))
def test_a_date_is_found_exactly_when_it_is_outside_the_period(days: int) -> None:
    day = EMPTY.starts_on + timedelta(days=days)
    report = check(replace(EMPTY, dates=(replace(DATED, day=day),)))
    assert bool(report.findings) == (not EMPTY.starts_on <= day <= EMPTY.ends_on)
    assert bool(report.musts) == (day > EMPTY.ends_on)


@given(st.text(max_size=80))
def test_any_text_is_read(words: str) -> None:
    for found in check(replace(EMPTY, **summary(words))).findings:
        assert found.one.figure in words
        assert len(found.key) < 200


@given(st.decimals(0, 100, places=2), st.integers(0, 2))
def test_a_figure_is_held_however_it_is_rounded(value: Decimal, decimals: int) -> None:
    shown = f"{round(value + Decimal('0.000001'), decimals)}"
    facts = replace(EMPTY, texts=(Text(name="S", page="plan-summary", words=f"It is {shown}%."),))
    assert check(replace(facts, percents={"gap": value})).findings == ()


@pytest.mark.parametrize(
    ("words", "percents", "pounds"),
    [
        ("falls from 14% to under 10%", ["14%", "10%"], []),
        ("9.7 per cent, and 1,000.5 percent", ["9.7 per cent", "1,000.5 percent"], []),
        ("£1,200, £1.2m and £85k for 5 posts", [], ["£1,200", "£1.2m", "£85k"]),
        ("Level 2 by 2028, 24 domains", [], []),
        ("£5%", [], ["£5"]),
    ],
)
def test_which_figures_a_text_names(words: str, percents: list[str], pounds: list[str]) -> None:
    assert [one.written for one in percents_in(words)] == percents
    assert [one.written for one in pounds_in(words)] == pounds


def test_an_answer_counts_for_its_figures_and_never_for_what_must_be_mended() -> None:
    (ask,) = check(replace(EMPTY, target_year=2030)).findings
    (must,) = check(replace(EMPTY, dates=(DATED,))).findings
    assert is_answered(ask, {ask.key: (ask.figures, "The model counts to the end of the decade")})
    assert not is_answered(ask, {ask.key: (ask.figures, "  ")})
    assert not is_answered(ask, {ask.key: ("2031/32 | 2027/28", "Said of another year")})
    assert not is_answered(ask, {})
    assert not is_answered(must, {must.key: (must.figures, "We know")})
