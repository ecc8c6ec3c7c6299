"""What a worker is handed to print a plan. Nothing here loads the engine."""

from localities.kit.documents.printing import Frozen


def to_print(content: str) -> Frozen:
    """A plan's canonical JSON, to be printed by `devplans.document.pdf`."""
    return Frozen("devplans.document.pdf.render_content", content)
