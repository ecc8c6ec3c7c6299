"""Premises: the hub model, and a scheme with its capital by financial year."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from assessment.models import HubModel
from assessment.rules.decimals import plain
from devplans.forms.base import FromGuideField, PlanRowForm
from devplans.forms.rows import RowForm
from devplans.models import EstateScheme, PipelineScheme, PlanEstate, Rag
from devplans.models.pipeline import JUDGEMENTS
from devplans.models.rows import CAPITAL, RUNNING_COSTS
from devplans.rules.estates import LATER, in_order, spread, years_between
from localities.kit.nhsuk.fields import FractionField, NumberField
from localities.kit.nhsuk.forms import Look, PartsInput
from localities.kit.revisions.forms import RevisedForm

KINDS = ("GP practice", "GP practice hub", "Health centre", "Health hub", "Healthy living centre", "Community hospital")


class HubModelForm(PlanRowForm):
    """Which of the guide's hub models the locality chooses, and why."""

    looks = {"hub_model": Look(size="m", heading=2), "why": Look(size="m", heading=2)}

    class Meta(RevisedForm.Meta):
        model = PlanEstate
        fields = ["hub_model", "why"]
        labels = {"why": "Why this one?"}
        help_texts = {"why": "What speaks for it here, and how you will deal with its disadvantages"}

    def __init__(self, *args: Any, models: Sequence[HubModel], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["hub_model"] = FromGuideField(
            label="Which hub model does the locality choose?",
            nothing="Not decided yet",
            groups=[("", models)],
            widget=forms.RadioSelect,
        )


class ProfileField(forms.Field):
    """Capital by financial year, in pounds: {"2018/19": "100000.00"}. Years without any are left out."""

    widget: PartsInput

    def __init__(self, years: Sequence[str], **options: Any) -> None:
        self.years = years
        labels = {year[:4].lower(): year for year in years}
        super().__init__(required=False, widget=PartsInput(labels), **options)

    def to_python(self, value: Any) -> dict[str, str]:
        found, problems = {}, []
        amounts = FractionField(decimal_places=2, bounds=CAPITAL, required=False)
        for year, text in zip(self.years, value or [], strict=False):
            try:
                amount = amounts.clean(text or "0")
            except forms.ValidationError:
                problems.append(f"{year}: enter an amount in pounds, for example 250,000")
            else:
                if amount:
                    found[year] = f"{amount:.2f}"
        if problems:
            raise forms.ValidationError(problems)
        return found

    def in_words(self, value: dict[str, str]) -> str:
        return ", ".join(f"{year} £{plain(Decimal(value[year]))}" for year in in_order(value)) or "Nothing"

    def prepare_value(self, value: Any) -> Any:
        """Show 40000.00 as 40000, as the capital is shown."""
        return (
            {year: f"{Decimal(text).normalize():f}" for year, text in value.items()}
            if isinstance(value, dict)
            else value
        )


class SchemeForm(RowForm):
    """A premises scheme. The capital of its years comes to its capital, or no year is filled in yet."""

    instance: EstateScheme
    capital = NumberField(label="Capital", max_digits=12, decimal_places=2, bounds=CAPITAL, help_text="In pounds, once")
    annual_revenue = NumberField(
        label="Running costs a year",
        max_digits=12,
        decimal_places=2,
        bounds=RUNNING_COSTS,
        help_text="In pounds. Usually up to 10% of the capital",
    )

    looks = {
        "capital": Look(width=10, prefix="£"),
        "annual_revenue": Look(width=10, prefix="£"),
        "profile": Look(width=10, prefix="£"),
        "progress": Look(rows=4),
    }

    class Meta(RevisedForm.Meta):
        model = EstateScheme
        fields = [
            "name",
            "scheme_type",
            "capital",
            "profile",
            "annual_revenue",
            "source_of_capital",
            "business_case",
            "development_costs",
            "progress",
            "pipeline_scheme",
        ]
        labels = {"name": "Name of the scheme", "scheme_type": "Kind of scheme", "progress": "How far it is"}
        help_texts = {
            "scheme_type": f"For example, {', '.join(kind if kind[1].isupper() else kind.lower() for kind in KINDS)}",
            "progress": "The last step taken and the next one, with its date",
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        plan = self.instance.plan
        word = plan.locality.commissioner_word
        years = {*years_between(plan.starts_on, plan.ends_on), *self.instance.profile, LATER}
        self.fields["profile"] = ProfileField(
            in_order(years),
            label="Capital by financial year",
            help_text="The years come to the capital. Leave all empty while nobody knows",
        )
        for name, label in JUDGEMENTS.items():
            self.fields[name] = forms.ChoiceField(
                label=label, required=False, choices=[("", "Not judged yet"), *Rag.choices]
            )
        schemes = PipelineScheme.objects.filter(commissioner=plan.locality.commissioner_id).order_by("row_no")
        self.fields["pipeline_scheme"] = FromGuideField(
            label=f"Scheme of the {word}’s estates pipeline",
            help_text=f"Choose it when this scheme is one of those that the {word} planned in 2018",
            nothing="None of them",
            groups=[("", list(schemes))],
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        capital, profile = values.get("capital", self.instance.capital), values.get("profile")
        if capital is not None and profile and spread(profile) != capital:
            self.refuse_together(_difference(capital, spread(profile)), at="profile", with_="capital")
        return values


def _difference(capital: Decimal, years: Decimal) -> str:
    off = capital - years
    what = f"£{plain(off)} is missing" if off > 0 else f"£{plain(-off)} is too much"
    return (
        f"The years come to £{plain(years)} and the capital is £{plain(capital)}: {what}. Change a year or the capital"
    )
