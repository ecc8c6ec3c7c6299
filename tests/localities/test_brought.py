"""An autosave needs only the forms that it brings something of."""

from __future__ import annotations

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from localities.kit.revisions.saving import brought

ROWS = ["hub", "hub-model", "triage"]


def post(*names: str, htmx: bool) -> HttpRequest:
    request = RequestFactory().post("/", dict.fromkeys(names, "1"))
    request.htmx = htmx  # type: ignore[attr-defined]
    return request


@pytest.mark.parametrize(
    ("names", "htmx", "needed"),
    [
        (["triage-value", "triage-revision"], True, ["triage"]),
        (["triage-value", "hub-why"], True, ["hub", "triage"]),
        (["triage"], True, ["hub"]),
        ([], True, ["hub"]),
        (["triage-value"], False, ROWS),
    ],
)
def test_the_rows_of_a_post(names: list[str], htmx: bool, needed: list[str]) -> None:
    assert brought(post(*names, htmx=htmx), ROWS, str) == needed


def test_a_page_without_rows_has_none() -> None:
    assert brought(post(htmx=True), [], str) == []
