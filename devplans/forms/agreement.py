"""The forms of the agreement: a signature, a reason, a comment. They name the attempt that the person was shown."""

from __future__ import annotations

from django import forms

from devplans.models import Comment, SignOff
from devplans.models.agreement import STATEMENT_LENGTH
from devplans.models.plan import AMENDMENT_LENGTH
from localities.kit.nhsuk.forms import LongTextField, Look, NHSForm
from localities.kit.transition_page import TransitionForm


class ReasonForm(TransitionForm):
    """A transition with a reason that stays on the record."""

    why = LongTextField(label="Why?", max_length=AMENDMENT_LENGTH, error_messages={"required": "Say why"})


class SendBackForm(ReasonForm):
    """Sending back: the reason is what the locality works from."""

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["why"].label = "What should change, and why?"
        self.fields["why"].help_text = "The locality reads this first. Your comments on the sections stay as well"
        self.fields["why"].error_messages["required"] = "Say what should change, and why"


class SignForm(TransitionForm):
    """A signature."""

    looks = {"name": Look(css="app-measure")}

    name = forms.CharField(
        label="Your name", max_length=SignOff._meta.get_field("name").max_length, widget=forms.TextInput
    )
    role = forms.CharField(
        label="Your role", max_length=SignOff._meta.get_field("role").max_length, help_text="As it stands on the plan"
    )
    statement = LongTextField(
        label="What you sign",
        max_length=STATEMENT_LENGTH,
        error_messages={"required": "Say in your own words what you sign"},
    )

    def offer_words(self, words: str) -> None:
        """Offer words for the statement beside it, never in it."""
        self.fields[
            "statement"
        ].help_text = f"In your own words, for example ‘{words}’. Printed on the sign-off page, with your name"


class CommentForm(NHSForm, forms.Form):
    """A comment on one section."""

    looks = {"text": Look(rows=3)}

    section = forms.SlugField(widget=forms.HiddenInput)
    text = LongTextField(
        label="Your comment",
        max_length=Comment._meta.get_field("text").max_length,
        error_messages={"required": "Write a comment first"},
    )

    @classmethod
    def on(cls, section: str) -> CommentForm:
        """An empty form for a section: its ids are its own, as a page has one for each."""
        return cls(initial={"section": section}, auto_id=f"%s-{section}")
