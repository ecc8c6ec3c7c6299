"""What is kept of a locality with its history: one list, for the latest changes and for the whole history."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, F, Model, Q, TextField, Value, When
from django.db.models.functions import Coalesce, Concat

from assessment.models import (
    CapacityAssumption,
    CapacityBaseline,
    DomainAnswer,
    FeatureAnswer,
    IndicatorValue,
    PracticeView,
)
from assessment.rules.capacity_inputs import Assumptions
from devplans.models import (
    Action,
    Commitment,
    ConsistencyAnswer,
    CostLine,
    DecisionAsked,
    DigitalInitiative,
    EstateScheme,
    Measurement,
    Plan,
    PlanCapacity,
    PlanEstate,
    PlanMetric,
    Risk,
    SectionChoice,
    StaffingLine,
)
from devplans.rules.sections import SECTIONS
from localities.models import Practice, Role

ANSWERS, VIEWS, NUMBERS, PLAN, ACTIONS, METRICS, PRACTICES, ROLES, STEPS = (
    "answers",
    "views",
    "numbers",
    "plan",
    "actions",
    "metrics",
    "practices",
    "roles",
    "steps",
)
TOPICS = {
    ANSWERS: "Answers of the diagnostic",
    VIEWS: "Practices’ views",
    NUMBERS: "Numbers, demand and capacity",
    PLAN: "The plan’s sections",
    ACTIONS: "Actions",
    METRICS: "Outcome metrics",
    PRACTICES: "Practices",
    ROLES: "People and roles",
    STEPS: "Steps: agreed, submitted, added, removed",
}

NO_UNIT = Value("")
IN_DIAGNOSTIC, IN_PLAN, IN_LOCALITY = "diagnostic__locality", "plan__locality", "locality"


@dataclass(frozen=True)
class TrackedModel:
    """A model whose rows have a history: its topic, what names a row, and how it belongs to a locality.

    `unit` is that of its decimal numbers; `of_people` are those that may be small numbers of people.
    """

    model: Any
    topic: str
    name: Any
    belongs: tuple[str, ...]
    unit: Any
    of_people: tuple[str, ...] = ()

    def ways(self, locality_pk: int) -> tuple[Q, ...]:
        """The conditions of which one makes it of this locality, for the rows and for their history alike."""
        return tuple(Q(**{way: locality_pk}) for way in self.belongs)

    def of(self, locality_pk: int) -> Q:
        """The condition "of this locality"."""
        return reduce(or_, self.ways(locality_pk))

    @property
    def key(self) -> str:
        label: str = self.model._meta.label_lower
        return label


def _tracked(
    model: type[Model], topic: str, name: Any, *belongs: str, unit: Any = NO_UNIT, of_people: tuple[str, ...] = ()
) -> TrackedModel:
    return TrackedModel(model, topic, name, belongs, unit, of_people)


def _one_of(field: str, words: dict[str, str]) -> Case:
    """The words for a code."""
    whens = (When(**{field: code}, then=Value(label)) for code, label in words.items())
    return Case(*whens, default=F(field), output_field=TextField())


ASSUMPTIONS = {about.code: about.label for about in Assumptions.about()}
METRIC_NAME, METRIC_UNIT = Coalesce(F("metric__title"), F("title")), Coalesce(F("metric__unit"), F("unit"))
UNITS = {about.code: about.unit for about in Assumptions.about()}

TRACKED_MODELS = (
    _tracked(DomainAnswer, ANSWERS, F("domain__title"), IN_DIAGNOSTIC),
    _tracked(FeatureAnswer, ANSWERS, F("feature__text"), IN_DIAGNOSTIC),
    _tracked(PracticeView, VIEWS, Concat(F("practice__name"), Value(" on "), F("domain__title")), IN_DIAGNOSTIC),
    _tracked(IndicatorValue, NUMBERS, F("indicator__title"), IN_DIAGNOSTIC, unit=F("indicator__unit")),
    _tracked(CapacityBaseline, NUMBERS, Value("Demand and capacity"), IN_DIAGNOSTIC),
    _tracked(
        CapacityAssumption,
        NUMBERS,
        _one_of("code", ASSUMPTIONS),
        "baseline__diagnostic__locality",
        unit=_one_of("code", UNITS),
    ),
    _tracked(Plan, PLAN, Value("Plan on a page"), IN_LOCALITY),
    _tracked(PlanCapacity, PLAN, Value("The plan’s demand and capacity"), IN_PLAN),
    _tracked(PlanEstate, PLAN, Value("The plan’s premises"), IN_PLAN),
    _tracked(SectionChoice, PLAN, _one_of("section", {one.code: one.title for one in SECTIONS}), IN_PLAN),
    _tracked(StaffingLine, PLAN, Concat(Value("Staff: "), F("role")), IN_PLAN),
    _tracked(EstateScheme, PLAN, Concat(Value("Premises: "), F("name")), IN_PLAN),
    _tracked(DigitalInitiative, PLAN, Concat(Value("Digital: "), F("name")), IN_PLAN),
    _tracked(Commitment, PLAN, Concat(Value("Commitment: "), F("text")), IN_PLAN),
    _tracked(CostLine, PLAN, Concat(Value("Cost: "), F("what")), IN_PLAN),
    _tracked(DecisionAsked, PLAN, Concat(Value("Decision asked for: "), F("words")), IN_PLAN),
    _tracked(ConsistencyAnswer, PLAN, Value("Figures that differ"), IN_PLAN),
    _tracked(Risk, PLAN, Concat(Value("Risk: "), F("cause")), IN_PLAN),
    _tracked(Action, ACTIONS, F("title"), IN_PLAN),
    _tracked(
        PlanMetric,
        METRICS,
        METRIC_NAME,
        IN_PLAN,
        unit=METRIC_UNIT,
        of_people=("baseline", "baseline_count", "baseline_out_of"),
    ),
    _tracked(
        Measurement,
        METRICS,
        Concat(Value("Figure: "), Coalesce(F("plan_metric__metric__title"), F("plan_metric__title"))),
        "plan_metric__plan__locality",
        unit=Coalesce(F("plan_metric__metric__unit"), F("plan_metric__unit")),
        of_people=("value", "count", "out_of"),
    ),
    _tracked(Practice, PRACTICES, F("name"), IN_LOCALITY),
    _tracked(Role, ROLES, F("user__name"), IN_LOCALITY, "practice__locality"),
)
BY_KEY = {one.key: one for one in TRACKED_MODELS}


def _says_it_itself(model: Any) -> bool:
    """A row whose own history says that it was added, and that it was taken out and put back."""
    names = {field.name for field in model._meta.concrete_fields}
    return "removed_at" in names or model in (Measurement, Practice)


_ADDED_OR_REMOVED = Q(what__startswith="Added ") | Q(what__startswith="Removed ") | Q(what__startswith="Put ")
TOLD_BY_THE_ROW = (
    Q(on_type__in=[one.key for one in TRACKED_MODELS if _says_it_itself(one.model)]) & _ADDED_OR_REMOVED
) | Q(what__startswith="Took away the role ")
"""The steps that tell what the history of their row tells as well."""
