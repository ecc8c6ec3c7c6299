"""A plan with everything in it, read in one query: what its PDF, its overview and its readiness are made from.

A plan has many lists, each of them small. A query for each would be more than a page may ask, so all come in one, each
row as JSON, and become rows of their models again. What they point at in the guide is taken from the guide's copy.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import JSONObject
from django.utils.functional import cached_property

from assessment.models import CapacityAssumption, CapacityBaseline
from assessment.queries.capacity_today import CapacityToday, capacity_of, every_assumption, worked_out
from assessment.queries.result import Answers
from devplans.models import (
    Action,
    Commitment,
    ConsistencyAnswer,
    CostLine,
    DecisionAsked,
    EstateScheme,
    Measurement,
    PipelineScheme,
    Plan,
    PlanCapacity,
    PlanEstate,
    PlanMetric,
    PlanRow,
    PlanVersion,
    SectionChoice,
    StaffingLine,
)
from devplans.models.money import ORIGINS
from devplans.queries import capacity as capacity_section
from devplans.queries.capacity import PlanCapacityFigures
from devplans.queries.from_guide import by_pk, with_why
from devplans.queries.levers import usual_levers
from devplans.queries.staffing import StaffingTotals, totals_of
from localities.kit.composed_once import ComposedOnce

Row = TypeVar("Row", bound=models.Model)

LISTS: tuple[type[models.Model], ...] = (Action, *PlanRow.__subclasses__())
OTHERS: dict[type[models.Model], str] = {
    PlanMetric: "plan",
    Measurement: "plan_metric__plan",
    PlanVersion: "plan",
    PlanCapacity: "plan",
    PlanEstate: "plan",
    SectionChoice: "plan",
    ConsistencyAnswer: "plan",
    CapacityBaseline: "diagnostic__plan",
    CapacityAssumption: "baseline__diagnostic__plan",
    PipelineScheme: "estate_schemes__plan",
}
"""What else belongs to a plan, with the way to it."""

UNREAD = {"removed_at", "saved_at", "saved_by_id", "content", "pdf"}
MODELS = {model._meta.label: model for model in (*LISTS, *OTHERS)}


class WholePlan:
    """A plan's rows by model, each list in its order. Rows that somebody removed are left out."""

    def __init__(self, plan: Plan, answers: Answers | None = None) -> None:
        self.plan = plan
        self.guide = plan.diagnostic.whole_guide
        self._answers = answers
        self._rows = _read(plan)

    @cached_property
    def answers(self) -> Answers:
        """The diagnostic's answers."""
        return self._answers or Answers(self.plan.diagnostic)

    def rows_of(self, model: type[Row]) -> list[Row]:
        """The rows of a list in their order, as they are stored."""
        return self._rows[model]  # type: ignore[return-value]  # what stands under a model are its rows

    @cached_property
    def actions(self) -> list[Action]:
        """The actions with the domain or feature each serves, and the support it asks for."""
        return with_why(self.rows_of(Action), self.guide)

    @property
    def actions_by_element(self) -> dict[str, int]:
        """How many actions serve each of the strategy's elements."""
        return Counter(action.element for action in self.rows_of(Action) if action.element)

    @cached_property
    def metrics(self) -> list[PlanMetric]:
        """The outcome metrics: the guide's in its order, then the locality's own."""
        chosen = {row.metric_id: row for row in self.rows_of(PlanMetric)}
        metrics = [metric for metric in self.guide.outcome_metrics.all() if metric.pk in chosen]
        for metric in metrics:
            chosen[metric.pk].metric = metric
        own = [row for row in self.rows_of(PlanMetric) if row.metric_id is None]
        return [chosen[metric.pk] for metric in metrics] + own

    def measured(self, row: PlanMetric) -> list[Measurement]:
        """The figures of an outcome metric, the oldest first."""
        found = [one for one in self.rows_of(Measurement) if one.plan_metric_id == row.pk]
        return sorted(found, key=lambda one: one.measured_on)

    @cached_property
    def staffing(self) -> StaffingTotals:
        """The staffing lines by group, with what they come to."""
        return totals_of(self.rows_of(StaffingLine))

    @cached_property
    def schemes(self) -> list[EstateScheme]:
        """The premises schemes, each with the scheme of the pipeline it is."""
        pipeline = by_pk(self.rows_of(PipelineScheme))
        for scheme in self.rows_of(EstateScheme):
            scheme.pipeline_scheme = pipeline.get(scheme.pipeline_scheme_id)
        return self.rows_of(EstateScheme)

    @cached_property
    def estate(self) -> PlanEstate | None:
        """The hub model chosen; None where nobody has looked at it."""
        hub_models = by_pk(self.guide.hub_models.all())
        for estate in self.rows_of(PlanEstate):
            estate.hub_model = hub_models.get(estate.hub_model_id)
            return estate
        return None

    @cached_property
    def commitments(self) -> list[Commitment]:
        """The commitments of both sides, each with the guide's offer it takes up."""
        offers = by_pk(self.guide.offers.all())
        for commitment in self.rows_of(Commitment):
            commitment.offer = offers.get(commitment.offer_id)
        return self.rows_of(Commitment)

    @cached_property
    def costs(self) -> list[CostLine]:
        """The cost lines in the order of the sections where they arise, each with its row and its decision.

        Those of rows that were taken out of the plan are left out.
        """
        found = []
        decisions = by_pk(self.rows_of(DecisionAsked))
        for line in self.rows_of(CostLine):
            line.decision = decisions.get(line.decision_id)
        for name, model in ORIGINS.items():
            rows = {row.pk: row for row in self.rows_of(model)}
            lines = [line for line in self.rows_of(CostLine) if getattr(line, f"{name}_id") in rows]
            places = {pk: place for place, pk in enumerate(rows)}
            for line in sorted(lines, key=lambda line: places[getattr(line, f"{name}_id")]):
                setattr(line, name, rows[getattr(line, f"{name}_id")])
                found.append(line)
        return found

    def costs_of(self, row: PlanRow | Action) -> list[CostLine]:
        """The cost lines of a row."""
        return [line for line in self.costs if line.origin == row]

    def cost_of(self, row: PlanRow | Action) -> Decimal | None:
        """What the cost lines of a row come to in all their years; None without any."""
        lines = self.costs_of(row)
        return sum((line.total for line in lines), Decimal(0)) if lines else None

    @cached_property
    def attempts(self) -> list[PlanVersion]:
        """What was submitted, the newest first, without content and PDF."""
        return sorted(self.rows_of(PlanVersion), key=lambda version: (version.number, version.attempt), reverse=True)

    @cached_property
    def agreed_dues(self) -> Mapping[int, date | None]:
        """What an amendment moves due dates from, by the key of the action; nothing where there is no amendment."""
        agreed = [one for one in self.attempts if one.pk == self.plan.version_in_force_id]
        return agreed[0].agreed.dues if agreed and self.plan.is_amended else {}

    def moved_from(self, action: Action) -> date | None:
        """The due date that is agreed, where an amendment moves it."""
        agreed = self.agreed_dues.get(action.pk)
        return None if agreed == action.due_on else agreed

    @property
    def not_needed(self) -> dict[str, str]:
        """The sections that the plan leaves out, by code, with the reason."""
        return {choice.section: choice.why for choice in self.rows_of(SectionChoice) if choice.not_needed}

    @cached_property
    def today(self) -> CapacityToday:
        """The diagnostic's demand and capacity."""
        rows = self.rows_of(CapacityBaseline)
        baseline = rows[0] if rows else capacity_of(self.plan.diagnostic)
        return worked_out(baseline, every_assumption(baseline, self.rows_of(CapacityAssumption)))

    @cached_property
    def levers(self) -> PlanCapacity:
        """What the plan does about the gap."""
        rows = self.rows_of(PlanCapacity)
        return rows[0] if rows else usual_levers(self.plan)

    @cached_property
    def capacity(self) -> PlanCapacityFigures:
        """The plan's demand and capacity, worked out."""
        return capacity_section.worked_out(self.levers, self.today, self.staffing)


def _read(plan: Plan) -> dict[type[models.Model], list[models.Model]]:
    rows_by_model: dict[type[models.Model], list[models.Model]] = {model: [] for model in MODELS.values()}
    for name, _, _, held in _rows_of_a_plan.rows(plan.pk):
        rows_by_model[MODELS[name]].append(_made(MODELS[name], json.loads(held)))
    return rows_by_model


def _everything_of(plan_pk: int) -> models.QuerySet[Any, tuple[str, int, int, str]]:
    parts = [model._default_manager.filter(plan=plan_pk, removed_at=None) for model in LISTS]
    parts += [model._default_manager.filter(**{way: plan_pk}) for model, way in OTHERS.items()]
    first, *others = map(_as_json, parts)
    return first.union(*others, all=True).order_by("place", "row")


_rows_of_a_plan = ComposedOnce(_everything_of)


def _as_json(rows: models.QuerySet[Any]) -> models.QuerySet[Any, tuple[str, int, int, str]]:
    model = rows.model
    names = [field.attname for field in _read_fields(model)]
    found: models.QuerySet[Any, tuple[str, int, int, str]] = (
        rows.order_by()
        .annotate(
            kind=Value(model._meta.label),
            place=F("order") if "order" in names else Value(0),
            row=F("pk"),
            held=JSONObject(**{name: F(name) for name in names}),
        )
        .values_list("kind", "place", "row", "held")
    )
    return found


def _made(model: type[models.Model], values: dict[str, Any]) -> models.Model:
    fields = _read_fields(model)
    return model.from_db(
        None, [field.attname for field in fields], [_plain(field, values[field.attname]) for field in fields]
    )


def _read_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [field for field in model._meta.concrete_fields if field.attname not in UNREAD]


def _plain(field: models.Field[Any, Any], value: Any) -> Any:
    """The value that a query of the field itself would give."""
    if value is None:
        return None
    if isinstance(field, models.DecimalField):
        return Decimal(str(value)).quantize(Decimal(1).scaleb(-field.decimal_places))
    if isinstance(field, models.JSONField):
        return json.loads(value) if isinstance(value, str) else value  # SQLite gives JSON within JSON as text
    plain = field.to_python(value)
    if isinstance(plain, datetime) and plain.tzinfo is None:  # SQLite's are
        return plain.replace(tzinfo=UTC)
    return plain
