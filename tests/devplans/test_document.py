import json
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from devplans.document import PlanDocument, fingerprint, from_json, to_json
from devplans.sections import SECTIONS, sections_of
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


def test_a_section_that_is_not_there_leaves_no_trace_and_takes_no_number():
    without = replace(EXAMPLE, level=None, metrics=None)
    assert [numbered.heading for numbered in sections_of(without)] == [
        "Plan on a page",
        "1\u2002Where we are",
        "2\u2002Actions by due date",
        "Annex\u2002Notes of the conversation",
    ]
    assert '"level":' not in to_json(without)


def test_every_section_is_a_field_of_the_document_that_may_be_missing():
    optional = {field.name for field in fields(PlanDocument) if field.default is None}
    assert optional == {section.code for section in SECTIONS}


def test_what_follows_from_the_positions():
    where = EXAMPLE.where
    assert (where.answered, len(where.domains), where.aiming_up) == (24, 24, 20)
    assert where.changes == (15, 8, 1)
