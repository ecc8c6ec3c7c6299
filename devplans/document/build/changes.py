"""Builds what an amendment changes of the version in force, by comparing the two documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.utils.timezone import localdate

from devplans.document.compare import ABOUT, Difference, compare
from devplans.document.content.changes import ChangedSection, ChangeRow, Changes, VersionRow
from devplans.document.content.money import CostRow, Money
from devplans.document.plan import PlanDocument
from devplans.models import PlanVersion
from devplans.rules.sections import SECTIONS

TITLES = {ABOUT: "Level, period and practices"} | {section.code: section.title for section in SECTIONS}

Counted = Mapping[tuple[int, int | None], str]
"""How a cost counts, by its key and that of the decision that asks for it."""


def changes_of(document: PlanDocument, in_force: PlanDocument, *, why: str, attempts: Iterable[PlanVersion]) -> Changes:
    """What `document` changes of the version in force.

    How actions go is reported on that one, and what its decisions ask for was answered since: neither is a change.
    """
    found = compare(_with_answers_in(document, _with_status_of(document, in_force)), document)
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


def _with_answers_in(document: PlanDocument, in_force: PlanDocument) -> PlanDocument:
    """The version in force, what its decisions ask for counted as `document` has it."""
    if not (isinstance(document.money, Money) and isinstance(in_force.money, Money)):
        return in_force
    counted: Counted = {(row.key, row.decision_key): row.state for row in document.money.costs if row.decision_key}
    groups = (
        replace(place, rows=tuple(_counted(row, counted) for row in place.rows)) for place in in_force.money.groups
    )
    return replace(in_force, money=replace(in_force.money, groups=tuple(groups)))


def _counted(row: CostRow, counted: Counted) -> CostRow:
    return replace(row, state=counted.get((row.key, row.decision_key), row.state))
