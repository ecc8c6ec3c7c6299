"""What a worker is handed to print. Nothing here loads the engine."""

from localities.kit.documents.printing import Frozen

GUIDE_TITLE = "How to lead a workshop"


def to_print(content: str) -> Frozen:
    """Minutes as canonical JSON, to be printed by `assessment.workshop.document.pdf`."""
    return Frozen("assessment.workshop.document.pdf.render_content", content)


def guide_to_print() -> Frozen:
    """The guide for facilitators: its words are the template's, so nothing but its title is frozen."""
    return Frozen("assessment.workshop.document.pdf.render_guide", GUIDE_TITLE)
