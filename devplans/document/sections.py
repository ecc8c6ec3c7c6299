"""The sections that one plan document holds, numbered as in its contents."""

from dataclasses import dataclass

from devplans.document.parts import NotNeeded
from devplans.document.plan import PlanDocument
from devplans.rules.sections import SECTIONS, Section


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
    """The sections that a document has, numbered one after the other.

    What it does not hold does not appear, not even as a number.
    """
    numbered, number = [], 0
    for section in SECTIONS:
        part = getattr(document, section.code)
        if part is None:
            continue
        if section.label is None:
            number += 1
        label = str(number) if section.label is None else section.label
        numbered.append(NumberedSection(section, label, part.because if isinstance(part, NotNeeded) else ""))
    return tuple(numbered)
