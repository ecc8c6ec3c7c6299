"""A staffing line."""

from __future__ import annotations

from typing import Any

from django import forms

from assessment.rules.decimals import plain
from devplans.forms.rows import RowForm
from devplans.models import StaffingLine
from devplans.models.rows import POST_COST, ROLE_FTE
from devplans.queries.staffing import GROUPS
from localities.kit.nhsuk.fields import NumberField
from localities.kit.nhsuk.forms import Look
from localities.kit.revisions.forms import RevisedForm


def _fte_field(label: str, hint: str) -> NumberField:
    return NumberField(
        label=label,
        help_text=hint,
        max_digits=6,
        decimal_places=2,
        bounds=ROLE_FTE,
        error_messages={"required": "Enter 0 when there is nobody"},
    )


class StaffingForm(RowForm):
    """Extra staff of one role. Without a cost the usual one of the kind of role is taken."""

    instance: StaffingLine

    group = forms.ChoiceField(
        label="Kind of role",
        choices=[(group.code, group.label) for group in GROUPS.values()],
        widget=forms.RadioSelect,
        help_text="Says which lever of demand and capacity the extra staff count towards",
        error_messages={"required": "Choose a kind of role"},
    )
    fte_now = _fte_field("In post now", "Full-time equivalents (FTE), in the whole locality. 0 when it is a new role")
    extra_fte = _fte_field("Extra", "Full-time equivalents that this plan adds")
    cost_per_fte = NumberField(
        label="Cost of a full-time post a year",
        required=False,
        max_digits=12,
        decimal_places=2,
        bounds=POST_COST,
        help_text="In pounds, on-costs included. Leave empty for the usual cost of the kind of role",
    )

    looks = {
        "group": Look(
            hints={
                group.code: f"{group.roles}. Usually £{plain(group.cost_per_fte)} a year" for group in GROUPS.values()
            }
        ),
        "fte_now": Look(width=5, suffix="FTE"),
        "extra_fte": Look(width=5, suffix="FTE"),
        "cost_per_fte": Look(width=10, prefix="£"),
    }

    class Meta(RevisedForm.Meta):
        model = StaffingLine
        fields = ["role", "group", "fte_now", "extra_fte", "starts_on", "cost_per_fte", "next_step"]
        labels = {
            "role": "Role",
            "starts_on": "When they start",
            "next_step": "Next step to recruit",
        }
        help_texts = {
            "role": "For example, clinical pharmacist",
            "next_step": "For example, agree the job description with the supervising GP by March",
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        group = GROUPS.get(values.get("group") or self.instance.group)
        if "cost_per_fte" in values and values["cost_per_fte"] is None and group:
            values["cost_per_fte"] = group.cost_per_fte
        return values
