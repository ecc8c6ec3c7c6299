"""The proposal: which actions the guide suggests for a plan, and why. Pure: no database, request or clock."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from assessment.rules.action_chains import FINDS_OUT, ROOM, Stage, stages
from assessment.rules.levels import LevelRule, RequirementKind
from devplans.rules.gaps import Gap, gaps_of, why_action, why_domain, why_feature
from devplans.rules.suggestions import DomainState, FeatureInfo, GuideAction, Suggestion, SuggestionKind

FEATURE_WEEKS = 26
"""The guide gives features no duration: half a year is this tool's working assumption, for people to change."""

MOST = 25
"""As many actions as a plan can carry: 10 to 25 is the advice (design, section 5)."""


def propose(
    *,
    levels: Sequence[LevelRule],
    domains: Sequence[DomainState],
    features: Sequence[FeatureInfo],
    target_level: int,
    start: date,
    in_plan: Collection[str],
    removed: Collection[str],
    served: Mapping[str, int] | None = None,
) -> tuple[Suggestion, ...]:
    """What the guide suggests that is not in the plan yet.

    Order: blockers of the next level (features, then domains), priorities, domains with a target above today,
    blockers of the levels further up to `target_level`. An action is listed once, for its first reason. A domain gives
    the actions of each stage up to what is needed, the later ones dated after the earlier, or one "answer it first"
    when unanswered; and one "write your own" where the guide's actions do not go that far and no action of people's own
    serves the domain. A feature not in place, or not answered, gives the actions that the guide names for it, or one
    suggestion where it names none. A level at or below today's adds nothing.

    Ticked, for each blocker of the next level and each priority: per stage the first action that finds out and the
    first that changes something (the first two, where the guide does not say), unless one of that kind is in the plan;
    for a feature the action that completes it and the first of the other kind. The floor is one blocker of many
    domains: for each of them the change alone is ticked, and in all no more than a plan can carry (`MOST`). So what is
    left out or removed is not replaced. Of missing signs as many are ticked as the level wants. A priority without a
    target counts as wanting to move on from today.

    `in_plan` and `removed` hold suggestion keys; what is in both is in the plan. `served` says where actions of
    people's own bring a domain. Due dates are `start` plus the stages before and the action's weeks. Raises
    ValueError when levels are not numbered from 1, KeyError when a level names an unknown code.
    """
    gaps = list(gaps_of(levels, domains, features, target_level))
    guide = _Guide(domains, features, start, in_plan, removed)
    asked_for = {code for gap in gaps for code in guide.ticked_for_feature(gap)}
    lines: dict[str, Suggestion] = {}
    wanted: dict[str, None] = {}
    off_the_floor: dict[str, None] = {}
    for gap in gaps:
        for line in guide.lines(gap, asked_for, served or {}):
            lines.setdefault(line.key, line)
            if line.recommended and line.key not in in_plan:
                (off_the_floor if gap.is_floor else wanted)[line.key] = None
    room = max(0, MOST - len(in_plan) - len(wanted))
    ticked = {*wanted, *[key for key in off_the_floor if key not in wanted][:room]}
    return tuple(replace(line, recommended=line.key in ticked) for line in lines.values() if line.key not in in_plan)


class _Guide:
    """A locality's answers beside the guide's actions, and what a plan has taken or thrown out of them."""

    def __init__(
        self,
        domains: Sequence[DomainState],
        features: Sequence[FeatureInfo],
        start: date,
        in_plan: Collection[str],
        removed: Collection[str],
    ) -> None:
        self.domain_of = {domain.code: domain for domain in domains}
        self.feature_of = {feature.code: feature for feature in features}
        self.action_of = {action.code: (domain, action) for domain in domains for action in domain.actions}
        self.start, self.in_plan, self.removed = start, in_plan, removed

    def ticked_for_feature(self, gap: Gap) -> list[str]:
        """The action that completes a feature and the first of the other kind: what a blocker ticks, taken or not."""
        if gap.kind is not RequirementKind.FEATURE or not gap.is_ticked:
            return []
        actions = [self.action_of[code][1] for code in self.feature_of[gap.code].actions]
        other = [action.code for action in actions if action.kind != actions[-1].kind]
        return [code for code in (*other[:1], *(action.code for action in actions[-1:])) if code not in self.removed]

    def lines(self, gap: Gap, asked_for: Collection[str], served: Mapping[str, int]) -> Iterator[Suggestion]:
        """What closes a gap. `asked_for` are the actions that blocking features tick."""
        if gap.kind is RequirementKind.FEATURE:
            yield from self._for_feature(self.feature_of[gap.code], gap)
        elif self.domain_of[gap.code].position is None:
            yield self._answer_first(self.domain_of[gap.code], gap)
        else:
            yield from self._for_domain(self.domain_of[gap.code], gap, asked_for, served)

    def _for_feature(self, feature: FeatureInfo, gap: Gap) -> Iterator[Suggestion]:
        if not feature.actions:
            yield self._put_in_place(feature, gap)
            return
        ticked = self.ticked_for_feature(gap)
        for code in feature.actions:
            domain, action = self.action_of[code]
            line = self._line(domain, action, gap, why_action(feature, gap), is_ticked=code in ticked)
            yield replace(line, feature_code=feature.code)

    def _for_domain(
        self, domain: DomainState, gap: Gap, asked_for: Collection[str], served: Mapping[str, int]
    ) -> Iterator[Suggestion]:
        today = domain.position or 0
        needed = today + 1 if gap.needed is None else gap.needed
        reached = today
        for stage in stages(domain.actions, today, needed):
            taken = {*self.in_plan, *asked_for}
            ticked = {code for code in _to_take(stage, taken, gap) if code not in self.removed}
            for action in stage.actions:
                yield self._line(domain, action, gap, why_domain(domain, gap), is_ticked=action.code in ticked)
            reached = stage.end
        if gap.needed is not None and max(reached, served.get(domain.code, 0)) < needed:
            yield self._write_your_own(domain, gap, reached)

    def _line(self, domain: DomainState, action: GuideAction, gap: Gap, why: str, *, is_ticked: bool) -> Suggestion:
        after = _weeks_before(domain, action)
        return Suggestion(
            key=action.code,
            kind=SuggestionKind.ACTION,
            title=action.title,
            detail=action.detail,
            reason=gap.reason,
            why=why,
            level=gap.level,
            removed_before=action.code in self.removed,
            recommended=is_ticked,
            domain_code=domain.code,
            weeks=action.weeks,
            after=after,
            due=self.start + timedelta(weeks=after + action.weeks),
            owner_role=action.owner_role,
            support=action.support,
        )

    def _put_in_place(self, feature: FeatureInfo, gap: Gap) -> Suggestion:
        key = f"feature:{feature.code}"
        return Suggestion(
            key=key,
            kind=SuggestionKind.FEATURE,
            title=f"Put in place: {feature.text.strip().removesuffix('.')}",
            detail="Agree what is still missing, who will lead it and how you will know that it is in place.",
            reason=gap.reason,
            why=why_feature(feature, gap),
            level=gap.level,
            removed_before=key in self.removed,
            recommended=gap.is_ticked and key not in self.removed,
            feature_code=feature.code,
            weeks=FEATURE_WEEKS,
            due=self.start + timedelta(weeks=FEATURE_WEEKS),
        )

    def _answer_first(self, domain: DomainState, gap: Gap) -> Suggestion:
        key = f"domain:{domain.code}"
        return Suggestion(
            key=key,
            kind=SuggestionKind.ANSWER_FIRST,
            title=f"Answer {domain.title} first",
            detail="Say in the diagnostic where the locality is today. The guide can then suggest what to do.",
            reason=gap.reason,
            why=why_domain(domain, gap),
            level=gap.level,
            removed_before=key in self.removed,
            domain_code=domain.code,
        )

    def _write_your_own(self, domain: DomainState, gap: Gap, reached: int) -> Suggestion:
        today = reached == domain.position
        return Suggestion(
            key=f"domain:{domain.code}",
            kind=SuggestionKind.WRITE_YOUR_OWN,
            title=f"Write your own action for {domain.title}",
            detail=f"The guide has none from {'where the locality is' if today else reached}.",
            reason=gap.reason,
            why=why_domain(domain, gap),
            level=gap.level,
            removed_before=False,
            domain_code=domain.code,
        )


def _to_take(stage: Stage[GuideAction], taken: Collection[str], gap: Gap) -> Iterator[str]:
    """What is still to take for a stage: of each kind no more than it has room for, the ones taken included."""
    if not gap.is_ticked:
        return
    for kind, first in stage.takes().items():
        if gap.is_floor and kind == FINDS_OUT:
            continue
        room = ROOM[kind] - sum(action.code in taken for action in stage.actions if action.kind == kind)
        yield from [action.code for action in first if action.code not in taken][: max(0, room)]


def _weeks_before(domain: DomainState, action: GuideAction) -> int:
    """How long the stages before an action take, from where its domain is today."""
    before = 0
    for stage in stages(domain.actions, domain.position or 1, action.moves_to):
        if action in stage.actions:
            return before
        before += stage.weeks
    return 0
