"""The model on the strategy's own inputs: published, computed and verdict, and the page that says so."""

from collections import Counter
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from assessment.files.strategy_check import as_markdown, read_strategy
from assessment.rules.capacity import today
from assessment.rules.capacity_inputs import Assumptions, Baseline, Levers
from assessment.rules.closing_the_gap import close_gap
from assessment.rules.decimals import round_to
from assessment.rules.strategy_check import LOOSENESS, Published, Verdict, check_model

PAGE = Path(settings.BASE_DIR) / "docs/model-check.md"


@pytest.fixture(scope="module")
def rows():
    return {row.published.code: row for row in check_model(read_strategy())}


def run(*args):
    out = StringIO()
    call_command("check_model", *args, stdout=out)
    return out.getvalue()


def test_every_figure_has_its_verdict_on_base_b(rows):
    assert len(rows) == 83
    assert Counter(row.verdict for row in rows.values()) == {
        Verdict.ROUNDING: 39,
        Verdict.EXACT: 14,
        Verdict.INPUT_ROUNDING: 11,
        Verdict.NOT_PRINTED: 8,
        Verdict.UNEXPLAINED: 8,
        Verdict.HOLDS: 3,
    }


def test_what_cannot_be_reproduced_is_known_by_name_and_has_a_reason(rows):
    unexplained = {code: row for code, row in rows.items() if row.verdict is Verdict.UNEXPLAINED}
    shares = {f"share_{element}" for element in ("capacity", "triage", "proactive", "admin")}
    assert set(unexplained) == {"gp_net_gain", "gps_needed", "per_day_now", "half_clinical", *shares}
    assert all(row.published.why for row in unexplained.values())


def test_base_a_differs_from_base_b_in_three_verdicts(rows):
    differing = {code: row.verdict_a for code, row in rows.items() if row.verdict_a is not row.verdict}
    assert differing == {
        "demand": Verdict.EXACT,
        "do_nothing": Verdict.UNEXPLAINED,
        "remaining": Verdict.UNEXPLAINED,
    }


@pytest.mark.parametrize(
    ("code", "base_b", "base_a"),
    [
        ("demand", "119486.5", "119000.0"),
        ("gap", "20436.5", "19950.0"),
        ("growth", "11079.6", "11034.5"),
        ("do_nothing", "31516.1", "30984.5"),
        ("worst_case", "73841.1", "73309.5"),
        ("worst_case_without_other_leavers", "60964.6", "60433.0"),
        ("remaining", "8801.0", "8290.7"),
        ("gps_needed", "125.4", "121.0"),
        ("balance", "-457.4", "52.9"),
    ],
)
def test_the_figures_that_rest_on_the_number_of_patients(rows, code, base_b, base_a):
    row, tenth = rows[code], Decimal("0.1")
    assert (round_to(row.base_b, tenth), round_to(row.base_a, tenth)) == (Decimal(base_b), Decimal(base_a))


@pytest.mark.parametrize(
    ("element", "printed", "base_b", "base_a"),
    [
        ("capacity", 81, "78.5", "78.6"),
        ("triage", 12, "12.7", "12.6"),
        ("proactive", 3, "4.2", "4.2"),
        ("admin", 3, "4.5", "4.6"),
    ],
)
def test_the_shares_of_the_four_elements_are_the_models(rows, element, printed, base_b, base_a):
    row, tenth = rows[f"share_{element}"], Decimal("0.1")
    assert (round_to(row.base_b, tenth), round_to(row.base_a, tenth)) == (Decimal(base_b), Decimal(base_a))
    assert row.published.published == printed
    assert row.verdict is Verdict.UNEXPLAINED


def test_gp_assistants_are_not_counted_from_themselves(rows):
    assert (rows["gp_assistants"].base_b, rows["gp_assistants"].verdict) == (90, Verdict.INPUT_ROUNDING)


def test_both_bases_stay_within_the_looseness_of_the_print(rows):
    thousands = [row for row in rows.values() if row.published.step == 1000 and not row.published.input_slack]
    assert len(thousands) == 14
    for row in thousands:
        assert max(abs(base - row.published.published) for base in (row.base_a, row.base_b)) <= LOOSENESS


@pytest.mark.parametrize(
    ("patients", "fits"), [(1_219_080, False), (1_219_100, True), (1_219_380, True), (1_219_400, False)]
)
def test_the_interval_of_base_b_gives_every_printed_thousand(patients, fits):
    baseline = Baseline(patients, Decimal(562), Decimal(256), 2017, 2020)
    now = today(baseline, Assumptions())
    plan = close_gap(baseline, Assumptions(), Levers(wider_workforce_fte=Decimal(143)))
    figures = [now.demand, now.capacity, now.gap.appointments, now.demand_growth, now.do_nothing.appointments]
    figures += [effect.appointments for effect in plan.effects[:4]] + [plan.remaining.appointments]
    thousands = [int(round_to(figure, Decimal(1000)) / 1000) for figure in figures]
    assert (thousands == [119, 99, 20, 11, 32, 4, 1, 1, 16, 9]) is fits


@pytest.mark.parametrize(
    ("relation", "computed", "verdict"),
    [
        ("equal", "100", Verdict.EXACT),
        ("equal", "105", Verdict.ROUNDING),
        ("equal", "94.9", Verdict.INPUT_ROUNDING),
        ("equal", "107.1", Verdict.UNEXPLAINED),
        ("over", "100", Verdict.UNEXPLAINED),
        ("over", "500", Verdict.HOLDS),
        ("almost", "95", Verdict.HOLDS),
        ("almost", "100", Verdict.UNEXPLAINED),
        ("almost", "94", Verdict.UNEXPLAINED),
    ],
)
def test_verdicts(relation, computed, verdict):
    published = Published("", "", "", "", Decimal(100), Decimal(10), relation, Decimal(2), "")
    assert published.judge(Decimal(computed)) is verdict


def test_the_command_hides_nothing(rows):
    printed = run()
    for row in rows.values():
        line = next(line for line in printed.splitlines() if line.startswith(f"| {row.published.figure} "))
        assert f"| {row.verdict} " in line
        assert row.published.why in line
    assert printed == as_markdown(read_strategy())


def test_the_page_in_docs_is_what_the_command_writes(tmp_path):
    run("--write", str(tmp_path / "page.md"))
    written = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == written, "run manage.py check_model --write docs/model-check.md"


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(CommandError, match="Cannot write"):
        run("--write", str(tmp_path / "no such folder" / "page.md"))
