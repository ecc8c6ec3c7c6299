"""What the pages of delivery have in common."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from devplans.models import Plan
from localities.kit.access import person

REPORT, SMALL_NUMBERS = "devplans.report_progress", "devplans.see_small_numbers"


def may_report(request: HttpRequest, plan: Plan) -> bool:
    """Whether this person may report on the plan, and it takes reports now."""
    return plan.takes_progress and person(request).has_perm(REPORT, plan)


def under_progress(plan: Plan, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The pages between a plan and one below its progress."""
    return (("Progress", reverse("progress", args=[plan.pk])), *more)
