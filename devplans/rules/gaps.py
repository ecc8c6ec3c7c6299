"""The gaps that a proposal closes, in its order, and the words that say why. Pure (design, section 5)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessment.rules.levels import LevelRule, Requirement, RequirementKind, assess_level
from assessment.rules.scoring import FeatureState
from devplans.rules.suggestions import DomainState, FeatureInfo, Reason

NEAREST = (FeatureState.PARTLY, FeatureState.PLANNED, FeatureState.NOT_STARTED, None)
"""Which of the missing signs to go for first."""


@dataclass(frozen=True)
class Gap:
    """Something to be closed: `needed` is the position asked for, None for a feature and a priority without a target.

    `is_ticked` says whether what closes it is recommended: of the signs that the next level wants, the nearest.
    `is_floor`: a domain that only has to leave the bottom, with as many others as are there.
    """

    reason: Reason
    kind: RequirementKind
    code: str
    level: int | None = None
    needed: int | None = None
    more_signs: int | None = None
    is_ticked: bool = False
    is_floor: bool = False


def gaps_of(
    levels: Sequence[LevelRule], domains: Sequence[DomainState], features: Sequence[FeatureInfo], target_level: int
) -> Iterator[Gap]:
    """Yield every gap in the proposal's order. The same domain may come back for a later reason that asks for more."""
    states = {feature.code: feature.state for feature in features}
    result = assess_level(levels, {domain.code: domain.position for domain in domains}, states)
    aimed_for = [standing for standing in result.standings if standing.number <= target_level]
    nearest = _nearest_signs(result.blockers, states)
    for standing in aimed_for:
        if standing.number == result.next_level:
            for blocker in standing.blockers:
                is_ticked = blocker.more_signs is None or blocker.code in nearest
                is_floor = blocker.code in levels[standing.number - 1].floor
                yield _of_level(Reason.NEXT_LEVEL, blocker, is_ticked=is_ticked, is_floor=is_floor)
    for domain in domains:
        if domain.priority and (domain.target is None or _below(domain.position, domain.target)):
            yield Gap(Reason.PRIORITY, RequirementKind.DOMAIN, domain.code, needed=domain.target, is_ticked=True)
    for domain in domains:
        if domain.target is not None and _below(domain.position, domain.target):
            yield Gap(Reason.TARGET, RequirementKind.DOMAIN, domain.code, needed=domain.target)
    for standing in aimed_for:
        if standing.number != result.next_level:
            for blocker in standing.blockers:
                yield _of_level(Reason.LATER_LEVEL, blocker, is_ticked=False)


def _of_level(reason: Reason, blocker: Requirement, *, is_ticked: bool, is_floor: bool = False) -> Gap:
    return Gap(
        reason,
        blocker.kind,
        blocker.code,
        blocker.level,
        blocker.needed,
        blocker.more_signs,
        is_ticked=is_ticked,
        is_floor=is_floor,
    )


def _nearest_signs(blockers: Sequence[Requirement], states: Mapping[str, FeatureState | None]) -> set[str]:
    signs = [blocker for blocker in blockers if blocker.more_signs is not None]
    ordered = sorted(signs, key=lambda sign: NEAREST.index(states[sign.code]))
    return {sign.code for sign in ordered[: signs[0].more_signs]} if signs else set()


def _below(position: int | None, needed: int) -> bool:
    return position is None or position < needed


def why_domain(domain: DomainState, gap: Gap) -> str:
    today = "not answered yet" if domain.position is None else f"at {domain.position} today"
    if gap.level is not None:
        return f"Level {gap.level} needs {domain.title} at {gap.needed}. It is {today}."
    if gap.reason is Reason.TARGET:
        return f"The target for {domain.title} is {gap.needed}. It is {today}."
    target = "" if gap.needed is None else f" and its target is {gap.needed}"
    return f"{domain.title} is a priority. It is {today}{target}."


def why_feature(feature: FeatureInfo, gap: Gap) -> str:
    """Why a feature is to be put in place, where the title names it."""
    return f"{_asks(gap, 'this')} It is {_today(feature)}."


def why_action(feature: FeatureInfo, gap: Gap) -> str:
    """Why an action is for a feature: named here, as its title speaks of the action."""
    named = feature.text.strip().removesuffix(".")
    return f"{_asks(gap, f'‘{named}’')} It is {_today(feature)}."


def _asks(gap: Gap, named: str) -> str:
    if gap.more_signs is None:
        return f"Level {gap.level} needs {named} in place."
    return f"Level {gap.level} needs {gap.more_signs} more of several things, and {named} is one of them."


def _today(feature: FeatureInfo) -> str:
    return f"{feature.state.label.lower()} today" if feature.state else "not answered yet"
