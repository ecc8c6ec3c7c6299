"""What the bench says of what it measured."""

from __future__ import annotations

from tests.benchmarks.budgets import GROWTH, QUERIES, Figure, Timing, budget_of
from tests.benchmarks.report import figures_table, growth_of, over_budget, table


def timing(what: str = "Result", *, cpu: float = 5, least: float = 5, wall: float = 6, queries: int = 4) -> Timing:
    return Timing(what, cpu, least, wall, p95=9, queries=queries, bytes=1500, budget=budget_of(what))


def test_every_way_of_saving_has_the_same_budget() -> None:
    assert budget_of("Saving a risk") == budget_of("Saving an answer") == 8
    assert budget_of("Result") == 20
    assert budget_of("Help") is None


def test_the_time_in_the_middle_decides_and_the_least_is_told_beside_it() -> None:
    over = over_budget([timing(wall=20.1), timing("Review page", cpu=41, wall=45), timing(wall=20)], {}, [])
    assert over == [
        "Result: 20.1 ms of 20 (least CPU 5.0, within)",
        "Review page: 45.0 ms of 40 (least CPU 41.0, over too)",
    ]


def test_queries_growth_and_figures_are_held_to_their_budgets() -> None:
    timings = [timing("Help", queries=QUERIES + 1), timing("Guide", queries=QUERIES)]
    figures = [Figure("Memory", 201, "MB", 200), Figure("Memory", 200, "MB", 200), Figure("Size", 900, "kB")]
    assert over_budget(timings, {"Help": GROWTH, "Guide": GROWTH + 0.01}, figures) == [
        f"Help: {QUERIES + 1} queries of {QUERIES}",
        "Guide: grows 1.21 times, 1.2 at most",
        "Memory: 201 MB of 200",
    ]


def test_growth_is_that_of_the_least_time_of_pages_in_both() -> None:
    small, large = [timing(least=4), timing("Help", least=1)], [timing(least=5, cpu=9, wall=90), timing("Guide")]
    assert growth_of(large, small) == {"Result": 1.25}


def test_the_tables_say_what_is_over() -> None:
    lines = table([timing(wall=21), timing("Help")], {"Result": 1.1})
    assert lines[2] == "| Result | 5.0 | 21.0 | 9.0 | 4 | 1.5 | 20 **over** | 1.10 |"
    assert lines[3] == "| Help | 5.0 | 6.0 | 9.0 | 4 | 1.5 |  |  |"
    assert figures_table([Figure("Memory", 201, "MB", 200)])[2] == "| Memory | 201 MB | 200 **over** |"
