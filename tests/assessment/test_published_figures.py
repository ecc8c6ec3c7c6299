"""Published figures as the numbers of a diagnostic: taken at its start and when asked, never over what people said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from assessment.models import Diagnostic, Guide, IndicatorValue
from assessment.services.answers import save_indicator_value, take_published
from assessment.services.diagnostics import start_diagnostic
from assessment.services.guide_loading import load_guide
from localities.kit.refused import Refused
from localities.models import Figure, Locality, User
from tests.cast import TODAY, World
from tests.conftest import NEWEST_GUIDE_FILE
from tests.flat import flat

CODE = "gp-appointments-week"
OCTOBER, NOVEMBER = date(2018, 10, 31), date(2018, 11, 30)


def publish(locality: Locality, gp: int, day: date = OCTOBER) -> None:
    """Appointments of a month with each practice's GPs, of whom each practice has four."""
    practices = locality.practices.all()
    figures = {"appointments_attended_gp": gp, "gp_fte": 4}
    Figure.objects.bulk_create(
        Figure(practice=practice, what=what, value=value, as_of=day, source="Appointments in general practice")
        for practice in practices
        for what, value in figures.items()
    )


@pytest.fixture
def locality(world: World) -> Locality:
    return Locality.objects.get(slug="canvey-island")


@pytest.fixture
def newest(db: None) -> Guide:
    return load_guide(NEWEST_GUIDE_FILE)[0]


@pytest.fixture
def started(newest: Guide, locality: Locality, lead: User) -> Diagnostic:
    publish(locality, gp=2480)
    return start_diagnostic(locality, by=lead, title="October 2018", started_on=TODAY)


def row_of(diagnostic: Diagnostic) -> IndicatorValue:
    return diagnostic.indicator_values.select_related("indicator").get(indicator__code=CODE)


def test_a_diagnostic_starts_with_what_is_published(started: Diagnostic, lead: User) -> None:
    row, practices = row_of(started), started.locality.practices.count()
    assert (row.value, row.as_of, row.saved_by) == (Decimal("140.00"), OCTOBER, lead)
    assert row.source == f"Appointments in general practice, {practices} practices"
    assert row.is_published
    others = started.indicator_values.exclude(indicator__code=CODE)
    assert not others.filter(value__isnull=False).exists()


def test_what_the_locality_says_stays_with_what_was_published_beside_it(
    started: Diagnostic, lead: User, client_for: Callable[[User], Client]
) -> None:
    client, url = client_for(lead), reverse("numbers", args=[started.pk, "develop-the-team"])
    row = row_of(started)
    sent = {f"{CODE}-revision": row.revision, f"{CODE}-value": "120", f"{CODE}-source": "Our count"}
    sent |= {f"{CODE}-as_of_{part}": text for part, text in (("day", "30"), ("month", "11"), ("year", "2018"))}
    for other in started.indicator_values.filter(indicator__domain__code="develop-the-team").exclude(pk=row.pk):
        sent[f"{other.indicator.code}-revision"] = other.revision
    refused = client.post(url, sent)
    assert refused.status_code == 422
    assert "Say why it is not the published 140" in flat(refused)
    assert client.post(url, sent | {f"{CODE}-why": "Two practices count visits twice"}).status_code == 302
    publish(started.locality, gp=2100, day=NOVEMBER)
    page = flat(client.get(url))
    assert "Published since" in page
    take = client.post(reverse("numbers-take", args=[started.pk, "develop-the-team"]), follow=True)
    assert "1 published figure is taken" in flat(take)
    row.refresh_from_db()
    assert (row.value, row.why, row.published, row.published_on) == (
        Decimal(120),
        "Two practices count visits twice",
        Decimal("122.50"),
        NOVEMBER,
    )
    assert "Published since" not in flat(client.get(url))
    domain = flat(client.get(reverse("domain", args=[started.pk, "develop-the-team"])))
    assert "Published: 122.5 appointments per full-time GP per week" in domain


def test_a_newer_figure_takes_the_place_of_the_one_that_was_taken(started: Diagnostic, lead: User) -> None:
    assert take_published(started, by=lead) == 0
    publish(started.locality, gp=2100, day=NOVEMBER)
    assert take_published(started, by=lead) == 1
    row = row_of(started)
    assert (row.value, row.as_of, row.is_published) == (Decimal("122.50"), NOVEMBER, True)
    assert [one.value for one in row.history.all()[:2]] == [Decimal("122.50"), Decimal("140.00")]


def test_what_cannot_be_is_not_taken(started: Diagnostic, lead: User) -> None:
    publish(started.locality, gp=9000, day=NOVEMBER)  # 525 a week: the guide's bound is 300
    assert take_published(started, by=lead) == 0
    assert row_of(started).value == Decimal("140.00")


def test_an_agreed_diagnostic_keeps_its_figures(agreed_diagnostic: Diagnostic, lead: User) -> None:
    with pytest.raises(Refused, match="agreed"):
        take_published(agreed_diagnostic, by=lead)


def test_a_number_cleared_on_purpose_stays_empty_until_figures_are_taken(started: Diagnostic, lead: User) -> None:
    row = row_of(started)
    nothing = {"value": None, "as_of": None, "source": "", "why": ""}
    save_indicator_value(row, nothing, base_revision=row.revision, by=lead)
    assert take_published(started, by=lead) == 0
