"""Finding the workshop that a link or code leads to, and the phone that a secret belongs to."""

from __future__ import annotations

from django.utils import timezone

from assessment.workshop.models import Phone, Workshop
from assessment.workshop.rules.join_codes import as_typed


def _joined_by(**which: str) -> Workshop | None:
    rows = Workshop.objects.open().filter(joins_until__gt=timezone.now(), **which)
    return rows.select_related("diagnostic__locality__commissioner__system", "topic").first()


def workshop_of_link(token: str) -> Workshop | None:
    """The open workshop that a link lets people into; None for one that does not work, or no longer."""
    return _joined_by(join_token=token)


def workshop_of_code(typed: str) -> Workshop | None:
    """The open workshop that a short code lets people into, however it is written."""
    code = as_typed(typed)
    return _joined_by(join_code=code) if code else None


def phone_of(workshop: Workshop, secret_sha256: str) -> Phone | None:
    """The phone of this workshop that carries a secret, by its sum."""
    return Phone.objects.filter(workshop=workshop, secret_sha256=secret_sha256).select_related("practice").first()
