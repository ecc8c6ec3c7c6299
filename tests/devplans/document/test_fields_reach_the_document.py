"""Every field of every form of a plan reaches the document that is signed, and the comparison that a reviewer reads.

A field that people fill in and nobody reads is work for nothing; one that is signed unseen is worse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest
from django.db import models
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from assessment.models import CapacityBaseline
from devplans import forms
from devplans.document.build.plan import build_document
from devplans.document.compare import compare
from devplans.document.in_words import read
from devplans.forms.metrics import DEFINITION
from devplans.models import (
    Action,
    Commitment,
    ConsistencyAnswer,
    CostLine,
    DecisionAsked,
    DigitalInitiative,
    EstateScheme,
    PipelineScheme,
    Plan,
    PlanCapacity,
    PlanEstate,
    PlanMetric,
    Risk,
    SectionChoice,
    StaffingLine,
)
from devplans.queries.consistency import consistency_of
from devplans.queries.whole_plan import WholePlan
from localities.kit.revisions.forms import RevisedForm
from localities.kit.revisions.rows import Revised
from localities.models import User
from tests.flat import flat

TODAY = date(2018, 10, 2)

NOT_IN_THE_DOCUMENT = {
    (PlanMetric, "lowest"): "what a figure can be is for those who type it",
    (PlanMetric, "highest"): "as is the most that it can be",
    (Action, "forecast_on"): "when it is expected is reported after approval",
    (Action, "forecast_why"): "as is the reason",
    (Action, "moved_why"): "only where an amendment moves the date: test_amendment holds that",
    (Action, "progress"): "a note on progress is reported after approval and is no part of what is signed",
}

VALUES: dict[str, Any] = {
    "group": "gp",
    "status": "waiting",
    "segment": "big_bet",
    "about": "metrics",
    "years": {"2018/19": "100.00"},
    "cost_kind": "capital",
    "funding_risk": "high",
    "domain_codes": ["leadership"],
    "source_of_capital": "red",
    "business_case": "amber",
    "development_costs": "green",
    "better": "higher",
    "lowest": 1,
    "highest": 9,
    "category": "system",
    "biggest_moves": "One team: pharmacists for all",
    "target_level": 3,
    "target_year": 2023,
    "reaches": 4,
    "impact": 2,
    "likelihood": 2,
    "feasibility": 2,
    "not_needed": True,
}
"""What is written into a field that takes no number, date or text of any kind."""


def _forms() -> Iterator[type[RevisedForm]]:
    for module in iter_modules(forms.__path__):
        for thing in vars(import_module(f"devplans.forms.{module.name}")).values():
            if isinstance(thing, type) and issubclass(thing, RevisedForm) and getattr(thing._meta, "model", None):
                yield thing


FIELDS = sorted(
    {(form._meta.model, name) for form in _forms() for name in form._meta.fields or ()},
    key=lambda found: (found[0].__name__, found[1]),
)


@pytest.fixture
def rows(plan: Plan) -> dict[type[models.Model], Revised]:
    """A row of every model that people fill in, with nothing but what it must have."""
    CapacityBaseline.objects.update_or_create(
        diagnostic=plan.diagnostic,
        defaults={"patients": 1000, "gp_fte": "0.5", "nurse_fte": "0.1", "base_year": 2018, "target_year": 2021},
    )
    PlanCapacity.objects.filter(plan=plan).update(revision=1)
    metric = plan.metrics.first()
    assert metric
    action = plan.actions.create(title="Agree one policy", suggestion="")
    cost = {"what": "Room costs", "cost_kind": "one_off", "payer": "CCG", "status": "committed", "funding_risk": "low"}
    Plan.objects.filter(pk=plan.pk).update(summary="The gap falls to 99%.")
    plan.refresh_from_db()
    rows: dict[type[models.Model], Revised] = {
        Plan: plan,
        Action: action,
        CostLine: plan.cost_lines.create(action=action, years={"2018/19": "50.00"}, **cost),
        PlanMetric: metric,
        StaffingLine: plan.staffing_lines.create(group="clinical", role="Pharmacist", extra_fte=1, cost_per_fte=1),
        EstateScheme: plan.estate_schemes.create(name="New hub", scheme_type="Health hub", capital=1),
        DigitalInitiative: plan.digital_initiatives.create(name="Triage", segment="quick", impact=4, feasibility=4),
        Commitment: plan.commitments.create(side="locality", about="other", text="We meet"),
        DecisionAsked: plan.decisions.create(words="Pay for a pharmacist"),
        Risk: plan.risks.create(cause="posts stay empty", effect="less care", impact=4, likelihood=3),
        PlanCapacity: PlanCapacity.objects.get(plan=plan),
        PlanEstate: PlanEstate.objects.get(plan=plan),
        SectionChoice: SectionChoice.objects.get_or_create(plan=plan, section="digital")[0],
    }
    asked = next(one.finding for one in consistency_of(WholePlan(plan)).asks if one.finding.key.endswith("99pc"))
    answered = {"finding": asked.key, "figures": asked.figures, "why": "It did before"}
    rows[ConsistencyAnswer] = plan.consistency_answers.create(**answered)
    return rows


def _written(row: models.Model, name: str, plan: Plan) -> Any:
    """Something else than stands in the field."""
    if (type(row), name) == (CostLine, "status"):
        return CostLine.State.ASKED
    if (type(row), name) == (CostLine, "decision"):
        return plan.decisions.create(words="Pay for the rooms")
    field = row._meta.get_field(name)
    guide = plan.diagnostic.whole_guide
    if name in VALUES:
        return VALUES[name]
    if name == "domain":
        return guide.ordered_domains[0]
    if name == "feature":
        return guide.ordered_levels[0].features.all()[0]
    if name == "support":
        return guide.offers.all()[0]
    if name == "hub_model":
        return guide.hub_models.all()[0]
    if name == "pipeline_scheme":
        return PipelineScheme.objects.create(
            commissioner=plan.locality.commissioner, row_no=7, scheme_type="Health hub", capital_m=3
        )
    if isinstance(field, models.DateField):
        return date(2031, 5, 17) if name == "ends_on" else date(2018, 11, 17)
    if isinstance(field, models.DecimalField):
        return Decimal("7.50")
    return "Something that people wrote"


def _compared(plan: Plan, row: Revised, changes: dict[str, Any]) -> list[str]:
    """What a comparison says when these fields of the row change."""
    before = build_document(Plan.objects.get(pk=plan.pk), today=TODAY)
    type(row)._default_manager.filter(pk=row.pk).update(**changes)
    after = build_document(Plan.objects.get(pk=plan.pk), today=TODAY)
    return [one.what for differences in compare(before, after).values() for one in differences]


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=lambda one: one if isinstance(one, str) else one.__name__)
def test_a_field_reaches_the_document(
    model: type[Revised], name: str, plan: Plan, rows: dict[type[models.Model], Revised]
) -> None:
    row = rows[model]
    if model is PlanMetric and name in DEFINITION:  # the guide's are defined there
        own = {
            "title": "Falls",
            "category": "patient",
            "counted": "falls",
            "unit": "falls",
            "better": "lower",
            "baseline": 5,
        }
        row = plan.metrics.create(**own)
    changes = {name: _written(row, name, plan)}
    if (model, name) == (SectionChoice, "why"):  # the reason of a section that is not needed
        type(row)._default_manager.filter(pk=row.pk).update(not_needed=True, why="Enough of it")
    if (model, name) == (SectionChoice, "not_needed"):
        changes["why"] = "Enough of it"
    if (model, name) == (PlanEstate, "why"):  # the reason of a hub model
        type(row)._default_manager.filter(pk=row.pk).update(hub_model=_written(row, "hub_model", plan))
    found = _compared(plan, row, changes)
    assert bool(found) != ((model, name) in NOT_IN_THE_DOCUMENT), found


def test_what_an_action_costs_and_when_it_starts_is_read_everywhere(
    plan: Plan, lead: User, client_for: Callable[[User], Client]
) -> None:
    """On the list, in the PDF and in what a reviewer compares."""
    action = plan.actions.create(title="Agree one policy", suggestion="", due_on=date(2019, 3, 1))
    line = plan.cost_lines.create(action=action, what="Room costs", years={"2018/19": "0.50"})
    told = _compared(plan, line, {"years": {"2018/19": "12500.00"}})
    assert told == ["Agree one policy: cost", "Agree one policy: years"]
    assert _compared(plan, action, {"starts_on": date(2018, 11, 17)}) == ["Agree one policy: starts"]
    [row] = build_document(Plan.objects.get(), today=TODAY).actions.rows
    assert {fact.label: fact.text for fact in read(row)[0].facts}["Cost"] == "£12,500"
    printed = render_to_string("pdf/actions.html", {"plan": build_document(Plan.objects.get(), today=TODAY)})
    listed = flat(client_for(lead).get(reverse("actions", args=[plan.pk])))
    for cost, start, text in (
        ("Cost: £12,500", "Starts: 17 Nov 2018", printed),
        ("£12,500", "From 17 November 2018", listed),
    ):
        assert cost in text
        assert start in text
