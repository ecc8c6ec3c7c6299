"""The page of a transition: it says what follows, asks for its words, and does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpRequest

from localities.kit.access import person
from localities.kit.nhsuk.forms import NHSForm
from localities.kit.workflow import Transition


class TransitionForm(NHSForm, forms.Form):
    """A transition that needs no words: the form carries what the person was shown."""

    expected_version = forms.IntegerField(
        min_value=0, widget=forms.HiddenInput, error_messages={"required": "Load the page again and decide then"}
    )

    def go_on_from(self, expected_version: int) -> None:
        """After a refusal, go on from what there is now, with all that was filled in."""
        self.data = {name: self.data.get(name) for name in self.fields} | {"expected_version": expected_version}


@dataclass(frozen=True)
class TransitionPage:
    """A transition's page: its form, the service, and what it says. `effects` are the consequences, said before.

    Its words have "{word}" for what the commissioner is called. `signs` offers words for a signature, and nobody's are
    written for them: what stands above a name somebody has thought of.
    """

    transition: Transition
    url_name: str
    form: type[TransitionForm]
    act: Callable[..., Any]
    title: str
    button: str
    effects: tuple[str, ...]
    after: str
    warning: bool = False
    signs: str = ""

    def carries_out(self, request: HttpRequest, form: TransitionForm, row: models.Model, **words: str) -> bool:
        """Make the transition where the form allows it, and say that it is made."""
        if not form.carries_out(lambda: self.act(row, by=person(request), **form.cleaned_data)):
            return False
        messages.success(request, self.after.format(**words))
        return True
