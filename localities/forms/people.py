"""Forms on people: inviting them, accepting an invitation, and which e-mails they want."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from localities.kit.mail.outbox import ALWAYS_SENT, Topic
from localities.kit.nhsuk.fields import PlainNameField
from localities.kit.nhsuk.forms import Look, NHSForm
from localities.models import Commissioner, Invitation, Locality, User
from localities.models.people import RoleKind, Scope


class InviteForm(NHSForm, forms.Form):
    """Whom to invite to which of the roles that this page gives."""

    looks = {"name": Look(width=20), "email": Look(width=30)}

    name = PlainNameField(max_length=200, error_messages={"required": "Enter the person’s name"})
    email = forms.EmailField(
        label="E-mail address",
        help_text="The invitation goes there, and it becomes what they sign in with",
        error_messages={"required": "Enter their e-mail address"},
    )
    role = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": "Choose a role"})

    def __init__(self, *args: Any, roles: dict[str, tuple[RoleKind, Scope, str]], **kwargs: Any) -> None:
        """`roles` are those to choose from: by value, the kind, the organisation and the label."""
        super().__init__(*args, **kwargs)
        self.roles = roles
        self.fields["role"].choices = [(value, label) for value, (_, _, label) in roles.items()]  # type: ignore[attr-defined]

    @property
    def invitation(self) -> dict[str, Any]:
        """The invitation as the service takes it."""
        kind, scope, _ = self.roles[self.cleaned_data["role"]]
        return {name: self.cleaned_data[name] for name in ("email", "name")} | {"kind": kind, "scope": scope}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


def roles_of_locality(locality: Locality) -> dict[str, tuple[RoleKind, Scope, str]]:
    """Return what people of a locality can be: leads, and representatives of its practices."""
    roles: dict[str, tuple[RoleKind, Scope, str]] = {
        "lead": (RoleKind.LOCALITY_LEAD, locality, "Locality lead: fills in the diagnostic, writes and signs the plan")
    }
    for practice in locality.practices.all():
        label = f"Practice representative, {practice}"
        roles[practice.ods_code] = (RoleKind.PRACTICE_REPRESENTATIVE, practice, label)
    return roles


def roles_of_commissioner(commissioner: Commissioner) -> dict[str, tuple[RoleKind, Scope, str]]:
    """Return what people of a commissioner can be."""
    officer, approver, panel = RoleKind.COMMISSIONER_OFFICER, RoleKind.COMMISSIONER_APPROVER, RoleKind.PANEL_MEMBER
    does = {
        "officer": (officer, "helps to fill in, comments, sends plans back"),
        "approver": (approver, "does that too, and approves plans and invites people"),
        "panel": (panel, "reads and scores applications in a selection wave"),
    }
    return {
        value: (kind, commissioner, f"{kind.in_words(commissioner.word)}: {what}")
        for value, (kind, what) in does.items()
    }


class NewAccountForm(NHSForm, forms.Form):
    """What somebody new says to accept an invitation."""

    looks = {"name": Look(width=20), "password": Look(width=20)}

    name = PlainNameField(
        label="Your name",
        max_length=200,
        help_text="As others will see it",
        error_messages={"required": "Enter your name"},
    )
    password = forms.CharField(
        label="Choose a password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 8 characters, not a common password and not only digits",
        error_messages={"required": "Enter a password"},
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"name": invitation.name})
        super().__init__(*args, **kwargs)
        self.email = invitation.email

    def clean(self) -> dict[str, Any]:
        """Check the password against the name and address too."""
        found = super().clean() or self.cleaned_data
        if password := found.get("password"):
            try:
                validate_password(password, User(email=self.email, name=found.get("name", "")))
            except forms.ValidationError as error:
                self.add_error("password", [message.rstrip(".") for message in error.messages])
        return found


class EmailChoicesForm(NHSForm, forms.Form):
    """The topics somebody wants e-mails about."""

    CHOICES = [choice for choice in Topic.choices if choice[0] not in ALWAYS_SENT]

    topics = forms.MultipleChoiceField(
        label="Send me an e-mail when", choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )
    looks = {"topics": Look(size="m")}
