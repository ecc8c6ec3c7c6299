"""Text as people type and paste it, made plain before anything else sees it: what hides or turns the line is taken out.

`PlainTextForm` does it for every text field of every form, `localities.kit.files.csv_import` for every cell of a file.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms

# Line breaks of every kind: word processors paste U+2028 or a vertical tab for a soft return.
LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
# Never part of what people write, and unseen. A form, a page or a list would hold something that nobody can read, find
# or delete:
HIDDEN = re.compile(
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\xad\u034f\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff"  # no width: soft hyphen, marks of direction, joiners
    "\u202a-\u202e\u2066-\u206f"  # turn the line round, or what follows on the page
    "\u115f\u1160\u2800\u3164\uffa0"  # letters that are blank
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"  # annotations, tags and what is no character at all
    "\ud800-\udfff"  # halves of a character, which no database takes
    "]"
)
# Joiners are part of Persian words and of emoji, and hide between other letters and beside nothing.
JOINER = re.compile("(?<![^\x00-\u02ff\u200c\u200d])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u02ff\u200c\u200d])")


def plain_lines(text: str) -> str:
    """Return a text of several lines, each ended by a line feed, without what hides in it."""
    return JOINER.sub("", HIDDEN.sub("", LINE_BREAK.sub("\n", text)))


def plain_line(text: str) -> str:
    """Return a text as one line: breaks and tabs are spaces."""
    parts = (part.strip(" ") for part in re.split("[\n\t]", plain_lines(text)))
    return " ".join(part for part in parts if part)


class PlainTextForm(forms.BaseForm):
    """Mixin, named before Form or ModelForm: each text arrives plain, in one line unless its field has several.

    Passwords are left as they are: whoever set one has to be able to type it again.
    """

    def _widget_data_value(self, widget: forms.Widget, html_name: str) -> Any:
        """Every way to a field's data goes through here: validating, showing it again, asking whether it changed."""
        value = super()._widget_data_value(widget, html_name)  # type: ignore[misc]  # the stubs leave it out
        if isinstance(widget, forms.PasswordInput):
            return value
        plain = plain_lines if isinstance(widget, forms.Textarea) else plain_line
        if isinstance(value, list):
            return [plain(each) if isinstance(each, str) else each for each in value]
        return plain(value) if isinstance(value, str) else value
