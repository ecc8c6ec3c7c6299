"""Times as people write them, and the nights on which the clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from assessment.models import Guide
from assessment.selection.forms.waves import WaveForm
from localities.kit.nhsuk.clock import ClockField, clock_words


def posted(**fields: Any) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    return data


def planned(opens: datetime, closes: datetime, **changed: Any) -> QueryDict:
    """What the form brings for these times, as they are said in London."""
    fields: dict[str, Any] = {"title": "Wave 1", "places": 2, "word_limit": 300, "tie_break": "By size"}
    for name, moment in (("opens", opens), ("closes", closes)):
        for part in ("day", "month", "year"):
            fields[f"{name}_on_{part}"] = getattr(moment, part)
        fields[f"{name}_time"] = f"{moment:%H:%M}"
    return posted(**{**fields, **changed})


def errors(form: WaveForm) -> dict[str, list[str]]:
    return {name: [str(one) for one in found] for name, found in form.errors.items()}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5pm", "17:00"),
        ("5 PM", "17:00"),
        ("5:30pm", "17:30"),
        ("5.30 p.m.", "17:30"),
        ("12pm", "12:00"),
        ("noon", "12:00"),
        ("12 noon", "12:00"),
        ("Midday", "12:00"),
        ("9:05am", "09:05"),
        ("17:00", "17:00"),
        ("0:15", "00:15"),
    ],
)
def test_a_time_is_read_as_people_write_it(written: str, meant: str) -> None:
    assert f"{ClockField().clean(written):%H:%M}" == meant


@pytest.mark.parametrize(
    "written", ["5", "25:00", "13pm", "0am", "5:60pm", "noonish", "5pm!", "１７", "-1:00", "5::00"]
)
def test_what_is_no_time_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(Exception, match="Enter a time like 5pm, 9:30am or 17:00"):
        ClockField().clean(written)


@pytest.mark.parametrize("written", ["midnight", "12 midnight", "12am", "12:00 am", "00:00", "0:00", "24:00"])
def test_midnight_is_refused_as_it_may_be_either_end_of_the_day(written: str) -> None:
    with pytest.raises(Exception, match="Enter 11:59pm for the end of the day, or 12:01am for its start"):
        ClockField().clean(written)


def test_noon_and_midnight_are_shown_in_words() -> None:
    assert clock_words(datetime(2026, 12, 12, 12, 0, tzinfo=UTC)) == "midday"
    assert clock_words(datetime(2026, 12, 12, 0, 0, tzinfo=UTC)) == "midnight"
    assert clock_words(datetime(2026, 12, 12, 0, 1, tzinfo=UTC)) == "12:01am"
    assert f"{ClockField().clean(clock_words(datetime(2026, 12, 12, 12, 0, tzinfo=UTC))):%H:%M}" == "12:00"


@pytest.mark.parametrize(("field", "year"), [("opens", 1900), ("opens", 2001), ("closes", 2090), ("closes", 9999)])
def test_a_wave_opens_and_closes_in_years_near_this_one(field: str, year: int, guide: Guide) -> None:
    now = timezone.localtime()
    soon = now.replace(hour=12, minute=0) + timedelta(days=40)
    form = WaveForm(planned(soon - timedelta(days=30), soon, **{f"{field}_on_year": year}), guide=guide)
    first, last = now.year - 1, now.year + 5
    assert f"must have a year from {first} to {last}" in errors(form)[f"{field}_on"][0]


def test_a_time_is_shown_as_it_is_written() -> None:
    assert clock_words(datetime(2026, 12, 12, 17, 0, tzinfo=UTC)) == "5pm"
    assert clock_words(datetime(2027, 7, 1, 8, 30, tzinfo=UTC)) == "9:30am"


@pytest.mark.parametrize(
    ("closes", "words"),
    [
        (
            datetime(2027, 3, 28, 1, 30),
            "28 March 2027, 1:30am does not exist: the clocks go forward that night. Choose another time",
        ),
        (
            datetime(2027, 10, 31, 1, 30),
            "31 October 2027, 1:30am comes twice: the clocks go back that night. Choose another time",
        ),
    ],
)
def test_a_time_that_does_not_exist_or_comes_twice_is_refused(closes: datetime, words: str, guide: Guide) -> None:
    form = WaveForm(planned(datetime(2026, 9, 1, 9, 0), closes), guide=guide)
    assert not form.is_valid()
    assert errors(form) == {"closes_time": [words]}


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (datetime(2027, 3, 28, 0, 59), datetime(2027, 3, 28, 0, 59, tzinfo=UTC)),
        (datetime(2027, 3, 28, 2, 0), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        (datetime(2027, 10, 31, 0, 59), datetime(2027, 10, 30, 23, 59, tzinfo=UTC)),
        (datetime(2027, 10, 31, 2, 0), datetime(2027, 10, 31, 2, 0, tzinfo=UTC)),
        (datetime(2027, 7, 1, 17, 0), datetime(2027, 7, 1, 16, 0, tzinfo=UTC)),
    ],
)
def test_around_the_change_times_are_london_s(said: datetime, meant: datetime, guide: Guide) -> None:
    form = WaveForm(planned(datetime(2026, 9, 1, 9, 0), said), guide=guide)
    assert form.is_valid(), form.errors
    assert form.values["closes_at"] == meant


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"title": " "}, "title", "Enter a title, such as Wave 1"),
        ({"title": "x" * 201}, "title", "200"),
        ({"places": "0"}, "places", "Places must be a whole number from 1 to 100"),
        ({"places": "two"}, "places", "Places must be a whole number from 1 to 100"),
        ({"places": ""}, "places", "Places must be a whole number from 1 to 100"),
        ({"word_limit": "3000"}, "word_limit", "Word limit must be a whole number from 50 to 2,000"),
        ({"opens_on_day": "31", "opens_on_month": "2"}, "opens_on", "Opening date must be a real date"),
        ({"opens_time": ""}, "opens_time", "Enter the opening time"),
        ({"closes_time": "late"}, "closes_time", "Enter a time like"),
        ({"closes_on_year": str(timezone.localdate().year - 1)}, "closes_on", "The wave must close in the future"),
        ({"offers": ["99999999"]}, "offers", "from the list"),
        ({"offers": ["all"]}, "offers", "from the list"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changed: dict[str, Any], field: str, words: str, guide: Guide) -> None:
    now = timezone.localtime().replace(hour=12, minute=0)
    form = WaveForm(planned(now + timedelta(days=1), now + timedelta(days=9), **changed), guide=guide)
    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert words in errors(form)[field][0]


def test_a_wave_closes_after_it_opens(guide: Guide) -> None:
    later = timezone.localtime().replace(hour=12, minute=0, second=0) + timedelta(days=9)
    form = WaveForm(planned(later, later), guide=guide)
    assert not form.is_valid()
    assert errors(form)["closes_on"][0].startswith("The wave must close after it opens, on ")


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_the_ends_of_the_calendar_do_no_harm(year: str, guide: Guide) -> None:
    now = timezone.localtime()
    changed = {"closes_on_year": year, "closes_on_day": 31, "closes_on_month": 12, "closes_time": "11:59pm"}
    WaveForm(planned(now, now, **changed), guide=guide).is_valid()
    changed = {"opens_on_year": year, "opens_on_day": 1, "opens_on_month": 1, "opens_time": "9am"}
    WaveForm(planned(now, now, **changed), guide=guide).is_valid()
