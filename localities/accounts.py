"""Signing in: by invitation only, so nobody can make an account for themselves, wherever they sign in."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse

from localities.context_processors import SERVICE_NAME
from localities.models import User
from localities.outbox import Topic, put

# What allauth gives to the e-mails that open something to whoever reads them.
SECRETS = {"key", "code", "password_reset_url", "activate_url"}


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Close sign-up and say in our words what went wrong; everything else is allauth's."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed. Ask your administrator to open it",
        "email_password_mismatch": "The e-mail address or the password is not right. Check both and try again",
        "enter_current_password": "Enter your current password as it is now",
        "incorrect_password": "The password is not right",
        # five minutes: allauth's limit of 5 failed attempts in 300 seconds
        "too_many_login_attempts": "Too many failed attempts. Try again in 5 minutes",
        "rate_limited": "Too many failed attempts. Try again in 5 minutes",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: Mapping[str, Any]) -> None:
        """Put allauth's e-mails into the outbox, and none with a secret: that must not lie there for all to read.

        Setting a new password is our own (`localities.password_reset`); no other e-mail with a secret is turned on.
        """
        if found := SECRETS & context.keys():
            raise ImproperlyConfigured(
                f"{template_prefix} holds {', '.join(sorted(found))}: work it out when the e-mail is sent (at_sending)."
            )
        message = self.render_mail(template_prefix, email, {"email": email, **context})
        put(email, Topic.ACCOUNT, message.subject, message.body, key=f"account-{token_hex(16)}")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("your-account")


class SecondStepAdapter(DefaultMFAAdapter):
    """Our words and names for second steps; everything else is allauth's."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "The code is not right, or no longer valid. Enter the newest one",
    }

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:  # noqa: A002
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": SERVICE_NAME}


class InvitedOnlySocialAdapter(DefaultSocialAccountAdapter):
    """Let people who have an account here sign in with the one they hold elsewhere, and never make one."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find whose account it is: the one tied to this identity, or the first time the one with its verified e-mail.

        An account is tied to the first identity that signs in to it: an address given to somebody new does not hand
        over what belonged to who had it before.
        """
        sociallogin.state["process"] = AuthProcess.LOGIN  # the address could ask for others, which have no page here
        if sociallogin.is_existing:
            return
        user = _user_with_verified_email(sociallogin)
        if user is None or SocialAccount.objects.filter(user=user, provider=sociallogin.account.provider).exists():
            context = {"oidc_name": settings.OIDC_NAME, "is_known": user is not None}
            raise ImmediateHttpResponse(render(request, "socialaccount/no_account.html", context, status=403))
        sociallogin.connect(request, user)


def _user_with_verified_email(sociallogin: SocialLogin) -> User | None:
    # Some providers write a truth value as text, and the text "false" is true to Python.
    emails = [address.email for address in sociallogin.email_addresses if address.verified in (True, "true")]
    return User.objects.filter(email__iexact=emails[0]).first() if emails else None
