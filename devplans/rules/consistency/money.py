"""Costs that contradict what they pay for, the decisions that ask for them, or the estates pipeline. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from assessment.rules.decimals import ZERO
from devplans.rules.consistency.facts import CostAsked, Decision, Facts, Post, Scheme
from devplans.rules.estates import revenue_question
from devplans.rules.finding import Finding, Mend, Side
from devplans.rules.money import pounds

PRINTED_TO = Decimal(5_000)
"""The estates pipeline prints millions with two decimals: what rounds to the same print is the same."""

A_POUND = Decimal(1)
"""What a post costs is worked out in whole pounds."""


def compare(facts: Facts) -> Iterator[Finding | None]:
    """Compare each pair: a finding, or None where both sides agree."""
    for scheme in facts.schemes:
        yield from _scheme(scheme)
    for post in facts.posts:
        yield _post(post)
    for cost in facts.costs:
        yield from _cost(cost, facts)
    for decision in facts.decisions:
        yield _decision(decision)


def _scheme(scheme: Scheme) -> Iterator[Finding | None]:
    name, change = f"Estate: {scheme.name}", Mend("Change the scheme or its costs", "scheme", scheme.row)
    if scheme.capital_lines != scheme.capital:
        yield Finding(
            f"scheme-capital-{scheme.row}",
            "A scheme’s capital and its cost lines differ",
            True,
            Side(f"{name}, capital", f"£{pounds(scheme.capital)}"),
            Side("What it costs: its lines of capital", f"£{pounds(scheme.capital_lines)}"),
            "Every pound of capital has a year and somebody who pays, or the plan costs something else than it says.",
            (change,),
        )
    else:
        yield None
    if scheme.running_lines != scheme.running:
        yield Finding(
            f"scheme-running-{scheme.row}",
            "A scheme’s running costs and its cost lines differ",
            False,
            Side(f"{name}, running costs a year", f"£{pounds(scheme.running)}"),
            Side("What it costs: its recurrent lines in their fullest year", f"£{pounds(scheme.running_lines)}"),
            "What a scheme costs to run is paid by somebody each year once it is open.",
            (change,),
        )
    else:
        yield None
    if revenue_question(scheme.capital, scheme.running):
        yield Finding(
            f"scheme-share-{scheme.row}",
            "Running costs are unusual for the capital",
            False,
            Side(f"{name}, running costs a year", f"£{pounds(scheme.running)}"),
            Side(f"{name}, capital", f"£{pounds(scheme.capital)}"),
            "The schemes of the strategy’s pipeline have running costs of 0 to 10% of their capital.",
            (change,),
        )
    else:
        yield None
    if scheme.pipeline_capital is not None:
        yield _pipeline(scheme, scheme.pipeline_capital, change)


def _pipeline(scheme: Scheme, printed: Decimal, change: Mend) -> Finding | None:
    if abs(scheme.capital - printed) <= PRINTED_TO:
        return None
    return Finding(
        f"scheme-pipeline-{scheme.row}",
        "A scheme’s capital differs from its row in the estates pipeline",
        False,
        Side(f"Estate: {scheme.name}, capital", f"£{pounds(scheme.capital)}"),
        Side(f"Estates pipeline: {scheme.pipeline}", f"£{pounds(printed)}"),
        "Who reads both papers finds two amounts for one scheme.",
        (change,),
    )


def _post(post: Post) -> Finding | None:
    if abs(post.cost_a_year - post.lines_a_year) <= A_POUND:
        return None
    return Finding(
        f"post-{post.row}",
        "What a role costs and its cost lines differ",
        False,
        Side(f"Staff: {post.role}, a full year", f"£{pounds(post.cost_a_year)}"),
        Side("What it costs: its recurrent lines in their fullest year", f"£{pounds(post.lines_a_year)}"),
        "The extra posts are paid in full each year by those who pay, or somebody still has to be found.",
        (Mend("Change the role or its costs", "staffing-line", post.row),),
    )


def _cost(cost: CostAsked, facts: Facts) -> Iterator[Finding | None]:
    name, amount = f"What it costs: {cost.name}", f"£{pounds(cost.amount)}"
    change = Mend("Change the cost", "cost", cost.row)
    if cost.asked and not cost.decided:
        yield Finding(
            f"cost-decision-{cost.row}",
            "A cost is asked for and no decision asks for it",
            False,
            Side(name, amount, f"asked of {cost.payer}"),
            Side("Decisions asked for", "None"),
            "Those who decide can only agree to what they are asked.",
            (change, Mend("Add a decision", "decisions")),
        )
    else:
        yield None
    if cost.payer not in facts.payers:
        yield Finding(
            f"cost-payer-{cost.row}",
            "Somebody pays who is not on the list",
            False,
            Side(name, cost.payer, amount),
            Side("Who can pay", ", ".join(facts.payers)),
            "Sums by payer are read over many plans, so each payer has one name.",
            (change,),
        )
    else:
        yield None
    outside = [year for year in cost.years if year not in (*facts.years, facts.after)]
    if outside:
        yield Finding(
            f"cost-year-{cost.row}",
            "A cost falls in a year that is not the plan’s",
            True,
            Side(name, ", ".join(outside), amount),
            Side("The plan’s years, and the one after", ", ".join((*facts.years, facts.after))),
            "It is in no sum of the plan.",
            (change, Mend("Change the period", "plan-edit")),
        )
    else:
        yield None


def _decision(decision: Decision) -> Finding | None:
    """A decision without an amount asks for no money: its lines come to nothing."""
    if (decision.amount or ZERO) == decision.lines:
        return None
    amount = "None" if decision.amount is None else f"£{pounds(decision.amount)}"
    return Finding(
        f"decision-{decision.row}",
        "A decision’s amount is not what its costs come to",
        True,
        Side(f"Decision: {decision.words}", amount),
        Side("What it costs: the lines that it asks for, in the plan’s years", f"£{pounds(decision.lines)}"),
        "What is agreed has to be what the plan then counts on.",
        (Mend("Change the decision", "decision", decision.row), Mend("See what the plan costs", "money")),
    )
