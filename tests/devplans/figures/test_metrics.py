"""Outcome metrics: choosing them, baseline, target and review, and the core ones that stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from devplans.models import Plan, PlanMetric
from devplans.services.plans import add_metrics, remove_metric, save_metric
from localities.kit.refused import Refused
from localities.models import User
from tests.flat import flat

pytestmark = pytest.mark.postgres

ClientFor = Callable[[User], Client]


@pytest.fixture
def share(plan: Plan) -> PlanMetric:
    """A percentage where higher is better."""
    return plan.metrics.select_related("metric").filter(metric__unit__startswith="%", metric__better="higher")[0]


@pytest.fixture
def rate(plan: Plan) -> PlanMetric:
    """A rate, not a percentage, where lower is better."""
    return plan.metrics.select_related("metric").get(metric__title="A&E attendance rate")


def day(name: str, value: date | None) -> dict[str, str]:
    parts = (value.day, value.month, value.year) if value else ("", "", "")
    return {f"{name}_{part}": str(one) for part, one in zip(("day", "month", "year"), parts, strict=True)}


def sent(**changes: str) -> dict[str, str]:
    whole = {
        "revision": "0",
        "baseline": "62.5",
        "baseline_why": "",
        "target": "70",
        **day("baseline_on", date(2018, 7, 1)),
        **day("baseline_due_on", None),
        **day("review_on", date(2019, 10, 1)),
    }
    return whole | changes


def test_a_complete_metric_is_ready(plan: Plan, share: PlanMetric, lead: User, client_for: ClientFor) -> None:
    assert share.missing == ["baseline", "target", "review date"]
    assert client_for(lead).post(share.get_absolute_url(), sent()).url == reverse("metrics", args=[plan.pk])
    share.refresh_from_db()
    assert (share.baseline, share.target, share.review_on) == (Decimal("62.50"), 70, date(2019, 10, 1))
    assert share.missing == []
    page = flat(client_for(lead).get(reverse("metrics", args=[plan.pk])))
    assert "62.5" in page
    assert "7 of them still need something" in page


def test_a_baseline_may_come_later_with_a_reason(share: PlanMetric, lead: User, client_for: ClientFor) -> None:
    later = sent(baseline="", **day("baseline_on", None), **day("baseline_due_on", date(2019, 3, 1)))
    page = client_for(lead).post(share.get_absolute_url(), later)
    assert "Say why there is no baseline yet" in flat(page)
    share.refresh_from_db()
    assert share.baseline_due_on == date(2019, 3, 1)
    assert share.missing == ["baseline"]
    answer = client_for(lead).post(
        share.get_absolute_url(), later | {"baseline_why": "The survey is in January", "revision": "1"}
    )
    assert answer.status_code == 302
    share.refresh_from_db()
    assert share.missing == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"baseline": "101"}, "Enter a percentage from 0 to 100"),
        ({"target": "-1"}, "Enter a percentage from 0 to 100"),
        ({"target": "most"}, "Enter a number, for example 45 or 45.5"),
        ({"target": "12.345"}, "decimal places"),
        (day("baseline_on", None), "Enter the date on which the baseline was measured"),
        (day("baseline_on", timezone.localdate() + timedelta(days=1)), "Enter a date that is today or earlier"),
        (day("review_on", date(2019, 2, 1)) | {"review_on_day": "31"}, "must be a real date"),
    ],
)
def test_what_is_wrong_is_told_and_kept(
    share: PlanMetric, lead: User, client_for: ClientFor, changes: dict[str, str], message: str
) -> None:
    page = client_for(lead).post(share.get_absolute_url(), sent(**changes))
    assert page.status_code == 422
    text = flat(page)
    assert message in text
    assert all(f'value="{value}"' in text for value in changes.values() if value)


def test_a_rate_may_be_above_100_and_not_below_0(rate: PlanMetric, lead: User, client_for: ClientFor) -> None:
    assert client_for(lead).post(rate.get_absolute_url(), sent(baseline="312", target="290%")).status_code == 302
    rate.refresh_from_db()
    assert (rate.baseline, rate.target) == (312, 290)
    page = client_for(lead).post(rate.get_absolute_url(), sent(baseline="-1", revision="1"))
    assert "Enter a number of 0 or more" in flat(page)


@pytest.mark.parametrize("fixture", ["share", "rate"])
def test_a_target_worse_than_the_baseline_is_asked_about_and_saved(
    request: pytest.FixtureRequest, lead: User, client_for: ClientFor, fixture: str
) -> None:
    row: PlanMetric = request.getfixturevalue(fixture)
    client, asked = client_for(lead), []
    for revision, target in enumerate(["60", "62.5", "70"]):
        answer = client.post(row.get_absolute_url(), sent(target=target, revision=str(revision)))
        assert answer.status_code == 302
        if "is worse than the baseline" in flat(client.get(row.get_absolute_url())):
            asked.append(target)
    assert asked == (["60"] if fixture == "share" else ["70"])


def test_the_question_comes_with_the_autosave(share: PlanMetric, lead: User, client_for: ClientFor) -> None:
    answer = client_for(lead).post(share.get_absolute_url(), sent(target="60"), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    unit = share.metric.unit
    words = f"The target of 60{unit} is worse than the baseline of 62.5{unit}: higher is better"
    assert words in flat(answer)


@pytest.mark.parametrize(
    ("fixture", "changes", "words"),
    [
        ("share", {"baseline": "0.45"}, "Did you mean 45%?"),
        ("share", {"target": "0.9"}, "Did you mean 90%?"),
        ("share", {"baseline": "0"}, ""),
        ("rate", {"baseline": "0.45", "target": "0.4"}, ""),
        ("rate", {"baseline": "2,000,000"}, "Is 2,000,000 right?"),
    ],
)
def test_the_improbable_is_asked_about(
    fixture: str,
    changes: dict[str, str],
    words: str,
    lead: User,
    client_for: ClientFor,
    request: pytest.FixtureRequest,
) -> None:
    row: PlanMetric = request.getfixturevalue(fixture)
    page = flat(client_for(lead).post(row.get_absolute_url(), sent(**changes), headers={"HX-Request": "true"}))
    assert words in page
    assert ("right?" in page or "Did you mean" in page) == bool(words)


def test_a_metric_removed_meanwhile_is_told(plan: Plan, lead: User) -> None:
    other = next(metric for metric in plan.diagnostic.whole_guide.outcome_metrics.all() if not metric.core)
    [row] = add_metrics(plan, [other], by=lead)
    PlanMetric.objects.filter(pk=row.pk).delete()
    with pytest.raises(Refused, match="has been removed from the plan"):
        save_metric(row, {"target": Decimal(1)}, base_revision=0, by=lead)


def test_metrics_are_chosen_from_the_guide_once(plan: Plan, lead: User, client_for: ClientFor) -> None:
    client, url = client_for(lead), reverse("metric-add", args=[plan.pk])
    page = flat(client.get(url))
    offered = [metric for metric in plan.diagnostic.whole_guide.outcome_metrics.all() if not metric.core]
    assert all(f'value="{metric.code}"' in page for metric in offered)
    assert "Clinical impact" in page
    codes = [offered[0].code, offered[-1].code]
    assert client.post(url, {"metrics": codes}).status_code == 302
    assert plan.metrics.count() == 10
    again = client.post(url, {"metrics": codes}, follow=True)
    assert "in the plan already" in flat(again)
    assert plan.metrics.count() == 10


@pytest.mark.parametrize(
    ("codes", "message"),
    [([], "Choose at least one metric to add"), (["nonsense"], "Choose from the metrics listed here")],
)
def test_a_choice_that_is_none_is_told(
    plan: Plan, lead: User, client_for: ClientFor, codes: list[str], message: str
) -> None:
    page = client_for(lead).post(reverse("metric-add", args=[plan.pk]), {"metrics": codes})
    assert page.status_code == 422
    assert message in flat(page)


def test_a_core_metric_stays_and_says_why(plan: Plan, share: PlanMetric, lead: User, client_for: ClientFor) -> None:
    url = reverse("metric-remove", args=[plan.pk, share.pk])
    assert "This metric stays" in flat(client_for(lead).get(url))
    page = client_for(lead).post(url, follow=True)
    assert "it is a core metric" in flat(page)
    with pytest.raises(Refused, match="core metric"):
        remove_metric(share, by=lead)
    assert plan.metrics.count() == 8


def test_a_chosen_metric_can_be_removed(plan: Plan, lead: User, client_for: ClientFor) -> None:
    other = next(metric for metric in plan.diagnostic.whole_guide.outcome_metrics.all() if not metric.core)
    [row] = add_metrics(plan, [other], by=lead)
    url = reverse("metric-remove", args=[plan.pk, row.pk])
    assert "go with it" in flat(client_for(lead).get(url))
    client_for(lead).post(url)
    assert plan.metrics.count() == 8
    assert PlanMetric.history.filter(id=row.pk, history_type="-").get().history_user == lead


def test_only_the_lead_writes_and_others_find_nothing(
    plan: Plan, share: PlanMetric, cast: dict[str, User], client_for: ClientFor
) -> None:
    urls = [reverse(name, args=[plan.pk, share.pk]) for name in ("metric", "metric-remove")]
    for who in ("practice_rep", "officer", "approver", "system_team", "administrator"):
        client = client_for(cast[who])
        assert {client.post(url, sent()).status_code for url in urls} == {403}, who
    for who in ("outsider", "panel_member"):
        client = client_for(cast[who])
        assert {client.post(url, sent()).status_code for url in urls} == {404}, who
    share.refresh_from_db()
    assert share.baseline is None


def test_readers_read_a_metric_in_words(share: PlanMetric, officer: User, client_for: ClientFor) -> None:
    page = flat(client_for(officer).get(share.get_absolute_url()))
    assert share.metric.definition.split("&")[0][:40] in page
    assert "<input" not in page.split("<main", 1)[1]


def test_a_gap_may_be_a_surplus(plan: Plan, lead: User, client_for: ClientFor) -> None:
    gap = plan.metrics.get(metric__code="pr-demand-gap")
    client = client_for(lead)
    refused = client.post(gap.get_absolute_url(), sent(revision=str(gap.revision), target="-101"))
    assert "Enter a percentage from -100 to 100" in flat(refused)
    gap.refresh_from_db()
    assert client.post(gap.get_absolute_url(), sent(revision=str(gap.revision), target="-4")).status_code == 302
    gap.refresh_from_db()
    assert gap.target == -4


def test_a_mark_for_no_figure_is_no_gap(plan: Plan, lead: User, client_for: ClientFor) -> None:
    gap = plan.metrics.get(metric__code="pr-demand-gap")
    page = client_for(lead).post(gap.get_absolute_url(), sent(revision=str(gap.revision), baseline="-99"))
    assert "-99 often stands for no figure" in flat(page)
    gap.refresh_from_db()
    assert gap.baseline is None
