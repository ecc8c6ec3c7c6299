"""Practices as they are here, for comparing with files: their figures, each with its day and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db.models import Max, Q, QuerySet

from localities.models import Commissioner, Figure, Locality, OrganisationEvent, Practice, System
from localities.rules.practice_figures import STAFF
from localities.rules.preview import Known, Place, PracticeHere

Scope = System | Commissioner | Locality | None
FIELDS = ("list_size", *STAFF)
"""Figures that stand at the practice itself."""


def _within(scope: Scope, to_locality: str) -> Q:
    """Return the condition "of a locality of this organisation"; `to_locality` leads to it from the model filtered."""
    if isinstance(scope, Locality):
        return Q(**{f"{to_locality}pk": scope.pk})
    if isinstance(scope, Commissioner):
        return Q(**{f"{to_locality}commissioner": scope.pk})
    return Q(**{f"{to_locality}commissioner__system": scope.pk}) if scope else Q()


def practices_of(scope: Scope) -> QuerySet[Practice]:
    """The practices of an organisation, and those in no locality that left one of its localities or none at all."""
    if scope is None:
        return Practice.objects.all()
    placed = Q(locality__isnull=False) & _within(scope, "locality__")
    if isinstance(scope, Locality):
        return Practice.objects.filter(placed)
    told = OrganisationEvent.objects.filter(left__isnull=False)
    left = Q(pk__in=told.filter(_within(scope, "left__")).values("practice")) | ~Q(pk__in=told.values("practice"))
    return Practice.objects.filter(placed | Q(locality=None) & left)


def places_of(scope: Scope) -> tuple[Place, ...]:
    """The localities that practices of this organisation can be put into."""
    localities = Locality.objects.filter(_within(scope, "")).select_related("commissioner")
    return tuple(Place(each.slug, each.name, each.commissioner.ods_code) for each in localities)


def commissioners_of(scope: Scope) -> frozenset[str]:
    """The codes of the commissioners that this organisation is, has or belongs to."""
    if isinstance(scope, Locality):
        return frozenset({scope.commissioner.ods_code})
    if isinstance(scope, Commissioner):
        return frozenset({scope.ods_code})
    every = Commissioner.objects.filter(system=scope) if scope else Commissioner.objects.all()
    return frozenset(every.values_list("ods_code", flat=True))


def practices_here(scope: Scope) -> dict[str, PracticeHere]:
    """The practices of an organisation, by code: two queries, however many there are."""
    practices = practices_of(scope).select_related("locality__commissioner")
    newest = newest_figures(practices_of(scope))
    return {each.ods_code: _here(each, newest.get(each.pk, {})) for each in practices}


def newest_figures(practices: QuerySet[Practice]) -> dict[int, dict[str, Figure]]:
    """The figures in force, by practice and code."""
    groups = Figure.objects.filter(practice__in=practices.values("pk")).order_by().values("practice", "what")
    newest = groups.annotate(newest=Max("pk")).values("newest")
    found: dict[int, dict[str, Figure]] = {}
    for figure in Figure.objects.filter(pk__in=newest):
        assert figure.practice_id is not None  # noqa: S101  tells the type checker what was filtered
        found.setdefault(figure.practice_id, {})[figure.what] = figure
    return found


def _here(practice: Practice, figures: Mapping[str, Figure]) -> PracticeHere:
    known = {what: Known(each.value, each.as_of, each.source) for what, each in figures.items() if what not in FIELDS}
    known |= {what: _known(practice, what, figures.get(what)) for what in FIELDS if getattr(practice, what) is not None}
    locality = practice.locality
    return PracticeHere(
        practice.ods_code,
        practice.name,
        locality.slug if locality else "",
        locality.commissioner.ods_code if locality else "",
        practice.closed_on,
        known,
    )


def _known(practice: Practice, what: str, figure: Figure | None) -> Known:
    """Return a figure that stands at the practice. The day of one without a record is not known."""
    value = getattr(practice, what)
    recorded = figure is not None and figure.value == value
    known = Known(value, figure.as_of, figure.source) if figure and recorded else Known(value)
    return replace(known, as_of=practice.list_size_as_of) if what == "list_size" else known
