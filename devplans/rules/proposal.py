"""The proposal: which actions the guide suggests for a plan, and why. Pure: no database, request or clock."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from assessment.rules.scoring import FeatureState, LevelRule, RequirementKind, assess_level, requirements_of

FEATURE_WEEKS = 26
"""The guide gives features no duration: half a year is this tool's working assumption, for people to change."""

RECOMMENDED_PER_DOMAIN = 2
"""Keeps a plan near the 10 to 25 actions it can carry: a level may be blocked by ten domains at once."""


@dataclass(frozen=True)
class GuideAction:
    """An action of the guide for one domain: the positions it moves between, its weeks, and the code of an offer."""

    code: str
    title: str
    detail: str
    moves_from: int
    moves_to: int
    weeks: int
    owner_role: str
    support: str | None


@dataclass(frozen=True)
class DomainState:
    """A domain as answered, with the guide's actions in the guide's order. None means not answered or no target."""

    code: str
    title: str
    position: int | None
    target: int | None
    priority: bool
    actions: tuple[GuideAction, ...]


@dataclass(frozen=True)
class FeatureInfo:
    """A level feature in the guide's words, as answered."""

    code: str
    text: str
    state: FeatureState | None


class Reason(StrEnum):
    """Why something is suggested, in the order of the proposal."""

    NEXT_LEVEL = "next_level"
    PRIORITY = "priority"
    TARGET = "target"
    LATER_LEVEL = "later_level"


class SuggestionKind(StrEnum):
    """An action of the guide, a feature to put in place, a domain to answer before anything can be suggested, or a
    domain for which the guide has no action from where it is.
    """

    ACTION = "action"
    FEATURE = "feature"
    ANSWER_FIRST = "answer-first"
    WRITE_YOUR_OWN = "write-your-own"


@dataclass(frozen=True)
class Suggestion:
    """One line of the proposal.

    `key` is stable from run to run: the guide action's code, "feature:<code>" or "domain:<code>". Exactly one of
    `domain_code` and `feature_code` is set. `level` is the level that asks for it, None for a priority or target.
    `recommended` means ticked. To be answered first and to be written: no weeks, no due date, never ticked.
    """

    key: str
    kind: SuggestionKind
    title: str
    detail: str
    reason: Reason
    why: str
    level: int | None
    removed_before: bool
    recommended: bool = False
    domain_code: str | None = None
    feature_code: str | None = None
    weeks: int | None = None
    due: date | None = None
    owner_role: str = ""
    support: str | None = None

    @property
    def is_action(self) -> bool:
        """Whether it can be put into the plan as it is; the others say what people have to do first."""
        return self.kind in {SuggestionKind.ACTION, SuggestionKind.FEATURE}


@dataclass(frozen=True)
class _Need:
    """A gap to close: `needed` is the position asked for, None for a feature and for a priority without a target."""

    reason: Reason
    kind: RequirementKind
    code: str
    level: int | None = None
    needed: int | None = None


def bridges(action: GuideAction, position: int) -> bool:
    """Whether an action starts at or below today's position and leads beyond it.

    Where there is a gap (today below the position needed) such an action also starts below what is needed.
    """
    return action.moves_from <= position < action.moves_to


def propose(
    *,
    levels: Sequence[LevelRule],
    domains: Sequence[DomainState],
    features: Sequence[FeatureInfo],
    target_level: int,
    plan_start: date,
    in_plan: Collection[str],
    removed: Collection[str],
    served: Collection[str] = (),
) -> tuple[Suggestion, ...]:
    """What the guide suggests that is not in the plan yet.

    Order: blockers of the next level (features, then domains), priorities, domains with a target above today,
    blockers of the levels further up to `target_level`. A domain or feature is listed once, for its first reason.
    Domains give their bridging actions in the guide's order, or one "answer it first" when unanswered, or one "write
    your own" where the guide has no such action and none in the plan serves the domain; a feature not in place, or
    not answered, gives one suggestion. A level at or below today's adds nothing.

    Ticked: each feature of the next level, and of each next-level blocker or priority domain those among its
    first two bridging actions that bring it to no more than two, the ones in the plan included. So an action left
    out or removed is not replaced by the third. A priority without a target counts as wanting to move on from today.

    `in_plan` and `removed` hold suggestion keys; what is in both is in the plan. `served` holds the domains that
    actions in the plan are for, whoever wrote them. Due dates are `plan_start` plus
    weeks. Raises ValueError when levels are not numbered from 1, KeyError when a level names an unknown code.
    """
    domain_of = {domain.code: domain for domain in domains}
    feature_of = {feature.code: feature for feature in features}
    needs: dict[tuple[RequirementKind, str], _Need] = {}
    for need in _needs(levels, domains, features, target_level):
        needs.setdefault((need.kind, need.code), need)

    def lines() -> Iterator[Suggestion]:
        for need in needs.values():
            if need.kind is RequirementKind.FEATURE:
                yield _feature_line(feature_of[need.code], need, plan_start, removed)
            else:
                domain = domain_of[need.code]
                if need.needed is None or not _lacks_actions(domain):
                    yield from _domain_lines(domain, need, plan_start, in_plan, removed)
                elif domain.code not in served:
                    yield _line_to_write(domain, need)

    return tuple(line for line in lines() if line.key not in in_plan)


def _needs(
    levels: Sequence[LevelRule], domains: Sequence[DomainState], features: Sequence[FeatureInfo], target_level: int
) -> Iterator[_Need]:
    """Every gap in the proposal's order. The same domain may come back for a later reason."""
    positions = {domain.code: domain.position for domain in domains}
    states = {feature.code: feature.state for feature in features}
    next_level = assess_level(levels, positions, states).next_level
    blockers = [
        requirement
        for rule in levels
        if rule.number <= target_level
        for requirement in requirements_of(rule, positions, states)
        if not requirement.met
    ]
    for blocker in blockers:
        if blocker.level == next_level:
            yield _Need(Reason.NEXT_LEVEL, blocker.kind, blocker.code, blocker.level, blocker.needed)
    for domain in domains:
        if domain.priority and (domain.target is None or _below(domain.position, domain.target)):
            yield _Need(Reason.PRIORITY, RequirementKind.DOMAIN, domain.code, needed=domain.target)
    for domain in domains:
        if domain.target is not None and _below(domain.position, domain.target):
            yield _Need(Reason.TARGET, RequirementKind.DOMAIN, domain.code, needed=domain.target)
    for blocker in blockers:
        if blocker.level != next_level:
            yield _Need(Reason.LATER_LEVEL, blocker.kind, blocker.code, blocker.level, blocker.needed)


def _below(position: int | None, needed: int) -> bool:
    return position is None or position < needed


def _lacks_actions(domain: DomainState) -> bool:
    """Whether the guide has no action from where the domain is."""
    return domain.position is not None and not any(bridges(action, domain.position) for action in domain.actions)


def _line_to_write(domain: DomainState, need: _Need) -> Suggestion:
    return Suggestion(
        key=f"domain:{domain.code}",
        kind=SuggestionKind.WRITE_YOUR_OWN,
        title=f"Write your own action for {domain.title}",
        detail="The guide has none from where the locality is.",
        reason=need.reason,
        why=_why_domain(domain, need),
        level=need.level,
        removed_before=False,
        domain_code=domain.code,
    )


def _domain_lines(
    domain: DomainState, need: _Need, plan_start: date, in_plan: Collection[str], removed: Collection[str]
) -> Iterator[Suggestion]:
    if domain.position is None:
        key = f"domain:{domain.code}"
        yield Suggestion(
            key=key,
            kind=SuggestionKind.ANSWER_FIRST,
            title=f"Answer {domain.title} first",
            detail="Say in the diagnostic where the locality is today. The guide can then suggest what to do.",
            reason=need.reason,
            why=_why_domain(domain, need),
            level=need.level,
            removed_before=key in removed,
            domain_code=domain.code,
        )
        return
    bridging = [action for action in domain.actions if bridges(action, domain.position)]
    ticked = _ticked(bridging, in_plan, removed) if need.reason in {Reason.NEXT_LEVEL, Reason.PRIORITY} else []
    for action in bridging:
        yield Suggestion(
            key=action.code,
            kind=SuggestionKind.ACTION,
            title=action.title,
            detail=action.detail,
            reason=need.reason,
            why=_why_domain(domain, need),
            level=need.level,
            removed_before=action.code in removed,
            recommended=action.code in ticked,
            domain_code=domain.code,
            weeks=action.weeks,
            due=plan_start + timedelta(weeks=action.weeks),
            owner_role=action.owner_role,
            support=action.support,
        )


def _ticked(bridging: Sequence[GuideAction], in_plan: Collection[str], removed: Collection[str]) -> list[str]:
    room = max(0, RECOMMENDED_PER_DOMAIN - sum(action.code in in_plan for action in bridging))
    first = [action.code for action in bridging[:RECOMMENDED_PER_DOMAIN]]
    return [code for code in first if code not in in_plan and code not in removed][:room]


def _feature_line(feature: FeatureInfo, need: _Need, plan_start: date, removed: Collection[str]) -> Suggestion:
    key = f"feature:{feature.code}"
    today = f"{feature.state.label.lower()} today" if feature.state else "not answered yet"
    return Suggestion(
        key=key,
        kind=SuggestionKind.FEATURE,
        title=f"Put in place: {feature.text.strip().removesuffix('.')}",
        detail="Agree what is still missing, who will lead it and how you will know that it is in place.",
        reason=need.reason,
        why=f"Level {need.level} needs this in place. It is {today}.",
        level=need.level,
        removed_before=key in removed,
        recommended=need.reason is Reason.NEXT_LEVEL and key not in removed,
        feature_code=feature.code,
        weeks=FEATURE_WEEKS,
        due=plan_start + timedelta(weeks=FEATURE_WEEKS),
    )


def _why_domain(domain: DomainState, need: _Need) -> str:
    today = "not answered yet" if domain.position is None else f"at {domain.position} today"
    if need.level is not None:
        return f"Level {need.level} needs {domain.title} at {need.needed}. It is {today}."
    if need.reason is Reason.TARGET:
        return f"The target for {domain.title} is {need.needed}. It is {today}."
    target = "" if need.needed is None else f" and its target is {need.needed}"
    return f"{domain.title} is a priority. It is {today}{target}."
