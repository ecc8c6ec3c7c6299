"""The words of a system in texts that leave a place for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localities.models import System
from localities.rules.words import Words, unknown_places

ICB = Words("ICB", "ICBs", "integrated care board")


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Ask the {commissioner}.", "Ask the ICB."),
        ("The {commissioner}'s plan, and those of other {commissioners}", "The ICB's plan, and those of other ICBs"),
        ("{commissioner}: {commissioner_in_full}", "ICB: integrated care board"),
        ("Nothing to fill", "Nothing to fill"),
        ("A set {of things}, {commissioner", "A set {of things}, {commissioner"),
    ],
)
def test_places_are_filled(text, filled):
    assert ICB.fill(text) == filled


@given(st.text())
def test_what_has_no_place_stays_as_it_is(text):
    if not any(f"{{{name}}}" in text for name in Words._fields):
        assert ICB.fill(text) == text


def test_places_without_a_word_are_found():
    assert list(unknown_places("{commissioner} {neighbourhood}, {}")) == ["neighbourhood", ""]


def test_a_system_says_them_itself():
    assert System().words == Words() == ("CCG", "CCGs", "clinical commissioning group")
    named = System(commissioner_word="ICB", commissioner_words="ICBs", commissioner_in_full="integrated care board")
    assert named.words == ICB
