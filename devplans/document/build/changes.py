"""Builds what an amendment changes of the version in force, by comparing the two documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.utils.timezone import localdate

from devplans.document.changes import ChangedSection, ChangeRow, Changes, VersionRow
from devplans.document.compare import ABOUT, Difference, compare
from devplans.document.plan import PlanDocument
from devplans.models import PlanVersion
from devplans.rules.sections import SECTIONS

TITLES = {ABOUT: "Level, period and practices"} | {section.code: section.title for section in SECTIONS}


def changes_of(document: PlanDocument, in_force: PlanDocument, *, why: str, attempts: Iterable[PlanVersion]) -> Changes:
    """What `document` changes of the version in force. How actions go is reported on that one, and is no change."""
    found = compare(_with_status_of(document, in_force), document)
    return Changes(
        since=int(in_force.version),
        why=why,
        sections=tuple(
            ChangedSection(title=TITLES[code], rows=tuple(map(_row, found[code]))) for code in TITLES if code in found
        ),
        versions=tuple(
            VersionRow(
                number=version.number,
                approved=localdate(version.approved_at),
                fingerprint=version.fingerprint,
                why=version.amends_why,
            )
            for version in sorted(attempts, key=lambda one: one.number)
            if version.approved_at
        ),
    )


def _row(difference: Difference) -> ChangeRow:
    return ChangeRow(kind=difference.kind, what=difference.what, before=difference.before, after=difference.after)


def _with_status_of(document: PlanDocument, in_force: PlanDocument) -> PlanDocument:
    """The version in force, its actions with the status that has been reported on them since."""
    if not (document.actions and in_force.actions):
        return in_force
    status = {row.key: row.status for row in document.actions.rows}
    rows = tuple(replace(row, status=status.get(row.key, row.status)) for row in in_force.actions.rows)
    return replace(in_force, actions=replace(in_force.actions, rows=rows))
