"""Where localities stand: all that the pages and files over many say of each, read for all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count, F, FilteredRelation, Q, QuerySet, Sum
from django.utils.timezone import localdate

from assessment.models import CapacityBaseline, Diagnostic, DomainAnswer, FeatureAnswer, Guide
from assessment.rules.capacity import Gap, capacity, demand
from assessment.rules.capacity_inputs import Assumptions, Baseline
from assessment.rules.checked_figures import InvalidFiguresError
from assessment.rules.decimals import known
from assessment.rules.levels import LevelResult, assess_level
from assessment.rules.scoring import FeatureState
from devplans.overview.queries.plan_figures import PlanFigures, plans_of
from devplans.overview.queries.plan_stage import PlanStage, stage_of
from localities.kit.pages.phrases import day
from localities.models import Locality

Positions = Mapping[str, int | None]


@dataclass(frozen=True)
class DemandAndCapacity:
    """Appointments a week that patients need today and that practices offer."""

    demand: Decimal
    capacity: Decimal

    @property
    def gap(self) -> Gap:
        return Gap(self.demand - self.capacity, self.demand)


class DatedLevel(NamedTuple):
    """The level by an agreed diagnostic, on the day it was agreed, and the code of its guide."""

    on: date
    level: int
    guide: str


@dataclass(frozen=True)
class LocalitySummary:
    """Where one locality stands.

    `shown` is the diagnostic that level, positions and capacity come from: the newest agreed, else the newest.
    `level` is None too where its guide has no levels. `levels` are those of every agreed diagnostic, the
    oldest first, where they were asked for.
    """

    locality: Locality
    today: date
    practices: int
    patients: int | None
    newest: Diagnostic | None
    answered: int
    shown: Diagnostic | None
    positions: Positions
    level: LevelResult | None
    capacity: DemandAndCapacity | None
    stage: PlanStage
    plan: PlanFigures | None
    levels: tuple[DatedLevel, ...] = field(default=())

    @property
    def guide(self) -> Guide | None:
        """The guide of the diagnostic shown, whole. No query."""
        return self.shown.whole_guide if self.shown else None

    @property
    def is_provisional(self) -> bool:
        """Level and positions come from a diagnostic that is not agreed."""
        return self.shown is not None and self.shown.is_editable

    @property
    def level_now(self) -> str:
        """Return "Level 1", "Working towards Level 1", or nothing: no diagnostic was started, or it has no levels."""
        if self.level is None:
            return ""
        return f"Level {self.level.level}" if self.level.level else "Working towards Level 1"

    @property
    def agreed(self) -> PlanFigures | None:
        """The figures of the plan in force: those that count. None while no version is approved."""
        return self.plan if self.plan and self.plan.is_agreed else None

    @property
    def draft(self) -> PlanFigures | None:
        """The figures of a plan of which no version is approved yet: told as such and never counted."""
        return self.plan if self.plan and not self.plan.is_agreed else None

    @property
    def diagnostic_state(self) -> str:
        if self.newest is None:
            return "Not started"
        return self.newest.get_state_display()

    @property
    def diagnostic_detail(self) -> str:
        """When it was agreed, or how much of it is answered."""
        if self.newest is None:
            return ""
        if self.newest.agreed_at:
            return day(localdate(self.newest.agreed_at))
        return f"{self.answered} of {len(self.newest.whole_guide.ordered_domains)} answered"

    @property
    def waiting(self) -> str:
        return self.stage.waiting(self.today, self.locality.commissioner_word)

    @property
    def days_waiting(self) -> int | None:
        return self.stage.days(self.today)


def summaries_of(localities: QuerySet[Locality], *, today: date, over_time: bool = False) -> list[LocalitySummary]:
    """Read where these localities stand, in order of name. Nine queries, however many there are.

    `over_time` also works out the level of every agreed diagnostic, not only the newest.
    """
    rows = list(
        localities.select_related("commissioner__system")
        .annotate(practice_count=Count("practices"), patient_count=Sum("practices__list_size"))
        .order_by("name")
    )
    diagnostics = _diagnostics(rows)
    shown = {
        pk: next((one for one in several if not one.is_editable), several[0]) for pk, several in diagnostics.items()
    }
    wanted = {one for pk, several in diagnostics.items() for one in (several if over_time else [several[0], shown[pk]])}
    positions = _positions(wanted)
    levels = _levels({*shown.values(), *(one for one in wanted if over_time and one.agreed_at)}, positions)
    capacities = _capacities(shown.values())
    plans = plans_of(rows, today=today)

    def summary(locality: Any) -> LocalitySummary:
        several = diagnostics.get(locality.pk, [])
        newest, now = (several[0], shown[locality.pk]) if several else (None, None)
        plan = plans.get(locality.pk)
        agreed_on = localdate(now.agreed_at) if now and now.agreed_at else None
        return LocalitySummary(
            locality=locality,
            today=today,
            practices=locality.practice_count,
            patients=locality.patient_count,
            newest=newest,
            answered=sum(position is not None for position in positions[newest.pk].values()) if newest else 0,
            shown=now,
            positions=positions[now.pk] if now else {},
            level=levels[now.pk] if now and levels[now.pk].standings else None,
            capacity=capacities.get(now.pk) if now else None,
            stage=_stage(plan, agreed_on),
            plan=plan,
            levels=tuple(
                DatedLevel(localdate(one.agreed_at), levels[one.pk].level, one.whole_guide.code)
                for one in reversed(several)
                if over_time and one.agreed_at
            ),
        )

    return [summary(row) for row in rows]


def _stage(found: PlanFigures | None, agreed_on: date | None) -> PlanStage:
    if found is None:
        return stage_of(None, (), in_force=None, agreed_on=agreed_on)
    return stage_of(found.plan, found.attempts, in_force=found.version, agreed_on=agreed_on)


def _diagnostics(localities: Iterable[Locality]) -> dict[int, list[Diagnostic]]:
    """Return each locality's diagnostics, the newest first."""
    found: dict[int, list[Diagnostic]] = defaultdict(list)
    by_key = {locality.pk: locality for locality in localities}
    for diagnostic in Diagnostic.objects.filter(locality__in=[*by_key]).newest_first():
        diagnostic.locality = by_key[diagnostic.locality_id]
        found[diagnostic.locality_id].append(diagnostic)
    return found


def _positions(diagnostics: Iterable[Diagnostic]) -> dict[int, dict[str, int | None]]:
    """Return positions by domain code, of several diagnostics at once."""
    every = list(diagnostics)
    codes = {domain.pk: domain.code for guide in _guides(every) for domain in guide.ordered_domains}
    found: dict[int, dict[str, int | None]] = defaultdict(dict)
    answers = DomainAnswer.objects.filter(diagnostic__in=every).order_by()
    for diagnostic, domain, position in answers.values_list("diagnostic_id", "domain_id", "position"):
        found[diagnostic][codes[domain]] = position
    return found


def _levels(diagnostics: Iterable[Diagnostic], positions: Mapping[int, Positions]) -> dict[int, LevelResult]:
    every = list(diagnostics)
    codes = {feature.pk: feature.code for guide in _guides(every) for feature in guide.ordered_features}
    states: dict[int, dict[str, FeatureState | None]] = defaultdict(dict)
    answers = FeatureAnswer.objects.filter(diagnostic__in=every).order_by()
    for diagnostic, feature, state in answers.values_list("diagnostic_id", "feature_id", "state"):
        states[diagnostic][codes[feature]] = FeatureState(state) if state else None
    return {one.pk: assess_level(one.whole_guide.level_rules, positions[one.pk], states[one.pk]) for one in every}


def _guides(diagnostics: Iterable[Diagnostic]) -> list[Guide]:
    return [Guide.objects.whole(pk) for pk in {diagnostic.guide_id for diagnostic in diagnostics}]


def _capacities(diagnostics: Iterable[Diagnostic]) -> dict[int, DemandAndCapacity]:
    """Return today's demand and capacity by diagnostic, for those whose figures are there and make sense."""
    rows: dict[int, dict[str, Any]] = {}
    changed: dict[int, dict[str, Decimal]] = defaultdict(dict)
    figures = [item.name for item in fields(Baseline)]
    are_changed = FilteredRelation("assumptions", condition=Q(assumptions__value__isnull=False))  # one of thirteen
    found = CapacityBaseline.objects.filter(diagnostic__in=list(diagnostics)).annotate(own=are_changed)
    for row in found.values("diagnostic_id", *figures, code=F("own__code"), value=F("own__value")):
        rows[row["diagnostic_id"]] = {name: row[name] for name in figures}
        if row["value"] is not None:
            changed[row["diagnostic_id"]][row["code"]] = row["value"]
    usual = Assumptions()
    worked_out = {}
    for diagnostic, row in rows.items():
        try:
            baseline, assumed = Baseline(**row), replace(usual, **changed[diagnostic]) if changed[diagnostic] else usual
        except InvalidFiguresError:
            continue
        if not baseline.missing:
            needed, offered = known(demand(baseline, assumed)), known(capacity(baseline, assumed))
            worked_out[diagnostic] = DemandAndCapacity(needed, offered)
    return worked_out
