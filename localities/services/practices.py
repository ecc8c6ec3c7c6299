"""What changes practices. Views and commands call these and nothing else writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from localities.kit.audit import record
from localities.kit.refused import Refused, ask_permission
from localities.kit.revisions.rows import BaseRevision, SaveResult, save_changes
from localities.models import Figure, Locality, Practice, Role, SignUp, User
from localities.rules.practice_figures import FIGURES

BY_HAND = "Entered by hand"


def save_practice(
    practice: Practice, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[Practice]:
    """Save fields of a practice, merged with what others saved since `base_revision`; the history tells of it."""
    ask_permission(by, "localities.change_practice", practice, "those who may change this practice’s figures")
    with transaction.atomic():
        result = save_changes(practice, values, base_revision=base_revision, by=by)
        _keep_figures(result.row, result.changed)
    return result


def add_practice(locality: Locality, values: Mapping[str, Any], *, by: User) -> Practice:
    """Add a practice to a locality. Raises Refused when its code is here already."""
    ask_permission(by, "localities.add_practice", locality, f"the locality lead or the {locality.commissioner_word}")
    with transaction.atomic():
        practice = make_practice(locality, values, by=by)
        _keep_figures(practice, FIGURES)
    return practice


def make_practice(locality: Locality, values: Mapping[str, Any], *, by: User) -> Practice:
    """Make a practice of a locality. Raises Refused when its code is here already."""
    practice = Practice(**values, locality=locality, saved_by=by, saved_at=timezone.now())
    practice._history_user = by  # type: ignore[attr-defined]  # read by the history
    try:
        with transaction.atomic():
            practice.save(force_insert=True)
            record("Added the practice", practice, by=by, locality=locality)
    except IntegrityError as error:
        raise Refused(
            f"A practice with the code {practice.ods_code} is here already. Ask an administrator to move it.",
            about="ods_code",
        ) from error
    return practice


def _keep_figures(practice: Practice, changed: Iterable[str]) -> None:
    """Keep the figures that a person entered, with their day: patients were counted on theirs, staff are of today."""
    named = {"list_size" if name == "list_size_as_of" else name for name in changed if name in FIGURES}
    today = timezone.localdate()
    Figure.objects.bulk_create(
        Figure(
            practice=practice,
            what=what,
            value=value,
            as_of=(practice.list_size_as_of or today) if what == "list_size" else today,
            source=BY_HAND,
        )
        for what in sorted(named)
        if (value := getattr(practice, what)) is not None
    )


@transaction.atomic
def sign_up(practice: Practice, values: Mapping[str, Any], *, by: User) -> SignUp:
    """Sign a practice up to its locality, which ends what it signed with another one.

    Raises Refused when it has signed up already, and for anybody but its own representative.
    """
    practice, locality = _hold(practice, by)
    if practice.sign_ups.in_force().exists():
        raise Refused(f"{practice} has signed up already. Withdraw that first to sign up with other words.")
    practice.sign_ups.filter(withdrawn_on__isnull=True).update(withdrawn_on=timezone.localdate())
    signed = SignUp.objects.create(practice=practice, locality=locality, **values)
    record("Signed the practice up", practice, by=by, locality=locality, why=signed.statement)
    return signed


@transaction.atomic
def withdraw_sign_up(practice: Practice, *, by: User) -> None:
    """Withdraw a practice's sign-up; it stays on the record. Raises Refused as `sign_up` does."""
    practice, locality = _hold(practice, by)
    if not practice.sign_ups.in_force().update(withdrawn_on=timezone.localdate()):
        raise Refused(f"{practice} is not signed up, so there is nothing to withdraw.")
    record("Withdrew the practice’s sign-up", practice, by=by, locality=locality)


def _hold(practice: Practice, by: User) -> tuple[Practice, Locality]:
    """Lock a practice for its representative. Administrators too leave this to the practice, whatever they may do."""
    if not by.has_role(Role.Kind.PRACTICE_REPRESENTATIVE, practice.pk):
        raise Refused("Only the practice’s own representative can do this.")
    held = Practice.objects.select_related("locality").select_for_update(of=("self",)).get(pk=practice.pk)
    if held.locality is None:
        raise Refused(f"{held} belongs to no locality now.")
    return held, held.locality
