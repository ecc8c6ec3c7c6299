"""Fetching a draft's PDF as people do: open its page, press its button, open it again."""

from __future__ import annotations

from typing import Any

from django.test import Client


def fetched(client: Client, address: str) -> Any:
    """What the address answers; where that is the page of a draft's PDF, the PDF, which tests make at once."""
    page: Any = client.get(address)
    if "pdf_on_demand.html" not in [template.name for template in page.templates]:
        return page
    assert client.post(address).status_code == 302
    return client.get(address)
