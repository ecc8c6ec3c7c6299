"""What a page says, whatever lines its template has."""

from __future__ import annotations

from django.http import HttpResponse


def flat(page: HttpResponse | str) -> str:
    """Return the HTML of an answer with every run of blanks as one space."""
    return " ".join((page if isinstance(page, str) else page.content.decode()).split())
