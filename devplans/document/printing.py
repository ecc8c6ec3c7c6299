"""What a worker is handed to print a plan, and the paper that covers it. Nothing here loads the engine."""

from localities.kit.documents.printing import Frozen

PLAN, PLAN_LARGE = "Development plan", "Development plan in large print"
COVERING, COVERING_LARGE = "Covering paper", "Covering paper in large print"

PRINTERS = {
    PLAN: "devplans.document.pdf.render_content",
    PLAN_LARGE: "devplans.document.pdf.render_large",
    COVERING: "devplans.document.covering.render_content",
    COVERING_LARGE: "devplans.document.covering.render_large",
}
"""The papers that are made of a plan's frozen content and of nothing else."""


def to_print(content: str, paper: str = PLAN) -> Frozen:
    """A plan's canonical JSON, to be printed as one of its papers."""
    return Frozen(PRINTERS[paper], content)
