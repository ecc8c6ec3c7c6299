"""Fetching a draft's PDF as people do: open its page, press its button, open it again."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import Client


def fetched(client: Client, address: str) -> HttpResponse:
    """The answer with the PDF, once it is made: at once in tests."""
    page = client.get(address)
    assert page.status_code == 200
    if page.headers["Content-Type"] == "application/pdf":
        return page
    assert client.post(address).status_code == 302
    return client.get(address)
