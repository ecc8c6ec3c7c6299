"""Leaving an optional section out of the plan, with a reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from devplans.models import Plan, StaffingLine
from devplans.queries.section_choices import OPTIONAL_SECTIONS, not_needed, section_choice
from devplans.services.rows import add_row, put_back_row, remove_row
from devplans.services.sections import save_section_choice
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.models import User
from tests.flat import flat

ClientFor = Callable[[User], Client]
WHY = "The practices have the staff they need"
LINE = {"role": "GP", "group": "gp", "extra_fte": 1, "cost_per_fte": 101000}


def url_of(plan: Plan, code: str = "staffing") -> str:
    return reverse("section-needed", args=[plan.pk, code])


def leave_out(plan: Plan, by: User) -> None:
    choice = section_choice(plan, "staffing")
    save_section_choice(choice, {"not_needed": True, "why": WHY}, base_revision=choice.revision, by=by)


def test_a_section_is_left_out_with_its_reason_and_taken_back(
    plan: Plan, lead: User, officer: User, client_for: ClientFor
) -> None:
    client = client_for(lead)
    answer = client.post(url_of(plan), {"revision": "0", "not_needed": "on", "why": WHY})
    assert answer.url == reverse("staffing", args=[plan.pk])
    page = flat(client.get(answer.url))
    assert f"This section is not needed: {WHY}" in page
    assert url_of(plan) in page
    read = flat(client_for(officer).get(answer.url))
    assert WHY in read
    assert url_of(plan) not in read
    client.post(url_of(plan), {"revision": "1", "why": WHY})
    assert not_needed(plan, "staffing") is None
    told = AuditEvent.objects.filter(on_type="devplans.sectionchoice").order_by("pk")
    assert [one.what for one in told] == ["Left a section out of the plan", "Took a section back into the plan"]
    assert told[0].why == WHY


def test_a_reason_is_required_and_nothing_saved_without(plan: Plan, lead: User, client_for: ClientFor) -> None:
    page = client_for(lead).post(url_of(plan), {"revision": "0", "not_needed": "on", "why": " "})
    assert page.status_code == 422
    assert "Say why this section is not needed" in flat(page)
    assert not section_choice(plan, "staffing").not_needed


def test_a_section_with_rows_stays(plan: Plan, lead: User, client_for: ClientFor) -> None:
    add_row(plan, StaffingLine, LINE, by=lead)
    page = client_for(lead).post(url_of(plan), {"revision": "0", "not_needed": "on", "why": WHY})
    assert page.status_code == 409
    assert "There is 1 staffing line in this section" in flat(page)
    assert WHY in flat(page)
    with pytest.raises(Refused):
        leave_out(plan, lead)


@pytest.mark.parametrize("by_putting_back", [False, True])
def test_a_row_takes_the_section_back(plan: Plan, lead: User, by_putting_back: bool) -> None:
    row = add_row(plan, StaffingLine, LINE, by=lead)
    remove_row(row, by=lead)
    leave_out(plan, lead)
    if by_putting_back:
        put_back_row(row, by=lead)
    else:
        add_row(plan, StaffingLine, LINE, by=lead)
    choice = section_choice(plan, "staffing")
    assert (choice.not_needed, choice.why) == (False, WHY)


@pytest.mark.parametrize("code", ["commitments", "metrics", "capacity", "nonsense"])
def test_other_sections_cannot_be_left_out(plan: Plan, lead: User, client_for: ClientFor, code: str) -> None:
    assert client_for(lead).get(url_of(plan, code)).status_code == 404
    with pytest.raises(KeyError):
        section_choice(plan, code)


@pytest.mark.parametrize("code", OPTIONAL_SECTIONS)
def test_looking_chooses_nothing_and_the_choice_is_made_once(
    plan: Plan, lead: User, client_for: ClientFor, code: str
) -> None:
    assert client_for(lead).get(url_of(plan, code)).status_code == 200
    assert not plan.section_choices.exists()
    for why in ("Nothing changes", "Nothing changes here"):
        revision = section_choice(plan, code).revision
        client_for(lead).post(url_of(plan, code), {"revision": revision, "not_needed": "on", "why": why})
    assert plan.section_choices.get().why == "Nothing changes here"
