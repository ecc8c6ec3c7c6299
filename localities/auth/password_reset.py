"""Setting a new password by e-mail: the same work and the same answer whoever asks, and for whatever address.

Asking writes one row into the outbox and looks nobody up. Whether there is an account, and the link, are worked out
when the e-mail is sent, beside the request. For an address without an account the row goes away.
"""

from __future__ import annotations

from datetime import timedelta
from secrets import token_hex

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django.utils import timezone

from localities.kit.mail.outbox import SECRET, Late, Topic, at_sending, write_email
from localities.kit.models import OutgoingEmail
from localities.models import User

# Who asked and got nothing asks again; a link that comes much later puzzles them.
IN_TIME = timedelta(hours=2)


def ask_for_reset(email: str) -> None:
    """Send the link to a new password to the account with this address, should there be one."""
    # The address has a part for the person and one for the token; here one secret stands for both.
    path = reverse("account_reset_password_from_key", args=["PERSON", "TOKEN"]).replace("PERSON-TOKEN", SECRET)
    write_email(
        email, Topic.PASSWORD_RESET, "password_reset", {"path": path, "email": email}, key=f"reset-{token_hex(16)}"
    )


@at_sending(Topic.PASSWORD_RESET)
def reset_link(email: OutgoingEmail) -> Late | None:
    """Return where the link leads. It goes to the address that the account has: two that look alike differ."""
    user = User.objects.filter(email__iexact=email.to_address, is_active=True).first()
    if user is None or email.written_at < timezone.now() - IN_TIME:
        return None
    return Late(user.email, f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}")
