"""Why two figures of a plan differ."""

from __future__ import annotations

from devplans.forms.base import PlanRowForm
from devplans.models import ConsistencyAnswer
from localities.kit.nhsuk.forms import Look
from localities.kit.revisions.forms import RevisedForm


class ConsistencyForm(PlanRowForm):
    """Why both figures of a finding are right."""

    instance: ConsistencyAnswer

    looks = {"why": Look(rows=2)}

    class Meta(RevisedForm.Meta):
        model = ConsistencyAnswer
        fields = ["why"]
        labels = {"why": "Or say why both are right"}
        help_texts = {"why": "Whoever reviews the plan reads it, and it is printed"}
