"""What a phone in the room can do, without an account: join for a practice, and raise its hand for what is on screen.

Nobody is behind a phone, so nothing here takes `by`: the workshop's link lets it in, and its own secret says which it
is. A practice has one hand for a domain; the phone that raised it may change it until all are shown.
"""

from __future__ import annotations

import secrets
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone

from assessment.workshop.models import Attendance, Hand, Phone, Workshop
from assessment.workshop.services.workshops import WORKSHOP
from localities.kit.refused import Refused

MOST_PHONES = 200
"""Of one workshop: five for each of 40 practices. Beyond it somebody is playing."""

CLOSED = "Nobody can join or raise a hand here any more. If the workshop goes on, ask for the code on its screen."
MOVED_ON = "The room has moved on to {}. Your hand was not raised for what was there before."
OTHER_PHONE = "{} has raised its hand on another phone. Only that phone can change it."


def secret_sum(secret: str) -> str:
    """What is kept of a phone's secret."""
    return sha256(secret.encode()).hexdigest()


def _let_in(pk: int) -> Workshop:
    workshop = WORKSHOP.lock(pk, with_others=True)
    if not workshop.lets_in(timezone.now()):
        raise Refused(CLOSED)
    return workshop


@transaction.atomic
def join(workshop: Workshop, practice: str, *, phone: Phone | None = None) -> str:
    """Join for a practice, named by its code, and return the phone's secret; "" for a phone that has one.

    A phone that joined for another practice moves, and takes along no hand that it raised there and nobody saw yet.
    """
    workshop = _let_in(workshop.pk)
    place = Attendance.objects.filter(workshop=workshop, practice__ods_code=practice).first()
    if place is None:
        raise Refused("Choose your practice", about="practice")
    Attendance.objects.filter(pk=place.pk).update(present=True)
    if phone:
        Hand.objects.filter(phone=phone, topic__revealed_at__isnull=True).exclude(practice=place.practice_id).delete()
        Phone.objects.filter(pk=phone.pk).update(practice=place.practice_id)
        return ""
    if Phone.objects.filter(workshop=workshop).count() >= MOST_PHONES:
        raise Refused("Too many phones have joined this workshop. Tell whoever leads it.")
    secret = secrets.token_urlsafe(16)
    Phone.objects.create(
        workshop=workshop, practice=place.practice, secret_sha256=secret_sum(secret), joined_at=timezone.now()
    )
    return secret


@transaction.atomic
def raise_hand(phone: Phone, position: int, *, domain: str, hands_round: int) -> Hand:
    """Raise the hand of a phone's practice for the domain that is on the screen; raised again, it moves.

    `domain` and `hands_round` say what the phone showed. Raises Refused when something else is on the screen by now,
    hands are shown or not asked for, or another phone raised this practice's hand.
    """
    workshop = _let_in(phone.workshop_id)
    topic = workshop.topic
    if topic is None or topic.domain.code != domain or topic.round != hands_round:
        raise Refused(MOVED_ON.format(topic.domain if topic else "the agenda"))
    if topic.revealed_at or workshop.moment != Workshop.Moment.HANDS:
        raise Refused("Hands are closed for now. Look at the screen in the room.")
    if position not in workshop.diagnostic.whole_guide.scale.positions:
        raise Refused("Choose where the locality is today", about="hand")
    try:
        with transaction.atomic():
            hand, is_new = Hand.objects.get_or_create(
                topic=topic, practice_id=phone.practice_id, defaults={"position": position, "phone": phone}
            )
    except IntegrityError as error:  # the phone was let go, or its practice's other phone was quicker
        raise Refused(OTHER_PHONE.format(phone.practice.ods_code)) from error
    if not is_new:
        if hand.phone_id not in (None, phone.pk):
            raise Refused(OTHER_PHONE.format(phone.practice.ods_code))
        hand.position, hand.phone = position, phone
        hand.save(update_fields=["position", "phone"])
    return hand
