"""What differs between two versions of a plan, in words."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from devplans.document.compare import ADDED, CHANGED, NOT_COMPARED, REMOVED, compare
from devplans.document.content.metrics import MetricRow, Metrics
from devplans.document.in_words import read
from devplans.document.plan import PlanDocument, from_json, to_json
from devplans.rules.sections import SECTIONS
from tests.devplans.example_document import EXAMPLE, SMALL, action, with_actions

pytestmark = pytest.mark.postgres


def differences(before: PlanDocument, after: PlanDocument) -> dict[str, list[tuple[str, str, str, str]]]:
    found = compare(from_json(to_json(before)), from_json(to_json(after)))
    return {code: [(one.kind, one.what, one.before, one.after) for one in several] for code, several in found.items()}


def test_a_document_does_not_differ_from_itself_whenever_it_was_made() -> None:
    assert differences(EXAMPLE, replace(EXAMPLE, dated=date(2030, 1, 1), status="Approved", draft=False)) == {}


def test_an_action_added_changed_and_removed() -> None:
    one, two, three = action(1), action(2), action(3)
    found = differences(with_actions(one, two), with_actions(three, replace(one, number=2, due=date(2020, 3, 31))))
    assert list(found) == ["actions"]
    kinds = {(kind, what) for kind, what, _, _ in found["actions"]}
    assert kinds == {(ADDED, three.title), (CHANGED, f"{one.title}: by"), (REMOVED, two.title)}
    changed = next(line for line in found["actions"] if line[0] == CHANGED)
    assert changed[2:] == (f"{one.due:%-d %B %Y}", "31 March 2020")
    assert f"Owner: {three.owner_name}" in next(line for line in found["actions"] if line[0] == ADDED)[3]


def test_another_number_alone_is_no_difference() -> None:
    one, two = action(1), action(2)
    assert differences(with_actions(one, two), with_actions(replace(two, number=1), replace(one, number=2))) == {}


def test_an_action_with_another_name_is_the_same_action() -> None:
    one = action(1)
    found = differences(with_actions(one), with_actions(replace(one, title="Count demand")))
    assert found == {"actions": [(CHANGED, "Name", one.title, "Count demand")]}


def test_rows_of_the_same_name_are_told_apart_by_their_place() -> None:
    one = action(1)
    found = differences(with_actions(one, one), with_actions(one, replace(one, status="Done")))
    assert found == {"actions": [(CHANGED, f"{one.title}: status", one.status, "Done")]}


def test_positions_metrics_and_notes_are_compared_row_by_row() -> None:
    where, metrics = SMALL.where, SMALL.metrics
    area, group = where.areas[0], metrics.groups[0]
    domain, metric = area.domains[0], group.rows[0]
    after = replace(
        SMALL,
        where=replace(where, areas=(replace(area, domains=(replace(domain, target=5), *area.domains[1:])),)),
        metrics=replace(
            metrics, groups=(replace(group, rows=(replace(metric, target=Decimal("61.50")), *group.rows[1:])),)
        ),
    )
    found = differences(SMALL, after)
    assert found["where"] == [(CHANGED, f"{domain.title}: target", str(domain.target), "5")]
    assert [(kind, what, after) for kind, what, _, after in found["metrics"]] == [
        (CHANGED, f"{metric.title}: target", f"61.5{metric.unit}")
    ]


def test_what_stands_outside_the_sections_is_compared_as_well() -> None:
    found = differences(EXAMPLE, replace(EXAMPLE, period_end=date(2022, 3, 31), practices=EXAMPLE.practices[1:]))
    gone = EXAMPLE.practices[0]
    assert (CHANGED, "Plan ends", f"{EXAMPLE.period_end:%-d %B %Y}", "31 March 2022") in found["about"]
    assert (REMOVED, gone.name) in {(kind, what) for kind, what, _, _ in found["about"]}


def test_a_section_that_was_not_there_is_all_added() -> None:
    found = differences(replace(SMALL, metrics=None), SMALL)
    assert {kind for kind, _, _, _ in found["metrics"]} == {ADDED}
    assert {kind for kind, _, _, _ in differences(SMALL, replace(SMALL, metrics=None))["metrics"]} == {REMOVED}


def test_the_words_that_differ_are_marked() -> None:
    after = replace(SMALL, on_a_page=replace(SMALL.on_a_page, summary="One front door for the island."))
    before = replace(SMALL, on_a_page=replace(SMALL.on_a_page, summary="One shared team for the island."))
    (one,) = compare(before, after)["on_a_page"]
    assert ["".join(run.text for run in runs if run.differs).strip() for runs in one.words] == [
        "shared team",
        "front door",
    ]


def _texts(thing: Any) -> set[str]:
    if is_dataclass(thing):
        return {text for field in fields(thing) for text in _texts(getattr(thing, field.name))}
    if isinstance(thing, tuple):
        return {text for one in thing for text in _texts(one)}
    return {thing} if isinstance(thing, str) and " " in thing else set()


WRITTEN = [section.code for section in SECTIONS if getattr(EXAMPLE, section.code)]


def _unmeasured(row: MetricRow) -> MetricRow:
    """An outcome metric without its figures: what was measured is no change of the plan."""
    return replace(row, measured=())


@pytest.mark.parametrize("code", [code for code in WRITTEN if code not in NOT_COMPARED])
def test_nothing_that_people_wrote_is_left_out_of_reading(code: str) -> None:
    section = getattr(EXAMPLE, code)
    read_out = str(read(section))
    if isinstance(section, Metrics):
        section = Metrics(groups=tuple(replace(one, rows=tuple(map(_unmeasured, one.rows))) for one in section.groups))
    said = {text for text in _texts(section) if text not in {area.band for area in EXAMPLE.where.areas}}
    assert {text for text in said if repr(text)[1:-1] not in read_out and text not in read_out} == set()
