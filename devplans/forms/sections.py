"""Whether a plan needs one of its optional sections."""

from __future__ import annotations

from typing import Any

from devplans.forms.base import PlanRowForm
from devplans.models import SectionChoice
from localities.kit.revisions.forms import RevisedForm


class SectionChoiceForm(PlanRowForm):
    """Leaving a section out takes a reason: the plan and its PDF say it in the section's place."""

    class Meta(RevisedForm.Meta):
        model = SectionChoice
        fields = ["not_needed", "why"]
        labels = {"not_needed": "This section is not needed", "why": "Why it is not needed"}
        help_texts = {"why": "Stands in the plan in place of the section"}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("not_needed") and not values.get("why", "-"):
            self.refuse_together("Say why this section is not needed", at="why", with_="not_needed")
        return values
