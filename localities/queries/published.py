"""Published figures of a locality, worked out of those of its practices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from localities.models import Figure, Locality, Practice
from localities.queries.practices_here import newest_figures
from localities.rules.published import WORKINGS, Published, Told, published


def published_figures(locality: Locality, names: Iterable[str]) -> Mapping[str, Published]:
    """What published figures say of a locality, by the name that guides give it. Two queries, none without names.

    Practices without a figure are counted among those that are missing; what was suppressed is no figure.
    """
    wanted = {name for name in names if name in WORKINGS}
    if not wanted:
        return {}
    practices = Practice.objects.filter(locality__commissioner=locality.commissioner_id, closed_on=None)
    figures = newest_figures(practices)
    told: dict[int, list[Mapping[str, Told]]] = defaultdict(list)
    for practice in practices:
        told[practice.locality_id or 0].append(_told(figures.get(practice.pk, {})))
    peers = [each for each_locality in told.values() for each in each_locality]
    found = {name: published(name, told[locality.pk], peers) for name in wanted}
    return {name: figure for name, figure in found.items() if figure}


def _told(figures: Mapping[str, Figure]) -> Mapping[str, Told]:
    return {
        what: Told(each.value, each.as_of, each.source, each.weight)
        for what, each in figures.items()
        if each.value is not None
    }
