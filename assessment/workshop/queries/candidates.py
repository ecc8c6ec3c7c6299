"""Which domains there are to talk about, with what is known of each that says how urgent it is."""

from __future__ import annotations

from assessment.models import Diagnostic
from assessment.workshop.models import Topic
from assessment.workshop.rules.agenda import Candidate


def candidates_of(diagnostic: Diagnostic) -> list[Candidate]:
    """Every domain of the diagnostic's guide, in its order. Three queries.

    Parked is what the last workshop that talked about it wanted to come back to.
    """
    views: dict[int, list[int]] = {}
    given = diagnostic.practice_views.filter(position__isnull=False).order_by()
    for domain, position in given.values_list("domain_id", "position"):
        views.setdefault(domain, []).append(position)
    answered = set(diagnostic.answers.filter(position__isnull=False).order_by().values_list("domain_id", flat=True))
    talked_about = Topic.objects.filter(workshop__diagnostic=diagnostic, begun_at__isnull=False)
    parked = dict(talked_about.order_by("workshop__number").values_list("domain_id", "parked"))
    return [
        Candidate(
            domain.code,
            tuple(views.get(domain.pk, ())),
            parked=parked.get(domain.pk, False),
            answered=domain.pk in answered,
            discussed=domain.pk in parked,
        )
        for domain in diagnostic.whole_guide.ordered_domains
    ]
