from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.action_chains import CHANGES, FINDS_OUT, ROOM, stages
from assessment.rules.levels import LevelRule, assess_level, requirements_of
from assessment.rules.scoring import FeatureState
from devplans.rules.proposal import propose
from devplans.rules.suggestions import DomainState, FeatureInfo, GuideAction, Reason, SuggestionKind

DOMAINS = [f"domain-{number}" for number in range(4)]
FEATURES = [f"feature-{number}" for number in range(4)]
REASONS = list(Reason)

answers = st.none() | st.integers(1, 5)
kinds = st.sampled_from([FINDS_OUT, CHANGES, ""])


@st.composite
def guide_actions(draw, domain):
    """Up to eight actions of any kind moving between any two positions, codes unique across the guide."""
    moves = st.lists(st.integers(1, 5), min_size=2, max_size=2, unique=True).map(sorted)
    return tuple(
        GuideAction(
            f"{domain}-{n}", "Title", "Detail", *draw(moves), draw(st.integers(1, 104)), "Role", None, draw(kinds)
        )
        for n in range(draw(st.integers(0, 8)))
    )


@st.composite
def situations(draw):
    """The arguments of a proposal: any guide, any answers, anything in the plan or removed."""
    domains = [
        DomainState(
            code, code.capitalize(), draw(answers), draw(answers), draw(st.booleans()), draw(guide_actions(code))
        )
        for code in DOMAINS
    ]
    every_action = [action.code for domain in domains for action in domain.actions]
    delivered_by = st.lists(st.sampled_from(every_action), unique=True, max_size=3) if every_action else st.just([])
    features = [
        FeatureInfo(code, f"{code} works.", draw(st.sampled_from([None, *FeatureState])), tuple(draw(delivered_by)))
        for code in FEATURES
    ]
    levels = [
        LevelRule(
            number,
            tuple(draw(st.lists(st.sampled_from(FEATURES), unique=True, max_size=3))),
            draw(st.dictionaries(st.sampled_from(DOMAINS), st.integers(1, 5), max_size=3)),
            signs=draw(st.frozensets(st.sampled_from(FEATURES))),
            needed=draw(st.none() | st.integers(0, 3)),
        )
        for number in range(1, draw(st.integers(0, 4)) + 1)
    ]
    every_key = [
        *every_action,
        *(f"feature:{code}" for code in FEATURES),
        *(f"domain:{code}" for code in DOMAINS),
    ]
    some_keys = st.sets(st.sampled_from(every_key), max_size=6)
    return {
        "levels": levels,
        "domains": domains,
        "features": features,
        "target_level": draw(st.integers(0, 4)),
        "start": draw(st.dates(date(2018, 1, 1), date(2030, 1, 1))),
        "in_plan": draw(some_keys),
        "removed": draw(some_keys),
    }


@given(situations())
def test_the_same_answers_give_the_same_proposal(situation):
    assert propose(**situation) == propose(**situation)


@given(situations())
def test_each_suggestion_comes_once_and_none_is_in_the_plan(situation):
    keys = [suggestion.key for suggestion in propose(**situation)]
    assert len(keys) == len(set(keys))
    assert not situation["in_plan"].intersection(keys)


@given(situations())
def test_taking_all_that_is_recommended_leaves_nothing_recommended(situation):
    first = propose(**situation)
    taken = {suggestion.key for suggestion in first if suggestion.recommended}
    again = propose(**{**situation, "in_plan": situation["in_plan"] | taken})
    assert not any(suggestion.recommended for suggestion in again)
    assert again == tuple(suggestion for suggestion in first if suggestion.key not in taken)


@given(situations(), st.data())
def test_taking_anything_never_ticks_what_was_not_ticked(situation, data):
    first = propose(**situation)
    taken = data.draw(st.sets(st.sampled_from([suggestion.key for suggestion in first]))) if first else set()
    again = propose(**{**situation, "in_plan": situation["in_plan"] | taken})
    assert {s.key for s in again if s.recommended} <= {s.key for s in first if s.recommended}


@given(situations())
def test_every_suggestion_bridges_a_real_gap(situation):
    domain_of = {domain.code: domain for domain in situation["domains"]}
    state_of = {feature.code: feature.state for feature in situation["features"]}
    for suggestion in propose(**situation):
        if suggestion.kind is SuggestionKind.FEATURE:
            assert state_of[suggestion.feature_code] is not FeatureState.IN_PLACE
            continue
        domain = domain_of[suggestion.domain_code]
        if suggestion.kind is SuggestionKind.ANSWER_FIRST:
            assert domain.position is None
            continue
        if suggestion.feature_code:
            continue  # what a feature brings, wherever its domain stands
        minimum = situation["levels"][suggestion.level - 1].minimums[domain.code] if suggestion.level else domain.target
        needed = domain.position + 1 if minimum is None else minimum
        chain = list(stages(domain.actions, domain.position, needed))
        assert domain.position < needed
        if suggestion.kind is SuggestionKind.WRITE_YOUR_OWN:
            assert (chain[-1].end if chain else domain.position) < needed
            continue
        stage = next(stage for stage in chain if suggestion.key in {action.code for action in stage.actions})
        (action,) = [action for action in domain.actions if action.code == suggestion.key]
        assert action.moves_from <= stage.start < action.moves_to
        assert action.moves_from < needed


@given(situations())
def test_what_is_ticked(situation):
    suggestions = propose(**situation)
    ticked = [suggestion for suggestion in suggestions if suggestion.recommended]
    assert all(s.reason in {Reason.NEXT_LEVEL, Reason.PRIORITY} and not s.removed_before for s in ticked)
    assert all(s.is_action for s in ticked)
    asked = {code for feature in situation["features"] for code in feature.actions}
    for domain in situation["domains"]:
        count = len(list(stages(domain.actions, domain.position, 5))) if domain.position else 0
        of_kind = {action.code: action.kind for action in domain.actions if action.code not in asked}
        per_kind = Counter(of_kind[s.key] for s in ticked if s.key in of_kind)
        assert all(found <= count * ROOM[kind] for kind, found in per_kind.items())
    assert {s.key for s in suggestions if s.removed_before} <= situation["removed"]


@given(situations())
def test_reasons_come_in_order_and_levels_are_the_ones_aimed_for(situation):
    suggestions = propose(**situation)
    order = [REASONS.index(suggestion.reason) for suggestion in suggestions]
    assert order == sorted(order)
    next_level = assess_level(
        situation["levels"],
        {domain.code: domain.position for domain in situation["domains"]},
        {feature.code: feature.state for feature in situation["features"]},
    ).next_level
    for suggestion in suggestions:
        if suggestion.reason is Reason.NEXT_LEVEL:
            assert suggestion.level == next_level <= situation["target_level"]
        elif suggestion.reason is Reason.LATER_LEVEL:
            assert next_level < suggestion.level <= situation["target_level"]
        else:
            assert suggestion.level is None


@given(situations())
def test_a_due_date_is_the_plans_start_and_the_weeks(situation):
    for suggestion in propose(**situation):
        if not suggestion.is_action:
            assert suggestion.due is None
        else:
            assert suggestion.due == situation["start"] + timedelta(weeks=suggestion.after + suggestion.weeks)
            assert suggestion.after >= 0


@given(situations())
def test_no_blocker_is_missing_from_the_proposal(situation):
    """What readiness counts as a blocker has a line, whatever the guide has for it, until it is in the plan.

    One action may be for several: it is listed for the first.
    """
    positions = {domain.code: domain.position for domain in situation["domains"]}
    states = {feature.code: feature.state for feature in situation["features"]}
    lines = propose(**{**situation, "in_plan": set()})
    keys = {line.key for line in lines}
    told = {code for line in lines for code in (line.domain_code, line.feature_code)}
    told |= {feature.code for feature in situation["features"] if feature.actions and keys.issuperset(feature.actions)}
    for rule in situation["levels"]:
        if rule.number <= situation["target_level"]:
            unmet = (one for one in requirements_of(rule, positions, states) if not one.met)
            assert {one.code for one in unmet} <= told
