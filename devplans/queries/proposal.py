"""Gathers what a plan and its diagnostic hold for the pure rules of `devplans.rules.proposal`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

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
class Line:
    """A suggestion as the page shows it: ticked or not, with the title of the support to ask for."""

    suggestion: Suggestion
    ticked: bool
    support: str


@dataclass(frozen=True)
class Group:
    """The suggestions that share a reason, under one heading. Those that can wait are folded away."""

    heading: str
    can_wait: bool
    lines: tuple[Line, ...]

    @property
    def is_ticked(self) -> bool:
        """Whether any of it is ticked: then it must not be out of sight."""
        return any(line.ticked for line in self.lines)


def levels_to_aim_for(diagnostic: Diagnostic) -> list[Level]:
    """Return the levels above today's, the next one first; at the top the top one, which then is to be kept."""
    answers = Answers(diagnostic)
    levels = answers.guide.ordered_levels
    return levels[answers.level.level :] or levels[-1:]


def proposal_for(plan: Plan) -> tuple[Suggestion, ...]:
    """Return what the guide suggests that is not in the plan. Three queries."""
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
        plan_start=plan.starts_on,
        in_plan={key for key, _, _, removed_at in kept if key and removed_at is None},
        removed={key for key, _, _, removed_at in kept if key and removed_at is not None},
        served={domain: reaches for _, domain, reaches, removed_at in kept if reaches and removed_at is None},
    )


def grouped(plan: Plan, suggestions: Sequence[Suggestion], ticked: Collection[str]) -> list[Group]:
    """Return the suggestions, which come in the order of their reasons, under one heading for each reason."""
    offers = {offer.code: offer.title for offer in plan.diagnostic.whole_guide.offers.all()}

    def line(one: Suggestion) -> Line:
        return Line(one, one.key in ticked, offers[one.support] if one.support else "")

    return [
        Group(
            heading=HEADINGS[reason].format(level=first.level),
            can_wait=reason in {Reason.TARGET, Reason.LATER_LEVEL},
            lines=tuple(map(line, [first, *rest])),
        )
        for reason, (first, *rest) in groupby(suggestions, key=lambda one: one.reason)
    ]


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
