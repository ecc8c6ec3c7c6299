"""Which characters can be printed, and what people are told of the others."""

import pytest

from localities.kit.documents import printable
from localities.kit.documents.pdf import closed_up
from localities.kit.documents.printable import as_printed, runs_right_to_left, unprintable, warning

SPOKEN_HERE = {
    "Arabic and Urdu": "مرحبا بالعالم ٹ ڈ ے",
    "Amharic": "አማርኛ",
    "Bengali": "বাংলা",
    "Chinese": "汉字漢字",
    "Gujarati": "ગુજરાતી",
    "Hebrew": "שלום עולם",
    "Hindi": "नमस्ते",
    "Japanese": "かな カナ",
    "Korean": "한국어",
    "Polish": "łóżźćń",
    "Punjabi": "ਪੰਜਾਬੀ",
    "Romanian": "șțăîâ",
    "Russian": "Здравствуйте",
    "Tamil": "தமிழ்",
    "Thai": "ไทย",
    "emoji": "👩🏽\u200d⚕\ufe0f 🏥😀💉✅⚠\ufe0f",
    "signs": "£ € ½ ≥ → ◊ ☎ “”‘’–—…",
}


@pytest.mark.parametrize("text", SPOKEN_HERE.values(), ids=SPOKEN_HERE.keys())
def test_what_people_here_write_can_be_printed(text: str) -> None:
    assert unprintable(text) == ()
    assert as_printed(text) == text


@pytest.mark.parametrize("character", ["\ue000", "\U00013000", "\U0010fffd", "\x00", "\x85", "\ufffe"])
def test_what_no_font_draws_or_no_pdf_may_hold_is_found_and_replaced(character: str) -> None:
    assert unprintable(f"a{character}b{character}") == (character,)
    assert as_printed(f"a{character}b") == "a\ufffdb"


def test_a_warning_names_a_few_and_counts_the_rest() -> None:
    assert warning("All well 😀", "What we agreed") == ""
    said = warning("\U00013000 and \ue000", "What we agreed")
    assert said == "The PDF cannot print \U00013000 U+E000 in ‘What we agreed’: \ufffd stands there instead"
    assert "\U00013004 and 3 more in" in warning("".join(map(chr, range(0x13000, 0x13008))), "Note")


def test_fonts_are_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    unprintable("a")
    monkeypatch.setattr(printable.subprocess, "run", None)
    assert unprintable("\ue000") == ("\ue000",)


def test_a_kind_of_font_that_the_engine_does_not_embed_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Asked:
        stdout = "TrueType 41-5a 61\nType 1 e000\nCFF 62-63\n"

    monkeypatch.setattr(printable.subprocess, "run", lambda *_, **__: Asked)
    assert printable._joined(printable._drawn_ranges()) == [(0x41, 0x5A), (0x61, 0x63)]


@pytest.mark.parametrize(
    ("text", "is_so"),
    [("שלום and on", True), ("1. مرحبا", True), ("The word مرحبا", False), ("12 – 3", False), ("", False)],
)
def test_the_first_letter_says_which_way_a_paragraph_runs(text: str, is_so: bool) -> None:
    assert runs_right_to_left([text]) is is_so


def test_the_layout_of_a_template_leaves_no_white_space_at_the_edge_of_a_line() -> None:
    formatted = '<td>\n  <b>A</b> b\n  <br>\n  <span class="said">typed\nin lines</span>\n</td>'
    assert closed_up(formatted) == '<td><b>A</b> b<br><span class="said">typed\nin lines</span></td>'
