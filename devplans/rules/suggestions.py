"""What a proposal is made from and made of: the guide's actions, a locality's answers, and suggestions. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assessment.rules.scoring import FeatureState


@dataclass(frozen=True)
class GuideAction:
    """An action of the guide for one domain: the positions it moves between, its weeks, the code of an offer, and
    whether it finds out or changes something ("" where the guide does not say).
    """

    code: str
    title: str
    detail: str
    moves_from: int
    moves_to: int
    weeks: int
    owner_role: str
    support: str | None
    kind: str = ""


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
    """A level feature in the guide's words, as answered. `actions` are the codes of what puts it in place, in order;
    the last completes it.
    """

    code: str
    text: str
    state: FeatureState | None
    actions: tuple[str, ...] = ()


class Reason(StrEnum):
    """Why something is suggested, in the order of the proposal."""

    NEXT_LEVEL = "next_level"
    PRIORITY = "priority"
    TARGET = "target"
    LATER_LEVEL = "later_level"


class SuggestionKind(StrEnum):
    """An action of the guide, a feature to put in place for which the guide names no action, a domain to answer before
    anything can be suggested, or a domain that the guide's actions do not carry to what is needed.
    """

    ACTION = "action"
    FEATURE = "feature"
    ANSWER_FIRST = "answer-first"
    WRITE_YOUR_OWN = "write-your-own"


@dataclass(frozen=True)
class Suggestion:
    """One line of the proposal.

    `key` is stable from run to run: the guide action's code, "feature:<code>" or "domain:<code>". `domain_code` is the
    domain it moves on, `feature_code` the feature that asks for it: one of them is set, or both. `level` is the level
    that asks for it, None for a priority or target. `recommended` means ticked. `after` are the weeks that the stages
    before it take. To be answered first and to be written: no weeks, no due date, never ticked.
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
    after: int = 0
    due: date | None = None
    owner_role: str = ""
    support: str | None = None

    @property
    def is_action(self) -> bool:
        """Whether it can be put into the plan as it is; the others say what people have to do first."""
        return self.kind in {SuggestionKind.ACTION, SuggestionKind.FEATURE}
