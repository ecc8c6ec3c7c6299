"""The weekly e-mail to locality leads: actions that are due in the next 14 days, and those overdue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from devplans.document.in_force import agreed_actions
from devplans.document.plan import from_json
from devplans.models import Action, Plan, PlanVersion
from localities.kit.mail.outbox import Topic, write_email
from localities.models import Role, User

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
    the day their first version is approved until they are closed, with what that version says is due.
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


def _reminders(today: date) -> Iterator[Reminder]:
    """The plans in force with something due; of two of a locality the one that started later. Three queries."""
    in_force = Plan.objects.filter(version_in_force__isnull=False).exclude(state=Plan.State.CLOSED)
    with_figures = in_force.select_related("locality", "version_in_force").defer(
        "version_in_force__content", "version_in_force__pdf"
    )
    open_actions = Prefetch("actions", Action.objects.exclude(status=Action.Status.DONE), to_attr="open")
    plans = {plan.locality_id: plan for plan in with_figures.prefetch_related(open_actions).order_by("starts_on")}
    due: dict[Any, Plan] = {
        plan.version_in_force_id: plan for plan in plans.values() if _has_something_due(plan, today)
    }
    contents = PlanVersion.objects.filter(pk__in=due).order_by().values_list("pk", "content")
    for version, content in contents.iterator():
        yield _reminder(due[version], content, today)


def _has_something_due(plan: Any, today: date) -> bool:
    rows = {action.pk for action in plan.open}
    return any(due and due <= today + SOON and key in rows for key, due in plan.version_in_force.agreed.dues.items())


def _reminder(plan: Any, content: str, today: date) -> Reminder:
    actions = agreed_actions(from_json(content), {action.pk: action for action in plan.open})
    due = [action for action in actions if action.due_on and action.due_on <= today + SOON]
    overdue = [action for action in due if action.days_overdue(today)]
    return Reminder(plan, overdue, due[len(overdue) :])


def _leads(localities: Iterable[int]) -> Mapping[User, list[int]]:
    leads: dict[User, list[int]] = defaultdict(list)
    roles = Role.objects.filter(kind=Role.Kind.LOCALITY_LEAD, locality__in=list(localities), user__is_active=True)
    for role in roles.select_related("user").order_by("locality__name"):
        assert role.locality_id  # noqa: S101  the query asked for it
        leads[role.user].append(role.locality_id)
    return leads
