"""Tables on paper: their heads, as wide as the page."""

from __future__ import annotations

import re

import pytest
from django.template import Context, Template


def heads(call: str, **words: str) -> str:
    return Template("{% load paper %}{% columns " + call + " %}").render(Context(words))


def test_each_column_has_its_width_and_words() -> None:
    page = heads("60 'Member' 110 why number=2", why="Why <it> is")
    assert re.findall(r'<th( class="n")? style="width:(\d+)mm">(.*?)</th>', page) == [
        ("", "60", "Member"),
        (' class="n"', "110", "Why &lt;it&gt; is"),
    ]


@pytest.mark.parametrize("call", ["60 'Member' 111 'Why'", "60 'Member'"])
def test_a_table_that_is_not_as_wide_as_its_page_is_refused(call: str) -> None:
    with pytest.raises(ValueError, match="is not 170 mm"):
        heads(call)
