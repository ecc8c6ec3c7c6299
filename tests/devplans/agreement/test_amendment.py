"""Amending: it says why and what changes, changes something, and can be given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import models

from devplans.delivery.services.progress import report_progress
from devplans.document.build.plan import build_document
from devplans.document.in_words import read
from devplans.document.plan import from_json, to_json
from devplans.models import (
    Action,
    Commitment,
    CostLine,
    DecisionAsked,
    DigitalInitiative,
    EstateScheme,
    Plan,
    PlanCapacity,
    PlanEstate,
    PlanMetric,
    PlanRow,
    PlanVersion,
    Risk,
    SectionChoice,
    StaffingLine,
    WorkingCopy,
)
from devplans.services.agreement import amend_plan, discard_amendment, send_back
from devplans.services.plans import add_action, add_metrics, move_action, remove_metric, save_action, save_plan
from devplans.services.rows import add_row, remove_row, save_row
from localities.kit.refused import Refused
from localities.models import User
from tests.devplans.conftest import action_values, approve, newest, submit

pytestmark = pytest.mark.usefixtures("quick_print")

LISTS: tuple[type[models.Model], ...] = (Action, *PlanRow.__subclasses__())
OF_A_SAVE = {"id", "revision", "saved_at", "saved_by_id"}


@pytest.fixture
def full_plan(approved_plan: Plan, lead: User, approver: User) -> Plan:
    """In force with a row in every list."""
    amend_plan(approved_plan, by=lead, expected_version=newest(approved_plan), why="All of it")
    plan = Plan.objects.get()
    for model, values in ROWS.items():
        add_row(plan, model, values, by=lead)
    add_row(plan, CostLine, COST | {"action": plan.actions.in_plan()[0]}, by=lead)
    gone = add_row(plan, Risk, {"cause": "taken out", "effect": "before", "impact": 1, "likelihood": 1}, by=lead)
    remove_row(gone, by=lead)
    submit(plan, by=lead)
    approve(plan, by=approver)
    return Plan.objects.get()


ROWS: dict[type[PlanRow], dict[str, Any]] = {
    StaffingLine: {"group": "clinical", "role": "Pharmacist", "extra_fte": Decimal(1), "cost_per_fte": Decimal(0)},
    EstateScheme: {"name": "Hub", "scheme_type": "Hub", "capital": Decimal(0)},
    DigitalInitiative: {"name": "Triage", "segment": "quick", "impact": 4, "feasibility": 4, "domain_codes": ["x"]},
    Commitment: {"side": "locality", "about": "tools", "text": "We meet", "due_on": date(2019, 3, 1)},
    DecisionAsked: {"words": "Pay for it"},
    Risk: {"cause": "posts stay empty", "effect": "less care", "impact": 4, "likelihood": 3},
}


COST: dict[str, Any] = {
    "what": "Room costs",
    "cost_kind": "one_off",
    "payer": "Practices",
    "status": "committed",
    "funding_risk": "low",
    "years": {"2018/19": "100.00"},
}


def begin(plan: Plan, by: User, why: str = "A practice joins") -> Plan:
    amend_plan(plan, by=by, expected_version=newest(plan), why=why)
    return Plan.objects.get(pk=plan.pk)


def agreed(plan: Plan) -> dict[str, Any]:
    """Every field of every row of the plan that says what is agreed, by list and key."""
    found: dict[str, Any] = {}
    for model in LISTS:
        rows = model._default_manager.filter(plan=plan, removed_at=None)
        left_out = OF_A_SAVE | {f"{name}_id" for name in getattr(model, "reported", ())}
        left_out |= set(getattr(model, "reported", ()))
        found[model.__name__] = {row.pk: _values(row, left_out) for row in rows}
    for other in (PlanMetric, PlanCapacity, PlanEstate):
        found[other.__name__] = {row.pk: _values(row, OF_A_SAVE) for row in other._default_manager.filter(plan=plan)}
    choices = SectionChoice.objects.filter(plan=plan, not_needed=True)
    found["SectionChoice"] = {row.pk: _values(row, OF_A_SAVE) for row in choices}
    return found | {"Plan": _values(Plan.objects.get(pk=plan.pk), OF_A_SAVE)}


def _values(row: models.Model, left_out: set[str]) -> dict[str, Any]:
    return {
        field.attname: field.value_from_object(row)
        for field in row._meta.concrete_fields
        if field.attname not in left_out
    }


def _change_everything(plan: Plan, by: User) -> None:
    """Change something of everything: rows changed, added and removed, metrics and sections too."""
    words = {"summary": "Other", "ends_on": date(2021, 9, 30), "target_level": 3, "uncovered_why": "Later"}
    save_plan(plan, words, base_revision=plan.revision, by=by)
    first, second, *_ = plan.actions.in_plan()
    moved = {"due_on": date(2020, 1, 1), "moved_why": "Late", "title": "Another", "owner_name": ""}
    save_action(first, moved, base_revision=first.revision, by=by)
    move_action(first, up=False, by=by)
    remove_row(second, by=by)
    add_action(plan, action_values(title="A new one"), by=by)
    for model, values in ROWS.items():
        row = model._default_manager.filter(plan=plan, removed_at=None).first()
        assert row
        text = next(name for name in ("role", "name", "text", "words", "cause") if name in values)
        save_row(row, {text: "Something else"}, base_revision=row.revision, by=by)
        add_row(plan, model, {**values, text: "One more"}, by=by)
    line = CostLine.objects.get(plan=plan)
    save_row(line, {"years": {"2018/19": "200.00"}}, base_revision=line.revision, by=by)
    taken = Commitment.objects.filter(plan=plan, side="locality", removed_at=None).last()
    assert taken
    remove_row(taken, by=by)
    chosen = set(plan.metrics.values_list("metric_id", flat=True))
    add_metrics(plan, [one for one in plan.diagnostic.whole_guide.outcome_metrics.all() if one.pk not in chosen], by=by)
    PlanMetric.objects.filter(plan=plan, metric_id__in=chosen).update(target=Decimal("1.5"))
    PlanCapacity.objects.filter(plan=plan).update(triage_share=Decimal(9), triage_why="More")
    PlanEstate.objects.filter(plan=plan).update(why="Near")


def test_a_discarded_amendment_leaves_the_plan_as_the_version_in_force_says(full_plan: Plan, lead: User) -> None:
    version, before = full_plan.version_in_force, agreed(full_plan)
    draft = begin(full_plan, lead)
    _change_everything(draft, lead)
    now = agreed(draft)
    assert all(now[name] != before[name] for name in before if name != "SectionChoice")
    discard_amendment(draft, by=lead, expected_version=newest(draft))
    plan = Plan.objects.get()
    assert (plan.state, plan.version_in_force) == ("approved", version)
    assert agreed(plan) == before
    assert not WorkingCopy.objects.exists()
    document, frozen = build_document(plan, today=date(2019, 1, 1)), from_json(version.content)
    for section in ("on_a_page", "level", "staffing", "estates", "digital", "commitments", "metrics", "risks"):
        assert read_all(getattr(document, section)) == read_all(getattr(frozen, section)), section
    assert document.actions == frozen.actions


def read_all(section: Any) -> object:
    return section if section is None else read(section)


def test_a_metric_that_was_taken_out_comes_back_with_its_key(full_plan: Plan, lead: User, approver: User) -> None:
    chosen = set(full_plan.metrics.values_list("metric_id", flat=True))
    extra = next(one for one in full_plan.diagnostic.whole_guide.outcome_metrics.all() if one.pk not in chosen)
    draft = begin(full_plan, lead)
    [added] = add_metrics(draft, [extra], by=lead)
    numbers = {"baseline": 1, "baseline_on": date(2018, 9, 1), "target": 2, "review_on": date(2019, 9, 1)}
    PlanMetric.objects.filter(pk=added.pk).update(**numbers)
    submit(draft, by=lead)
    approve(draft, by=approver)
    before = agreed(Plan.objects.get())
    draft = begin(Plan.objects.get(), lead)
    remove_metric(PlanMetric.objects.get(pk=added.pk), by=lead)
    add_metrics(draft, [extra], by=lead)
    discard_amendment(draft, by=lead, expected_version=newest(draft))
    assert agreed(Plan.objects.get()) == before


def test_what_was_reported_meanwhile_stays(full_plan: Plan, lead: User) -> None:
    draft = begin(full_plan, lead)
    action = draft.actions.in_plan().first()
    assert action
    report_progress(action, {"status": "done", "progress": "At last"}, base_revision=action.revision, by=lead)
    discard_amendment(draft, by=lead, expected_version=newest(draft))
    action.refresh_from_db()
    assert (action.status, action.progress) == ("done", "At last")


def test_a_new_metric_with_figures_is_not_thrown_away(full_plan: Plan, lead: User) -> None:
    draft = begin(full_plan, lead)
    chosen = set(draft.metrics.values_list("metric_id", flat=True))
    extra = next(one for one in draft.diagnostic.whole_guide.outcome_metrics.all() if one.pk not in chosen)
    [row] = add_metrics(draft, [extra], by=lead)
    row.measurements.create(value=1, measured_on=date(2019, 1, 1))
    with pytest.raises(Refused, match="has figures that were reported"):
        discard_amendment(draft, by=lead, expected_version=newest(draft))
    assert Plan.objects.get().state == "draft"


def test_a_first_version_cannot_be_discarded(ready_plan: Plan, lead: User) -> None:
    with pytest.raises(Refused, match="This is the first version"):
        discard_amendment(ready_plan, by=lead, expected_version=newest(ready_plan))


def test_after_a_discarded_amendment_that_was_submitted_the_next_takes_the_next_number(
    full_plan: Plan, lead: User, officer: User
) -> None:
    draft = begin(full_plan, lead)
    save_plan(draft, {"summary": "Other"}, base_revision=draft.revision, by=lead)
    submit(draft, by=lead)
    send_back(draft, by=officer, expected_version=newest(draft), why="Not now")
    discard_amendment(draft, by=lead, expected_version=newest(draft))
    assert (Plan.objects.get().version_number, Plan.objects.get().amended_why) == (2, "All of it")
    assert begin(Plan.objects.get(), lead).version_number == 4


@pytest.fixture
def draft(approved_plan: Plan, lead: User) -> Plan:
    return begin(approved_plan, lead)


def test_an_amendment_that_changes_nothing_is_not_submitted(draft: Plan, lead: User) -> None:
    action = draft.actions.in_plan().first()
    assert action
    report_progress(action, {"status": "in_progress"}, base_revision=action.revision, by=lead)
    with pytest.raises(Refused, match="Nothing is different from version 1"):
        submit(draft, by=lead)
    save_plan(draft, {"summary": "Other"}, base_revision=draft.revision, by=lead)
    assert submit(draft, by=lead).number == 2


def test_it_is_not_approved_either(draft: Plan, lead: User, approver: User) -> None:
    save_plan(draft, {"summary": "Other"}, base_revision=draft.revision, by=lead)
    version = submit(draft, by=lead)
    document = from_json(version.content)
    assert document.changes
    unchanged = replace(document, changes=replace(document.changes, sections=()))
    PlanVersion.objects.filter(pk=version.pk).update(content=to_json(unchanged))
    with pytest.raises(Refused, match="Nothing is different"):
        approve(draft, by=approver)


def test_what_changed_and_why_is_frozen_with_the_versions_before(draft: Plan, lead: User) -> None:
    save_plan(draft, {"summary": "Other"}, base_revision=draft.revision, by=lead)
    action = draft.actions.in_plan().first()
    assert action
    was = action.due_on
    save_action(action, {"due_on": date(2020, 2, 3)}, base_revision=action.revision, by=lead)
    with pytest.raises(Refused, match="Something is still missing"):
        submit(draft, by=lead)
    action.refresh_from_db()
    save_action(action, {"moved_why": "The rooms come late"}, base_revision=action.revision, by=lead)
    document = from_json(submit(draft, by=lead).content)
    changes = document.changes
    assert changes
    assert (changes.since, changes.why) == (1, "A practice joins")
    told = {section.title: [(row.what, row.before, row.after) for row in section.rows] for section in changes.sections}
    assert told["Plan on a page"] == [("Summary", "One shared team.", "Other")]
    assert (f"{action}: why the date moved", "", "The rooms come late") in told["Actions by due date"]
    [first] = changes.versions
    assert (first.number, first.fingerprint) == (1, draft.version_in_force.fingerprint)
    row = next(row for row in document.actions.rows if row.key == action.pk)
    assert (row.due, row.was_due, row.moved_why) == (date(2020, 2, 3), was, "The rooms come late")
