"""What is on the screen of the room, and how phones get in: whoever leads the workshop moves it, for all at once."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from assessment.workshop.models import Attendance, Hand, Phone, Topic, Workshop
from assessment.workshop.models.workshop_transitions import RUN
from assessment.workshop.services.codes import NO_JOINING, draw_joining
from assessment.workshop.services.workshops import WORKSHOP
from localities.kit.audit import record
from localities.kit.pages.phrases import count
from localities.kit.refused import Refused
from localities.models import User

Moment = Workshop.Moment
AFTER_THE_HANDS = (Moment.LOOK, Moment.AGREE)


def _topic(workshop: Workshop, code: str) -> Topic:
    found = workshop.topics.select_related("domain").filter(domain__code=code).first()
    if found is None:
        raise Refused("This domain is not on the agenda any more. Choose another on the agenda.")
    return found


@transaction.atomic
def show(workshop: Workshop, code: str, moment: str, *, by: User) -> Workshop:
    """Put a moment of a domain on the screen. What comes after the hands reveals them: from then on they are closed."""
    workshop = WORKSHOP.hold(workshop.pk, RUN, by=by)
    topic, now = _topic(workshop, code), timezone.now()
    if topic.begun_at is None:
        topic.begun_at = now
    if moment in AFTER_THE_HANDS and topic.revealed_at is None:
        topic.revealed_at = now
        up = sum(topic.counted) or Hand.objects.filter(topic=topic).count()
        _note(f"Revealed {count(up, 'hand')} on {topic.domain}", workshop, by)
    topic.save(update_fields=["begun_at", "revealed_at"])
    workshop.topic, workshop.moment = topic, moment
    Workshop.objects.filter(pk=workshop.pk).update(topic=topic, moment=moment)  # no revision: nobody writes it
    return workshop


@transaction.atomic
def raise_again(workshop: Workshop, code: str, *, by: User) -> None:
    """Empty the hands of a domain and let them be raised anew."""
    workshop = WORKSHOP.hold(workshop.pk, RUN, by=by)
    topic = _topic(workshop, code)
    Hand.objects.filter(topic=topic).delete()
    Topic.objects.filter(pk=topic.pk).update(round=topic.round + 1, revealed_at=None, counted=[])
    Workshop.objects.filter(pk=workshop.pk).update(topic=topic, moment=Moment.HANDS)
    _note(f"Let hands on {topic.domain} be raised again", workshop, by)


@transaction.atomic
def count_hands(workshop: Workshop, code: str, counts: Sequence[int], *, by: User) -> None:
    """Take the hands that were counted in the room, one for each practice, in place of those of phones, and show them.

    Raises Refused when there are none, or more than practices.
    """
    workshop = WORKSHOP.hold(workshop.pk, RUN, by=by)
    topic = _topic(workshop, code)
    practices = Attendance.objects.filter(workshop=workshop).count()
    total = sum(counts)
    if not total:
        raise Refused("Enter how many hands you counted, at one position at least.")
    if total > practices:
        counted, there = count(total, "hand"), count(practices, "practice")
        raise Refused(f"You counted {counted}, and the locality has {there}. Count one hand for each practice.")
    now = timezone.now()
    begun = topic.begun_at or now
    Topic.objects.filter(pk=topic.pk).update(counted=list(counts), begun_at=begun, revealed_at=topic.revealed_at or now)
    Workshop.objects.filter(pk=workshop.pk).update(topic=topic, moment=Moment.LOOK)
    _note(f"Counted {count(total, 'hand')} on {topic.domain}", workshop, by)


@transaction.atomic
def show_names(workshop: Workshop, *, shown: bool, by: User) -> None:
    """Show whose hands are where, or only how many: as the room wants it, until it says otherwise."""
    WORKSHOP.hold(workshop.pk, RUN, by=by)
    Workshop.objects.filter(pk=workshop.pk).update(with_names=shown)


@transaction.atomic
def renew_joining(workshop: Workshop, *, by: User) -> None:
    """Give a new link and code. Those before no longer work, and every phone has to join again."""
    workshop = WORKSHOP.hold(workshop.pk, RUN, by=by)
    Phone.objects.filter(workshop=workshop).delete()
    try:
        with transaction.atomic():
            Workshop.objects.filter(pk=workshop.pk).update(**draw_joining())
    except IntegrityError as error:  # another workshop drew the same: one in millions
        raise Refused("The code could not be made. Try again.") from error
    _note("Made a new code to join the workshop", workshop, by)


@transaction.atomic
def stop_joining(workshop: Workshop, *, by: User) -> None:
    """Take back link and code: no phone joins any more, and those that joined can raise no hand."""
    workshop = WORKSHOP.hold(workshop.pk, RUN, by=by)
    Workshop.objects.filter(pk=workshop.pk).update(**NO_JOINING)
    _note("Took back the code to join the workshop", workshop, by)


@transaction.atomic
def let_go(workshop: Workshop, practice: str, *, by: User) -> None:
    """Let go the phones of a practice, with a hand that is not revealed yet: another phone can join and raise it."""
    workshop = WORKSHOP.hold(workshop.pk, RUN, by=by)
    phones = Phone.objects.filter(workshop=workshop, practice__ods_code=practice)
    Hand.objects.filter(phone__in=phones, topic__revealed_at__isnull=True).delete()
    phones.delete()
    _note(f"Let go the phones of {practice}", workshop, by)


def _note(what: str, workshop: Workshop, by: User) -> None:
    record(what[:200], workshop, by=by, locality=workshop.locality)
