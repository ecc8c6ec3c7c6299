"""Inviting people, and giving and taking roles: what changes them, and who may give which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from secrets import token_hex
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from localities.kit.audit import record
from localities.kit.mail.outbox import SECRET, Late, Topic, at_sending, secret_of, write_email
from localities.kit.models import OutgoingEmail
from localities.kit.refused import Refused, ask_permission
from localities.models import Invitation, Role, User
from localities.models.people import ORGANISATIONS_ABOVE, SCOPE_OF_KIND, SCOPES, RoleKind, Scope
from localities.services.sessions import end_sessions

CHANGE, WHO = "localities.change_role", "those who may invite people there"
LASTS = timedelta(days=7)
# More in an hour is nobody's work. Invitations go to any address, so a stolen account must not send thousands.
MOST_IN_AN_HOUR, MOST_BY_ADMINISTRATOR = 30, 200


@dataclass(frozen=True)
class NewPerson:
    """What somebody without an account says when they accept."""

    name: str
    password: str


def invite(*, email: str, name: str, kind: RoleKind, scope: Scope, by: User) -> Invitation:
    """Invite somebody to a role by e-mail. An open invitation to the same role stops working: this one replaces it."""
    email = email.lower()
    wanted = _scope(kind, scope)
    ask_permission(by, CHANGE, Invitation(kind=kind, **wanted), WHO)
    if Role.objects.filter(user__email__iexact=email, kind=kind, **wanted).exists():
        raise Refused(f"{email} has this role already.", about="email")
    key = f"invitation-{token_hex(16)}"
    try:
        with transaction.atomic():
            _ask_not_too_many(by)
            for earlier in Invitation.objects.filter(email=email, kind=kind, **wanted).open():
                _withdraw(earlier, by)
            invitation = Invitation.objects.create(
                email=email,
                name=name,
                kind=kind,
                **wanted,
                token_sha256=_hash(secret_of(key)),
                invited_by=by,
                expires_at=timezone.now() + LASTS,
            )
            record(f"Invited as {invitation.role_name}", invitation, by=by, locality=invitation.about)
            context = {"invitation": invitation, "token": SECRET}
            write_email(email, Topic.INVITATION, "invitation", context, key=key)
    except IntegrityError as error:
        raise Refused(f"Somebody else invited {email} to this role just now.", about="email") from error
    return invitation


def _ask_not_too_many(by: User) -> None:
    most, hour = MOST_BY_ADMINISTRATOR if by.sees_everything else MOST_IN_AN_HOUR, timedelta(hours=1)
    newest = Invitation.objects.filter(invited_by=by, invited_at__gt=timezone.now() - hour).order_by("-invited_at")
    times = newest.values_list("invited_at", flat=True)[:most]
    if len(times) == most:
        again = timezone.localtime(times[most - 1] + hour + timedelta(minutes=1))
        raise Refused(
            f"You have invited {most} people in the last hour, and more is not possible. "
            f"Send this one from {again:%H:%M} on, or ask somebody else who may invite people."
        )


@at_sending(Topic.INVITATION)
def link_of(email: OutgoingEmail) -> Late | None:
    """Return where the link leads, unless the invitation was withdrawn or is too old by now."""
    token = secret_of(email.key)
    waits = Invitation.objects.open().filter(token_sha256=_hash(token), expires_at__gt=timezone.now())
    return Late(email.to_address, token) if waits.exists() else None


def withdraw(invitation: Invitation, *, by: User) -> None:
    """Take an invitation back: its link stops working. One that was accepted is a role by now."""
    ask_permission(by, CHANGE, invitation, WHO)
    _withdraw(invitation, by)


def _withdraw(invitation: Invitation, by: User) -> None:
    with transaction.atomic():
        still_open = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True)
        if not still_open.update(withdrawn_at=timezone.now()):
            raise Refused("This invitation was accepted or withdrawn in the meantime.")
        record(f"Withdrew the invitation as {invitation.role_name}", invitation, by=by, locality=invitation.about)


def find(token: str) -> Invitation:
    """Return the open invitation that a link leads to. Raises Refused with what is wrong with the link."""
    with_names = Invitation.objects.select_related("invited_by", *SCOPES, *ORGANISATIONS_ABOVE)
    invitation = with_names.filter(token_sha256=_hash(token)).first()
    if invitation is None:
        raise Refused("The link is not complete, or not right. Copy the whole link from the e-mail.")
    again = f"Ask {invitation.invited_by} to invite you again."
    if invitation.accepted_at:
        raise Refused("This invitation has been accepted already. Sign in with your e-mail address.")
    if invitation.withdrawn_at:
        raise Refused(f"This invitation has been withdrawn or replaced by a newer one. {again}")
    if invitation.expires_at <= timezone.now():
        raise Refused(f"This invitation is too old: it could be accepted until {invitation.last_day}. {again}")
    return invitation


def account_of(invitation: Invitation) -> User | None:
    """Return the account that the invited person has already."""
    return User.objects.filter(email__iexact=invitation.email).first()


def accept(invitation: Invitation, *, by: User | NewPerson) -> User:
    """Give the role to the invited person, whose account is made if they are new. Works once."""
    with transaction.atomic():
        now = timezone.now()
        still_open = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, withdrawn_at__isnull=True)
        if not still_open.filter(expires_at__gt=now).update(accepted_at=now):
            raise Refused("This invitation was accepted or withdrawn in the meantime.")
        if isinstance(by, NewPerson):
            by = _make_account(invitation, by)
        elif by.email.lower() != invitation.email:
            raise Refused(f"This invitation is for {invitation.email}.")
        wanted = _scope(invitation.kind, invitation.scope)
        if not by.roles.filter(kind=invitation.kind, **wanted).exists():
            role = Role(user=by, kind=invitation.kind, **wanted)
            role._history_user = by  # type: ignore[attr-defined]  # read by the history
            role.save()
        record(f"Accepted the invitation as {invitation.role_name}", invitation, by=by, locality=invitation.about)
    return by


def _scope(kind: str, scope: Scope | None) -> dict[str, Any]:
    name = SCOPE_OF_KIND[kind]
    return {name: scope} if name else {}


def _make_account(invitation: Invitation, person: NewPerson) -> User:
    try:
        with transaction.atomic():
            return User.objects.create_user(invitation.email, person.password, name=person.name)
    except IntegrityError as error:
        raise Refused("There is an account with your e-mail address by now. Sign in to accept.") from error


def take_away(role: Role, *, by: User) -> None:
    """Take a role away, and sign the person out everywhere: no page goes on showing what is no longer theirs.

    Nobody takes away their own: so there is always somebody left who can undo it.
    """
    if role.user_id == by.pk:
        raise Refused("You cannot take away your own role. Ask somebody else who may.")
    ask_permission(by, CHANGE, role, WHO)
    with transaction.atomic():
        role._history_user = by  # type: ignore[attr-defined]  # read by the history
        record(f"Took away the role {role}", role.user, by=by, locality=role.about)
        role.delete()
        end_sessions(role.user)


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
