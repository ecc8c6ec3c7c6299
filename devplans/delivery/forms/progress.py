"""Progress: how an action goes, and a report."""

from __future__ import annotations

from typing import Any

from django import forms

from devplans.forms.base import PlanRowForm
from devplans.models import Action
from devplans.models.progress import REPORT_LENGTH
from localities.kit.nhsuk.forms import LongTextField, NHSForm
from localities.kit.revisions.forms import RevisedForm


class ActionProgressForm(PlanRowForm):
    """How an action goes: one of many on the page, so it has a prefix."""

    instance: Action

    class Meta(RevisedForm.Meta):
        model = Action
        fields = ["status", "progress", "forecast_on", "forecast_why"]
        labels = {
            "status": "Status",
            "progress": "Note (optional)",
            "forecast_on": "Now expected",
            "forecast_why": "Why not when it was agreed",
        }

    @property
    def tells_forecast(self) -> bool:
        """It is expected on another day than was agreed, or what was typed about that is to be mended."""
        wrong = self["forecast_on"].errors or self["forecast_why"].errors
        return bool(wrong or self.instance.forecast_on)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        expected, due = values.get("forecast_on"), self.instance.due_on
        if expected and expected != due and not (values.get("forecast_why") or "").strip():
            message = "Say why it is expected on another day than was agreed"
            self.refuse_together(message, at="forecast_why", with_="forecast_on")
        return values


class ReportForm(NHSForm, forms.Form):
    """What a lead tells the CCG; the figures come by themselves."""

    went_well = LongTextField(label="What went well?", max_length=REPORT_LENGTH)
    stuck = LongTextField(label="What is stuck, and why? (optional)", max_length=REPORT_LENGTH, required=False)
    asks = LongTextField(max_length=REPORT_LENGTH, required=False)

    def __init__(self, *args: Any, commissioner_word: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["asks"].label = f"What do you ask of the {commissioner_word}? (optional)"
