"""An autosave needs only the forms that it brings something of."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, QueryDict
from django.test import RequestFactory

from assessment.forms.answers import FeatureAnswerForm
from assessment.models import FeatureAnswer
from assessment.rules.scoring import FeatureState
from devplans.delivery.forms.progress import ActionProgressForm
from devplans.models import Action
from localities.kit.revisions.saving import brought

ROWS = {
    "hub": Action(status="not_started"),
    "hub-model": Action(status="done", progress="Open since May"),
    "triage": Action(status="not_started"),
}
HUB = "hub-revision=0&hub-status=not_started&hub-progress=&hub-forecast_on_day="
MODEL = "hub-model-revision=0&hub-model-status=done&hub-model-progress=Open+since+May"
TRIAGE = "triage-revision=0&triage-status=not_started&triage-progress=Begun"


def post(sent: str, *, htmx: bool) -> HttpRequest:
    request = RequestFactory().post("/")
    request.POST = QueryDict(sent)
    request.htmx = htmx  # type: ignore[attr-defined]
    return request


def needed(sent: str, *, htmx: bool = True) -> list[str]:
    return brought(post(sent, htmx=htmx), list(ROWS), ActionProgressForm, lambda name: (name, ROWS[name]))


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        (f"{HUB}&{MODEL}&{TRIAGE}", ["triage"]),
        (f"{HUB}1&{MODEL}&{TRIAGE}", ["hub", "triage"]),
        (f"{HUB}1&{MODEL}", ["hub"]),
        (f"{HUB}&hub-model-revision=0&hub-model-status=done&hub-model-progress=", ["hub-model"]),
        ("hub-model-revision=0&hub-model-progress=Open+since+May", ["hub-model"]),
        (f"{HUB}&{MODEL}", ["hub"]),
        ("triage=1", ["hub"]),
        ("", ["hub"]),
    ],
)
def test_the_rows_of_a_post(sent: str, found: list[str]) -> None:
    assert needed(sent) == found


def test_what_a_colleague_chose_where_nothing_was_chosen_is_news() -> None:
    rows = {"rota": FeatureAnswer(), "lead": FeatureAnswer(state=FeatureState.PLANNED)}
    request = post("rota-revision=0&rota-note=&lead-revision=0&lead-note=", htmx=True)
    assert brought(request, list(rows), FeatureAnswerForm, lambda name: (name, rows[name])) == ["lead"]


def test_a_button_saves_every_row() -> None:
    assert needed(TRIAGE, htmx=False) == list(ROWS)


def test_a_page_without_rows_has_none() -> None:
    assert brought(post("", htmx=True), list[Action](), ActionProgressForm, lambda row: ("", row)) == []
