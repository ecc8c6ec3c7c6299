"""Dates as people type them: read where they are clear, refused in words where not, and never a server error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from localities.kit.nhsuk.dates import NHSDateField
from localities.models import User
from tests.cast import World
from tests.flat import flat


@pytest.mark.parametrize(
    ("month", "number"),
    [("8", 8), ("08", 8), ("feb", 2), ("Feb.", 2), ("FEBRUARY", 2), ("sept", 9), ("Sep", 9), ("may", 5), (" June ", 6)],
)
def test_a_month_is_read_as_a_number_or_by_its_name(month: str, number: int) -> None:
    assert NHSDateField().clean(["5", month, "2019"]) == date(2019, number, 5)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        (["99999999999", "2", "2019"], ("day",)),
        (["5", "9" * 5000, "2019"], ("month",)),
        (["5", "2", "9" * 5000], ("year",)),
        (["٥", "2", "2019"], ("day",)),
        (["5", "２", "2019"], ("month",)),
        (["5", "2", "²019"], ("year",)),
        (["5", "2", "２０１９"], ("year",)),
        (["5", "ma", "2019"], ("month",)),
        (["5", "febby", "2019"], ("month",)),
        (["5", "13", "2019"], ("month",)),
        (["32", "1", "2019"], ("day",)),
        (["31", "feb", "2019"], ("day", "month", "year")),
        (["-1", "x", "2019"], ("day", "month")),
    ],
)
def test_what_is_no_date_is_refused_and_the_wrong_parts_are_marked(typed: list[str], wrong: tuple[str, ...]) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        NHSDateField(label="Visit date").clean(typed)
    (error,) = refused.value.error_list
    assert error.params["parts"] == wrong
    assert "Visit date must be a real date" in error.messages or "Year must include 4 numbers" in error.messages


@pytest.mark.parametrize("year", ["1999", "2100", "0000", "9999"])
def test_a_year_that_nobody_means_is_refused_with_the_years_that_can_be(year: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        NHSDateField(label="Due").clean(["1", "1", year])
    assert refused.value.messages == ["Due must have a year from 2000 to 2099"]
    assert refused.value.error_list[0].params["parts"] == ("year",)


def test_a_field_may_have_years_of_its_own() -> None:
    field = NHSDateField(label="Due", years=(2018, 2020))
    assert field.clean(["1", "1", "2018"]) == date(2018, 1, 1)
    with pytest.raises(forms.ValidationError, match="Due must have a year from 2018 to 2020"):
        field.clean(["1", "1", "2021"])


@pytest.mark.parametrize("day", ["99999999999", "9" * 5000])
def test_a_wrong_date_keeps_what_was_typed_and_the_rest_is_saved(
    day: str, world: World, lead: User, client_for: Callable[[User], Client]
) -> None:
    practice = world.practices[0]
    typed: dict[str, Any] = {
        "revision": practice.revision,
        "name": "The new name",
        "list_size": "6,100",
        "list_size_as_of_day": day,
        "list_size_as_of_month": "7",
        "list_size_as_of_year": "2018",
    }
    page = client_for(lead).post(reverse("practice-edit", args=[world.canvey.slug, practice.ods_code]), typed)
    assert page.status_code == 422
    assert f'value="{day}"' in flat(page)
    practice.refresh_from_db()
    assert practice.name == "The new name"
