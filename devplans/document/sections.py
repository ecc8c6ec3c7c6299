"""The sections that one plan document holds, numbered as in its contents."""

from dataclasses import dataclass

from devplans.document.content.shared import NotNeeded
from devplans.document.plan import PlanDocument
from devplans.rules.sections import SECTIONS, Section


@dataclass(frozen=True)
class NumberedSection:
    """A section with its place in one document: "3", "Annex" or nothing. `nothing` says why there is nothing in it."""

    section: Section
    label: str
    nothing: str = ""

    @property
    def heading(self) -> str:
        """The title as it stands in the contents and over the section."""
        return f"{self.label}\u2002{self.section.title}" if self.label else self.section.title


def sections_of(document: PlanDocument) -> tuple[NumberedSection, ...]:
    """The sections of a document, numbered one after the other.

    What a plan always has stays where there is nothing in it; any other that the document does not hold does not
    appear, not even as a number.
    """
    numbered, number = [], 0
    for section in SECTIONS:
        part = getattr(document, section.code)
        if part is None and not section.stays:
            continue
        if section.label is None:
            number += 1
        label = str(number) if section.label is None else section.label
        numbered.append(NumberedSection(section, label, nothing_in(part)))
    return tuple(numbered)


def nothing_in(part: object) -> str:
    """Why a section of a document has no content, in words; nothing where it has."""
    if isinstance(part, NotNeeded):
        return f"None recorded, because: {part.because}"
    return "None recorded, and no reason is given." if part is None else ""
