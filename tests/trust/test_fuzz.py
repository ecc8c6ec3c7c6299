"""Hostile posts at every form of every page. More of them: `make fuzz`."""

from __future__ import annotations

import os

import pytest

from tests.trust.fuzz import Fuzz
from tests.trust.whole_world import Whole

pytestmark = pytest.mark.postgres

COUNT, SEED = int(os.environ.get("FUZZ_COUNT") or 300), int(os.environ.get("FUZZ_SEED") or 2018)


def test_no_post_makes_an_error_or_loses_text(whole: Whole) -> None:
    fuzz = Fuzz(whole)
    wrong = [found for number in range(COUNT) if (found := fuzz.post(SEED + number))]
    answers = ", ".join(f"{status}: {count}" for status, count in sorted(fuzz.answers.items()))
    summary = f"{COUNT} posts on {len(fuzz.pages)} kinds of page, {fuzz.typed} texts typed; {answers}"
    print(f"\n{summary}; {len(wrong)} wrong")  # noqa: T201  what `make fuzz` shows
    assert not wrong, "\n".join([summary, *wrong])
