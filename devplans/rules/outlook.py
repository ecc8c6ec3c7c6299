"""What a plan leads to when all of it is done: positions, features and the level. Pure (design, section 5)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessment.rules.action_chains import Moves, reach
from assessment.rules.levels import LevelResult, LevelRule, RequirementKind, assess_level, requirements_of
from assessment.rules.scoring import FeatureState


@dataclass(frozen=True)
class PlannedAction:
    """An action of a plan: the code and the moves of the guide's action that it came from, and what it serves.

    People's own actions have neither code nor moves: one for a domain carries it to what the level aimed for needs.
    """

    code: str = ""
    domain: str = ""
    feature: str = ""
    moves: Moves | None = None


@dataclass(frozen=True)
class Answers:
    """Positions by domain code and states by feature code; what is absent or None is not answered."""

    positions: Mapping[str, int | None]
    states: Mapping[str, FeatureState | None]

    def level(self, rules: Sequence[LevelRule]) -> LevelResult:
        return assess_level(rules, self.positions, self.states)


def outlook(
    answers: Answers,
    actions: Sequence[PlannedAction],
    rules: Sequence[LevelRule],
    *,
    target_level: int,
    completed_by: Mapping[str, str],
) -> Answers:
    """The answers that a locality could give when all actions are done; none is lower than today's.

    `completed_by` is the code of the action that completes a feature. What only finds out moves no domain, and an
    unanswered domain stays so unless people have an action of their own for it.
    """
    aimed_for = [rule for rule in rules if rule.number <= target_level]
    return Answers(
        positions={
            code: _reached(position, code, actions, max((rule.positions.get(code, 0) for rule in aimed_for), default=0))
            for code, position in answers.positions.items()
        },
        states={
            code: FeatureState.IN_PLACE if _delivers(code, actions, completed_by.get(code)) else state
            for code, state in answers.states.items()
        },
    )


def _reached(position: int | None, domain: str, actions: Sequence[PlannedAction], needed: int) -> int | None:
    serving = [action for action in actions if action.domain == domain]
    if needed and any(action.moves is None for action in serving):
        return max(position or 0, needed)
    if position is None:
        return None
    return reach([action.moves for action in serving if action.moves], position)


def _delivers(feature: str, actions: Sequence[PlannedAction], completing: str | None) -> bool:
    return any(action.feature == feature or (completing and action.code == completing) for action in actions)


def lacking(answers: Answers, rules: Sequence[LevelRule], target_level: int) -> tuple[str, ...]:
    """The codes of what the levels up to the target still lack, once each: features, then domains.

    Of missing signs as many as are wanted: the first in the guide's order stand for all.
    """
    return tuple(dict.fromkeys([*_features(answers, rules, target_level), *_domains(answers, rules, target_level)]))


def _features(answers: Answers, rules: Sequence[LevelRule], target_level: int) -> Iterator[str]:
    for rule in rules[:target_level]:
        asked = requirements_of(rule, answers.positions, answers.states)
        unmet = [one for one in asked if one.kind is RequirementKind.FEATURE and not one.met]
        signs = [one.code for one in unmet if one.more_signs is not None]
        enough = signs[: next((one.more_signs for one in unmet if one.more_signs is not None), 0)]
        yield from (one.code for one in unmet if one.more_signs is None or one.code in enough)


def _domains(answers: Answers, rules: Sequence[LevelRule], target_level: int) -> Iterator[str]:
    for rule in rules[:target_level]:
        asked = requirements_of(rule, answers.positions, answers.states)
        yield from (one.code for one in asked if one.kind is RequirementKind.DOMAIN and not one.met)
