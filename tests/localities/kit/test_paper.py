"""Tables on paper: their heads, as wide as the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template


def heads(call: str, **words: str) -> str:
    return Template("{% load paper %}{% columns " + call + " %}").render(Context(words))


def test_each_column_has_its_width_and_words() -> None:
    page = heads("60 'Member' 110 why numbers=2", why="Why <it> is")
    assert re.findall(r'<th( class="n")? style="width:(\d+)mm">(.*?)</th>', page) == [
        ("", "60", "Member"),
        (' class="n"', "110", "Why &lt;it&gt; is"),
    ]


@pytest.mark.parametrize("call", ["60 'Member' 111 'Why'", "60 'Member'"])
def test_a_table_that_is_not_as_wide_as_its_page_is_refused(call: str) -> None:
    with pytest.raises(ValueError, match="is not 170 mm"):
        heads(call)


def test_columns_of_numbers_share_what_is_left() -> None:
    page = Template("{% load paper %}{% columns 80 'Cost' then=years %}").render(
        Context({"years": ("2026/27", "2027")})
    )
    assert re.findall(r'<th( class="n")? style="width:([\d.]+)mm">(.*?)</th>', page) == [
        ("", "80", "Cost"),
        (' class="n"', "45", "2026/27"),
        (' class="n"', "45", "2027"),
    ]
    with pytest.raises(ValueError, match="is not 170 mm"):
        heads("170 'Cost' then=years", years="12")


def test_a_table_s_head_is_written_in_one_way() -> None:
    """Every table of a document begins with `columns`, so none is wider than its page, and none names a width twice."""
    assert [
        file.name
        for file in (Path(settings.BASE_DIR) / "templates/pdf").rglob("*.html")
        if "<thead" in file.read_text()
    ] == []
