"""The guides that may be started in a system, and the one that a locality's next diagnostic follows."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from assessment.models import Diagnostic, Guide, GuideInUse
from localities.models import Locality, System, User


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
    return _in_use(newest_versions(), GuideInUse.objects.filter(system=system))


def _in_use(newest: list[Guide], chosen: Iterable[GuideInUse]) -> list[Guide]:
    is_default = {one.code: one.is_default for one in chosen}
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
    """The guides in use where a person works, the default first; for everybody else the one published first."""
    scopes, newest = user.scopes, newest_versions()
    systems = System.objects.all()
    if not user.sees_everything:
        systems = systems.filter(
            Q(pk__in=scopes.systems)
            | Q(commissioners__in=scopes.commissioners)
            | Q(commissioners__localities__in=scopes.localities)
        )
    chosen = GuideInUse.objects.filter(system__in=systems.order_by()).order_by("-is_default", "pk")
    return _in_use(newest, {one.code: one for one in reversed(list(chosen))}.values())
