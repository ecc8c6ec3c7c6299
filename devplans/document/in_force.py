"""The version in force with what was reported on it since: what counts, whatever a draft of the next version says.

Rows come back as copies that say what was agreed, to read and never to save. While no version is in force there is only
the draft, and its rows come as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import date

from devplans.document.content.actions import ActionRow
from devplans.document.content.metrics import MetricRow
from devplans.document.plan import PlanDocument, from_json
from devplans.models import Action, Plan, PlanMetric, PlanVersion
from devplans.queries.from_guide import with_metric


def document_in_force(plan: Plan) -> PlanDocument | None:
    """The frozen content of the version in force. One query, and none where there is no such version."""
    if plan.version_in_force_id is None:
        return None
    return from_json(PlanVersion.objects.values_list("content", flat=True).get(pk=plan.version_in_force_id))


def actions_of(plan: Plan, document: PlanDocument | None) -> list[Action]:
    """The actions that count, each with the status and the note that were reported. One query."""
    if document is None:
        return list(plan.actions.in_plan())
    rows = {action.pk: action for action in plan.actions.all()}
    return agreed_actions(document, rows)


def agreed_actions(document: PlanDocument, rows: dict[int, Action]) -> list[Action]:
    """The actions of a frozen document, as agreed, with what their rows (by key) say was reported."""
    agreed = document.actions.rows if document.actions else ()
    return [_action(rows[row.key], row) for row in agreed if row.key in rows]


def _action(action: Action, agreed: ActionRow) -> Action:
    copied = copy(action)
    copied.title, copied.due_on = agreed.title, agreed.due
    copied.owner_name, copied.owner_role = agreed.owner_name, agreed.owner_role
    copied.was_due, copied.moved_why = agreed.was_due, agreed.moved_why
    return copied


def metrics_of(plan: Plan, document: PlanDocument | None) -> list[PlanMetric]:
    """The outcome metrics that count, in the guide's order, each with its figures. Two queries.

    One that a draft has taken out of the plan has no key, and nobody reports on it until the draft is decided.
    """
    guide = plan.diagnostic.whole_guide
    rows = with_metric(plan.metrics.prefetch_related("measurements"), guide)
    if document is None:
        return rows
    by_code = {row.about.code: row for row in rows}
    metrics = {metric.code: metric for metric in guide.outcome_metrics.all()}
    groups = document.metrics.groups if document.metrics else ()
    return [
        _metric(by_code.get(agreed.code) or PlanMetric(plan=plan, metric=metrics.get(agreed.code)), agreed)
        for group in groups
        for agreed in group.rows
    ]


def metric_as_agreed(row: PlanMetric, document: PlanDocument | None) -> PlanMetric:
    """One outcome metric as agreed; as it is where it is in no version in force."""
    groups = document.metrics.groups if document and document.metrics else ()
    agreed = next((metric for group in groups for metric in group.rows if metric.code == row.about.code), None)
    return _metric(row, agreed) if agreed else row


def _metric(row: PlanMetric, agreed: MetricRow) -> PlanMetric:
    copied = copy(row)
    if agreed.own:
        copied.title, copied.unit, copied.better = agreed.title, agreed.unit, agreed.better
        copied.counted, copied.out_of = agreed.counted, agreed.out_of
        copied.source, copied.frequency = agreed.source, agreed.frequency
    if not agreed.baseline_hidden:  # a small number is in no document: the locality reads its own row's
        copied.baseline, copied.baseline_count = agreed.baseline, agreed.baseline_count
        copied.baseline_out_of = agreed.baseline_out_of
    copied.baseline_on, copied.baseline_source = agreed.baseline_on, agreed.baseline_source
    copied.reviewer = agreed.reviewer
    copied.baseline_due_on, copied.baseline_why = agreed.baseline_due, agreed.baseline_why
    copied.target, copied.review_on = agreed.target, agreed.review
    return copied


def agreed_dues(plan: Plan) -> Mapping[int, date | None]:
    """The due dates of the version in force by the key of the action. One query, none without such a version."""
    version = PlanVersion.objects.without_bytes().filter(pk=plan.version_in_force_id or 0).first()
    return version.agreed.dues if version else {}
