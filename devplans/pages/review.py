"""What the review page shows: the newest attempt section by section, what changed since another, and the comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.template.loader import select_template
from django.utils import timezone
from django.utils.functional import cached_property

from devplans.document.compare import ABOUT, Difference, compare
from devplans.document.in_words import read
from devplans.document.plan import from_json
from devplans.document.sections import NumberedSection, sections_of
from devplans.models import Comment, Plan, PlanVersion
from devplans.rules.sections import SECTIONS


@dataclass(frozen=True)
class Against:
    """An attempt that the newest can be compared with, in words."""

    version: PlanVersion
    words: str


@dataclass(frozen=True)
class ReviewSection:
    """A section of the attempt with all that is said about it. `is_open` shows its content without asking: where
    something changed or was said, and the plan on a page, which the rest follows from.
    """

    code: str
    heading: str
    content: object
    differences: tuple[Difference, ...]
    comments: tuple[Comment, ...]
    is_open: bool

    @property
    def template(self) -> str:
        """Its own template on the page, or the one that shows whatever a section holds."""
        own = f"devplans/review/{self.code}.html"
        return select_template([own, "devplans/review/section.html"]).template.name

    @cached_property
    def parts(self) -> tuple[object, ...]:
        return read(self.content)

    @property
    def open_comments(self) -> int:
        return sum(comment.resolved_at is None for comment in self.comments)


class Review:
    """The newest attempt of a plan, compared with `against`: the key of an earlier attempt.

    Without one it is the last attempt that the commissioner decided on: a submission that was withdrawn and made again
    hides nothing of what changed since. Before a first decision there is nothing to compare with unless people ask.
    """

    def __init__(self, plan: Plan, *, against: str = "", all_open: bool = False) -> None:
        self.plan = plan
        self.all_open = all_open
        self.attempts = list(plan.versions.without_bytes().prefetch_related("sign_offs"))
        self.newest: PlanVersion | None = self.attempts[0] if self.attempts else None
        self.choices = [Against(attempt, _in_words(attempt)) for attempt in self.attempts[1:]]
        asked = next((choice for choice in self.choices if str(choice.version.pk) == against), None)
        self.against = asked or next((choice for choice in self.choices if choice.version.is_decided), None)

    @property
    def others(self) -> list[Against]:
        """The attempts that it can be compared with besides."""
        return [choice for choice in self.choices if choice is not self.against]

    @cached_property
    def _contents(self) -> Mapping[int, str]:
        keys = [one.pk for one in (self.newest, self.against and self.against.version) if one]
        return dict(self.plan.versions.filter(pk__in=keys).values_list("pk", "content"))

    @cached_property
    def differences(self) -> Mapping[str, tuple[Difference, ...]]:
        """By the code of the section."""
        if not (self.newest and self.against):
            return {}
        return compare(from_json(self._contents[self.against.version.pk]), from_json(self._contents[self.newest.pk]))

    @property
    def about(self) -> tuple[Difference, ...]:
        """Differences outside the sections: level, period, practices."""
        return self.differences.get(ABOUT, ())

    @cached_property
    def sections(self) -> list[ReviewSection]:
        if self.newest is None:
            return []
        self.document = from_json(self._contents[self.newest.pk])
        said: dict[str, list[Comment]] = defaultdict(list)
        for comment in self.plan.comments.select_related("author", "resolved_by"):
            said[comment.section].append(comment)
        return [self._section(numbered, said[numbered.section.code]) for numbered in sections_of(self.document)]

    def _section(self, numbered: NumberedSection, comments: Sequence[Comment]) -> ReviewSection:
        code = numbered.section.code
        differences = self.differences.get(code, ())
        return ReviewSection(
            code=code,
            heading=numbered.heading,
            content=getattr(self.document, code),
            differences=differences,
            comments=tuple(comments),
            is_open=self.all_open or bool(differences or comments) or code == SECTIONS[0].code,
        )

    @property
    def changed(self) -> list[ReviewSection]:
        return [section for section in self.sections if section.differences]

    @property
    def commented(self) -> list[ReviewSection]:
        """The sections with a comment that is not settled."""
        return [section for section in self.sections if section.open_comments]

    @property
    def open_comments(self) -> int:
        return sum(section.open_comments for section in self.sections)


def _in_words(version: PlanVersion) -> str:
    """Which attempt it is and what became of it: several of one day are told apart by number and time."""
    name = f"version {version.number}, submission {version.attempt}"
    if version.approved_at:
        return f"{name}, approved on {_moment(version.approved_at)}"
    if version.ended_at:
        return f"{name}, {version.get_ended_as_display().lower()} on {_moment(version.ended_at)}"
    return f"{name}, submitted on {_moment(version.submitted_at)}"


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local:%-d %B %Y} at {local:%-H:%M}"
