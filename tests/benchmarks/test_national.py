"""The national database is one that the product could have made: a copy is what services make in the same way."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from hashlib import sha256

import pytest
from django.db import connection

from assessment.selection.document import pdf as record_pdf
from assessment.selection.document.record import to_json as record_to_json
from assessment.selection.models import DecisionRecord
from devplans.document import pdf
from devplans.document.plan import to_json
from devplans.models import PlanVersion
from localities.kit.mail.outbox import secret_of
from localities.kit.models import OutgoingEmail
from localities.models import Invitation
from tests.benchmarks.layout import Place, copies_of, nation
from tests.benchmarks.made.whole import APPLICANTS, load_guides, make_first, make_full_ccg
from tests.benchmarks.multiply import NUMBER, SECRET, Original, tell_apart, write_copies
from tests.benchmarks.units import NAMES, Unit, is_key

OWN_TO_EACH = {"localities.User.password", "devplans.PlanVersion.pdf", "devplans.PlanVersion.pdf_sha256"}
OWN_TO_EACH |= {"selection.DecisionRecord.pdf", "selection.DecisionRecord.pdf_sha256", "kit.OutgoingEmail.id"}
"""Columns that no two rows share, the bytes of what was printed, of which a copy keeps its original's, and the order in
which several people are told of one thing, which is no order."""

VARIANTS = (0, 1, 2)
LITTLE = {"changes": 2, "actions": 3, "every": 8}
Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def quick_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "render", lambda document: to_json(document).encode())
    monkeypatch.setattr(record_pdf, "render", lambda document: record_to_json(document).encode())


def in_words(original: Original, unit: Unit) -> Rows:
    """The rows of an organisation, with every key, name and secret as the how-manieth of its kind it is."""
    belonging = {key for key, of in original.unit_of.items() if of == unit}
    order: dict[str, dict[int, int]] = defaultdict(dict)
    for key in sorted(belonging):
        table = original.table_of[key].model._meta.label
        order[table][key] = len(order[table])
    return {
        table.model._meta.label: sorted(
            (
                tuple(
                    _in_words(original, order, f"{table.model._meta.label}.{field.attname}", value)
                    for field, value in zip(table.fields, row, strict=True)
                )
                for row in table.rows
                if row[table.key_at] in belonging
            ),
            key=repr,
        )
        for table in original.tables
    }


def _in_words(original: Original, order: dict[str, dict[int, int]], column: str, value: object) -> object:
    if column in OWN_TO_EACH:
        return "own"
    if is_key(value) and value in original.table_of:
        table = original.table_of[value].model._meta.label
        unit = original.unit_of.get(value)
        return f"{table} {order[table].get(value, unit and unit.letter)}"
    if isinstance(value, str | dict | list):
        text = SECRET.sub("secret", NAMES.sub(lambda name: name[0][0], str(value)))
        return NUMBER.sub(lambda found: str(_in_words(original, order, "", int(found[0]))), text)
    return value


def differences(original: Original, unit: Unit, other: Unit) -> list[tuple[object, ...]]:
    """What is in the rows of one of the two only: the table, and both values."""
    one, two = in_words(original, unit), in_words(original, other)
    assert sum(map(len, one.values())) > 4, f"{unit} has rows"
    found: list[tuple[object, ...]] = [
        (table, len(one[table]), len(two[table])) for table in one if len(one[table]) != len(two[table])
    ]
    for table in one:
        pairs = [pair for rows in zip(one[table], two[table], strict=False) for pair in zip(*rows, strict=True)]
        found += [(table, this, that) for this, that in pairs if this != that]
    return found


@pytest.mark.postgres
def test_a_copy_is_what_services_make(db: None, quick_prints: None) -> None:
    tell_apart()
    today = date(2026, 3, 2)
    guides = load_guides(today)
    administrator, system = make_first(today)
    more = {"today": today, "by": administrator, **LITTLE}
    make_full_ccg(system, 1, 1, guides, variants=VARIANTS, **more)
    make_full_ccg(system, 2, 4, guides, variants=VARIANTS, **more)
    places = [Place(1, 3, 7 + place, variant) for place, variant in enumerate((*VARIANTS, 2))]
    places += [Place(2, 4, 11 + variant, variant) for variant in VARIANTS]
    write_copies(Original(), copies_of(places))
    connection.check_constraints()

    made = Original()
    pairs = [(Unit("M", 2), Unit("M", 3)), (Unit("M", 2), Unit("M", 4)), (Unit("S", 1), Unit("S", 2))]
    pairs += [(Unit("L", 4 + variant), Unit("L", first + variant)) for variant in VARIANTS for first in (7, 11)]
    pairs += [(Unit("L", 6), Unit("L", 10))]
    for unit, copy in pairs:
        assert not differences(made, unit, copy)
    for row in (*PlanVersion.objects.all(), *DecisionRecord.objects.all()):
        assert row.fingerprint == sha256(row.content.encode()).hexdigest()
    invited = OutgoingEmail.objects.filter(topic="invitation").values_list("key", flat=True)
    tokens = sorted(sha256(secret_of(key).encode()).hexdigest() for key in invited)
    assert tokens == sorted(Invitation.objects.values_list("token_sha256", flat=True))


def test_the_nation_has_its_size() -> None:
    every = list(nation())
    counted = [len({getattr(place, name) for place in every}) for name in ("system", "commissioner", "locality")]
    assert counted == [42, 130, 1300]
    assert [place.locality for place in every if place.system == 1] == list(range(1, 31))
    copies = copies_of(every)
    assert {place.variant for place in every if place.commissioner == 6} == set(range(4))
    applying = [place for place in every if place.variant < APPLICANTS]
    assert len(applying) == 130 * APPLICANTS
    assert sum(len(numbers) for unit, numbers in copies.items() if unit.letter == "L") == 1300 - 4
