"""A cost line: what it pays for, who pays, and how much in which financial year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from devplans.forms.base import FromGuideField
from devplans.forms.rows import RowForm
from devplans.models import Action, CostLine, PlanRow
from devplans.models.money import AMOUNT, ORIGINS
from devplans.queries.money import costed_rows
from devplans.queries.whole_plan import WholePlan
from devplans.rules.money import KINDS, RISKS, period_of, pounds
from localities.kit.nhsuk.fields import FractionField, ReadsNumbers
from localities.kit.nhsuk.forms import Look, PartsInput
from localities.kit.revisions.forms import RevisedForm


class YearsField(ReadsNumbers):
    """Pounds by financial year: {"2018/19": "100000.00"}. Years without any are left out."""

    widget: PartsInput

    def __init__(self, years: Sequence[str], **options: Any) -> None:
        self.years = years
        super().__init__(widget=PartsInput({year[:4]: year for year in years}), **options)

    @property
    def asks(self) -> bool:
        return True

    def to_python(self, value: Any) -> dict[str, str]:
        found, problems = {}, []
        for year, text in zip(self.years, value or [], strict=False):
            try:
                amount = _AMOUNTS.clean(text or "0")
            except forms.ValidationError:
                problems.append(f"{year}: enter an amount in pounds, for example 18,000")
            else:
                if amount:
                    found[year] = f"{amount:.2f}"
        if problems:
            raise forms.ValidationError(problems)
        return found

    def validate(self, value: dict[str, str]) -> None:
        if not value and self.required:
            raise forms.ValidationError("Enter an amount for at least one year", "required")

    def question(self, typed: Any) -> str:
        """Return what to ask about amounts that can be and seldom are, each with its year."""
        texts = typed if isinstance(typed, list) else [(typed or {}).get(year, "") for year in self.years]
        asked = ((year, _AMOUNTS.question(text)) for year, text in zip(self.years, texts, strict=False))
        return " ".join(f"{year}: {words}" for year, words in asked if words)

    def in_words(self, value: Mapping[str, str]) -> str:
        return ", ".join(f"{year} £{pounds(Decimal(value[year]))}" for year in sorted(value)) or "Nothing"

    def prepare_value(self, value: Any) -> Any:
        """Show 40000.00 as 40000."""
        if not isinstance(value, dict):
            return value
        return {year: f"{Decimal(text).normalize():f}" for year, text in value.items()}


_AMOUNTS = FractionField(decimal_places=2, bounds=AMOUNT, required=False)


class CostLineForm(RowForm):
    """What one payer pays for one row of the plan. Whose cost it is was decided where it was begun, or is asked."""

    set_beforehand = tuple(ORIGINS)
    instance: CostLine

    looks = {
        "cost_kind": Look(hints={kind: KINDS[kind.label].capitalize() for kind in CostLine.Kind}),
        "status": Look(
            hints={CostLine.State.COMMITTED: "Whoever pays has agreed", CostLine.State.ASKED: "Still to be decided"}
        ),
        "funding_risk": Look(hints={risk: RISKS[risk.label].capitalize() for risk in CostLine.FundingRisk}),
        "years": Look(width=10, prefix="£"),
    }

    class Meta(RevisedForm.Meta):
        model = CostLine
        fields = ["what", "years", "cost_kind", "payer", "status", "decision", "funding_risk"]
        labels = {"what": "What it pays for"}
        help_texts = {"what": "For example, half of the salaries, or licences for two years"}
        error_messages = {"what": {"required": "Enter what it pays for"}}

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What a new line sends along: the row of the plan that it is of, where that is known."""
        return [("of", self.instance.of)] if self.instance.of and not self.instance.pk else []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        plan, line = self.instance.plan, self.instance
        period = period_of(plan.starts_on, plan.ends_on)
        self.fields["years"] = YearsField(
            sorted({*period.every, *line.years}),
            label="How much, by financial year",
            help_text=f"In pounds. {period.after} is the first year after the plan: enter what goes on then",
        )
        names = plan.locality.commissioner.system.payer_names
        known = [line.payer] if line.payer and line.payer not in names else []
        self._rows: dict[str, PlanRow | Action] = {}
        if line.origin_field is None:
            self._ask_origin()
        self._choose("payer", "Who pays", [("", "Choose who pays"), *((name, name) for name in [*names, *known])])
        self._choose("cost_kind", "Kind of cost", CostLine.Kind.choices, forms.RadioSelect)
        self._choose("status", "Committed or asked for", CostLine.State.choices, forms.RadioSelect)
        self._choose("funding_risk", "Funding risk", CostLine.FundingRisk.choices, forms.RadioSelect)

        self.fields["decision"] = FromGuideField(
            label="Decision that asks for it",
            help_text="For a cost that is asked for. Each belongs to one decision, so that the decisions add up to it",
            nothing="None, or not yet",
            groups=[("", list(plan.decisions.in_plan()))],
        )

    def _ask_origin(self) -> None:
        """Ask which row it is the cost of. What the other side promises, that side enters at its own promise."""
        groups = costed_rows(WholePlan(self.instance.plan))
        self._rows = {of: row for _, rows in groups for of, row in rows}
        choices = [(title, [(of, str(row)) for of, row in rows]) for title, rows in groups]
        self.fields["of"] = forms.ChoiceField(
            label="What costs it",
            choices=[("", "Choose a row of the plan"), *choices],
            error_messages={"required": "Choose what costs it"},
        )
        self.order_fields(["of"])

    def new_values(self) -> dict[str, Any]:
        """Return the values of a new line, with the row it is the cost of."""
        values = super().new_values()
        if of := self.cleaned_data.get("of"):
            values[of.partition("-")[0]] = self._rows[of]
        return values

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        status = values.get("status", self.instance.status)
        if values.get("decision") and status == CostLine.State.COMMITTED:
            self.refuse_together("Choose no decision for a cost that is committed", at="decision", with_="status")
        return values

    def _choose(self, name: str, label: str, choices: Any, widget: Any = forms.Select) -> None:
        required = self.fields[name].required
        words = {"required": "Choose who pays" if name == "payer" else f"Choose the {label.lower()}"}
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, widget=widget, required=required, error_messages=words
        )
