import json
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from devplans.document.content.shared import NotNeeded
from devplans.document.plan import PlanDocument, fingerprint, from_json, to_json
from devplans.document.sections import sections_of
from devplans.rules.sections import SECTIONS
from tests.devplans.example_document import EXAMPLE


def test_the_document_survives_json():
    assert from_json(to_json(EXAMPLE)) == EXAMPLE


def test_json_is_canonical_plain_ascii():
    text = to_json(EXAMPLE)
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))
    assert '"dated":"2019-03-29"' in text
    assert "null" not in text


def test_quantities_keep_their_digits():
    row = replace(EXAMPLE.metrics.groups[0].rows[0], baseline=Decimal("54.10"))
    document = replace(
        EXAMPLE, metrics=replace(EXAMPLE.metrics, groups=(replace(EXAMPLE.metrics.groups[0], rows=(row,)),))
    )
    assert str(from_json(to_json(document)).metrics.groups[0].rows[0].baseline) == "54.10"


def test_a_fingerprint_tells_any_change():
    assert fingerprint(EXAMPLE) == fingerprint(from_json(to_json(EXAMPLE)))
    assert len(fingerprint(EXAMPLE)) == 64
    assert fingerprint(EXAMPLE) != fingerprint(replace(EXAMPLE, dated=date(2019, 3, 30)))


def test_what_is_not_a_document_is_refused():
    with pytest.raises(ValueError, match="locality"):
        from_json("{}")


def test_sections_that_every_plan_has_stay_and_others_leave_no_trace_and_take_no_number():
    stay = [section for section in SECTIONS if section.stays]
    without = replace(EXAMPLE, level=None, **dict.fromkeys(section.code for section in stay))
    assert [numbered.heading for numbered in sections_of(without)] == [
        "Plan on a page",
        "1\u2002Where we are",
        "2\u2002Demand and capacity",
        "3\u2002Staff and skill mix",
        "4\u2002Estate",
        "5\u2002Digital",
        "6\u2002Actions by due date",
        "7\u2002Commitments",
        "8\u2002Outcome metrics",
        "9\u2002What it costs",
        "10\u2002Risks",
        "11\u2002What members should know",
        "Annex\u2002Notes of the conversation",
    ]
    said = [numbered.section.code for numbered in sections_of(without) if "no reason is given" in numbered.nothing]
    assert said == [section.code for section in stay]
    assert '"level":' not in to_json(without)


def test_every_section_is_a_field_of_the_document_that_may_be_missing():
    optional = {field.name for field in fields(PlanDocument) if field.default is None}
    assert optional == {section.code for section in SECTIONS}


OLDER = {"capacity", "staffing", "estates", "digital", "commitments", "risks"}


def test_a_document_from_before_a_section_existed_keeps_its_json():
    older = replace(EXAMPLE, **dict.fromkeys(OLDER))
    plain = json.loads(to_json(older))
    assert not OLDER & plain.keys()
    assert to_json(from_json(to_json(older))) == to_json(older)


def test_a_section_that_is_not_needed_survives_json_with_its_reason():
    document = replace(EXAMPLE, estates=NotNeeded(because="Done last year"), digital=NotNeeded(because=""))
    assert from_json(to_json(document)) == document
    assert [numbered.nothing for numbered in sections_of(document) if numbered.section.code == "estates"] == [
        "None recorded, because: Done last year"
    ]


def test_what_follows_from_the_numbers():
    estates = EXAMPLE.estates
    assert (estates.capital, estates.running) == (1_600_000, 128_000)
    by_kind = {row.name: row.plan.total for row in EXAMPLE.money.by_kind.rows}
    assert by_kind["Capital"] == 1_600_000
    assert EXAMPLE.capacity.closing.is_rounded
    assert not EXAMPLE.capacity.differs_from_practices
    assert (EXAMPLE.digital.cost, EXAMPLE.digital.has_unknown_costs) == (57_200, True)


def test_what_follows_from_the_positions():
    where = EXAMPLE.where
    assert (where.answered, len(where.domains)) == (24, 24)
    assert where.changes == (15, 8, 1)
