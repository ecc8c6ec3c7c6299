"""What changes a development plan's content. Views and commands call these and nothing else writes.

Each raises Refused for who may not, and while the content is locked: submitted, approved or closed (`plan_workflow`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from assessment.models import Diagnostic, OutcomeMetric
from devplans.models import Action, Plan, PlanEstate, PlanMetric
from devplans.models.plan_transitions import EDIT, LEAD
from devplans.queries.levers import usual_levers
from devplans.queries.proposal import proposal_for
from devplans.rules.metrics.figures import worked_out
from devplans.rules.suggestions import Suggestion
from devplans.services.plan_workflow import PLAN
from devplans.services.rows import last_order, put_back_row
from localities.kit.audit import record
from localities.kit.refused import Refused, ask_permission
from localities.kit.revisions.rows import BaseRevision, SaveResult, save_changes, write
from localities.models import User


@transaction.atomic
def create_plan(diagnostic: Diagnostic, *, starts_on: date, ends_on: date, by: User, target_level: int = 0) -> Plan:
    """Make the plan of an agreed diagnostic, with the guide's core outcome metrics and the usual levers in it.

    A diagnostic has one plan: asked again, this returns it. `target_level` is 0 where the guide has no levels.

    Raises Refused when the diagnostic is not agreed.
    """
    diagnostic = (
        Diagnostic.objects.select_for_update(of=("self",))
        .select_related("locality__commissioner__system")
        .get(pk=diagnostic.pk)
    )
    ask_permission(by, "devplans.create_plan", diagnostic, LEAD)
    if diagnostic.agreed_at is None:
        raise Refused("Agree the diagnostic first: the plan starts from what was agreed.")
    plan, made = Plan.objects.get_or_create(
        diagnostic=diagnostic,
        defaults={
            "locality": diagnostic.locality,
            "diagnostic_agreed_at": diagnostic.agreed_at,
            "target_level": target_level,
            "starts_on": starts_on,
            "ends_on": ends_on,
        },
    )
    if made:
        core = [metric for metric in diagnostic.whole_guide.outcome_metrics.all() if metric.core]
        bulk_create_with_history([PlanMetric(plan=plan, metric=metric) for metric in core], PlanMetric, default_user=by)
        usual_levers(plan).save()
        PlanEstate.objects.create(plan=plan)
        record("Created the plan", plan, by=by, locality=plan.locality)
    return plan


@transaction.atomic
def save_plan(plan: Plan, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User) -> SaveResult[Plan]:
    """Save fields of the plan, merged with what others saved since `base_revision`."""
    PLAN.hold(plan.pk, EDIT, by=by)
    return save_changes(plan, values, base_revision=base_revision, by=by)


@transaction.atomic
def follow_diagnostic(plan: Plan, *, by: User) -> None:
    """Note that people looked at the diagnostic as it is agreed now, and that the plan takes it into account.

    Raises Refused while the diagnostic is open: it may change again.
    """
    plan = PLAN.hold(plan.pk, EDIT, by=by)
    if plan.diagnostic.agreed_at is None:
        raise Refused("The diagnostic is open again. Agree it first, then look at what changed for the plan.")
    plan.diagnostic_agreed_at = plan.diagnostic.agreed_at
    write(plan, by=by, fields=["diagnostic_agreed_at"])
    record("Noted that the plan follows the diagnostic", plan, by=by, locality=plan.locality)


NO_LONGER_SUGGESTED = (
    "Some of what you ticked is no longer suggested, because the diagnostic or the plan changed. "
    "Look at the list as it is now and tick again"
)


@transaction.atomic
def add_suggestions(plan: Plan, keys: Collection[str], *, by: User) -> list[Action]:
    """Put suggestions of the proposal into the plan and return the actions this added, in the proposal's order.

    What is in the plan already stays as people left it, so adding twice adds once. What had been removed comes back
    with all that was written in it. Raises Refused when there is no key, or one is no suggestion of this plan.
    """
    if not keys:
        raise Refused("Tick at least one action to add.")
    plan = PLAN.hold(plan.pk, EDIT, by=by)
    offered = {line.key: line for line in proposal_for(plan) if line.is_action}
    kept = {action.suggestion: action for action in plan.actions.exclude(suggestion="")}
    if not set(keys) <= offered.keys() | kept.keys():
        raise Refused(f"{NO_LONGER_SUGGESTED}.")
    wanted = [line for line in offered.values() if line.key in keys]
    order = last_order(plan, Action)
    back = [put_back_row(kept[line.key], by=by) for line in wanted if line.key in kept]
    fresh = [
        _from_suggestion(plan, line, order + number)
        for number, line in enumerate((line for line in wanted if line.key not in kept), start=1)
    ]
    added = [*back, *bulk_create_with_history(fresh, Action, default_user=by)]
    if added:
        record("Added suggested actions", plan, by=by, locality=plan.locality, why=f"{len(added)} added")
    return added


def _from_suggestion(plan: Plan, line: Suggestion, order: int) -> Action:
    guide = plan.diagnostic.whole_guide
    domain = guide.domains_by_code[line.domain_code] if line.domain_code else None
    features = {feature.code: feature for feature in guide.ordered_features}
    offers = {offer.code: offer for offer in guide.offers.all()}
    return Action(
        plan=plan,
        title=line.title,
        detail=line.detail,
        domain=domain,
        feature=features[line.feature_code] if line.feature_code and domain is None else None,
        why=line.why,
        owner_role=line.owner_role,
        due_on=line.due,
        first_due_on=line.due,
        support=offers[line.support] if line.support else None,
        order=order,
        suggestion=line.key,
    )


@transaction.atomic
def add_action(plan: Plan, values: Mapping[str, Any], *, by: User) -> Action:
    """Add an action that people thought of themselves, last in the plan's order.

    Raises Refused when the plan has an action of that name, so that a button pressed twice adds one.
    """
    plan = PLAN.hold(plan.pk, EDIT, by=by)
    if plan.actions.in_plan().filter(title__iexact=values["title"]).exists():
        raise Refused(
            "The plan has an action of this name already. Change that one, or give this one another name.",
            about="title",
        )
    action = Action(plan=plan, order=last_order(plan, Action) + 1, first_due_on=values["due_on"], **values)
    action._history_user = by  # type: ignore[attr-defined]  # read by simple_history
    action.save()
    record("Added an action", action, by=by, locality=plan.locality)
    return action


@transaction.atomic
def save_action(
    action: Action, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[Action]:
    """Save fields of an action, merged with what others saved since `base_revision`.

    The first due date ever set is kept beside the one in force.
    """
    PLAN.hold(action.plan_id, EDIT, by=by)
    if values.get("due_on") and action.first_due_on is None:
        action.refresh_from_db(fields=["first_due_on"])  # somebody may have set one since it was read
        values = {**values, "first_due_on": action.first_due_on or values["due_on"]}
    return save_changes(action, values, base_revision=base_revision, by=by)


@transaction.atomic
def move_action(action: Action, *, up: bool, by: User) -> None:
    """Move an action one place up or down in the plan's order. The first stays first, the last stays last."""
    plan = PLAN.hold(action.plan_id, EDIT, by=by)
    ordered = list(plan.actions.in_plan())
    if action not in ordered:  # somebody removed it meanwhile
        return
    place = ordered.index(action)
    other = place - 1 if up else place + 1
    if other not in range(len(ordered)):
        return
    ordered[place], ordered[other] = ordered[other], ordered[place]
    for number, each in enumerate(ordered, start=1):
        each.order = number
    Action.objects.bulk_update(ordered, ["order"])
    record("Moved an action", action, by=by, locality=plan.locality, why="Up" if up else "Down")


@transaction.atomic
def add_metrics(plan: Plan, metrics: Sequence[OutcomeMetric], *, by: User) -> list[PlanMetric]:
    """Choose outcome metrics of the guide for the plan. What is chosen already stays as it is."""
    plan = PLAN.hold(plan.pk, EDIT, by=by)
    chosen = set(plan.metrics.values_list("metric_id", flat=True))
    fresh = [PlanMetric(plan=plan, metric=metric) for metric in metrics if metric.pk not in chosen]
    added = bulk_create_with_history(fresh, PlanMetric, default_user=by)
    for row in added:
        record("Added an outcome metric", row, by=by, locality=plan.locality)
    return list(added)


@transaction.atomic
def add_own_metric(plan: Plan, definition: Mapping[str, Any], *, by: User) -> PlanMetric:
    """Add a metric that the guide does not have. One that says exactly the same is the same metric.

    Raises Refused when the plan has another of that name.
    """
    plan = PLAN.hold(plan.pk, EDIT, by=by)
    same = plan.metrics.filter(metric=None, title__iexact=definition["title"]).first()
    if same and all(getattr(same, name) == value for name, value in definition.items()):
        return same
    if same:
        raise Refused("The plan has a metric of this name already. Give this one another name.", about="title")
    row = PlanMetric(plan=plan, **definition)
    row._history_user = by  # type: ignore[attr-defined]  # read by simple_history
    row.save()
    record("Added an outcome metric", row, by=by, locality=plan.locality)
    return row


@transaction.atomic
def save_metric(
    row: PlanMetric, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[PlanMetric]:
    """Save what is known of a metric, merged with what others saved since `base_revision`.

    A baseline that is not given is what its count comes to; a plain count is its own. Raises Refused when somebody
    removed the metric meanwhile.
    """
    PLAN.hold(row.plan_id, EDIT, by=by)
    kept = PlanMetric.objects.select_related("metric").filter(pk=row.pk).first()
    if kept is None:
        raise Refused(f"‘{row}’ has been removed from the plan. Add it again to fill it in.")
    if "baseline" in values:
        values = {**values, **_baseline_of(kept, values)}
        if not isinstance(base_revision, int):  # what follows from a field started where that one did
            base_revision = {"baseline_count": base_revision["baseline"], **base_revision}
    return save_changes(kept, values, base_revision=base_revision, by=by)


def _baseline_of(row: PlanMetric, values: Mapping[str, Any]) -> dict[str, Any]:
    about, value = row.about, values.get("baseline")
    if not about.has_parts:
        return {"baseline_count": value}
    count, out_of = values.get("baseline_count"), values.get("baseline_out_of")
    if value is not None or count is None or out_of is None:
        return {}
    return {"baseline": worked_out(count, out_of, about.unit)}


@transaction.atomic
def remove_metric(row: PlanMetric, *, by: User) -> None:
    """Take a metric out of the plan. Its history stays. Raises Refused for a core metric."""
    PLAN.hold(row.plan_id, EDIT, by=by)
    if row.about.core:
        raise Refused(f"‘{row}’ stays: it is a core metric, which every plan has, so that they can be read together.")
    if row.measurements.exists():
        raise Refused(f"‘{row}’ has figures that were reported. Remove those first, under Progress.")
    record("Removed an outcome metric", row, by=by, locality=row.plan.locality)
    row._history_user = by  # type: ignore[attr-defined]  # read by simple_history
    row.delete()
