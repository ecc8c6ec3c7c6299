"""Taking a guide's file into the database: all of it in one transaction, once per version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Manager, Model
from django.utils import timezone

from assessment import models
from assessment.files.guide_schema import Descriptors, DescriptorsEntry, GuideFile
from assessment.files.guide_values import Entry
from assessment.files.guide_yaml import parse_guide
from assessment.models.guide import InGuide
from assessment.rules.scoring import middle_of
from localities.kit.audit import record
from localities.kit.refused import Refused
from localities.models import User
from localities.services.importer import importer

AnyRow = TypeVar("AnyRow", bound=Model)
CodedRow = TypeVar("CodedRow", bound=InGuide | models.LevelFeature)


class GuideChangedError(Refused):
    """The file cannot stand beside what is published: it changes a version, or the scale that answers are on."""


def _changes_a_version(guide: models.Guide) -> GuideChangedError:
    return GuideChangedError(
        f"{guide} is published and the file is not the one it came from. What is published never changes: give the "
        f"file a higher version than '{guide.version}' (guide.version, near the top) and load it again. "
        "Diagnostics stay on the version they began with."
    )


def _changes_the_scale(guide: models.Guide, points: int) -> GuideChangedError:
    return GuideChangedError(
        f"{guide} has {guide.scale_points.count()} positions and the file has {points}. Answers on different scales "
        "cannot stand beside each other: give the file a code of its own (guide.code, near the top)."
    )


def load_guide(path: Path, *, by: User | None = None) -> tuple[models.Guide, bool]:
    """Publish the guide in a file and return it, and whether it was new. Without `by`, the importer does.

    Raises GuideFileError with every problem in the file, GuideChangedError when this version was published from another
    file or its guide is on another scale, and OSError when the file cannot be read. Nothing is written then, and
    nothing when it was published already.
    """
    raw = path.read_bytes()
    with transaction.atomic():
        guide, _ = take_in(raw)
        new = guide.published_at is None
        if new:
            guide.published_at = timezone.now()
            guide.save(update_fields=["published_at"])
            record("Published the guide", guide, by=by or importer())
    return guide, new


@transaction.atomic
def take_in(raw: bytes) -> tuple[models.Guide, bool]:
    """Return the guide that a file holds, as a draft unless that version is published, and whether it was written.

    A draft of the same version made from another file gives way. Raises GuideFileError and GuideChangedError.
    """
    content, fingerprint = parse_guide(raw), sha256(raw).hexdigest()
    head, points = content.guide, len(content.scale)
    for other in models.Guide.objects.published().filter(code=head.code).exclude(version=head.version):
        if other.scale_points.count() != points:
            raise _changes_the_scale(other, points)
    guide = models.Guide.objects.filter(code=head.code, version=head.version).first()
    if guide and guide.sha256 == fingerprint:
        return guide, False
    if guide and guide.published_at:
        raise _changes_a_version(guide)
    if guide:
        guide.delete()
    try:
        with transaction.atomic():
            guide = models.Guide.objects.create(
                code=head.code,
                version=head.version,
                title=head.title,
                summary=head.summary,
                source=head.source,
                sha256=fingerprint,
            )
    except IntegrityError:  # somebody else took this version in at the same moment: see what there is now
        return take_in(raw)
    models.GuideSource.objects.create(guide=guide, content=raw)
    _write(guide, content)
    return guide, True


def _row(model: type[AnyRow], entry: Entry, **more: Any) -> AnyRow:
    """Make a row of what the entry and the model both name, and `more`. What the file leaves null is empty text."""
    named = {field.name for field in model._meta.concrete_fields if not field.is_relation}
    taken = {name: value for name, value in entry if name in named and name not in more}
    return model(**{name: _plain(value) for name, value in taken.items()} | more)


def _plain(value: Any) -> Any:
    """A value of the file as a column takes it: lists of entries as lists of mappings."""
    if isinstance(value, tuple):
        return [dict(item) if isinstance(item, Entry) else item for item in value]
    return "" if value is None else value


def _rows(model: type[AnyRow], entries: Sequence[Entry], **more: Any) -> list[AnyRow]:
    return [_row(model, entry, order=order, **more) for order, entry in enumerate(entries, start=1)]


def _save(rows: Iterable[CodedRow]) -> dict[str, CodedRow]:
    """Insert coded rows of one model and return them by code."""
    rows = list(rows)
    if rows:
        manager: Manager[Any] = type(rows[0])._default_manager
        manager.bulk_create(rows)
    return {row.code: row for row in rows}


def _write(guide: models.Guide, content: GuideFile) -> None:
    models.ScalePoint.objects.bulk_create(_row(models.ScalePoint, point, guide=guide) for point in content.scale)
    _save(_rows(models.Strand, content.strands, guide=guide))
    offers = _save(_rows(models.Offer, content.offers, guide=guide))
    domains = _write_domains(guide, content)
    _write_parts_of_domains(content, domains, offers)
    _write_levels(guide, content, domains)
    _write_metrics(guide, content, domains)
    _save(_rows(models.SelectionCriterion, content.wave_one_criteria, guide=guide))
    _save(_rows(models.HubModel, content.hub_models, guide=guide))
    _save(_rows(models.SectionGuidance, content.plan_sections, guide=guide))
    _save(_rows(models.CaseStudy, content.cases, guide=guide))
    models.Term.objects.bulk_create(_rows(models.Term, content.glossary, guide=guide))


def _write_domains(guide: models.Guide, content: GuideFile) -> dict[str, models.Domain]:
    areas = _save(_rows(models.Area, content.areas, guide=guide))
    themes = _save(theme for area in content.areas for theme in _rows(models.Theme, area.themes, area=areas[area.code]))
    return _save(
        _row(
            models.Domain,
            domain,
            guide=guide,
            order=order,
            area=areas[domain.area],
            theme=themes[domain.theme] if domain.theme else None,
            evidence_kinds=_plain(domain.evidence),
        )
        for order, domain in enumerate(content.domains, start=1)
    )


def _write_parts_of_domains(
    content: GuideFile, domains: dict[str, models.Domain], offers: dict[str, models.Offer]
) -> None:
    descriptors, indicators, actions = [], [], []
    for entry in content.domains:
        domain = domains[entry.code]
        descriptors += [
            _row(models.Descriptor, described, domain=domain, position=position)
            for position, described in _described(entry.descriptors, len(content.scale))
        ]
        for order, indicator in enumerate(entry.indicators, start=1):
            thresholds = dict(indicator.thresholds)
            indicators.append(_row(models.Indicator, indicator, domain=domain, order=order, **thresholds))
        for order, action in enumerate(entry.actions, start=1):
            support = offers[action.support] if action.support else None
            moves = {"moves_from": action.moves.start, "moves_to": action.moves.end}
            actions.append(_row(models.SuggestedAction, action, domain=domain, order=order, support=support, **moves))
    models.Descriptor.objects.bulk_create(descriptors)
    models.Indicator.objects.bulk_create(indicators)
    models.SuggestedAction.objects.bulk_create(actions)


def _described(descriptors: Descriptors, top: int) -> list[tuple[int, Entry]]:
    """The positions that are in words, on a scale that ends at `top`."""
    if isinstance(descriptors, DescriptorsEntry):
        return [(1, descriptors.less), (middle_of(top), descriptors.developing), (top, descriptors.more)]
    return sorted(descriptors.items())


def _write_levels(guide: models.Guide, content: GuideFile, domains: dict[str, models.Domain]) -> None:
    levels = models.Level.objects.bulk_create(
        _row(models.Level, level, guide=guide, needed=level.enough, floor=level.floor) for level in content.levels
    )
    pairs = list(zip(levels, content.levels, strict=True))
    _save(feature for level, entry in pairs for feature in _rows(models.LevelFeature, entry.features, level=level))
    models.DomainMinimum.objects.bulk_create(
        models.DomainMinimum(level=level, domain=domains[code], position=position)
        for level, entry in pairs
        for code, position in entry.domain_minimums.items()
    )


def _write_metrics(guide: models.Guide, content: GuideFile, domains: dict[str, models.Domain]) -> None:
    metrics = _save(_rows(models.OutcomeMetric, content.outcome_metrics, guide=guide))
    link = models.OutcomeMetric.domains.through
    link.objects.bulk_create(
        link(outcomemetric=metrics[entry.code], domain=domains[code])
        for entry in content.outcome_metrics
        for code in entry.domains
    )
