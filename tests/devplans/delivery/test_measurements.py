"""Figures with their counts: worked out, drawn, said in words, and small numbers kept from people outside."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from devplans.delivery.services.measurements import add_measurement
from devplans.delivery.services.progress import file_report
from devplans.document.build.plan import build_document
from devplans.document.pdf import manuscript
from devplans.document.plan import to_json
from devplans.models import Measurement, Plan, PlanMetric
from devplans.services.plans import add_own_metric, save_metric
from localities.kit.refused import Refused
from localities.models import User
from tests.flat import flat

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("quick_print")]
ClientFor = Callable[[User], Client]

OWN = {
    "title": "Falls in care homes",
    "category": "system",
    "counted": "falls",
    "out_of": "",
    "unit": "falls a quarter",
    "better": "lower",
    "source": "Our own count",
    "frequency": "Quarterly",
    "lowest": None,
    "highest": None,
}


@pytest.fixture
def share(ready_plan: Plan) -> PlanMetric:
    return ready_plan.metrics.get(metric__code="pt-phone-access")


def sent(**changes: str) -> dict[str, str]:
    when = {"measured_on_day": "31", "measured_on_month": "3", "measured_on_year": "2019"}
    return {"count": "", "out_of": "", "value": "", "group": "", "source": "Survey", **when} | changes


def address(row: PlanMetric) -> str:
    return reverse("measurements", args=[row.plan_id, row.pk])


def test_a_count_out_of_a_number_is_worked_out(share: PlanMetric, lead: User, client_for: ClientFor) -> None:
    client = client_for(lead)
    assert client.post(address(share), sent(count="130", out_of="240")).status_code == 302
    figure = Measurement.objects.get()
    assert (figure.value, figure.count, figure.out_of) == (Decimal("54.17"), 130, 240)
    page = flat(client.get(address(share)))
    assert '54.17 <span class="app-meta">130 of 240</span>' in page
    assert "Too early to say: 1 measurement." in page


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Enter the figure, or how many were counted out of how many"),
        ({"count": "130"}, "Enter out of how many, or leave ‘how many were counted’ empty"),
        ({"out_of": "130"}, "Enter how many were counted, or leave ‘out of how many’ empty"),
        ({"count": "130", "out_of": "0"}, "Enter a number above 0"),
        ({"count": "241", "out_of": "240"}, "Enter 240 or less: it is a part of those"),
        ({"count": "130", "out_of": "240", "value": "60"}, "130 of 240 comes to 54.17% of patients. Mend one of them"),
        ({"count": "many", "out_of": "240"}, "Enter a number, for example 45 or 45.5"),
    ],
)
def test_a_count_that_cannot_be(
    share: PlanMetric, lead: User, client_for: ClientFor, given: dict[str, str], words: str
) -> None:
    answer = client_for(lead).post(address(share), sent(**given))
    assert answer.status_code == 422
    assert words in flat(answer)
    assert not Measurement.objects.exists()
    with pytest.raises(Refused):
        add_measurement(
            share, measured_on=date(2019, 3, 31), source="", count=Decimal(241), out_of=Decimal(240), by=lead
        )


def test_a_plain_count_is_its_own(ready_plan: Plan, lead: User, client_for: ClientFor) -> None:
    row = add_own_metric(ready_plan, OWN, by=lead)
    page = flat(client_for(lead).get(address(row)))
    assert "out of how many" not in page
    assert client_for(lead).post(address(row), sent(value="7")).status_code == 302
    assert Measurement.objects.get().count == 7
    save_metric(row, {"baseline": Decimal(3), "baseline_on": date(2018, 9, 1)}, base_revision=row.revision, by=lead)
    row.refresh_from_db()
    assert row.baseline_count == 3


def test_a_chart_with_its_figures_beside_it(share: PlanMetric, lead: User, client_for: ClientFor) -> None:
    for month, value in ((1, 45), (4, 50), (7, 52)):
        add_measurement(share, measured_on=date(2019, month, 1), source="", value=Decimal(value), by=lead)
    page = flat(client_for(lead).get(address(share)))
    assert "Moves the right way: 12 of the 20 points to the target." in page
    said = "Baseline 40% of patients on 1 September 2018. Measured: 45% of patients on 1 January 2019;"
    assert f'<svg class="app-trend" viewBox="0 0 480 210" role="img" aria-label="{said}' in page
    assert page.count("<circle") == 4


def test_a_jump_is_asked_about_and_kept(share: PlanMetric, lead: User, officer: User, client_for: ClientFor) -> None:
    assert client_for(lead).post(address(share), sent(value="90")).status_code == 302
    assert "Is 90% of patients right? The figure before was 40." in flat(client_for(lead).get(address(share)))
    assert "right?" not in flat(client_for(officer).get(address(share)))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"value": "0.9"}, "Figure, if it does not follow from a count: Did you mean 90%?"),
        ({"count": "1,100,000", "out_of": "1,200,000"}, "How many were counted (optional): Is 1,100,000 right?"),
    ],
)
def test_the_improbable_is_saved_and_asked_about(
    given: dict[str, str], words: str, share: PlanMetric, lead: User, client_for: ClientFor
) -> None:
    assert words in flat(client_for(lead).post(address(share), sent(**given), follow=True))
    assert Measurement.objects.filter(plan_metric=share).exists()


# Small numbers ------------------------------------------------------------------------------------------------------


def measure_few(share: PlanMetric, lead: User) -> None:
    """A total that is small, and a day on which one group of two is. 613, 617 and 619 stand nowhere else."""
    add = {"source": "Survey", "by": lead}
    add_measurement(share, measured_on=date(2019, 3, 31), count=Decimal(3), out_of=Decimal(613), **add)
    whole = {"measured_on": date(2019, 6, 30), **add}
    add_measurement(share, count=Decimal(400), out_of=Decimal(800), **whole)
    add_measurement(share, count=Decimal(2), out_of=Decimal(183), group="deprivation-1", **whole)
    add_measurement(share, count=Decimal(398), out_of=Decimal(617), group="deprivation-5", **whole)


def test_small_numbers_stay_in_the_locality(
    share: PlanMetric, lead: User, practice_rep: User, officer: User, client_for: ClientFor
) -> None:
    measure_few(share, lead)
    for person in (lead, practice_rep):
        page = flat(client_for(person).get(address(share)))
        assert all(words in page for words in ("3 of 613", "2 of 183", "398 of 617"))
    page = flat(client_for(officer).get(address(share)))
    assert "Fewer than 5" in page
    assert "400 of 800" in page
    assert page.count("Not shown: one of these groups is too small") == 2
    assert "Few cases: no trend is drawn." in page
    assert '<svg class="app-trend' not in page


def test_nor_does_any_page_or_paper_outside_tell_them(
    approved_plan: Plan, lead: User, officer: User, client_for: ClientFor
) -> None:
    share = approved_plan.metrics.get(metric__code="pt-phone-access")
    measure_few(share, lead)
    report = file_report(approved_plan, went_well="All", stuck="", asks="", by=lead)
    kept = next(one for one in report.figures["metrics"] if one["title"] == str(share))
    assert kept["newest"] == "50% of patients"
    document = build_document(Plan.objects.get(), today=date(2019, 12, 1))
    told = [to_json(document), manuscript(document).words]
    names = [("progress", approved_plan.pk), ("metrics", approved_plan.pk), ("reports", approved_plan.pk)]
    names += [("history", approved_plan.locality.slug), ("locality", approved_plan.locality.slug)]
    told += [flat(client_for(officer).get(reverse(name, args=[about]))) for name, about in names]
    for text in told:
        for secret in ("613", "0.49", "1.09", "617", "64.5"):
            assert secret not in text, secret
    assert "1.09%" in flat(client_for(lead).get(reverse("history", args=[approved_plan.locality.slug])))


def test_a_baseline_from_a_small_number_too(ready_plan: Plan, lead: User, officer: User, client_for: ClientFor) -> None:
    row = add_own_metric(ready_plan, OWN, by=lead)
    save_metric(row, {"baseline": Decimal(3), "baseline_on": date(2018, 9, 1)}, base_revision=row.revision, by=lead)
    pages = [reverse("metrics", args=[ready_plan.pk]), row.get_absolute_url(), address(row)]
    for page in pages:
        assert "ewer than 5" in flat(client_for(officer).get(page))
        assert "ewer than 5" not in flat(client_for(lead).get(page)).replace("‘fewer than 5’", "")
    [found] = [
        one
        for group in build_document(Plan.objects.get(), today=date(2019, 1, 1)).metrics.groups
        for one in group.rows
        if one.own
    ]
    assert (found.baseline, found.baseline_count, found.baseline_hidden) == (None, None, "fewer than 5")


def test_figures_stand_in_the_pdf_as_a_drawing_and_a_table(share: PlanMetric, lead: User) -> None:
    for month, value in ((1, 45), (4, 50), (7, 52)):
        add_measurement(share, measured_on=date(2019, month, 1), source="Survey", value=Decimal(value), by=lead)
    paper = manuscript(build_document(Plan.objects.get(), today=date(2019, 12, 1)))
    assert "What was measured so far" in paper.words
    assert "Moves the right way: 12 of the 20 points" in paper.words
    assert paper.drawings["drawing:metric-pt-phone-access"].startswith("<svg")


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(
    share: PlanMetric, lead: User, client_for: ClientFor, django_assert_num_queries: object, rows: int
) -> None:
    for month in range(1, rows + 1):
        for group in ("", "age-0", "age-18"):
            share.measurements.create(value=50, measured_on=date(2019, month, 1), group=group)
    client = client_for(lead)
    client.get(address(share))
    with django_assert_num_queries(5):
        client.get(address(share))
