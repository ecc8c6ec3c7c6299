"""The weekly e-mail to locality leads: actions that are due in the next 14 days, and those overdue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Prefetch

from devplans.models import Action, Plan
from localities.models import Role, User
from localities.outbox import Topic, write_email

SOON = timedelta(days=14)


@dataclass(frozen=True)
class Reminder:
    """What is to be looked at in one locality's plan, by due date."""

    plan: Plan
    overdue: Sequence[Action]
    due_soon: Sequence[Action]

    @property
    def count(self) -> int:
        return len(self.overdue) + len(self.due_soon)


def write_reminders(today: date) -> int:
    """Put one e-mail for each lead with something due into the outbox; returns how many. A week has one for each.

    It goes to the locality's leads, because who owns an action is a name and need not have an account. Plans count from
    the day their first version is approved until they are closed.
    """
    reminders = {reminder.plan.locality_id: reminder for reminder in _reminders(today)}
    year, week, _ = today.isocalendar()
    written = 0
    for lead, localities in _leads(reminders).items():
        own = [reminders[locality] for locality in localities]
        context = {"reminders": own, "today": today, "count": sum(reminder.count for reminder in own)}
        key = f"reminder-{lead.pk}-{year}-{week:02}"
        with transaction.atomic():
            written += bool(write_email(lead, Topic.REMINDERS, "reminder", context, key=key, at_once=False))
    return written


def _reminders(today: date) -> Iterable[Reminder]:
    open_actions = Action.objects.in_plan().exclude(status=Action.Status.DONE).filter(due_on__lte=today + SOON)
    plans = Plan.objects.filter(version_in_force__isnull=False).exclude(state=Plan.State.CLOSED)
    due = Prefetch("actions", queryset=open_actions.order_by("due_on", "order", "pk"), to_attr="due")
    for plan in plans.select_related("locality").prefetch_related(due):
        if plan.due:
            overdue = [action for action in plan.due if action.days_overdue(today)]
            yield Reminder(plan, overdue, plan.due[len(overdue) :])


def _leads(localities: Iterable[int]) -> Mapping[User, list[int]]:
    leads: dict[User, list[int]] = defaultdict(list)
    roles = Role.objects.filter(kind=Role.Kind.LOCALITY_LEAD, locality__in=list(localities), user__is_active=True)
    for role in roles.select_related("user").order_by("locality__name"):
        assert role.locality_id  # noqa: S101  the query asked for it
        leads[role.user].append(role.locality_id)
    return leads
