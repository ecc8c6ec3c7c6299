"""Drawing what lets phones in: secrets, so they are drawn and never worked out."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessment.workshop.rules.join_codes import LENGTH, LETTERS

JOINS_FOR = timedelta(hours=12)
"""How long a code lets phones in: a day's workshop and no longer, also where nobody closes it."""


def draw_joining() -> dict[str, Any]:
    """What a workshop keeps so that phones can join it: a link of 128 bits, a short code, and until when."""
    return {
        "join_token": secrets.token_urlsafe(16),
        "join_code": "".join(secrets.choice(LETTERS) for _ in range(LENGTH)),
        "joins_until": timezone.now() + JOINS_FOR,
    }


NO_JOINING: dict[str, Any] = {"join_token": None, "join_code": None, "joins_until": None}
