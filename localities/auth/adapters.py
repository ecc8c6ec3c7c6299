"""Signing in: by invitation only, so nobody can make an account for themselves, wherever they sign in."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from localities.auth.sign_in_limits import (
    APP,
    FAILED,
    FAILED_EVERYWHERE,
    known_browser,
    origin,
    remember_browser,
    wait_in_words,
)
from localities.kit.context_processors import SERVICE_NAME
from localities.kit.mail.outbox import Topic, put
from localities.models import User

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
        # said of codes, which are limited to 5 wrong ones in 5 minutes for each account
        "too_many_login_attempts": "Too many failed attempts. Wait 5 minutes, then try again",
        "rate_limited": "Too many attempts. Wait a minute, then try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: Mapping[str, Any]) -> None:
        """Put allauth's e-mails into the outbox, and none with a secret: that must not lie there for all to read.

        Setting a new password is our own (`password_reset.py`); no other e-mail with a secret is turned on.
        """
        if found := SECRETS & context.keys():
            raise ImproperlyConfigured(
                f"{template_prefix} holds {', '.join(sorted(found))}: work it out when the e-mail is sent (at_sending)."
            )
        message = self.render_mail(template_prefix, email, {"email": email, **context})
        put(email, Topic.ACCOUNT, message.subject, message.body, key=f"account-{token_hex(16)}")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("your-account")

    def post_login(self, request: HttpRequest, user: AbstractBaseUser, **options: Any) -> HttpResponseBase:
        response = super().post_login(request, user, **options)
        remember_browser(request, response, user.get_username())
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords for an account together with where they come from, not for the account alone."""
        return f"{self._account_key(request, **credentials)}:{origin(request, credentials.get('email', ''))}"

    def _account_key(self, request: HttpRequest, **credentials: Any) -> str:
        return super()._get_login_attempts_cache_key(request, **credentials)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse before the password is looked at, and say for how long."""
        counted = [(FAILED, self._get_login_attempts_cache_key(request, **credentials))]
        if not known_browser(request, credentials.get("email", "")):
            counted.append((FAILED_EVERYWHERE, self._account_key(request, **credentials)))
        self._login_failed_rl_usage = ratelimit.RateLimitUsage(usage=[])
        for action, key in counted:
            usage = ratelimit.consume(request, app=APP, action=action, key=key)
            if usage is None:
                self._rollback_login_failed_rl_usage()
                wait = wait_in_words(request, action, key)
                raise ValidationError(f"Too many failed attempts. Try again {wait}", code="too_many_login_attempts")
            self._login_failed_rl_usage.usage += usage.usage

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """Let somebody in who has just set a new password by e-mail, whoever was guessing at the old one."""
        super()._delete_login_attempts_cached_email(request, **credentials)
        account = self._account_key(request, **credentials)
        ratelimit.clear(request, app=APP, action=FAILED_EVERYWHERE, key=account)


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
        email = _verified_email(sociallogin)
        user = User.objects.filter(email__iexact=email).first() if email else None
        if user is None or SocialAccount.objects.filter(user=user, provider=sociallogin.account.provider).exists():
            context = {"oidc_name": settings.OIDC_NAME, "email": email, "is_known": user is not None}
            raise ImmediateHttpResponse(render(request, "socialaccount/no_account.html", context, status=403))
        sociallogin.connect(request, user)


def _verified_email(sociallogin: SocialLogin) -> str | None:
    """Return the address that the provider confirms, or is trusted for by OIDC_VERIFIED_DOMAINS.

    That trust is for providers that say nothing (Microsoft Entra ID): one that says "not verified" means it.
    """
    said = [claims.get("email_verified") for claims in sociallogin.account.extra_data.values()]
    if any(str(verified).lower() == "false" for verified in said):
        return None
    # Some providers write a truth value as text, and the text "false" is true to Python.
    emails = [address.email for address in sociallogin.email_addresses if address.verified in (True, "true")]
    return emails[0] if emails else None
