"""What guides may hold since 1.1, and guides of other kinds: three and four points, and none but numbered positions."""

from copy import deepcopy
from typing import Any

import pytest

from assessment.files.guide_yaml import GuideFileError, parse_guide
from assessment.queries.result import build_result
from assessment.services.diagnostics import start_diagnostic
from assessment.services.guide_loading import load_guide
from localities.models import User
from tests.cast import TODAY, World
from tests.conftest import GUIDE_FILE, NEWEST_GUIDE_FILE, SMALL_GUIDE_FILE, use
from tests.guide_files import as_file, data_of

SMALL = data_of(SMALL_GUIDE_FILE)
LEVEL_1 = {
    "number": 1,
    "title": "A garden",
    "summary": "Something grows.",
    "needed": 2,
    "floor": 2,
    "domain_minimums": {"watering": 3},
    "features": [
        {"code": "gate-key", "text": "Every household has a key.", "actions": ["build-bays"], "domains": ["compost"]},
        {"code": "bench", "text": "There is a bench.", "essential": False},
        {"code": "kettle", "text": "There is a kettle.", "essential": False},
    ],
}


def small(*path: str | int, to: Any, **more: Any) -> dict[str, Any]:
    """The small guide with one thing changed."""
    guide = deepcopy(SMALL) | more
    guide["levels"] = [deepcopy(LEVEL_1)]
    at = guide
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = to
    return guide


def problems(guide: dict[str, Any]) -> str:
    with pytest.raises(GuideFileError) as caught:
        parse_guide(as_file(guide).encode())
    return str(caught.value)


def scale_of(points: int) -> list[dict[str, Any]]:
    return [{"position": n, "label": f"Step {n}", "meaning": f"What {n} means."} for n in range(1, points + 1)]


def stepped(points: int, *, named: bool) -> dict[str, Any]:
    """A guide with so many steps and no levels, as a maturity matrix may have."""
    guide = deepcopy(SMALL) | {"scale": scale_of(points), "levels": []}
    for domain in guide["domains"]:
        domain["actions"] = []
        words = [{"headline": f"{domain['title']} at {n}.", "examples": []} for n in range(1, points + 1)]
        if not named:
            domain["descriptors"] = dict(enumerate(words, start=1))
    return guide


@pytest.mark.parametrize(
    ("guide", "expected"),
    [
        (small("levels", 0, "needed", to=4), "levels[0]: needed should be from 1, the essential features, to 3"),
        (small("levels", 0, "needed", to=0), "levels[0]: needed should be from 1, the essential features, to 3"),
        (small("levels", 0, "floor", to=3), "levels[0]: the floor of 3 asks as much already: leave out watering"),
        (small("levels", 0, "floor", to=6), "levels[0].floor: should be less than or equal to 5"),
        (small("levels", 0, "features", 0, "actions", to=["dig"]), "features[0].actions[0]: there is no action 'dig'"),
        (small("levels", 0, "features", 0, "domains", to=["dig"]), "features[0].domains[0]: there is no domain 'dig'"),
        (
            small("levels", 0, "features", 0, "actions", to=["build-bays", "build-bays"]),
            "features[0].actions[1]: the action 'build-bays' is named twice",
        ),
        (small("levels", 0, "features", 0, "whose", to="nobody"), "features[0].whose: should be 'locality'"),
        (small("domains", 0, "actions", 0, "kind", to="looks"), "actions[0].kind: should be 'finds_out' or 'changes'"),
        (
            small("domains", 0, "prompts", to=[{"text": "Who?", "strand": "safety"}]),
            "domains[0].prompts[0].strand: there is no strand 'safety'",
        ),
        (small("domains", 0, "prompts", to=[2]), "domains[0].prompts[0].text: should be text"),
        (small("outcome_metrics", 0, "strand", to="safety"), "outcome_metrics[0].strand: there is no strand 'safety'"),
        (small("domains", 0, "indicators", 0, "basis", to="guess"), "indicators[0].basis: should be 'strategy'"),
        (
            small("glossary", to=[{"term": t, "expansion": None, "meaning": "Rotted."} for t in ("Heap", "heap")]),
            "glossary[1].term: 'heap' is explained twice",
        ),
        (stepped(4, named=True), "domains[0].descriptors: should be given by position: a scale of 4 has no middle"),
        (stepped(5, named=False) | {"scale": scale_of(4)}, "descriptors: should describe 1 and 4, and others of"),
    ],
)
def test_each_problem_is_named_with_its_place(guide: dict[str, Any], expected: str):
    assert expected in problems(guide)


def test_a_position_beyond_the_scale_is_a_problem():
    guide = small("scale", to=scale_of(3))
    told = problems(guide)
    assert "domains[0].actions[0].moves.to: should be 3 or less: the scale has 3 positions" in told


@pytest.mark.parametrize("points", [3, 4, 5])
@pytest.mark.django_db
def test_a_guide_of_three_to_five_steps_and_no_levels_is_loaded(points: int, tmp_path):
    file = tmp_path / "guide.yaml"
    file.write_text(as_file(stepped(points, named=False)))
    guide = type(load_guide(file)[0]).objects.whole(load_guide(file)[0].pk)
    assert (guide.top, guide.level_rules, guide.ordered_features) == (points, (), [])
    for domain in guide.ordered_domains:
        assert [one.position for one in domain.descriptors.all()] == [*range(1, points + 1)]
        assert {one.rule.top for one in domain.indicators.all()} <= {points}


def test_the_result_is_on_the_scale_of_its_guide(tmp_path, world: World, lead: User):
    file = tmp_path / "guide.yaml"
    file.write_text(as_file(stepped(3, named=False)))
    use(load_guide(file)[0], world.system)
    diagnostic = start_diagnostic(world.canvey, by=lead, title="On three steps", started_on=TODAY)
    diagnostic.answers.update(position=2)
    assert {area.mean for area in build_result(diagnostic).areas if area.domains} == {50}


@pytest.mark.django_db
def test_three_names_describe_the_ends_and_the_middle(tmp_path):
    file = tmp_path / "guide.yaml"
    file.write_text(as_file(stepped(3, named=True)))
    domain = load_guide(file)[0].domains.first()
    assert [one.position for one in domain.descriptors.all()] == [1, 2, 3]


def test_the_newest_guide_has_what_people_need():
    guide = parse_guide(NEWEST_GUIDE_FILE.read_bytes())
    features = [feature for level in guide.levels for feature in level.features]
    assert all(one.explain and one.here_if and one.evidence and one.whose and one.actions for one in features)
    assert all(action.kind for domain in guide.domains for action in domain.actions)
    assert all(indicator.basis and indicator.source for domain in guide.domains for indicator in domain.indicators)
    assert all(level.portrait for level in guide.levels)
    assert (len(guide.strands), len(guide.cases)) == (5, 10)
    prompts = [prompt for domain in guide.domains for prompt in domain.prompts]
    for strand in guide.strands:
        assert sum(prompt.strand == strand.code for prompt in prompts) >= 4
        assert any(metric.strand == strand.code for metric in guide.outcome_metrics)
    assert sum(prompt.strand == "patient-requirements" for prompt in prompts) == 10


def test_the_newest_guide_keeps_every_code_of_the_one_before():
    """So that answers can stand side by side, and plans find their actions again."""
    before, now = parse_guide(GUIDE_FILE.read_bytes()), parse_guide(NEWEST_GUIDE_FILE.read_bytes())

    def codes(guide: Any) -> set[str]:
        parts = [*guide.domains, *guide.outcome_metrics, *(f for level in guide.levels for f in level.features)]
        parts += [part for domain in guide.domains for part in (*domain.actions, *domain.indicators)]
        return {part.code for part in parts}

    assert codes(before) <= codes(now)
