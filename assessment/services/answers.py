"""What is answered in a diagnostic. Each save asks who may and the diagnostic's state, inside its transaction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from assessment.models import Diagnostic, Domain, DomainAnswer, FeatureAnswer, IndicatorValue, PracticeView
from assessment.models.diagnostic_transitions import ANSWER, GIVE_VIEW
from assessment.services.diagnostics import DIAGNOSTIC
from assessment.services.published import put_published
from localities.kit.refused import ask_permission
from localities.kit.revisions.rows import BaseRevision, SaveResult, save_changes, stored
from localities.models import Practice, User


def save_answer(
    answer: DomainAnswer, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[DomainAnswer]:
    """Save fields of one domain's answer, merged with what others saved since `base_revision`."""
    return _save(answer, values, base_revision, by)


def save_feature_answer(
    answer: FeatureAnswer, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[FeatureAnswer]:
    """Save how far a level's feature is in place."""
    return _save(answer, values, base_revision, by)


def save_indicator_value(
    value: IndicatorValue, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[IndicatorValue]:
    """Save an indicator's number with its date and source."""
    with transaction.atomic():
        DIAGNOSTIC.hold(value.diagnostic_id, ANSWER, by=by)
        return save_changes(stored(value, "diagnostic", "indicator"), values, base_revision=base_revision, by=by)


@transaction.atomic
def take_published(diagnostic: Diagnostic, *, by: User) -> int:
    """Take what is published of the locality now; return how many numbers are new. Raises Refused when it is agreed."""
    return put_published(DIAGNOSTIC.hold(diagnostic.pk, ANSWER, by=by), by=by)


def save_practice_view(
    diagnostic: Diagnostic,
    domain: Domain,
    practice: Practice,
    values: Mapping[str, Any],
    *,
    base_revision: BaseRevision,
    by: User,
) -> SaveResult[PracticeView]:
    """Save one practice's own view of a domain; made on its first save. From then on it is no longer a hand's."""
    with transaction.atomic():
        ask_permission(by, "assessment.speak_for_practice", practice, GIVE_VIEW.who)
        DIAGNOSTIC.hold(diagnostic.pk, GIVE_VIEW, by=by)
        view, _ = PracticeView.objects.get_or_create(diagnostic=diagnostic, domain=domain, practice=practice)
        if view.by_hand_on:
            started = dict.fromkeys(values, base_revision) if isinstance(base_revision, int) else base_revision
            values, base_revision = {**values, "by_hand_on": None}, {**started, "by_hand_on": view.revision}
        return save_changes(view, values, base_revision=base_revision, by=by)


def _save(row: Any, values: Mapping[str, Any], base_revision: BaseRevision, by: User) -> SaveResult[Any]:
    with transaction.atomic():
        DIAGNOSTIC.hold(row.diagnostic_id, ANSWER, by=by)
        return save_changes(row, values, base_revision=base_revision, by=by)
