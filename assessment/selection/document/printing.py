"""What a worker is handed to print a decision record. Nothing here loads the engine."""

from localities.kit.documents.printing import Frozen


def to_print(content: str) -> Frozen:
    """A record's canonical JSON, to be printed by `assessment.selection.document.pdf`."""
    return Frozen("assessment.selection.document.pdf.render_content", content)
