"""The menu of the guide's metrics, and a metric of the locality's own."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from devplans.document.build.plan import build_document
from devplans.models import Plan, PlanMetric
from devplans.rules.metrics.about import FigureParts, MetricAbout, NotAFigureError, figure_of
from devplans.rules.metrics.menu import MenuEntry, suggested
from devplans.services.plans import add_own_metric, save_metric
from localities.kit.refused import Refused
from localities.models import User
from tests.flat import flat

pytestmark = pytest.mark.postgres
ClientFor = Callable[[User], Client]

OWN = {
    "title": "Emergency stays from care homes",
    "category": "clinical",
    "counted": "emergency stays in hospital",
    "out_of": "care home beds",
    "unit": "stays per 100 beds a year",
    "better": "lower",
    "source": "Secondary Uses Service",
    "frequency": "Quarterly",
    "lowest": "0",
    "highest": "500",
    "revision": "0",
}
VALUES = {name: value for name, value in OWN.items() if name != "revision"} | {"lowest": 0, "highest": 500}


def test_search_leaves_what_has_the_words(plan: Plan, lead: User, client_for: ClientFor) -> None:
    address = reverse("metric-add", args=[plan.pk])
    page = flat(client_for(lead).get(address))
    assert "Friends and Family" in page or "recommend" in page
    found = flat(client_for(lead).get(address, {"q": "STROKE risk", "category": ""}))
    assert "Stroke prevention in atrial fibrillation" in found
    assert "Satisfaction with appointment times" not in found
    none = flat(client_for(lead).get(address, {"q": "rockets"}))
    assert "No metric of the guide has these words" in none
    kind = flat(client_for(lead).get(address, {"category": "clinical"}))
    assert "Learning disability health checks" in kind
    assert "Missed appointments" not in kind
    assert client_for(lead).get(address, {"category": "nonsense"}).status_code == 200


def test_what_is_ticked_while_something_else_is_looked_for_is_added(
    plan: Plan, lead: User, client_for: ClientFor
) -> None:
    address = reverse("metric-add", args=[plan.pk])
    sent = {"metrics": ["cl-blood-pressure", "pr-dna-rate"]}
    assert client_for(lead).post(f"{address}?q=stroke", sent).status_code == 302
    assert {"cl-blood-pressure", "pr-dna-rate"} <= set(plan.metrics.values_list("metric__code", flat=True))


def entry(code: str, *domains: str) -> MenuEntry:
    about = MetricAbout(
        code=code, title=code, category="", definition="", unit="", better="lower", source="", frequency=""
    )
    return MenuEntry(about, {domain: domain for domain in domains})


def test_what_speaks_to_most_actions_is_suggested_first() -> None:
    entries = [entry("none", "x"), entry("one", "a"), entry("two", "a", "b"), entry("also-one", "a", "x")]
    found = suggested(entries, {"a": 1, "b": 3})
    assert [one.about.code for one in found] == ["two", "one", "also-one"]
    assert len(suggested([entry(str(number), "a") for number in range(9)], {"a": 1})) == 5


def test_domains_and_suggestions_stand_on_the_page(plan: Plan, lead: User, client_for: ClientFor) -> None:
    address = reverse("metric-add", args=[plan.pk])
    assert "Suggested" not in flat(client_for(lead).get(address))
    domain = plan.diagnostic.whole_guide.ordered_domains[0]
    plan.actions.create(title="Do it", domain=domain)
    page = flat(client_for(lead).get(address))
    assert "Suggested: they speak to what most of your actions move" in page
    assert f"Speaks to: {domain.title}" in page or f", {domain.title}" in page


def test_an_own_metric_is_defined_marked_and_printed(plan: Plan, lead: User, client_for: ClientFor) -> None:
    client = client_for(lead)
    answer = client.post(reverse("metric-own", args=[plan.pk]), OWN)
    row = PlanMetric.objects.get(metric=None)
    assert answer.url == row.get_absolute_url()
    assert client.post(reverse("metric-own", args=[plan.pk]), OWN).status_code == 302
    assert PlanMetric.objects.filter(metric=None).count() == 1
    other = client.post(reverse("metric-own", args=[plan.pk]), OWN | {"counted": "something else"})
    assert "The plan has a metric of this name already" in flat(other)
    assert "Own metric" in flat(client.get(reverse("metrics", args=[plan.pk])))
    [group] = [
        one for one in build_document(Plan.objects.get(), today=date(2019, 1, 1)).metrics.groups if one.rows[0].own
    ]
    assert (group.title, group.rows[0].counted) == ("Clinical impact", "emergency stays in hospital")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": ""}, "Enter a name for the metric"),
        ({"better": ""}, "Choose which way is better"),
        ({"category": "rockets"}, "Choose"),
        ({"unit": "% of beds", "out_of": ""}, "Say out of what: a percentage is a part of something"),
        ({"lowest": "many"}, "whole number"),
    ],
)
def test_what_its_definition_lacks(
    plan: Plan, lead: User, client_for: ClientFor, changes: dict[str, str], message: str
) -> None:
    answer = client_for(lead).post(reverse("metric-own", args=[plan.pk]), OWN | changes)
    assert answer.status_code == 422
    assert message in flat(answer)
    assert "Secondary Uses Service" in flat(answer)
    assert not PlanMetric.objects.filter(metric=None).exists()


def test_public_health_is_asked_about_what_is_clinical(plan: Plan, lead: User, client_for: ClientFor) -> None:
    row = add_own_metric(plan, VALUES, by=lead)
    client = client_for(lead)
    assert "Public health has not been asked yet" in flat(client.get(reverse("metrics", args=[plan.pk])))
    assert "Ask public health" in flat(client.get(row.get_absolute_url()))
    advice = {"advice_asked_on": date(2018, 10, 1), "advice_by": "Consultant", "advice": "Count stays, not people"}
    save_metric(row, advice, base_revision=row.revision, by=lead)
    assert "Public health has not been asked" not in flat(client.get(reverse("metrics", args=[plan.pk])))
    patient = plan.metrics.get(metric__code="pt-phone-access")
    assert "Ask public health" not in flat(client.get(patient.get_absolute_url()))


def test_its_bounds_hold_and_its_count_makes_its_baseline(plan: Plan, lead: User, client_for: ClientFor) -> None:
    row = add_own_metric(plan, VALUES, by=lead)
    when = {"baseline_on_day": "1", "baseline_on_month": "9", "baseline_on_year": "2018"}
    page = client_for(lead).post(row.get_absolute_url(), {"revision": "0", "baseline": "501", "target": "", **when})
    assert "Enter 500 or less" in flat(page)
    counted = {"baseline": "", "baseline_count": "130", "baseline_out_of": "250"}
    answer = client_for(lead).post(
        row.get_absolute_url(), {"revision": str(PlanMetric.objects.get(pk=row.pk).revision), **counted, **when}
    )
    assert answer.status_code == 302, flat(answer)
    row.refresh_from_db()
    assert (row.baseline, row.baseline_count, row.missing) == (52, 130, ["target", "review date"])


def test_a_plain_count_is_its_own_baseline_too(plan: Plan, lead: User, client_for: ClientFor) -> None:
    row = add_own_metric(plan, VALUES | {"out_of": ""}, by=lead)
    when = {"baseline_on_day": "1", "baseline_on_month": "9", "baseline_on_year": "2018"}
    client_for(lead).post(row.get_absolute_url(), {"revision": "0", "baseline": "3", **when})
    row.refresh_from_db()
    assert (row.baseline, row.baseline_count) == (3, 3)


def test_a_figure_of_a_definition() -> None:
    own = PlanMetric(**VALUES).about
    assert figure_of(own, None, Decimal(130), Decimal(250)) == FigureParts(Decimal(52), Decimal(130), Decimal(250))
    with pytest.raises(NotAFigureError, match="from 0 to 500"):
        figure_of(own, Decimal(501), None, None)
    plain = PlanMetric(**VALUES | {"out_of": ""}).about
    assert figure_of(plain, Decimal(4), None, None) == FigureParts(Decimal(4), Decimal(4))


def test_nobody_else_defines_one(plan: Plan, officer: User) -> None:
    with pytest.raises(Refused):
        add_own_metric(plan, VALUES, by=officer)
