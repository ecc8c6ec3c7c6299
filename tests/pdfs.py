"""Fetching a draft's PDF as people do, and reading what was printed."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.test import Client


def fetched(client: Client, address: str) -> Any:
    """What the address answers; where that is the page of a draft's PDF, the PDF, which tests make at once.

    People open its page, press its button and open it again.
    """
    page: Any = client.get(address)
    if "pdf_on_demand.html" not in [template.name for template in page.templates]:
        return page
    assert client.post(address).status_code == 302
    return client.get(address)


def as_read(words: str) -> str:
    """The text of a manuscript's words, as it reads. What is bold stands in its sentence; other tags part words."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</?b>", "", words))))
