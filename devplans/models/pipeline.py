"""The commissioners' estates pipeline as it was printed (strategy 2018): schemes, and the totals printed beside them.

Imported from a file and never edited here. Money is in £ millions. `profile_m` is capital by financial year, for
example {"2019/20": "8.48", "after 2021/22": "0.00"}; `devplans.rules.pipeline.in_order` sorts its keys.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from localities.models import Commissioner, System


class Rag(models.TextChoices):
    RED = "red", "Red"
    AMBER = "amber", "Amber"
    GREEN = "green", "Green"


class Judged(models.Model):
    """A scheme with the strategy's three judgements; empty is not judged yet."""

    source_of_capital = models.CharField(max_length=10, choices=Rag, blank=True)
    business_case = models.CharField(max_length=10, choices=Rag, blank=True)
    development_costs = models.CharField(max_length=10, choices=Rag, blank=True)

    class Meta:
        abstract = True

    @property
    def judgements(self) -> list[tuple[str, str]]:
        """What each judgement is about, and its word; "" for none."""
        return [
            (label, Rag(value).label if (value := getattr(self, name)) else "") for name, label in JUDGEMENTS.items()
        ]


JUDGEMENTS = {
    "source_of_capital": "Source of capital",
    "business_case": "Business case",
    "development_costs": "Development costs",
}


class Printed(models.Model):
    """A printed row of money; empty where the table has no such column."""

    capital_m = models.DecimalField(max_digits=9, decimal_places=2)
    annual_revenue_m = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    to_be_confirmed_m = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    profile_m = models.JSONField(default=dict)

    class Meta:
        abstract = True


class PipelineScheme(Printed, Judged):
    """A scheme of a commissioner, or its small schemes together, by the number of its row in the print."""

    commissioner = models.ForeignKey(Commissioner, on_delete=models.CASCADE, related_name="pipeline_schemes")
    row_no = models.PositiveSmallIntegerField("row in the print")
    scheme_type = models.CharField(max_length=100)

    class Meta:
        ordering = ["commissioner__name", "row_no", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commissioner", "row_no"], name="pipeline_row_once_per_commissioner"),
        ]

    def __str__(self) -> str:
        return f"{self.row_no}. {self.scheme_type}, £{self.capital_m}m"


class PipelineTotal(Printed):
    """A total that the paper prints: kept to check the schemes against, never shown in place of their sum.

    Without a commissioner it is the total of the summary.
    """

    class Table(models.TextChoices):
        OWN = "own", "Own table"
        SUMMARY = "summary", "Summary of all together"

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="pipeline_totals")
    commissioner = models.ForeignKey(Commissioner, null=True, on_delete=models.CASCADE, related_name="pipeline_totals")
    table = models.CharField(max_length=10, choices=Table)

    class Meta:
        ordering = ["commissioner__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["commissioner", "table"], name="pipeline_total_once_per_table"),
            models.UniqueConstraint(
                fields=["system", "table"], condition=Q(commissioner=None), name="pipeline_total_once_per_system"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commissioner or self.system}, {self.get_table_display()}"
