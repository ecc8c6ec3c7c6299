"""The whole world, with printing that takes no time."""

from __future__ import annotations

import pytest

from assessment.models import Guide
from assessment.selection.document import pdf as record_pdf
from assessment.selection.document.record import to_json as record_to_json
from devplans.document import pdf
from devplans.document.plan import to_json
from localities.models import User
from tests.cast import World
from tests.trust.whole_world import Whole, make_whole


@pytest.fixture
def quick_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the plan nor the record is typeset here."""
    monkeypatch.setattr(pdf, "render", lambda document: to_json(document).encode())
    monkeypatch.setattr(record_pdf, "render", lambda document: record_to_json(document).encode())


@pytest.fixture
def whole(quick_prints: None, guide: Guide, world: World, cast: dict[str, User]) -> Whole:
    return make_whole(guide, world, cast)
