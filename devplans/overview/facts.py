"""What a locality's home is told from: its practices, newest diagnostic and plan, each read once."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.functional import cached_property

from assessment.models import Diagnostic, Domain, Level
from assessment.results import Answers
from devplans.models import Plan
from localities.models import Locality, Practice, User


class LocalityFacts:
    """What there is in a locality, each read once and only when asked for."""

    def __init__(self, locality: Locality, user: User) -> None:
        self.locality = locality
        self.user = user
        self.diagnostics = list(Diagnostic.objects.filter(locality=locality).newest_first().select_related("agreed_by"))

    @property
    def started(self) -> bool:
        return bool(self.diagnostics)

    @property
    def diagnostic(self) -> Diagnostic:
        """The newest. Asked for only where one was started."""
        return self.diagnostics[0]

    def may(self, permission: str) -> bool:
        return self.user.has_perm(permission, self.locality)

    @cached_property
    def practices(self) -> list[tuple[Practice, int]]:
        """The practices, each with how many domains it gave its view on in the newest diagnostic."""
        newest = self.diagnostics[:1]
        given = Count("views", filter=Q(views__diagnostic__in=newest, views__position__isnull=False))
        return [(practice, practice.given) for practice in self.locality.practices.annotate(given=given)]

    @cached_property
    def answers(self) -> Answers:
        return Answers(self.diagnostic)

    @property
    def domains(self) -> list[Domain]:
        return self.answers.guide.ordered_domains

    @cached_property
    def unanswered(self) -> list[Domain]:
        return [domain for domain in self.domains if self.answers.positions[domain.code] is None]

    @cached_property
    def unfinished_levels(self) -> list[Level]:
        """Levels with a feature that nobody has answered."""
        states = self.answers.features
        return [
            level
            for level in self.answers.guide.ordered_levels
            if any(states[feature.code] is None for feature in level.features.all())
        ]

    @cached_property
    def plan(self) -> PlanFacts | None:
        """The newest diagnostic's plan."""
        in_plan = Q(actions__removed_at__isnull=True)
        unowned = Q(actions__owner_name="") | Q(actions__due_on__isnull=True)
        unmeasured = Q(metrics__baseline__isnull=True) | Q(metrics__baseline_on__isnull=True)
        undated = Q(metrics__baseline_due_on__isnull=True) | Q(metrics__baseline_why="")
        unaimed = Q(metrics__target__isnull=True) | Q(metrics__review_on__isnull=True)
        counted = Plan.objects.filter(diagnostic=self.diagnostic).annotate(
            action_count=Count("actions", filter=in_plan, distinct=True),
            actions_to_finish=Count("actions", filter=in_plan & unowned, distinct=True),
            metric_count=Count("metrics", distinct=True),
            metrics_to_finish=Count("metrics", filter=unmeasured & undated | unaimed, distinct=True),
        )
        for plan in counted:
            return PlanFacts(plan, plan.action_count, plan.actions_to_finish, plan.metric_count, plan.metrics_to_finish)
        return None


@dataclass(frozen=True)
class PlanFacts:
    """A plan, what is in it, and how much of that still lacks an owner, a date or a number."""

    plan: Plan
    actions: int
    actions_to_finish: int
    metrics: int
    metrics_to_finish: int

    @property
    def is_written(self) -> bool:
        return bool(self.plan.summary and self.plan.biggest_moves and self.plan.decisions)
