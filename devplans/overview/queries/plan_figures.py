"""What the plans of several localities come to, read for all at once: what is agreed counts, a draft does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, Exists, F, OuterRef, Q, Subquery, Sum

from assessment.rules.decimals import ZERO
from devplans.models import Action, Plan, PlanVersion, SectionChoice, StaffingLine
from devplans.rules.due_dates import SOON
from localities.models import Locality


@dataclass(frozen=True)
class PlanFigures:
    """What a locality's plan comes to, `version` in force with what was reported on it.

    Without a version in force they are a draft's: shown as such, in no total, and nothing in it is due. `plan` is the
    newest plan; the version may be of one before it. `leads_to` is the level when all that is agreed is done; None in a
    draft. Staff are full-time equivalents (FTE), the cost is pounds a year;
    None: not filled in.
    """

    plan: Plan
    attempts: Sequence[PlanVersion]
    version: PlanVersion | None
    level: int
    leads_to: int | None
    overdue: int
    due_soon: int
    extra_fte: Decimal | None
    cost_a_year: Decimal | None

    @property
    def is_agreed(self) -> bool:
        return self.version is not None


def plans_of(localities: Sequence[Locality], *, today: date) -> dict[int, PlanFigures]:
    """Return what each locality's plan comes to. Three queries, two while no plan is in force."""
    plans: dict[int, list[Any]] = defaultdict(list)
    for plan in _plans(localities):
        plans[plan.locality_id].append(plan)
    attempts: dict[int, list[PlanVersion]] = defaultdict(list)
    for version in PlanVersion.objects.without_bytes().filter(plan__locality__in=localities):
        attempts[version.plan_id].append(version)
    in_force = {locality: _in_force(several, attempts) for locality, several in plans.items()}
    of_plans = [version.plan_id for version in in_force.values() if version]
    nothing_due = Q(status=Action.Status.DONE) | Q(plan__state=Plan.State.CLOSED)
    done = set(Action.objects.filter(nothing_due, plan__in=of_plans).values_list("pk", flat=True))
    return {
        locality: _figures(several[-1], attempts[several[-1].pk], in_force[locality], done, today)
        for locality, several in plans.items()
    }


def _plans(localities: Sequence[Locality]) -> Any:
    """The plans, the newest last, with what the staff of each come to as it stands in its draft."""
    lines = StaffingLine.objects.filter(plan=OuterRef("pk"), removed_at__isnull=True).order_by().values("plan")
    money = DecimalField(max_digits=16, decimal_places=2)
    cost = Sum(F("extra_fte") * F("cost_per_fte"), output_field=money)
    not_needed = SectionChoice.objects.filter(plan=OuterRef("pk"), section="staffing", not_needed=True)
    return (
        Plan.objects.filter(locality__in=localities)
        .order_by("diagnostic__started_on", "pk")
        .annotate(
            extra_fte=Subquery(lines.annotate(sum=Sum("extra_fte")).values("sum")),
            cost_a_year=Subquery(lines.annotate(sum=cost).values("sum")),
            staff_not_needed=Exists(not_needed),
        )
    )


def _in_force(plans: Sequence[Plan], attempts: dict[int, list[PlanVersion]]) -> PlanVersion | None:
    """The version in force of the newest plan that has one."""
    every = {version.pk: version for plan in plans for version in attempts[plan.pk]}
    return next((every[plan.version_in_force_id] for plan in reversed(plans) if plan.version_in_force_id), None)


def _figures(
    plan: Any, attempts: Sequence[PlanVersion], version: PlanVersion | None, done: Collection[int], today: date
) -> PlanFigures:
    if version is None:
        staff = (ZERO, ZERO) if plan.staff_not_needed else (plan.extra_fte, plan.cost_a_year)
        return PlanFigures(plan, attempts, None, plan.target_level, None, 0, 0, *staff)
    agreed = version.agreed
    return PlanFigures(
        plan=plan,
        attempts=attempts,
        version=version,
        level=agreed.level,
        leads_to=agreed.leads_to,
        overdue=agreed.overdue(done, today=today),
        due_soon=agreed.due_soon(done, today=today, within=SOON),
        extra_fte=agreed.extra_fte,
        cost_a_year=agreed.cost_a_year,
    )
