"""What a locality said of a domain last time, to stand beside what it says now."""

from __future__ import annotations

from assessment.models import Diagnostic, Domain, DomainAnswer


def last_answer(diagnostic: Diagnostic, domain: Domain) -> DomainAnswer | None:
    """The answer to the same domain in the last agreed diagnostic by the same guide, any version. One query."""
    before = DomainAnswer.objects.filter(
        domain__code=domain.code,
        diagnostic__locality=diagnostic.locality_id,
        diagnostic__guide__code=diagnostic.whole_guide.code,
        diagnostic__state=Diagnostic.State.AGREED,
        diagnostic__started_on__lte=diagnostic.started_on,
    ).exclude(diagnostic=diagnostic.pk)
    return before.select_related("diagnostic").order_by("-diagnostic__started_on", "-diagnostic__pk").first()
