"""What a plan leads to when all of it is done: positions, features and the level. Pure (design, section 5)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessment.rules.action_chains import CHANGES, Moves, reach
from assessment.rules.levels import LevelResult, LevelRule, RequirementKind, assess_level, requirements_of
from assessment.rules.scoring import FeatureState


@dataclass(frozen=True)
class OwnMove:
    """How far people say that an action of their own brings its domain, wherever that stands today."""

    moves_to: int
    moves_from: int = 0
    weeks: int = 0
    kind: str = CHANGES


@dataclass(frozen=True)
class PlannedAction:
    """An action of a plan: the code of the guide's action that it came from, what it serves, and how it moves that.

    People's own actions have no code, and move only what people say that they do.
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
    *,
    completed_by: Mapping[str, str],
) -> Answers:
    """The answers that a locality could give when all actions are done; none is lower than today's.

    `completed_by` is the code of the action that completes a feature. What only finds out moves no domain, and an
    unanswered domain stays so unless people have an action of their own that says where it brings it.
    """
    return Answers(
        positions={code: _reached(position, code, actions) for code, position in answers.positions.items()},
        states={
            code: FeatureState.IN_PLACE if _delivers(code, actions, completed_by.get(code)) else state
            for code, state in answers.states.items()
        },
    )


def _reached(position: int | None, domain: str, actions: Sequence[PlannedAction]) -> int | None:
    moves = [action.moves for action in actions if action.domain == domain and action.moves]
    return reach(moves, position or 0) or None


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
