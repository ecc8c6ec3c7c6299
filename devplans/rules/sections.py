"""The sections of a development plan, once and in order: plan overview, PDF and its contents all follow this list.

A new section is one entry here, one template and one field of the plan document.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """A section of the plan.

    `code` is its field in the plan document, its anchor in the PDF and the name of its template. `url_name` is the page
    of the plan on which it is written, None where it follows from the diagnostic. `label` stands in place of a number;
    `new_page` starts it on a page of its own. One that `stays` is there whatever a plan holds of it, and says so where
    that is nothing.
    """

    code: str
    title: str
    url_name: str | None = None
    label: str | None = None
    new_page: bool = False
    stays: bool = False

    @property
    def template(self) -> str:
        """The template of the section in the PDF."""
        return f"pdf/{self.code}.html"


SECTIONS = (
    Section("on_a_page", "Plan on a page", url_name="plan-summary", label="", new_page=True),
    Section("where", "Where we are", new_page=True),
    Section("level", "The level, and what moves us on"),
    Section("capacity", "Demand and capacity", url_name="plan-capacity", stays=True),
    Section("staffing", "Staff and skill mix", url_name="staffing", stays=True),
    Section("estates", "Estate", url_name="estates", stays=True),
    Section("digital", "Digital", url_name="digital", stays=True),
    Section("actions", "Actions by due date", url_name="actions"),
    Section("commitments", "Commitments", url_name="commitments", stays=True),
    Section("metrics", "Outcome metrics", url_name="metrics", stays=True),
    Section("strands", "What runs through the plan", url_name="plan"),
    Section("money", "What it costs", url_name="money", stays=True),
    Section("risks", "Risks", url_name="risks", stays=True),
    Section("members", "What members should know", url_name="plan-members", stays=True),
    Section("changes", "What changed, and why", url_name="versions"),
    Section("consistency", "Figures that differ", url_name="consistency"),
    Section("sign_off", "Sign-off", url_name="versions", new_page=True),
    Section("annex", "Notes of the conversation", label="Annex", new_page=True),
)


def title_of(code: str) -> str:
    """The title of a section, on its page as in the PDF."""
    return next(section.title for section in SECTIONS if section.code == code)
