"""What a plan still lacks before it can be submitted, as tasks with links: asked by the page and by the service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from devplans.models import Plan
from devplans.pages.actions import reasons_of
from devplans.queries.readiness import what_is_missing
from devplans.queries.whole_plan import WholePlan


@dataclass(frozen=True)
class MissingTask:
    """Something that is missing, and the page on which it is mended."""

    text: str
    url: str


def missing_for_submission(plan: Plan) -> list[MissingTask]:
    """Return what is missing, in the order of the plan; nothing when it can be submitted."""
    lacks = what_is_missing(WholePlan(plan), reasons_of(plan))
    pages = (
        MissingTask(one.words, reverse(one.page, args=[plan.pk, one.row] if one.row else [plan.pk])) for one in lacks
    )
    return [*_diagnostic(plan), *pages]


def _diagnostic(plan: Plan) -> Iterator[MissingTask]:
    if plan.diagnostic.is_editable:
        url = reverse("agree", args=[plan.diagnostic_id])
        yield MissingTask("The diagnostic is open again. Agree it, so that the plan rests on what is agreed", url)
