"""allauth's forms in our look and words. They do what allauth's do."""

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp.forms import ActivateTOTPForm as ActivateForm
from allauth.mfa.webauthn import forms as webauthn_forms
from django.http import HttpRequest

from localities.auth.password_reset import ask_for_reset
from localities.kit.nhsuk.forms import Look, NHSForm


class LoginForm(NHSForm, allauth_forms.LoginForm):
    """Signing in by e-mail address and password; the page itself links to setting a new one."""

    looks = {"login": Look(width=30), "password": Look(width=20)}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"
        self.fields["login"].error_messages["required"] = "Enter your e-mail address"
        self.fields["password"].error_messages["required"] = "Enter your password"
        self.fields["password"].help_text = ""
        self.passkey = webauthn_forms.LoginWebAuthnForm()  # the other way in, beside this form


class ResetPasswordForm(NHSForm, allauth_forms.ResetPasswordForm):
    """Asking for the e-mail that leads to a new password. It looks nobody up, so it tells of nobody."""

    looks = {"email": Look(width=30)}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mail address"
        self.fields["email"].error_messages["required"] = "Enter your e-mail address"

    def clean_email(self) -> str:
        return str(get_adapter().clean_email(self.cleaned_data["email"].lower()))

    def save(self, request: HttpRequest, **kwargs: object) -> str:
        ask_for_reset(self.cleaned_data["email"])
        return str(self.cleaned_data["email"])


class ResetPasswordKeyForm(NHSForm, allauth_forms.ResetPasswordKeyForm):
    """Setting a new password after such an e-mail."""

    looks = {"password1": Look(width=20), "password2": Look(width=20)}


class ChangePasswordForm(NHSForm, allauth_forms.ChangePasswordForm):
    """Setting a new password while signed in."""

    looks = {"oldpassword": Look(width=20), "password1": Look(width=20), "password2": Look(width=20)}


class SetPasswordForm(NHSForm, allauth_forms.SetPasswordForm):
    """Setting a first password, by somebody who signs in elsewhere."""

    looks = {"password1": Look(width=20), "password2": Look(width=20)}


class ReauthenticateForm(NHSForm, allauth_forms.ReauthenticateForm):
    """The password again, before something that matters."""

    looks = {"password": Look(width=20)}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].error_messages["required"] = "Enter your password"
        self.fields["password"].help_text = ""


class _CodeForm(NHSForm):
    """A code from an authenticator app, or a recovery code."""

    looks = {"code": Look(width=10, code=True)}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code"
        self.fields["code"].error_messages["required"] = "Enter the code"
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AuthenticateForm(_CodeForm, mfa_forms.AuthenticateForm):
    """The second step of signing in."""


class ReauthenticateByCodeForm(_CodeForm, mfa_forms.ReauthenticateForm):
    """A code before something that matters."""


class ActivateTOTPForm(_CodeForm, ActivateForm):
    """Setting up an authenticator app."""


class _NamedForm(NHSForm):
    """The name of a passkey."""

    looks = {"name": Look(width=20)}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name of this passkey"
        self.fields["name"].help_text = "So that you can tell your passkeys apart, such as “Work laptop”"
        self.fields["name"].error_messages["required"] = "Enter a name"


class AddPasskeyForm(_NamedForm, webauthn_forms.AddWebAuthnForm):
    """Setting up a passkey."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].label = "Let me sign in with this passkey alone"
        self.fields["passwordless"].help_text = "Without a password: the device asks for your finger, face or PIN"
        self.fields["passwordless"].initial = True


class EditPasskeyForm(_NamedForm, webauthn_forms.EditWebAuthnForm):
    """Renaming a passkey."""
