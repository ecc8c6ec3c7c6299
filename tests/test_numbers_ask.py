"""Every number of a form refuses what cannot be, and asks about what seldom is. The test finds the forms by itself."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from django import forms

import assessment
import devplans
import localities
from devplans.queries.capacity import ABOUT as LEVERS
from localities.kit.nhsuk.fields import ReadsNumbers
from localities.kit.nhsuk.forms import NHSForm

CHOSEN = "chosen from a list, which the form makes when it knows its row"
WITH_THE_RESULTS = "asked about beside the results: what is usual follows from the model"

ASKS_NOT_ITSELF = {
    "DecisionForm.reserve_place": "a place in a short list that the same page shows",
    "AgreedScoreForm.score": CHOSEN,
    "PanelScoreForm.score": CHOSEN,
    "ActionForm.reaches": CHOSEN,
    "PlanForm.target_level": CHOSEN,
    "FiguresForm.base_year": CHOSEN,
    "FiguresForm.target_year": CHOSEN,
    "PlanCapacityForm.target_year": CHOSEN,
    "PlanCapacityForm.triage_share": WITH_THE_RESULTS,
    "PlanCapacityForm.proactive_share": WITH_THE_RESULTS,
    "PlanCapacityForm.bureaucracy_share": WITH_THE_RESULTS,
    "PlanCapacityForm.gp_level": WITH_THE_RESULTS,
    "AssumptionForm.value": WITH_THE_RESULTS,
    "IndicatorValueForm.value": "an IndicatorNumberField, which asks, once the form knows its indicator",
}
"""Fields without a usual range of their own, and why."""


def _below(form: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for each in form.__subclasses__():
        yield each
        yield from _below(each)


def _numbers() -> dict[str, forms.Field]:
    """Every number field that our forms declare, or take from a model."""
    for package in (localities, devplans, assessment):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".forms." in module.name:
                import_module(module.name)
    return {
        f"{form.__name__}.{name}": field
        for form in set(_below(NHSForm))
        if not form.__module__.startswith("tests.")
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.IntegerField | forms.DecimalField | forms.FloatField)
        and not isinstance(field.widget, forms.HiddenInput)
    }


def test_every_number_asks_about_the_improbable() -> None:
    numbers = _numbers()
    silent = {name for name, field in numbers.items() if not (isinstance(field, ReadsNumbers) and field.asks)}
    assert silent == set(ASKS_NOT_ITSELF)
    assert {"MetricForm.baseline", "MeasurementForm.count", "WaveForm.places", "PracticeForm.list_size"} <= set(numbers)


def test_every_question_says_what_is_usual() -> None:
    bounded = {name: field.bounds for name, field in _numbers().items() if getattr(field, "bounds", None)}
    assert len(bounded) > 20
    for name, bounds in bounded.items():
        low, high = bounds.usual
        assert bounds.least <= low < high < bounds.most, name
        assert bounds.ask.endswith("."), name
        assert bounds.question(high + 1).endswith(bounds.ask), name
        assert bounds.question(high) == bounds.question(low) == bounds.question(bounds.most + 1) == "", name


def test_what_the_model_asks_about_is_within_what_it_takes() -> None:
    for name in ("triage_share", "proactive_share", "bureaucracy_share", "gp_level"):
        lever = LEVERS[name]
        assert lever.minimum <= lever.low < lever.high < lever.maximum, name
        assert lever.question(lever.high + 1), name
        assert lever.question(lever.high) is None, name
