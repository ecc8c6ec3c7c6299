"""What the review page shows: an attempt section by section, what changed since another, and the comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from devplans.document.compare import ABOUT, Difference
from devplans.models import Comment, Plan, PlanVersion
from devplans.pages.compared import Compared, compared
from devplans.rules.sections import SECTIONS, Section


@dataclass(frozen=True)
class Attempt:
    """An attempt to read or to compare with, in words."""

    version: PlanVersion
    words: str


@dataclass(frozen=True)
class ReviewSection:
    """A section of the attempt as the PDF shows it, what changed marked in its place, and what is said about it.

    `is_open` shows its content without asking: where something changed or is open, and all of it where there is nothing
    to compare with.
    """

    code: str
    heading: str
    content: SafeString
    changes: int
    comments: tuple[Comment, ...]
    is_open: bool

    @property
    def open_comments(self) -> int:
        return sum(comment.resolved_at is None for comment in self.comments)


class Review:
    """An attempt of a plan, the newest unless `to` names another, compared with `against`: the key of another.

    Without one it is the last attempt before it that the commissioner decided on: a submission that was withdrawn and
    made again hides nothing of what changed since. Before a first decision there is nothing to compare with.
    """

    def __init__(self, plan: Plan, *, against: str = "", to: str = "", all_open: bool = False) -> None:
        self.plan = plan
        self.all_open = all_open
        self.attempts = [
            Attempt(version, _in_words(version))
            for version in plan.versions.without_bytes().prefetch_related("sign_offs")
        ]
        self.newest = self._newest()
        self.shown = next((one.version for one in self.attempts if str(one.version.pk) == to), self.newest)
        asked = next((one for one in self.attempts if str(one.version.pk) == against), None)
        self.against = asked if asked and asked.version != self.shown else self._last_decided()

    def _newest(self) -> PlanVersion | None:
        """The newest attempt; once a plan is agreed the version in force, whatever amendment was discarded since."""
        settled = self.plan.state in (Plan.State.APPROVED, Plan.State.CLOSED)
        versions = (one.version for one in self.attempts)
        return next((one for one in versions if not settled or one.pk == self.plan.version_in_force_id), None)

    def _last_decided(self) -> Attempt | None:
        if self.shown is None:
            return None
        shown = (self.shown.number, self.shown.attempt)
        before = (one for one in self.attempts if (one.version.number, one.version.attempt) < shown)
        return next((one for one in before if one.version.is_decided), None)

    @property
    def is_newest(self) -> bool:
        return self.shown == self.newest

    @property
    def shown_words(self) -> str:
        return _in_words(self.shown) if self.shown else ""

    @property
    def query(self) -> str:
        """What is compared, for an address."""
        if not (self.shown and self.against):
            return ""
        return urlencode({"from": self.against.version.pk, "to": self.shown.pk})

    @cached_property
    def _compared(self) -> Compared | None:
        if self.shown is None:
            return None
        keys = [one.pk for one in (self.shown, self.against and self.against.version) if one]
        contents = dict(self.plan.versions.filter(pk__in=keys).values_list("pk", "content"))
        return compared(contents[self.shown.pk], contents[self.against.version.pk] if self.against else "")

    @property
    def differences(self) -> Mapping[str, tuple[Difference, ...]]:
        """By the code of the section."""
        return self._compared.differences if self._compared else {}

    @property
    def about(self) -> tuple[Difference, ...]:
        """Differences outside the sections: level, period, practices."""
        return self.differences.get(ABOUT, ())

    @cached_property
    def sections(self) -> list[ReviewSection]:
        """The sections in their order; one that only the other attempt has is there to say what went."""
        if self._compared is None:
            return []
        said, compared = self._said(), self._compared
        return [
            self._section(section, compared.headings.get(section.code, section.title), content, said[section.code])
            for section in SECTIONS
            if (content := compared.content.get(section.code)) is not None
        ]

    def _said(self) -> dict[str, list[Comment]]:
        """The comments by section, each with its answers as `said`. Two queries."""
        said: dict[str, list[Comment]] = defaultdict(list)
        answers = Prefetch("answers", Comment.objects.select_related("author"), to_attr="said")
        comments = self.plan.comments.filter(answers_to=None).select_related("author", "resolved_by")
        for comment in comments.prefetch_related(answers):
            said[comment.section].append(comment)
        return said

    def _section(
        self, section: Section, heading: str, content: SafeString, comments: Sequence[Comment]
    ) -> ReviewSection:
        changes = len(self.differences.get(section.code, ()))
        is_said = any(comment.resolved_at is None for comment in comments)
        return ReviewSection(
            code=section.code,
            heading=heading,
            content=content,
            changes=changes,
            comments=tuple(comments),
            is_open=self.all_open or self.against is None or bool(changes) or is_said,
        )

    @property
    def changed(self) -> list[ReviewSection]:
        return [section for section in self.sections if section.changes]

    @property
    def folded(self) -> int:
        """How many sections are as they were, and shut."""
        return sum(not section.is_open for section in self.sections)

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
