"""Answers that speak against each other, with the guide's words."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.models import Domain, LevelFeature
from assessment.queries.result import Answers


@dataclass(frozen=True)
class Contradicting:
    """A feature that is in place beside a domain at the lowest position, and what that position looks like."""

    feature: LevelFeature
    domain: Domain
    looks_like: str


def contradicting(answers: Answers) -> tuple[Contradicting, ...]:
    guide = answers.guide
    return tuple(
        Contradicting(guide.features_by_code[one.feature], domain, domain.descriptors.all()[0].headline)
        for one in answers.contradictions
        for domain in [guide.domains_by_code[one.domain]]
    )
