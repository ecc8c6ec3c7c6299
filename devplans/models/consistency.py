"""Why two figures of a plan may differ: the answer to what the consistency rule asks."""

from __future__ import annotations

from django.db import models

from devplans.models.plan import Plan
from localities.kit.revisions.history import History
from localities.kit.revisions.rows import Revised

WHY_LENGTH = 500


class ConsistencyAnswer(Revised):
    """The reason why a finding (its key) stays. It counts for the figures it was given for and for no others."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="consistency_answers")
    finding = models.CharField(max_length=200, editable=False)
    figures = models.TextField(blank=True, editable=False)
    why = models.TextField("why both are right", blank=True, max_length=WHY_LENGTH)

    history = History()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["plan", "finding"], name="consistency_answer_once")]

    def __str__(self) -> str:
        return self.finding
