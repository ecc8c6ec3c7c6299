"""What a locality's home is told from: its practices, newest diagnostic and plan, each read once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.timezone import localdate

from assessment.models import Diagnostic, Domain, Level
from assessment.queries.capacity_today import CapacityToday, capacity_today
from assessment.queries.result import Answers
from devplans.models import Action, DecisionAsked, Plan, PlanVersion
from devplans.overview.queries.plan_stage import PlanStage, stage_of
from devplans.queries.readiness import PlanProgress, plan_progress
from devplans.rules.agreed_figures import AgreedFigures
from localities.models import Locality, Practice, User


class LocalityFacts:
    """What there is in a locality, each read once and only when asked for."""

    def __init__(self, locality: Locality, user: User) -> None:
        self.locality = locality
        self.user = user
        found = locality.diagnostics.newest_first()
        self.diagnostics = list(found.select_related("agreed_by", "plan"))

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

    @cached_property
    def capacity(self) -> CapacityToday:
        """Today's demand and capacity; a plan has read it already."""
        return self.plan.found.whole.today if self.plan else capacity_today(self.diagnostic)

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
            for level in self.answers.guide.levels_to_answer
            if any(states[feature.code] is None for feature in level.features.all())
        ]

    @cached_property
    def plan(self) -> LocalityPlan | None:
        """The newest diagnostic's plan. One query; none where there is no plan."""
        plan: Plan | None = getattr(self.diagnostic, "plan", None)
        if plan is None:
            return None
        plan.diagnostic, plan.locality = self.diagnostic, self.locality
        return LocalityPlan(plan, plan_progress(plan, self.answers))


@dataclass(frozen=True)
class AgreedProgress:
    """The actions of the version in force: how many, how many are reported as done, and how many are late."""

    agreed: AgreedFigures
    keys_done: Collection[int]

    @property
    def actions(self) -> int:
        return len(self.agreed.dues)

    @property
    def done(self) -> int:
        return sum(key in self.keys_done for key in self.agreed.dues)

    @property
    def overdue(self) -> int:
        return self.agreed.overdue(self.keys_done, today=localdate())


@dataclass(frozen=True)
class LocalityPlan:
    """The plan of a locality, what is in it, and how much of that still lacks an owner, a date or a number."""

    plan: Plan
    found: PlanProgress

    @cached_property
    def stage(self) -> PlanStage:
        agreed_at = self.plan.diagnostic.agreed_at
        agreed_on = localdate(agreed_at) if agreed_at else None
        return stage_of(self.plan, self.found.whole.attempts, in_force=self.version_in_force, agreed_on=agreed_on)

    @property
    def version_in_force(self) -> PlanVersion | None:
        return next(
            (attempt for attempt in self.found.whole.attempts if attempt.pk == self.plan.version_in_force_id), None
        )

    @property
    def newest(self) -> PlanVersion | None:
        """The newest attempt."""
        return next(iter(self.found.whole.attempts), None)

    @property
    def actions(self) -> int:
        """How many are in the draft."""
        return len(self.found.whole.actions)

    @cached_property
    def progress(self) -> AgreedProgress | None:
        """How the version in force goes; None while there is none."""
        version = self.version_in_force
        if version is None:
            return None
        done = Action.objects.filter(plan=self.plan, status=Action.Status.DONE).values_list("pk", flat=True)
        return AgreedProgress(version.agreed, frozenset(done))

    @property
    def actions_to_finish(self) -> int:
        return sum(not action.is_settled for action in self.found.whole.actions)

    @property
    def metrics(self) -> int:
        return len(self.found.whole.metrics)

    @property
    def metrics_to_finish(self) -> int:
        return sum(bool(row.missing) for row in self.found.whole.metrics)

    @property
    def missing(self) -> int:
        """How many things it lacks before it can be submitted."""
        return len(self.found.missing)

    @property
    def is_written(self) -> bool:
        words = self.plan.summary and self.plan.biggest_moves
        return bool(words and self.found.whole.rows_of(DecisionAsked))
