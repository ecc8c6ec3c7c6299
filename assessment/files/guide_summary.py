"""How much a guide's file holds, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.files.guide_schema import GuideFile


def holds(guide: GuideFile) -> Iterator[str]:
    """What it holds of each kind, such as "24 domains" and "no levels"."""
    yield _counted(len(guide.scale), "positions", "position")
    yield _counted(len(guide.domains), "domains", "domain")
    yield _counted(len(guide.levels), "levels", "level")
    yield _counted(sum(len(domain.indicators) for domain in guide.domains), "indicators", "indicator")
    yield _counted(sum(len(domain.actions) for domain in guide.domains), "suggested actions", "suggested action")
    yield _counted(len(guide.outcome_metrics), "outcome metrics", "outcome metric")
    yield _counted(len(guide.wave_one_criteria), "criteria for waves", "criterion for waves")


def _counted(number: int, several: str, one: str) -> str:
    return f"{number or 'No'} {one if number == 1 else several}"
