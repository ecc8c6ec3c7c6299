"""Signing in: by invitation only, so nobody can make an account for themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Close sign-up and say in our words what went wrong; everything else is allauth's."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed. Ask your administrator to open it",
        "email_password_mismatch": "The e-mail address or the password is not right. Check both and try again",
        "enter_current_password": "Enter your current password as it is now",
        # five minutes: allauth's limit of 5 failed attempts in 300 seconds
        "too_many_login_attempts": "Too many failed attempts. Try again in 5 minutes",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
