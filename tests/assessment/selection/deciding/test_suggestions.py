"""What a locality could work on: offered from the guide, in a useful order, and never more than can be read."""

from __future__ import annotations

from datetime import date

import pytest

from assessment.models import Guide
from assessment.selection.queries.evidence import KnownDiagnostic
from assessment.selection.queries.suggestions import in_words, offer

pytestmark = pytest.mark.postgres

GOOD = {"population-coverage": 3, "credible-leadership": 2}


def diagnostic(guide: Guide, position: int | None, **other: int | None) -> KnownDiagnostic:
    positions = {domain.code: position for domain in guide.ordered_domains} | {
        code.replace("_", "-"): at for code, at in other.items()
    }
    return KnownDiagnostic(
        title="2018", agreed_on=date(2018, 9, 1), level="Level 1", areas=(), blockers=(), positions=positions
    )


@pytest.fixture
def whole(guide: Guide) -> Guide:
    return Guide.objects.whole(guide.pk)


def test_without_a_diagnostic_making_one_comes_first(whole: Guide) -> None:
    first, *rest = offer(whole, None, GOOD, [])
    assert first.title == "Complete the diagnostic and agree it"
    assert rest
    assert all(one.why.startswith("Level 1 needs") for one in rest)


def test_gaps_of_the_lowest_level_that_asks_for_something(whole: Guide) -> None:
    offered = offer(whole, diagnostic(whole, 2), GOOD, [])
    assert offered
    assert all(one.why.startswith("Level 2 needs") and one.why.endswith("It is at 2.") for one in offered)
    for one in offered:
        domain = next(d for d in whole.ordered_domains if one.code in {a.code for a in d.suggested_actions.all()})
        action = domain.suggested_actions.get(code=one.code)
        assert action.moves_from <= 2 < action.moves_to


def test_at_most_two_for_a_domain(whole: Guide) -> None:
    whys = [one.why for one in offer(whole, diagnostic(whole, 1), GOOD, [])]
    assert max(whys.count(one) for one in whys) <= 2


def test_an_unanswered_domain_is_to_be_answered_first(whole: Guide) -> None:
    offered = offer(whole, diagnostic(whole, 5, leadership=None), GOOD, [])
    assert [one.title for one in offered] == ["Answer ‘Leadership’ in the diagnostic"]


def test_where_there_is_no_gap_nothing_is_offered(whole: Guide) -> None:
    assert offer(whole, diagnostic(whole, 5), GOOD, []) == ()


def test_a_criterion_that_is_too_low_says_what_better_looks_like(whole: Guide) -> None:
    offered = offer(whole, diagnostic(whole, 5), {**GOOD, "credible-leadership": 1}, [])
    assert [one.code for one in offered] == ["criterion:credible-leadership"]
    assert "A clinical lead and a manager have support" in offered[0].title


def test_what_was_chosen_stays_on_offer(whole: Guide) -> None:
    offered = offer(whole, diagnostic(whole, 5), GOOD, ["diagnostic", "gone"])
    assert [one.code for one in offered] == ["diagnostic"]


def test_every_offer_can_be_read_later(whole: Guide) -> None:
    low = dict.fromkeys((one.code for one in whole.ordered_criteria), 0)
    codes = [one.code for position in (None, 1) for one in offer(whole, diagnostic(whole, position), low, [])]
    assert [one.code for one in in_words(whole, codes)] == codes
