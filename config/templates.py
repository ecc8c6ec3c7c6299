"""Templates as they are sent: without the indentation that only those who write them need."""

import re

from django.template.base import Origin
from django.template.loaders import filesystem

INDENTATION = re.compile(r"(<(pre|textarea)\b.*?</\2>)|\n[ \t]+", re.DOTALL)
"""White space at the beginning of a line, or an element in which it shows."""


def without_indentation(source: str) -> str:
    """Return HTML with each line at its left edge.

    The line breaks stay: words stay apart, `white-space: pre-line` shows the same, and an error names the right line.
    """
    return INDENTATION.sub(lambda found: found[1] or "\n", source)


class Loader(filesystem.Loader):
    """Reads our own templates; texts of e-mails as they stand."""

    def get_contents(self, origin: Origin) -> str:
        """The template, read once a process: Django's cached loader stands before this one."""
        source: str = super().get_contents(origin)
        return without_indentation(source) if origin.name.endswith(".html") else source
