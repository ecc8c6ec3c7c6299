"""The forms of the agreement: a signature, a reason, a comment. They name the attempt that the person was shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from devplans.document.decisions import AskedDecision
from devplans.models import Comment, DecisionAsked, SignOff
from devplans.models.agreement import DONE_ABOUT_LENGTH, STATEMENT_LENGTH
from devplans.models.plan import AMENDMENT_LENGTH, CONDITION_LENGTH
from devplans.services.decisions import words_missing
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


class SubmitForm(SignForm):
    """The locality's signature, with what it did about what it was asked to change, where it was."""

    done_about = LongTextField(
        label="What did you do about what you were asked to change?",
        max_length=DONE_ABOUT_LENGTH,
        error_messages={"required": "Say what you did about what you were asked to change"},
    )

    field_order = ("done_about", "name", "role", "statement")

    def __init__(self, *args: Any, was_sent_back: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not was_sent_back:
            del self.fields["done_about"]


class ApproveForm(SignForm):
    """The commissioner's signature, with an answer to each decision that has none that stands.

    `must_see` asks whether people have seen what is still open. `cleaned_data` carries the answers as one.
    """

    seen = forms.BooleanField(
        label="I have seen what is still open, and sign all the same",
        error_messages={"required": "Look at what is still open, above, and say that you have seen it"},
    )

    def __init__(self, *args: Any, decisions: Sequence[AskedDecision], must_see: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not must_see:
            del self.fields["seen"]
        self.decisions = decisions
        self.looks = dict(self.looks)
        for decision in decisions:
            self._ask(decision)
        asked = [f"{name}_{decision.asked.key}" for decision in decisions for name in ("answer", "condition")]
        self.order_fields([*asked, "name", "role", "statement", "seen"])

    def _ask(self, decision: AskedDecision) -> None:
        key, amount = decision.asked.key, decision.asked.amount
        about = f"{decision.number}. {decision.asked.words}{'' if amount is None else f', £{amount:,.0f}'}"
        self.fields[f"answer_{key}"] = forms.ChoiceField(
            label=about,
            choices=DecisionAsked.Answer.choices,
            widget=forms.RadioSelect,
            error_messages={"required": f"Answer decision {decision.number}"},
        )
        self.looks[f"answer_{key}"] = Look(size="s", inline=True)
        self.fields[f"condition_{key}"] = LongTextField(
            label=f"The condition, or why decision {decision.number} is not agreed",
            max_length=CONDITION_LENGTH,
            required=False,
        )
        self.looks[f"condition_{key}"] = Look(rows=2)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        kept = {name: value for name, value in values.items() if name in self.base_fields and name != "seen"}
        answers = {
            asked.key: (values.get(f"answer_{asked.key}", ""), values.get(f"condition_{asked.key}", ""))
            for asked in (decision.asked for decision in self.decisions)
        }
        for decision in self.decisions:
            given, words = answers[decision.asked.key]
            if given and (missing := words_missing(decision.row, given, words)):
                self.add_error(f"condition_{decision.asked.key}", missing)
        return kept | {"answers": answers}


class CommentForm(NHSForm, forms.Form):
    """A comment on one section, or an answer to one: then `answers_to` is its key."""

    looks = {"text": Look(rows=3)}

    section = forms.SlugField(widget=forms.HiddenInput)
    answers_to = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = LongTextField(
        label="Your comment",
        max_length=Comment._meta.get_field("text").max_length,
        error_messages={"required": "Write a comment first"},
    )

    @classmethod
    def on(cls, section: str, answers_to: int | None = None) -> CommentForm:
        """An empty form for a section, or for an answer to a comment: its ids are its own, as a page has many."""
        about = f"{section}-{answers_to}" if answers_to else section
        form = cls(initial={"section": section, "answers_to": answers_to}, auto_id=f"%s-{about}")
        if answers_to:
            form.fields["text"].label = "What we did about it"
        return form

    def is_on(self, section: str, answers_to: int | None = None) -> bool:
        """Tell whether what was sent is about this section, or answers this comment."""
        return (self["section"].value(), self["answers_to"].value() or "") == (section, str(answers_to or ""))


class CompareForm(NHSForm, forms.Form):
    """Which two attempts to compare: a GET form."""

    looks = {"from": Look(css="app-choose"), "to": Look(css="app-choose")}

    def __init__(self, attempts: Sequence[tuple[int, str]], **options: Any) -> None:
        super().__init__(auto_id="%s", **options)
        self.fields["from"] = forms.ChoiceField(label="Compare", choices=attempts)
        self.fields["to"] = forms.ChoiceField(label="with", choices=attempts)
