"""Saving from a revision: what one person changed is merged, what both changed is asked about, nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from localities.kit.revisions.rows import last_change, save_changes
from localities.models import Practice, User
from tests.cast import World, make_practice, make_user, make_world

pytestmark = pytest.mark.postgres

FIELDS = ("name", "list_size", "single_handed")


@pytest.fixture
def practice(world: World) -> Practice:
    return Practice.objects.get(ods_code="F81001")


def stored(practice: Practice) -> dict[str, Any]:
    return Practice.objects.filter(pk=practice.pk).values(*FIELDS).get()


def test_a_save_raises_the_revision_and_keeps_who_and_when(practice: Practice, lead: User):
    result = save_changes(practice, {"list_size": 1}, base_revision=0, by=lead)
    assert (result.changed, result.row.revision, result.row.saved_by) == (("list_size",), 1, lead)
    kept = practice.history.get(revision=1)
    assert (kept.list_size, kept.history_user, kept.saved_by) == (1, lead, lead)


def test_saving_what_is_there_writes_nothing(practice: Practice, lead: User):
    result = save_changes(practice, {"list_size": 10_001}, base_revision=0, by=lead)
    assert (result.changed, result.row.revision) == ((), 0)
    assert practice.history.count() == 1


def test_different_fields_are_merged(practice: Practice, lead: User, officer: User):
    save_changes(practice, {"name": "Their name"}, base_revision=0, by=officer)
    result = save_changes(practice, {"name": "Practice F81001", "list_size": 1}, base_revision=0, by=lead)
    assert (result.changed, result.merged, result.conflicts) == (("list_size",), ("name",), ())
    assert stored(practice) == {"name": "Their name", "list_size": 1, "single_handed": False}


def test_the_same_field_is_left_and_reported(practice: Practice, lead: User, officer: User):
    save_changes(practice, {"name": "Their name"}, base_revision=0, by=officer)
    result = save_changes(practice, {"name": "My name", "list_size": 1}, base_revision=0, by=lead)
    assert [(one.field, one.mine) for one in result.conflicts] == [("name", "My name")]
    assert stored(practice) == {"name": "Their name", "list_size": 1, "single_handed": False}


def test_two_people_who_write_the_same_agree(practice: Practice, lead: User, officer: User):
    save_changes(practice, {"name": "The name"}, base_revision=0, by=officer)
    result = save_changes(practice, {"name": "The name"}, base_revision=0, by=lead)
    assert (result.changed, result.conflicts) == ((), ())


def test_changing_back_what_another_changed_is_no_conflict_on_the_new_revision(
    practice: Practice, lead: User, officer: User
):
    save_changes(practice, {"name": "Their name"}, base_revision=0, by=officer)
    save_changes(practice, {"name": "Practice F81001"}, base_revision=1, by=lead)
    assert stored(practice)["name"] == "Practice F81001"


@pytest.mark.parametrize("forged", [1, 99, 10**9])
def test_a_revision_that_never_was_overwrites_nothing(forged: int, practice: Practice, lead: User):
    result = save_changes(practice, {"name": "My name", "list_size": 10_001}, base_revision=forged, by=lead)
    assert (result.changed, [one.field for one in result.conflicts]) == ((), ["name"])
    assert stored(practice)["name"] == "Practice F81001"


def test_a_foreign_key_is_merged_like_any_field(practice: Practice, world: World, lead: User, officer: User):
    save_changes(practice, {"locality": world.rayleigh}, base_revision=0, by=officer)
    result = save_changes(practice, {"locality": world.canvey, "list_size": 1}, base_revision=0, by=lead)
    assert (result.changed, result.merged) == (("list_size",), ("locality",))
    result = save_changes(practice, {"locality": world.tilbury}, base_revision=0, by=lead)
    assert [one.field for one in result.conflicts] == ["locality"]


def test_rows_made_in_bulk_have_their_defaults_as_first_state(world: World, lead: User, officer: User):
    Practice.objects.bulk_create([Practice(ods_code="F81099", locality=world.canvey)])
    made = Practice.objects.get(ods_code="F81099")
    save_changes(made, {"list_size": 5}, base_revision=0, by=officer)
    result = save_changes(made, {"list_size": None, "single_handed": True}, base_revision=0, by=lead)
    assert (result.changed, result.merged) == (("single_handed",), ("list_size",))


def test_last_change_names_who_changed_the_field_and_not_who_saved_last(
    practice: Practice, lead: User, officer: User, colleague: User
):
    save_changes(practice, {"list_size": 1}, base_revision=0, by=officer)
    save_changes(practice, {"name": "Another"}, base_revision=1, by=colleague)
    row = save_changes(practice, {"single_handed": True}, base_revision=2, by=lead).row
    assert last_change(row, "list_size").saved_by == officer
    assert last_change(row, "name").saved_by == colleague
    assert last_change(row, "single_handed").saved_by == lead


VALUES = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["A", "B", "Practice F81099"]),
        "list_size": st.sampled_from([None, 1, 2]),
        "single_handed": st.booleans(),
    },
)


class Properties(TestCase):
    """Any row of saves, each from any revision that was: one person after the other, each unaware of the rest."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.locality = make_world().canvey
        cls.person = make_user("one@example.com", "One")

    @given(st.lists(st.tuples(VALUES, st.integers(0, 5)), max_size=6))
    def test_nothing_is_lost(self, saves: list[tuple[dict[str, Any], int]]) -> None:
        practice = make_practice(self.locality, "F81099")
        states = [stored(practice)]
        for values, back in saves:
            base = max(0, len(states) - 1 - back)
            result = save_changes(practice, values, base_revision=base, by=self.person)
            now, before = stored(practice), states[-1]
            if result.changed:
                states.append(now)
            conflicts = {one.field for one in result.conflicts}
            assert result.row.revision == len(states) - 1
            for name in FIELDS:
                if name in result.changed:
                    assert now[name] == values[name]
                    assert before[name] == states[base][name], "somebody else's change was overwritten"
                else:
                    assert now[name] == before[name]
            for name, mine in values.items():
                settled = now[name] == mine or mine == states[base][name]
                assert settled != (name in conflicts), "a change is saved, or somebody is asked"
        assert [
            {name: getattr(kept, name) for name in FIELDS} for kept in practice.history.order_by("revision")
        ] == states
