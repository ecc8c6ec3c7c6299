"""The sections of a development plan, once and in order: plan overview, PDF and its contents all follow this list.

A new section is one entry here, one template and one field of the plan document.
"""

from dataclasses import dataclass

from devplans.document.parts import NotNeeded
from devplans.document.plan import PlanDocument


@dataclass(frozen=True)
class Section:
    """A section of the plan.

    `code` is its field in the plan document, its anchor in the PDF and the name of its template. `url_name` is the page
    of the plan on which it is written, None where it follows from the diagnostic. `label` stands in place of a number;
    `new_page` starts it on a page of its own.
    """

    code: str
    title: str
    url_name: str | None = None
    label: str | None = None
    new_page: bool = False

    @property
    def template(self) -> str:
        """The template of the section in the PDF."""
        return f"pdf/{self.code}.html"

    def has_content(self, document: PlanDocument) -> bool:
        """Whether the document holds this section. What it does not hold does not appear, not even as a number."""
        return getattr(document, self.code) is not None


SECTIONS = (
    Section("on_a_page", "Plan on a page", url_name="plan-summary", label="", new_page=True),
    Section("where", "Where we are", new_page=True),
    Section("level", "The level, and what moves us on"),
    Section("capacity", "Demand and capacity", url_name="plan-capacity"),
    Section("staffing", "Staff and skill mix", url_name="staffing"),
    Section("estates", "Estate", url_name="estates"),
    Section("digital", "Digital", url_name="digital"),
    Section("actions", "Actions by due date", url_name="actions"),
    Section("commitments", "Commitments", url_name="commitments"),
    Section("metrics", "Outcome metrics", url_name="metrics"),
    Section("risks", "Risks", url_name="risks"),
    Section("sign_off", "Sign-off", url_name="versions", new_page=True),
    Section("annex", "Notes of the conversation", label="Annex", new_page=True),
)


def title_of(code: str) -> str:
    """The title of a section, on its page as in the PDF."""
    return next(section.title for section in SECTIONS if section.code == code)


@dataclass(frozen=True)
class NumberedSection:
    """A section with its place in one document: "3", "Annex" or nothing. `not_needed` is why there is nothing in it."""

    section: Section
    label: str
    not_needed: str = ""

    @property
    def heading(self) -> str:
        """The title as it stands in the contents and over the section."""
        return f"{self.label}\u2002{self.section.title}" if self.label else self.section.title


def sections_of(document: PlanDocument) -> tuple[NumberedSection, ...]:
    """The sections that a document has, numbered one after the other."""
    numbered, number = [], 0
    for section in SECTIONS:
        if not section.has_content(document):
            continue
        if section.label is None:
            number += 1
        label = str(number) if section.label is None else section.label
        part = getattr(document, section.code)
        numbered.append(NumberedSection(section, label, part.because if isinstance(part, NotNeeded) else ""))
    return tuple(numbered)
