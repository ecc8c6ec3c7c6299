"""allauth's forms in our look and words. They do what allauth's do."""

from allauth.account import forms as allauth_forms

from localities.forms_nhsuk import Look, NHSForm


class LoginForm(NHSForm, allauth_forms.LoginForm):
    """Signing in by e-mail address and password; the page itself links to setting a new one."""

    looks = {"login": Look(width=30), "password": Look(width=20)}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"
        self.fields["login"].error_messages["required"] = "Enter your e-mail address"
        self.fields["password"].error_messages["required"] = "Enter your password"
        self.fields["password"].help_text = ""


class ResetPasswordForm(NHSForm, allauth_forms.ResetPasswordForm):
    """Asking for the e-mail that leads to a new password."""

    looks = {"email": Look(width=30)}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "E-mail address"
        self.fields["email"].error_messages["required"] = "Enter your e-mail address"


class ResetPasswordKeyForm(NHSForm, allauth_forms.ResetPasswordKeyForm):
    """Setting a new password after such an e-mail."""

    looks = {"password1": Look(width=20), "password2": Look(width=20)}


class ChangePasswordForm(NHSForm, allauth_forms.ChangePasswordForm):
    """Setting a new password while signed in."""

    looks = {"oldpassword": Look(width=20), "password1": Look(width=20), "password2": Look(width=20)}
