"""The words of a glossary that a text uses."""

from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.glossary import terms_in

TERMS = ["A&E", "IT", "Care home", "Care", "GP", "111"]


def test_abbreviations_are_looked_for_as_written_and_words_in_any_case():
    assert terms_in("It helps a gp", TERMS) == []
    assert terms_in("GPs use IT in A&E, then call 111.", TERMS) == ["A&E", "IT", "GP", "111"]
    assert terms_in("Visits to care homes", TERMS) == ["Care home"]


def test_a_part_of_a_word_is_no_term():
    assert terms_in("Careful, UNIT, 1113", TERMS) == []
    assert terms_in("Whatever", []) == []


@given(st.text(max_size=40))
def test_what_is_found_stands_in_the_text(text):
    for term in terms_in(text, TERMS):
        assert term.casefold() in text.casefold()
