"""A field that is filled in wrongly says what to do, and never in Django's words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from localities.kit.nhsuk.forms import NHSForm
from localities.models import Practice, User
from tests.cast import World
from tests.flat import flat


class Every(NHSForm, forms.Form):
    role = forms.CharField(max_length=5, min_length=2, required=False)
    who = forms.CharField(label="Who signs?", max_length=5, required=False)
    note = forms.CharField(label="Note at 5% (optional)", max_length=5, required=False)
    email = forms.EmailField(required=False)
    staff = forms.IntegerField(min_value=1, max_value=9, required=False)
    cost = forms.DecimalField(max_digits=4, decimal_places=1, required=False)
    kind = forms.ChoiceField(choices=[("a", "A")], required=False)
    own = forms.CharField(max_length=1, required=False, error_messages={"max_length": "Our own words"})
    practice = forms.ModelChoiceField(Practice.objects.none(), required=False)
    password = forms.CharField(widget=forms.PasswordInput, required=False)

    def __init__(self, data: dict[str, str]) -> None:
        super().__init__(data)
        self.fields["late"] = forms.CharField(label="What came late", max_length=3, required=False)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("role", "x" * 6, "Role must be 5 characters or fewer"),
        ("role", "x", "Role must be 2 characters or more"),
        ("who", "x" * 6, "Your answer to ‘Who signs?’ must be 5 characters or fewer"),
        ("note", "x" * 6, "Note at 5% must be 5 characters or fewer"),
        ("email", "nobody", "Enter an e-mail address in the correct format, like name@example.com"),
        ("staff", "many", "Staff must be a whole number, such as 45"),
        ("staff", "0", "Staff must be 1 or more"),
        ("staff", "10", "Staff must be 9 or less"),
        ("cost", "dear", "Cost must be a number, such as 45 or 45.5"),
        ("cost", "99999", "Cost must be a smaller number"),
        ("cost", "9.99", "Cost must have 1 decimal places or fewer"),
        ("kind", "b", "Choose the kind from the list"),
        ("own", "xx", "Our own words"),
        ("practice", "7", "Choose the practice from the list"),
        ("password", "a\x00b", "Password has characters that cannot be used"),
        ("late", "xxxx", "What came late must be 3 characters or fewer"),
    ],
)
def test_what_is_wrong_is_said_in_our_words(field: str, typed: str, words: str, db: None) -> None:
    assert dict(Every({field: typed}).errors) == {field: [words]}


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Role", "Enter the role"),
        ("Your name", "Enter your name"),
        ("ODS code", "Enter the ODS code"),
        ("What came late", "Enter what came late"),
        ("Who signs?", "Answer ‘Who signs?’"),
    ],
)
def test_what_is_missing_is_asked_for(label: str, words: str) -> None:
    class Asked(NHSForm, forms.Form):
        field = forms.CharField(label=label)

    assert Asked({}).errors["field"] == [words]


def test_the_model_s_own_limits_are_told_in_our_words(world: World, lead: User, client_for: Callable[[User], Client]):
    typed = {"revision": "0", "name": "x" * 201}
    page = client_for(lead).post(reverse("practice-edit", args=["canvey-island", "F81001"]), typed)
    assert "Name of the practice must be 200 characters or fewer" in flat(page)
