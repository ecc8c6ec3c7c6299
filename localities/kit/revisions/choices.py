"""The question of the conflict page: which of a field's two values to keep, or one text written from both."""

from __future__ import annotations

from typing import Any

from django import forms

from localities.kit.nhsuk.forms import Look, NHSForm

MINE, THEIRS, BOTH = "mine", "theirs", "both"


def choice_name(html_name: str) -> str:
    """The input that says which value of the field of this name to keep."""
    return f"choice-{html_name}"


def both_name(html_name: str) -> str:
    """The input with the text that was written from both."""
    return f"both-{html_name}"


class ChoiceForm(NHSForm, forms.Form):
    """A choice that is not made beforehand. `texts` are the words of mine and theirs; `both` a text to start from."""

    def __init__(self, data: Any, *, field: str, label: str, texts: tuple[str, str], both: str | None) -> None:
        super().__init__(data)
        choice, offered = choice_name(field), list(zip((MINE, THEIRS), texts, strict=True))
        if both is not None:
            offered.append((BOTH, "Write one text from both"))
            self.fields[both_name(field)] = forms.CharField(
                label="One text from both", initial=both, required=False, strip=False, widget=forms.Textarea
            )
        self.fields[choice] = forms.ChoiceField(
            label=f"Which version of ‘{label}’ to keep",
            choices=offered,
            widget=forms.RadioSelect,
            error_messages=dict.fromkeys(("required", "invalid_choice"), f"Choose which version of ‘{label}’ to keep"),
        )
        self.order_fields([choice])
        self.looks = {choice: Look(size="s"), both_name(field): Look(size="s", rows=8, css="app-both")}
