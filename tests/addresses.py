"""Every address of the service, for all that is in the database: what tests open that must not miss a new page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.timezone import localdate

from assessment.models import Diagnostic, Guide
from assessment.selection.models import Application, Wave
from assessment.selection.models.wave_transitions import TRANSITIONS
from assessment.workshop.models import Workshop
from devplans.delivery.models import MeasurementImport
from devplans.models import Plan
from devplans.queries.section_choices import OPTIONAL_SECTIONS
from devplans.views.commitments import COMMITMENTS
from devplans.views.decisions import DECISIONS
from devplans.views.digital import DIGITAL
from devplans.views.estates import ESTATES
from devplans.views.money import MONEY
from devplans.views.risks import RISKS
from devplans.views.staffing import STAFFING
from localities.models import Commissioner, Import, Invitation, Locality, Role, System
from localities.queries.import_preview import preview_of

Values = Iterable[tuple[object, ...]]
Only = Mapping[type[Model], Sequence[Model]]

ABOUT: dict[str, tuple[type[Model], str]] = {
    "diagnostics/<int:pk>/": (Diagnostic, "pk"),
    "plans/<int:pk>/": (Plan, "pk"),
    "waves/<int:pk>/": (Wave, "pk"),
    "applications/<int:pk>/": (Application, "pk"),
    "localities/<slug:slug>/": (Locality, "slug"),
    "commissioners/<slug:ods_code>": (Commissioner, "ods_code"),
    "systems/<slug:slug>": (System, "slug"),
    "invitations/<int:pk>/": (Invitation, "pk"),
    "roles/<int:pk>/": (Role, "pk"),
    "guides/<int:pk>/": (Guide, "pk"),
    "imports/<int:pk>/": (Import, "pk"),
    "workshops/<int:pk>/": (Workshop, "pk"),
}
"""What an address is about, by how it begins, and the field it names it by."""

LISTS = {each.code: each.model for each in (STAFFING, ESTATES, DIGITAL, COMMITMENTS, DECISIONS, MONEY, RISKS)}


def _keys(rows: QuerySet[Any], *names: str) -> Values:
    return rows.order_by("pk").values_list(*names or ("pk",))


def _rows(about: Any, route: str) -> Values:
    code = next(part for part in route.split("/") if part in LISTS)
    return _keys(LISTS[code]._default_manager.filter(plan=about))


def _measurements(plan: Plan) -> Values:
    return [(one.plan_metric_id, one.pk) for metric in plan.metrics.all() for one in metric.measurements.all()]


def _views_of_practices(diagnostic: Diagnostic) -> Values:
    codes = [practice.ods_code for practice in diagnostic.locality.practices.all()]
    return [(ods_code, domain.code) for domain in diagnostic.whole_guide.ordered_domains for ods_code in codes]


def _codes(about: Any, route: str) -> Values:
    if "transitions/" in route:
        return [(code,) for code in TRANSITIONS]
    if "sections/" in route:
        return [(code,) for code in OPTIONAL_SECTIONS]
    domains = about.whole_guide.ordered_domains
    return [(domain.code,) for domain in domains if domain.indicators.all() or not route.endswith("numbers/")]


def _numbers(about: Any, route: str) -> Values:
    if "levels/" in route:
        return [(level.number,) for level in about.whole_guide.levels_to_answer]
    return _keys(about.versions, "number")


def _groups(brought: Import) -> list[str]:
    return sorted({str(each.kind) for each in preview_of(brought, today=localdate()).changes})


MORE: dict[tuple[str, ...], Callable[[Any, str], Values]] = {
    (): lambda about, route: [()],
    ("action_pk",): lambda plan, route: _keys(plan.actions),
    ("metric_pk",): lambda plan, route: _keys(plan.metrics),
    ("metric_pk", "measurement_pk"): lambda plan, route: _measurements(plan),
    ("row_pk",): _rows,
    ("comment_pk",): lambda plan, route: _keys(plan.comments),
    ("number",): _numbers,
    ("number", "attempt"): lambda plan, route: _keys(plan.versions, "number", "attempt"),
    ("code",): _codes,
    ("ods_code", "code"): lambda diagnostic, route: _views_of_practices(diagnostic),
    ("ods_code",): lambda locality, route: _keys(locality.practices, "ods_code"),
    ("wave_pk",): lambda locality, route: _keys(Wave.objects.filter(commissioner=locality.commissioner_id)),
    ("member_pk",): lambda wave, route: _keys(wave.panel),
    ("interest_pk",): lambda application, route: _keys(application.interests),
    ("kind",): lambda brought, route: [(kind,) for kind in _groups(brought)],
    ("import_pk",): lambda commissioner, route: _keys(MeasurementImport.objects.filter(commissioner=commissioner)),
    ("ending",): lambda about, route: [("csv",), ("xlsx",)],
}
"""What else an address names, and how to find it for the object that the address is about."""


class Address(NamedTuple):
    """An address, its name, and the object it is about, if it is about one."""

    path: str
    name: str
    about: Model | None


def addresses(
    patterns: Sequence[URLPattern | URLResolver] | None = None, *, only: Only | None = None, each: int | None = None
) -> Iterator[Address]:
    """Every address of these patterns, or of the whole service without allauth's and the admin's own.

    `only` names the objects to look at, where not all of a model's; `each` how many of one address's rows of an object
    are enough. A pattern of a new kind fails here until this knows what it is about.
    """
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            if str(pattern.pattern) not in ("accounts/", "admin/"):
                yield from addresses(pattern.url_patterns, only=only, each=each)
        else:
            yield from _of(pattern, only or {}, each)


def _of(pattern: URLPattern, only: Only, each: int | None) -> Iterator[Address]:
    route, name = str(pattern.pattern), pattern.name or ""
    names = tuple(pattern.pattern.converters)
    if not names:
        yield Address(f"/{route}", name, None)
        return
    if names == ("token",):
        yield Address(reverse(name, args=["not-a-token"]), name, None)
        return
    start = next((one for one in ABOUT if route.startswith(one)), None)
    assert start, f"{route}: tests/addresses.py does not know what it is about"
    assert names[1:] in MORE, f"{route}: tests/addresses.py does not know what else it names"
    model, field = ABOUT[start]
    for about in only.get(model, model._default_manager.order_by("pk")):
        every = list(MORE[names[1:]](about, route))
        for more in every if "transitions/" in route else every[:each]:  # each move is a page of its own
            yield Address(reverse(name, args=[getattr(about, field), *more]), name, about)
