"""The guides that may be started in a system, and the one that a locality's next diagnostic follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, Q, QuerySet

from assessment.models import Diagnostic, Guide, GuideInUse
from localities.models import Locality, System, User
from localities.rules.words import Words


def newest_versions() -> list[Guide]:
    """Every guide in the version published last, the guide that was here first before the others. One query."""
    newest: dict[str, Guide] = {}
    for guide in Guide.objects.published().order_by("published_at", "pk"):
        newest[guide.code] = guide  # keeps the place of its first version
    return list(newest.values())


def guides_in_use(system: System) -> list[Guide]:
    """What may be started in a system, the default first. Two queries.

    Publishing another guide takes nothing away: it is in use where it is chosen.
    """
    chosen = GuideInUse.objects.filter(system=system)
    return _in_use(newest_versions(), {one.code: one.is_default for one in chosen})


def _in_use(newest: list[Guide], is_default: Mapping[str, bool]) -> list[Guide]:
    used = [guide for guide in newest if guide.code in is_default]
    return sorted(used, key=lambda guide: not is_default[guide.code]) or newest[:1]


def default_guide(system: System) -> Guide | None:
    """The guide that a system starts with unless people choose another; None while none is published."""
    return next(iter(guides_in_use(system)), None)


def guide_for_next(locality: Locality, in_use: list[Guide]) -> Guide | None:
    """The guide that a locality goes on with: the newest version of its last one, else the default."""
    last = Diagnostic.objects.filter(locality=locality).newest_first().values_list("guide__code", flat=True).first()
    return next((guide for guide in in_use if guide.code == last), next(iter(in_use), None))


def guides_to_read(user: User) -> list[Guide]:
    """The guides in use where a person works, the default first; for everybody else the one published first.

    Each is whole, in the words of where they work. Two queries.
    """
    systems: list[Any] = list(  # one for each of its guides in use, or one without
        _systems_of(user).annotate(
            choice=F("guides_in_use__pk"), code=F("guides_in_use__code"), is_default=F("guides_in_use__is_default")
        )
    )
    chosen = sorted((one for one in systems if one.code), key=lambda one: (not one.is_default, one.choice))
    in_use = _in_use(newest_versions(), {one.code: one.is_default for one in reversed(chosen)})
    return [Guide.objects.whole(guide.pk, _words_of(systems)) for guide in in_use]


def words_for(user: User) -> Words:
    """The words in which a person reads a guide that stands by itself: those of where they work. One query."""
    return _words_of(_systems_of(user))


def _words_of(systems: Iterable[System]) -> Words:
    """Who works in none, such as a member of a panel, reads it in the words of the system that was here first."""
    system = next(iter(systems), None) or System.objects.order_by("pk").first()
    return system.words if system else Words()


def _systems_of(user: User) -> QuerySet[System]:
    scopes, systems = user.scopes, System.objects.order_by("pk").distinct()
    if user.sees_everything:
        return systems
    return systems.filter(
        Q(pk__in=scopes.systems)
        | Q(commissioners__in=scopes.commissioners)
        | Q(commissioners__localities__in=scopes.localities)
    )
