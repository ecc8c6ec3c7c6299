"""What a process does before and after its pages: it has loaded them, and sends them compressed."""

from __future__ import annotations

import gc
import gzip
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import reverse

from config import warm_up
from config.middleware import CompressedPages
from localities.models import User

GZIP = {"Accept-Encoding": "gzip"}


def test_every_template_is_loaded_before_anybody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen: list[str] = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append("all that is loaded"))
    [loader] = engines["django"].engine.template_loaders  # type: ignore[attr-defined]
    loader.reset()
    warm_up.warm_up()
    assert set(warm_up.own_templates()) <= {name for name in loader.get_template_cache if isinstance(name, str)}
    assert frozen


@pytest.mark.django_db
def test_a_page_is_compressed_for_who_can_read_it(lead: User, client_for: Callable[[User], Client]) -> None:
    address = reverse("guide")
    client = client_for(lead)
    page, small = client.get(address), client.get(address, headers=GZIP)
    assert "Content-Encoding" not in page.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert len(small.content) < len(page.content) / 4
    assert b"Locality development guide" in gzip.decompress(small.content)


@pytest.mark.parametrize(
    ("kind", "is_compressed"), [("text/html", True), ("text/csv", True), ("application/pdf", False)]
)
def test_what_is_compressed_already_is_sent_as_it_is(kind: str, is_compressed: bool) -> None:
    request = RequestFactory().get("/", headers=GZIP)
    answer = CompressedPages(lambda _: HttpResponse(b"a" * 10_000, content_type=kind))(request)
    assert answer.has_header("Content-Encoding") is is_compressed


def test_the_length_of_a_page_does_not_tell_what_is_in_it() -> None:
    request = RequestFactory().get("/", headers=GZIP)
    compressed = CompressedPages(lambda _: HttpResponse(b"a" * 10_000))
    assert len({len(compressed(request).content) for _ in range(20)}) > 1
