"""A workshop from opening to its last change but closing (`closing.py`): when, where, who, and which domains.

Each holds the workshop for its transaction and asks who may and its state. What is refused raises Refused, in words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, time
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from assessment.models import Diagnostic
from assessment.models.diagnostic_transitions import ANSWER
from assessment.services.diagnostics import DIAGNOSTIC
from assessment.workshop.models import Attendance, Topic, Workshop
from assessment.workshop.models.workshop_transitions import RUN, STATE_IN_WORDS, WRITE
from assessment.workshop.queries.candidates import candidates_of
from assessment.workshop.rules.agenda import next_third, those_that_matter_most
from assessment.workshop.services.codes import draw_joining
from localities.kit.audit import record
from localities.kit.locks import held
from localities.kit.refused import Refused, ask_permission
from localities.kit.revisions.rows import BaseRevision, SaveResult, save_changes
from localities.kit.workflow import Workflow
from localities.models import User

WHICH = {
    "few": "One session, on what matters most: domains to come back to, then those where views are furthest apart",
    "third": "One of three sessions: the next third of the guide",
    "all": "One long session: the whole guide",
}
"""Ways of choosing the domains of a workshop."""


def _lock(pk: int, *, with_others: bool = False) -> Workshop:
    """Return the workshop, held for this transaction: what is on the screen cannot change under a hand."""
    rows = Workshop.objects.select_related("diagnostic__locality__commissioner", "topic")
    return held(rows, with_others=with_others).get(pk=pk)


def _locked_diagnostic(workshop: Workshop, by: User) -> str:
    return DIAGNOSTIC.locked(workshop.diagnostic, ANSWER)


WORKSHOP = Workflow[Workshop](
    noun="workshop",
    in_words=STATE_IN_WORDS,
    lock=_lock,
    not_now="This workshop is {stands} already. Its minutes say what was agreed.",
    words=lambda workshop: {"word": workshop.locality.commissioner_word},
    asked_of=lambda workshop: workshop.diagnostic,
    guards={RUN: _locked_diagnostic, WRITE: _locked_diagnostic},
    locality=lambda workshop: workshop.locality,
)
"""The only thing that changes a workshop's state."""


def open_workshop(
    diagnostic: Diagnostic,
    *,
    by: User,
    held_on: date,
    starts: time,
    ends: time,
    which: str = "few",
    place: str = "",
    led_by: str = "",
) -> Workshop:
    """Open a workshop on domains chosen one of the ways of `WHICH`, with all practices of the locality on its list.

    Phones can join from now on. Raises Refused when one is open, the diagnostic is agreed, or it ends before it starts.
    """
    word = diagnostic.locality.commissioner_word
    ask_permission(by, RUN.permission, diagnostic, RUN.who.format(word=word))
    if why_not := DIAGNOSTIC.locked(diagnostic, ANSWER):
        raise Refused(why_not)
    ask_order(starts, ends)
    earlier = diagnostic.workshops.aggregate(last=Max("number"))["last"] or 0
    about = {"held_on": held_on, "starts": starts, "ends": ends, "place": place, "led_by": led_by}
    try:
        with transaction.atomic():
            made = Workshop.objects.create(
                diagnostic=diagnostic,
                number=earlier + 1,
                opened_at=timezone.now(),
                opened_by=by,
                **draw_joining(),
                **about,
            )
            _make_rows(made, _chosen(diagnostic, which))
            record("Opened a workshop", made, by=by, locality=diagnostic.locality, moved=("", made.state))
    except IntegrityError as error:
        raise Refused("A workshop of this diagnostic is open already. Close that one first.") from error
    return made


def ask_order(starts: time, ends: time) -> None:
    """Raises Refused when a workshop would end before it starts."""
    if ends <= starts:
        raise Refused("The workshop must end after it starts, on the same day.", about="ends")


def _chosen(diagnostic: Diagnostic, which: str) -> Sequence[str]:
    found = candidates_of(diagnostic)
    if which == "few":
        return those_that_matter_most(found)
    return next_third(found) if which == "third" else [one.code for one in found]


def _make_rows(workshop: Workshop, codes: Sequence[str]) -> None:
    domains = workshop.diagnostic.whole_guide.domains_by_code
    Topic.objects.bulk_create(
        Topic(workshop=workshop, domain=domains[code], order=number) for number, code in enumerate(codes, start=1)
    )
    practices = workshop.locality.practices.all()
    Attendance.objects.bulk_create(Attendance(workshop=workshop, practice=practice) for practice in practices)


def save_details(
    workshop: Workshop, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User
) -> SaveResult[Workshop]:
    """Save when and where it is, who leads it and who came, merged with what others saved meanwhile."""
    with transaction.atomic():
        current = WORKSHOP.hold(workshop.pk, RUN, by=by)
        ask_order(values.get("starts", current.starts), values.get("ends", current.ends))
        return save_changes(current, values, base_revision=base_revision, by=by)


@transaction.atomic
def save_attendance(workshop: Workshop, *, here: Collection[str], shown: Collection[str], by: User) -> None:
    """Note which practices are there, by their codes: those of `here`; of those `shown` as there, the rest left.

    A practice that joined by phone since the page was opened stays.
    """
    WORKSHOP.hold(workshop.pk, RUN, by=by)
    rows = Attendance.objects.filter(workshop=workshop)
    rows.filter(practice__ods_code__in=set(here) - set(shown)).update(present=True)
    rows.filter(practice__ods_code__in=set(shown) - set(here)).update(present=False)


@transaction.atomic
def choose_domains(workshop: Workshop, codes: Collection[str], *, by: User) -> None:
    """Talk about these domains of the guide. What was begun stays in any case; what is new comes last, in guide order.

    Raises Refused when nothing would be left.
    """
    WORKSHOP.hold(workshop.pk, RUN, by=by)
    topics = list(workshop.topics.select_related("domain"))
    kept = {topic.domain.code for topic in topics if topic.begun_at or topic.domain.code in codes}
    if not kept | set(codes):
        raise Refused("Choose at least one domain to talk about.", about="domains")
    workshop.topics.exclude(domain__code__in=kept).delete()
    last = max((topic.order for topic in topics), default=0)
    new = [one for one in workshop.diagnostic.whole_guide.ordered_domains if one.code in set(codes) - kept]
    Topic.objects.bulk_create(
        Topic(workshop=workshop, domain=domain, order=last + number) for number, domain in enumerate(new, start=1)
    )


def save_topic(topic: Topic, values: Mapping[str, Any], *, base_revision: BaseRevision, by: User) -> SaveResult[Topic]:
    """Save what is said of a topic beside its answer: dissent, whether to come back to it, who follows it up."""
    with transaction.atomic():
        WORKSHOP.hold(topic.workshop_id, WRITE, by=by)
        return save_changes(topic, values, base_revision=base_revision, by=by)
