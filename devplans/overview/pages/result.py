"""What a diagnostic says and what its plan does about it: level, what keeps us from the next, the one next thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from assessment.models import Diagnostic, Level
from assessment.pages.contradictions import Contradicting, contradicting
from assessment.queries.result import Answers, LevelStep, RequirementResult, Result, in_words, result_of
from devplans.overview.pages.deliveries import Delivery, delivered_by
from devplans.overview.pages.next_step import next_step, who_is_next
from devplans.overview.pages.tasks import NextStep
from devplans.overview.queries.locality_facts import LocalityFacts, LocalityPlan
from devplans.queries.plan_outlook import PlanOutlook
from localities.models import User


@dataclass(frozen=True)
class BlockerRow:
    """Something that is not there, where to change that, and what delivers it."""

    asked: RequirementResult
    url: str
    deliveries: tuple[Delivery, ...]
    is_essential: bool


@dataclass(frozen=True)
class BlockerGroup:
    """Blockers that count as one thing: each by itself, the signs of which some will do, the floor of all domains."""

    rows: tuple[BlockerRow, ...]
    title: str = ""
    hint: str = ""


@dataclass(frozen=True)
class LevelCard:
    """A level of the guide with how much of it is there today, and when the plan is done where there is one."""

    step: LevelStep
    level: Level
    planned: int | None
    missing: tuple[RequirementResult, ...]
    """What a level after the next has not; empty for the others."""

    @property
    def is_done(self) -> bool:
        return self.step.state == "in place"

    @property
    def is_next(self) -> bool:
        return self.step.state == "working towards"

    @property
    def is_later(self) -> bool:
        return self.step.state == "later"


@dataclass(frozen=True)
class ResultPage:
    """`newest` is None on the newest diagnostic; an earlier one shows no plan and no next step."""

    result: Result
    cards: tuple[LevelCard, ...]
    groups: tuple[BlockerGroup, ...]
    contradictions: tuple[Contradicting, ...]
    plan: LocalityPlan | None
    outlook: PlanOutlook | None
    next_step: NextStep | None
    who_is_next: str
    newest: Diagnostic | None

    @property
    def next_card(self) -> LevelCard | None:
        return next((card for card in self.cards if card.step.number == self.result.level.next_level), None)

    @property
    def after_that(self) -> LevelCard | None:
        """The first level that the plan does not reach."""
        return next((card for card in self.cards if card.planned is not None and card.planned < card.step.asked), None)


def build_result_page(diagnostic: Diagnostic, *, user: User) -> ResultPage:
    """Read a diagnostic with its plan, for this person."""
    facts = LocalityFacts(diagnostic.locality, user)
    newest = facts.diagnostic
    if newest != diagnostic:
        return _page(Answers(diagnostic), None, facts, newest=newest)
    return _page(facts.answers, facts.plan, facts)


def _page(
    answers: Answers, plan: LocalityPlan | None, facts: LocalityFacts, newest: Diagnostic | None = None
) -> ResultPage:
    result = result_of(answers)
    outlook = plan.found.outlook if plan else None
    next_level = result.level.next
    enough_signs = bool(outlook and next_level and _more_signs(outlook, next_level.number) == 0)
    may_change = bool(plan and plan.plan.is_editable and facts.may("devplans.change_plan"))

    def row(asked: RequirementResult) -> BlockerRow:
        whole = plan.found.whole if plan else None
        may_add = may_change and not (asked.requirement.more_signs and enough_signs)
        deliveries = delivered_by(asked.requirement, answers, whole, outlook, may_change=may_add)
        return BlockerRow(asked, _url(answers.diagnostic, asked), deliveries, asked.requirement.more_signs is None)

    return ResultPage(
        result=result,
        cards=_cards(result, answers, outlook),
        groups=tuple(_groups(list(map(row, result.blockers)), answers, outlook)),
        contradictions=contradicting(answers),
        plan=plan,
        outlook=outlook,
        next_step=None if newest else next_step(facts),
        who_is_next="" if newest else who_is_next(facts),
        newest=newest,
    )


def _cards(result: Result, answers: Answers, outlook: PlanOutlook | None) -> tuple[LevelCard, ...]:
    planned = [standing.there for standing in outlook.level.standings] if outlook else [None] * len(result.steps)
    return tuple(
        LevelCard(
            step,
            level,
            there,
            in_words(answers.guide, standing.blockers) if step.state == "later" else (),
        )
        for step, level, standing, there in zip(
            result.steps, answers.guide.ordered_levels, result.level.standings, planned, strict=True
        )
    )


def _groups(rows: Sequence[BlockerRow], answers: Answers, outlook: PlanOutlook | None) -> Iterator[BlockerGroup]:
    """What counts as one thing stands together, in the order of the level."""
    standing = answers.level.next
    if standing is None:
        return
    rule = answers.guide.level_rules[standing.number - 1]

    def kind(row: BlockerRow) -> str:
        if row.asked.code in rule.floor:
            return "floor"
        return "" if row.is_essential else "sign"

    for found, several in groupby(sorted(rows, key=lambda row: ("", "sign", "floor").index(kind(row))), key=kind):
        together = tuple(several)
        if found == "sign":
            there = rule.signs_wanted - standing.more_signs
            hint = f"It needs {rule.signs_wanted} of its {len(rule.signs)} signs. {there} {_is(there)} there"
            if outlook and (with_plan := standing.more_signs - _more_signs(outlook, standing.number)):
                hint += f", and {with_plan} more with the plan"
            yield BlockerGroup(together, f"{standing.more_signs} more of these {len(together)} signs", hint)
        elif found == "floor":
            at = next(iter(rule.floor.values()))
            yield BlockerGroup(together, f"No domain under {at}", "Counts as one thing")
        else:
            yield from (BlockerGroup((row,)) for row in together)


def _more_signs(outlook: PlanOutlook, level: int) -> int:
    """How many signs a level would still want when the plan is done."""
    return outlook.level.standings[level - 1].more_signs


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _url(diagnostic: Diagnostic, asked: RequirementResult) -> str:
    if asked.is_domain:
        return reverse("domain", args=[diagnostic.pk, asked.code])
    return f"{reverse('level', args=[diagnostic.pk, asked.requirement.level])}#{asked.code}-state"
