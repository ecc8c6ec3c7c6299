"""A decision that the plan asks for."""

from __future__ import annotations

from devplans.forms.rows import RowForm
from devplans.models import DecisionAsked
from devplans.models.plan import DECISION_LENGTH
from localities.kit.revisions.forms import RevisedForm


class DecisionForm(RowForm):
    """What is to be decided, and for how much money."""

    class Meta(RevisedForm.Meta):
        model = DecisionAsked
        fields = ["words", "amount"]
        labels = {"words": "What is to be decided", "amount": "Amount in pounds"}
        help_texts = {
            "words": f"One thing to say yes or no to, in up to {DECISION_LENGTH} characters",
            "amount": "What it costs while the plan runs. Leave it empty where no money is asked for",
        }
        error_messages = {"words": {"required": "Enter what is to be decided"}}
