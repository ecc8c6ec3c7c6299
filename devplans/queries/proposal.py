"""Gathers what a plan and its diagnostic hold for the pure rules of `devplans.rules.proposal`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone

from assessment.models import Diagnostic, Domain, DomainAnswer, Level
from assessment.queries.result import Answers
from devplans.models import Plan
from devplans.rules.proposal import propose
from devplans.rules.suggestions import DomainState, FeatureInfo, GuideAction, Reason, Suggestion

HEADINGS: Mapping[Reason, str] = {
    Reason.NEXT_LEVEL: "What keeps us from Level {level}",
    Reason.PRIORITY: "Our priorities",
    Reason.TARGET: "Other targets",
    Reason.LATER_LEVEL: "Later levels",
}


@dataclass(frozen=True)
class Need:
    """What asks for actions, and what is suggested for it. `name` is the need's own among all of a proposal."""

    name: str
    why: str
    suggestions: tuple[Suggestion, ...]

    @property
    def actions(self) -> list[Suggestion]:
        """What can be put into the plan as it is."""
        return [one for one in self.suggestions if one.is_action]

    @property
    def to_do_first(self) -> list[Suggestion]:
        """What people have to answer or to write themselves."""
        return [one for one in self.suggestions if not one.is_action]


@dataclass(frozen=True)
class Group:
    """The needs that share a reason, under one heading. Those that can wait are folded away."""

    heading: str
    can_wait: bool
    needs: tuple[Need, ...]

    @property
    def suggestions(self) -> list[Suggestion]:
        return [one for need in self.needs for one in need.suggestions]

    def is_ticked(self, keys: Collection[str]) -> bool:
        """Whether any of it is ticked: then it must not be out of sight."""
        return any(one.key in keys for one in self.suggestions)


def levels_to_aim_for(diagnostic: Diagnostic) -> list[Level]:
    """Return the levels above today's, the next one first; at the top the top one, which then is to be kept."""
    answers = Answers(diagnostic)
    levels = answers.guide.ordered_levels
    return levels[answers.level.level :] or levels[-1:]


def proposal_for(plan: Plan) -> tuple[Suggestion, ...]:
    """Return what the guide suggests that is not in the plan. Three queries.

    What is added to a plan under way starts today, so that nothing is suggested for a day that is over. A plan whose
    period is over keeps its start: dates after its end would contradict it.
    """
    today = timezone.localdate()
    answers = Answers(plan.diagnostic)
    guide = answers.guide
    kept = list(plan.actions.values_list("suggestion", "domain__code", "reaches", "removed_at").order_by("reaches"))
    return propose(
        levels=guide.level_rules,
        domains=[_domain_state(domain, answers.by_domain[domain.code]) for domain in guide.ordered_domains],
        features=[
            FeatureInfo(feature.code, feature.text, answers.features[feature.code], tuple(feature.actions))
            for feature in guide.ordered_features
        ],
        target_level=plan.target_level,
        start=today if plan.starts_on < today <= plan.ends_on else plan.starts_on,
        in_plan={key for key, _, _, removed_at in kept if key and removed_at is None},
        removed={key for key, _, _, removed_at in kept if key and removed_at is not None},
        served={domain: reaches for _, domain, reaches, removed_at in kept if reaches and removed_at is None},
    )


def grouped(suggestions: Sequence[Suggestion]) -> list[Group]:
    """Return the suggestions, which come in the order of their reasons, under one heading for each reason."""
    return [
        _group(reason, HEADINGS[reason].format(level=first.level), [first, *rest])
        for reason, (first, *rest) in groupby(suggestions, key=lambda one: one.reason)
    ]


def _group(reason: Reason, heading: str, suggestions: Sequence[Suggestion]) -> Group:
    by_why: dict[str, list[Suggestion]] = {}
    for suggestion in suggestions:
        by_why.setdefault(suggestion.why, []).append(suggestion)
    needs = tuple(Need(f"{heading}: {why}", why, tuple(same)) for why, same in by_why.items())
    return Group(heading, can_wait=reason in {Reason.TARGET, Reason.LATER_LEVEL}, needs=needs)


def _domain_state(domain: Domain, answer: DomainAnswer) -> DomainState:
    return DomainState(
        code=domain.code,
        title=domain.title,
        position=answer.position,
        target=answer.target,
        priority=answer.priority,
        actions=tuple(
            GuideAction(
                code=action.code,
                title=action.title,
                detail=action.detail,
                moves_from=action.moves_from,
                moves_to=action.moves_to,
                weeks=action.weeks,
                owner_role=action.owner_role,
                support=action.support.code if action.support else None,
                kind=action.kind,
            )
            for action in domain.suggested_actions.all()
        ),
    )
