"""Builds the plan document from what the database holds: the only place where the PDF's content meets models."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from assessment.models import Domain, Guide, IndicatorValue
from assessment.queries.indicator_numbers import IndicatorNumber
from assessment.queries.result import Answers, RequirementResult, Result, result_of
from assessment.rules.capacity import Today, estimate
from devplans.document.build.changes import changes_of
from devplans.document.build.consistency import explained_of
from devplans.document.build.metrics import metrics_of
from devplans.document.build.numbers import numbers_of
from devplans.document.build.strands import strands_of
from devplans.document.content.actions import ActionRow, Actions
from devplans.document.content.diagnostic import (
    Annex,
    LevelPart,
    NoteGroup,
    NoteRow,
    NumberRow,
    RequirementRow,
    WhereWeAre,
)
from devplans.document.decisions import row_of
from devplans.document.in_force import document_in_force
from devplans.document.plan import LevelStep, Members, Move, OnAPage, PlanDocument, PracticeRow
from devplans.models import Action, DecisionAsked, Plan
from devplans.queries.plan_outlook import PlanOutlook, plan_outlook
from devplans.queries.whole_plan import WholePlan


def build_document(plan: Plan, *, today: date) -> PlanDocument:
    """The working copy of a plan as a draft document of `today`.

    Eight queries whatever the size, seven without an earlier diagnostic, one more for an amendment, given a plan with
    its diagnostic, locality, commissioner and system.
    """
    return document_of(WholePlan(plan), today=today)


def document_of(whole: WholePlan, *, today: date) -> PlanDocument:
    """The same of a plan that has been read. One query fewer, and two more where its progress was asked."""
    plan = whole.plan
    diagnostic, commissioner = plan.diagnostic, plan.locality.commissioner
    guide = diagnostic.whole_guide
    result = result_of(whole.answers)
    actions = _in_order(whole.actions)
    document = PlanDocument(
        locality=plan.locality.name,
        commissioner=commissioner.name,
        commissioner_word=commissioner.word,
        guide=str(guide),
        version=str(plan.version_number),
        status="Draft",
        draft=True,
        dated=today,
        period_start=plan.starts_on,
        period_end=plan.ends_on,
        scale=guide.scale.labels,
        between=guide.scale.between,
        levels=tuple(LevelStep(number=step.number, title=step.title) for step in result.steps),
        level_now=result.level.level,
        level_aimed_for=plan.target_level,
        practices=tuple(
            PracticeRow(ods_code=practice.ods_code, name=practice.name, patients=practice.list_size)
            for practice in plan.locality.practices.all()
        ),
        on_a_page=_on_a_page(whole),
        where=WhereWeAre(
            diagnostic=diagnostic.title,
            on=diagnostic.started_on,
            areas=result.areas,
            before=result.last_on,
            next_level=result.level.next_level,
        ),
        level=_level(result, actions, guide, plan_outlook(whole), plan.uncovered_why) if result.steps else None,
        actions=Actions(
            rows=tuple(
                _action(number, one, whole.moved_from(one), whole.cost_of(one))
                for number, one in enumerate(actions, start=1)
            )
        ),
        metrics=metrics_of(whole),
        strands=strands_of(whole),
        members=_members(plan),
        consistency=explained_of(whole),
        annex=_annex(whole.answers, whole.today.results),
        **numbers_of(whole),
    )
    in_force = document_in_force(plan) if plan.is_amended else None
    if in_force is None:
        return document
    return replace(document, changes=changes_of(document, in_force, why=plan.amended_why, attempts=whole.attempts))


def _members(plan: Plan) -> Members | None:
    words = {"engagement": plan.patient_engagement, "equality": plan.equality, "conflicts": plan.conflicts}
    said = Members(**words, meeting=plan.meeting)
    return None if said == Members() else said


def _in_order(actions: Iterable[Action]) -> list[Action]:
    """By due date, those without one last; equal dates in the plan's own order."""
    return sorted(actions, key=lambda action: (action.due_on or date.max, action.order, action.pk))


def _on_a_page(whole: WholePlan) -> OnAPage:
    plan = whole.plan
    moves = (line.partition(":") for line in _lines(plan.biggest_moves))
    return OnAPage(
        summary=plan.summary,
        moves=tuple(Move(title=title.strip(), text=text.strip()) for title, _, text in moves),
        decisions=tuple(row_of(asked) for asked in whole.rows_of(DecisionAsked)),
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _level(result: Result, actions: list[Action], guide: Guide, outlook: PlanOutlook, uncovered_why: str) -> LevelPart:
    answering: dict[str, list[int]] = defaultdict(list)
    for number, action in enumerate(actions, start=1):
        served = {action.serves.code} if action.serves else set()
        for code in served | {one.code for one in guide.ordered_features if action.suggestion in one.actions}:
            answering[code].append(number)

    def row(asked: RequirementResult) -> RequirementRow:
        numbers = tuple(answering[asked.code])
        return RequirementRow(text=asked.title, now=asked.now, needed=asked.needed, actions=numbers)

    standing = result.level.next
    return LevelPart(
        in_place=tuple(map(row, result.met)),
        missing=tuple(map(row, result.blockers)),
        next_level=result.level.next_level,
        there=standing.there if standing else 0,
        later=outlook.level.standings[standing.number - 1].there if standing else 0,
        asked=standing.asked if standing else 0,
        leads_to=outlook.level.level,
        still_missing=outlook.still_missing,
        uncovered_why=uncovered_why or None,
    )


def _action(number: int, action: Action, moved_from: date | None, cost: Decimal | None) -> ActionRow:
    served = action.domain or action.feature
    return ActionRow(
        key=action.pk,
        number=number,
        title=action.title,
        detail=action.detail,
        why=action.why or (str(served) if served else ""),
        reaches=action.reaches,
        owner_name=action.owner_name,
        owner_role=action.owner_role,
        organisation=action.organisation,
        status=action.get_status_display(),
        element=action.get_element_display(),
        support=action.support.title if action.support else "",
        starts=action.starts_on,
        due=action.due_on,
        was_due=moved_from,
        moved_why=action.moved_why if moved_from else "",
        cost=cost,
    )


def _annex(answers: Answers, today: Today) -> Annex:
    diagnostic = answers.diagnostic
    values = {number.indicator_id: number for number in diagnostic.indicator_values.all()}
    views: dict[int, Counter[int]] = defaultdict(Counter)
    given = diagnostic.practice_views.filter(position__isnull=False)
    for domain_id, position in given.values_list("domain_id", "position"):
        views[domain_id][position] += 1

    def row(domain: Domain) -> NoteRow:
        answer = answers.by_domain[domain.code]
        return NoteRow(
            title=domain.title,
            agreed=answer.agreement,
            evidence=answer.evidence,
            views=tuple(views[domain.pk][position] for position in answers.guide.scale.positions)
            if domain.pk in views
            else (),
            numbers=tuple(_numbers(domain, values, today)),
            today=answer.position,
            target=answer.target,
        )

    areas = answers.guide.domains_by_area
    return Annex(groups=tuple(NoteGroup(title=area.title, rows=tuple(map(row, domains))) for area, domains in areas))


def _numbers(domain: Domain, values: dict[int, IndicatorValue], today: Today) -> Iterator[NumberRow]:
    """The domain's numbers; where nobody has counted, the capacity model's estimate if it has one."""
    for indicator in domain.indicators.all():
        if indicator.pk not in values:
            continue
        stored = values[indicator.pk]
        number = IndicatorNumber(indicator, stored, estimate(indicator.computed_from, today))
        if number.value is not None:
            yield NumberRow(
                title=indicator.title,
                value=number.value,
                unit=indicator.unit,
                source="model estimate" if number.is_estimate else stored.source,
                suggests=number.suggested,
                on=None if number.is_estimate else stored.as_of,
            )
