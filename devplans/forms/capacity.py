"""The levers of a plan, each with its reason, and what is done about the gap that remains."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms

from assessment.rules.capacity_inputs import Assumptions, Baseline, Levers
from assessment.rules.checked_figures import InvalidFiguresError
from assessment.rules.decimals import financial_year, known, plain
from devplans.models import PlanCapacity
from devplans.queries.capacity import ABOUT
from localities.kit.nhsuk.fields import NumberField
from localities.kit.nhsuk.forms import LongTextField, Look
from localities.kit.revisions.forms import RevisedForm

YEARS_OFFERED = 10
SHARES = {
    "triage_share": "Share of demand it takes away",
    "proactive_share": "Share of demand it takes away",
    "bureaucracy_share": "Share of GPs’ time it frees",
}
REASONS = {
    "triage_why": "Reason, triage",
    "proactive_why": "Reason, proactive care",
    "bureaucracy_why": "Reason, less bureaucracy",
    "gp_level_why": "Reason, appointments a GP",
}
TWO_DECIMALS = "Enter a number with two decimals at most"


class PlanCapacityForm(RevisedForm):
    """A changed lever is asked for its reason and saved without: the results show at once what it does."""

    instance: PlanCapacity
    looks = {
        **{name: Look(width=5, suffix="%") for name in SHARES},
        "gp_level": Look(width=5),
        **{name: Look(rows=2) for name in REASONS},
        "remaining_why": Look(size="m", heading=2, rows=5),
    }

    class Meta(RevisedForm.Meta):
        model = PlanCapacity
        fields = [
            "target_year",
            "triage_share",
            "triage_why",
            "proactive_share",
            "proactive_why",
            "bureaucracy_share",
            "bureaucracy_why",
            "gp_level",
            "gp_level_why",
            "remaining_why",
        ]
        field_classes = dict.fromkeys([*SHARES, "gp_level"], NumberField) | dict.fromkeys(REASONS, LongTextField)
        labels = {
            **SHARES,
            **REASONS,
            "gp_level": "Appointments a full-time GP will offer each week",
            "remaining_why": "What is done about the gap that remains?",
        }
        help_texts = {
            "remaining_why": "Say what else you will do, by when, or why some of it has to stay open for now",
        }
        error_messages = {
            name: {
                "max_digits": TWO_DECIMALS,
                "max_decimal_places": TWO_DECIMALS,
                "max_whole_digits": "Enter a smaller number",
            }
            for name in (*SHARES, "gp_level")
        }

    def __init__(self, *args: Any, baseline: Baseline, assumed: Assumptions, **options: Any) -> None:
        super().__init__(*args, **options)
        first = baseline.base_year
        years = sorted({*range(first, first + YEARS_OFFERED + 1), self.instance.target_year})
        self.fields["target_year"] = forms.TypedChoiceField(
            label="Which year does the plan look ahead to?",
            help_text=f"Demand grows by {plain(assumed.growth)}% a year from {financial_year(first)}",
            choices=[(year, financial_year(year)) for year in years],
            coerce=int,
        )
        for name in SHARES:
            self.fields[name].help_text = f"The strategy counts on {plain(known(ABOUT[name].value))}%"
        self.fields["gp_level"].help_text = (
            f"Empty is today’s {plain(assumed.gp_appointments)}. The safe level is {plain(assumed.safe_level)}, "
            "which leaves each patient more time"
        )

    def clean(self) -> dict[str, Any]:
        """Two levers may be right by themselves and wrong together."""
        found = super().clean() or self.cleaned_data
        shares = {name: getattr(self.instance, name) for name in ("triage_share", "proactive_share")}
        shares |= {name: found[name] for name in shares if found.get(name) is not None}
        try:
            Levers(**shares)
        except InvalidFiguresError as error:
            for name in error.by_field.keys() & found.keys():
                self.add_error(name, error.by_field[name].rstrip("."))
        return found

    def clean_triage_share(self) -> Decimal:
        return self._possible("triage_share")

    def clean_proactive_share(self) -> Decimal:
        return self._possible("proactive_share")

    def clean_bureaucracy_share(self) -> Decimal:
        return self._possible("bureaucracy_share")

    def clean_gp_level(self) -> Decimal | None:
        return self._possible("gp_level")

    def _possible(self, name: str) -> Any:
        """Refuse what the model cannot work with, in its own words."""
        value: Decimal | None = self.cleaned_data[name]
        if value is not None and (problem := ABOUT[name].problem(value)):
            raise forms.ValidationError(problem.rstrip("."))
        return value
