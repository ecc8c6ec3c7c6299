"""What a page says, whatever lines its template has."""

from __future__ import annotations

import re

from django.http import HttpResponse


def flat(page: HttpResponse | str) -> str:
    """Return the HTML of an answer with every run of blanks as one space."""
    return " ".join((page if isinstance(page, str) else page.content.decode()).split())


def without_token(response: HttpResponse) -> str:
    """The page as `flat` gives it, without what differs each time that it is sent."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", flat(response))
