"""Actions: one, the owners of many, and the filters of their list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from assessment.models import Guide
from devplans.forms.base import FromGuideField, PlanRowForm
from devplans.models import Action
from devplans.rules.action_filters import BLOCKER, DUE_SOON, NO_OWNER, OTHER, OVERDUE, PRIORITY
from localities.kit.nhsuk.forms import Look, NHSForm
from localities.kit.revisions.forms import RevisedForm

ALL: tuple[str, str] = ("", "All")
"""The choice of a filter that leaves nothing out."""


class ActionForm(PlanRowForm):
    """One action: what, why, who, by when."""

    instance: Action

    looks = {"detail": Look(rows=4), "status": Look(inline=True)}

    class Meta(RevisedForm.Meta):
        model = Action
        fields = [
            "title",
            "detail",
            "domain",
            "reaches",
            "feature",
            "why",
            "element",
            "owner_name",
            "owner_role",
            "organisation",
            "starts_on",
            "due_on",
            "moved_why",
            "status",
            "support",
        ]
        widgets = {"status": forms.RadioSelect}
        labels = {
            "title": "What will be done",
            "detail": "Details",
            "why": "Why, in your words",
            "element": "Element of the strategy that it serves",
            "owner_name": "Name of the owner",
            "owner_role": "Role of the owner",
            "organisation": "Organisation",
            "starts_on": "Start",
            "due_on": "Due",
            "moved_why": "Why the due date moves",
            "status": "Status",
        }
        help_texts = {
            "title": "Start with a verb, for example ‘Agree one access policy’",
            "owner_name": "One person who answers for it",
            "owner_role": "For example, clinical lead",
            "organisation": "When it is not the locality itself",
            "moved_why": "Where it is not the date that was agreed. Readers see both dates and this",
        }
        error_messages = {"title": {"required": "Enter what will be done"}, "status": {"required": "Choose a status"}}

    def __init__(self, *args: Any, guide: Guide, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance.plan.is_amended:
            del self.fields["moved_why"]
        self.fields["domain"] = FromGuideField(
            label="Domain it moves on",
            nothing="No domain",
            groups=[(area.title, domains) for area, domains in guide.domains_by_area],
        )
        if self.instance.suggestion in guide.actions_by_code:
            del self.fields["reaches"]  # the guide says how far its action goes
        else:
            self.fields["reaches"] = forms.TypedChoiceField(
                label="Position it brings the domain to",
                help_text="What the plan is said to lead to rests on it",
                choices=[
                    ("", "It changes no position"),
                    *((at, f"{at}, {label[:1].lower()}{label[1:]}") for at, label in guide.position_labels.items()),
                ],
                coerce=int,
                empty_value=None,
                required=False,
            )
        self.fields["feature"] = FromGuideField(
            label="Or the feature of a level it puts in place",
            nothing="No feature",
            groups=[(str(level), list(level.features.all())) for level in guide.levels_to_answer],
        )
        if not guide.levels_to_answer:
            del self.fields["feature"]
        self.fields["element"] = forms.ChoiceField(
            label="Element of the strategy that it serves",
            required=False,
            choices=[("", "None of them"), *Action.Element.choices],
        )
        self.fields["support"] = FromGuideField(
            label="Support asked for", nothing="None", groups=[("", list(guide.offers.all()))]
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        start, due = values.get("starts_on"), values.get("due_on")
        if start and due and due < start:
            message = f"Enter a due date on or after the start, {start:%-d %B %Y}"
            self.refuse_together(message, at="due_on", with_="starts_on")
        if values.get("domain") and values.get("feature"):
            self.refuse_together("Choose a domain or a feature, not both", at="feature", with_="domain")
        elif values.get("reaches") and not values.get("domain"):
            self.refuse_together("Choose the domain that it brings to this position", at="reaches", with_="domain")
        return values


class OwnerForm(PlanRowForm):
    """Who does an action and by when: what is asked of many actions on one page."""

    instance: Action

    looks = {"owner_name": Look(size="s"), "due_on": Look(size="s")}

    class Meta(RevisedForm.Meta):
        model = Action
        fields = ["owner_name", "due_on"]
        labels = {"owner_name": "Name of the owner", "due_on": "Due"}

    def clean_due_on(self) -> date | None:
        due: date | None = self.cleaned_data["due_on"]
        start = self.instance.starts_on
        if start and due and due < start:
            raise forms.ValidationError(f"Enter a due date on or after the start, {start:%-d %B %Y}")
        return due


class ActionFilterForm(NHSForm, forms.Form):
    """Which actions to show, in which order: a GET form. What it does not know it takes for "All"."""

    status = forms.ChoiceField(required=False, choices=[ALL, *Action.Status.choices])
    due = forms.ChoiceField(
        label="By when", required=False, choices=[ALL, (OVERDUE, "Overdue"), (DUE_SOON, "In the next 30 days")]
    )
    sort = forms.ChoiceField(
        label="Order", required=False, choices=[("", "First due on top"), ("plan", "Our own order")]
    )

    def __init__(self, data: Mapping[str, Any], *, target_level: int, owners: Sequence[str]) -> None:
        super().__init__(data)
        needed = [(BLOCKER, f"What Level {target_level} needs")] if target_level else []
        why = [ALL, *needed, (PRIORITY, "Priorities"), (OTHER, "Other reasons")]
        who = [ALL, *((owner, owner) for owner in owners), (NO_OWNER, "No owner name")]
        self.fields["why"] = forms.ChoiceField(required=False, choices=why)
        self.fields["who"] = forms.ChoiceField(required=False, choices=who)
        self.order_fields(["status", "why", "who", "due", "sort"])

    def chosen(self) -> dict[str, str]:
        """Return what was chosen by field, "" for all."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
