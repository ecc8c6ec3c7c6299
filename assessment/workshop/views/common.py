"""What views of a workshop share: the one that is open, and what its pages need."""

from __future__ import annotations

from typing import Any

from assessment.models import Diagnostic
from assessment.workshop.models import Topic, Workshop
from assessment.workshop.queries.room import open_workshop
from localities.kit.refused import Refused

SEEN = READ = "assessment.view_diagnostic"
RUN = "workshop.run_workshop"
NONE_OPEN = "No workshop is open. Open one first."


def the_open_one(diagnostic: Diagnostic) -> Workshop:
    """The workshop of a diagnostic that is open. Raises Refused when there is none."""
    found = open_workshop(diagnostic)
    if found is None:
        raise Refused(NONE_OPEN)
    return found


def topic_of(workshop: Workshop, code: str) -> Topic | None:
    """The topic of a workshop with a domain of this code."""
    domain = workshop.diagnostic.whole_guide.domains_by_code.get(code)
    return next((topic for topic in workshop.topics.all() if domain and topic.domain_id == domain.pk), None)


def context_of(diagnostic: Diagnostic, workshop: Workshop | None = None, **more: Any) -> dict[str, Any]:
    """What every page of a workshop takes."""
    about = {"diagnostic": diagnostic, "locality": diagnostic.locality, "nav": "diagnostic", "workshop": workshop}
    return {**about, **more}
