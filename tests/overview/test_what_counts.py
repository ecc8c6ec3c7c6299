"""What counts of a plan: what was agreed with what was reported on it, and nothing of a draft."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from assessment.services.diagnostics import start_diagnostic
from devplans.delivery.document.progress import progress_of
from devplans.delivery.services.progress import file_report
from devplans.delivery.services.reminders import write_reminders
from devplans.models import Plan, ProgressReport
from devplans.overview.pages.exports import table_of
from devplans.overview.pages.locality import build_locality_home
from localities.kit.models import OutgoingEmail
from tests.cast import TODAY
from tests.flat import flat
from tests.overview.conftest import amend_by_hand, make_attempt, make_localities, make_plan, put_in_force


@pytest.fixture
def look(client_for, officer, administrator):
    """Return what a CCG's officer and the system's team read of plans: the figures of both pages, and a file's."""

    def look():
        page = client_for(officer).get("/commissioners/99F/").context["page"]
        system = client_for(administrator).get("/systems/mid-and-south-essex/").context["page"]
        headings, canvey, *_ = table_of(page)
        exported = dict(zip(headings, canvey, strict=True))
        totals = [
            (one.extra_fte, one.money.total.plan.total, one.overdue, one.due_soon, len(one.with_staffing))
            for one in (page.totals, system.totals)
        ]
        wanted = ("Aiming for level", "Actions overdue", "Actions due in 30 days", "Extra staff agreed (FTE)")
        return totals, [exported[name] for name in wanted]

    return look


def rewrite(plan: Plan) -> None:
    """What a lead types into a draft: another level, dear posts, a date moved, an action in and one out."""
    Plan.objects.filter(pk=plan.pk).update(target_level=4)
    plan.staffing_lines.update(extra_fte=50, cost_per_fte=9_999_999_999)
    plan.cost_lines.update(years={"2019/20": "9999999999.00"}, status="asked")
    plan.actions.filter(title="Late").update(title="Late no more", due_on=localdate() + timedelta(days=400))
    plan.actions.filter(title="Soon").update(removed_at=now())
    plan.actions.create(title="New and late", due_on=localdate() - timedelta(days=9))
    plan.metrics.update(baseline=1, target=2)


@pytest.mark.parametrize("state", [Plan.State.DRAFT, Plan.State.SUBMITTED])
def test_an_amendment_counts_for_nothing_until_it_is_approved(plan, look, state):
    put_in_force(plan)
    before = look()
    assert before[0] == [(1.5, 72000, 1, 1, 1)] * 2
    amend_by_hand(plan)
    rewrite(plan)
    plan.refresh_from_db()
    make_attempt(plan, days_ago=0, state=state)
    assert look() == before
    plan.versions.filter(number=2).delete()
    plan.refresh_from_db()
    put_in_force(plan)
    assert look() != before


def test_what_is_reported_counts_in_an_amendment_too(plan, look):
    put_in_force(plan)
    amend_by_hand(plan)
    plan.actions.filter(title="Late").update(status="done")
    assert look()[0] == [(1.5, 72000, 0, 1, 1)] * 2


def test_nothing_is_due_in_a_plan_that_is_closed(plan, look):
    put_in_force(plan)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.CLOSED)
    assert look()[0] == [(1.5, 72000, 0, 0, 1)] * 2


def test_reports_and_progress_are_on_the_version_they_name(plan, lead, world):
    put_in_force(plan)
    amend_by_hand(plan)
    rewrite(plan)
    file_report(Plan.objects.get(), went_well="The hub opened", stuck="", asks="", by=lead)
    figures = ProgressReport.objects.get().figures
    assert (figures["version"], figures["overdue"], figures["actions"][0]) == (1, 1, ["Not started", 3])
    assert {(one["baseline"], one["target"]) for one in figures["metrics"]} == {("", "")}
    found = progress_of(Plan.objects.get(), inside=True)
    assert [action.title for action in found.actions] == ["Late", "Soon", "Later", "Done"]


def test_the_progress_page_takes_a_report_on_what_a_draft_has_taken_out(plan, lead, client_for):
    put_in_force(plan)
    amend_by_hand(plan)
    rewrite(plan)
    soon = plan.actions.get(title="Soon")
    address = f"/plans/{plan.pk}/progress/"
    page = flat(client_for(lead).get(address))
    assert "Late no more" not in page
    assert "New and late" not in page
    assert "What the draft of version 2 changes counts when it is approved" in page
    sent = {f"a{soon.pk}-revision": soon.revision, f"a{soon.pk}-status": "done", f"a{soon.pk}-progress": "Open"}
    assert client_for(lead).post(address, sent).status_code == 302
    soon.refresh_from_db()
    assert (soon.status, soon.progress, soon.removed_at is None) == ("done", "Open", False)


def test_a_metric_that_a_draft_takes_out_is_still_read(plan, lead, client_for):
    put_in_force(plan)
    amend_by_hand(plan)
    title = str(plan.metrics.first())
    plan.metrics.first().delete()
    assert title in flat(client_for(lead).get(f"/plans/{plan.pk}/progress/"))


def test_the_figures_of_a_metric_stand_beside_the_target_that_was_agreed(plan, lead, client_for):
    plan.metrics.update(baseline=40, target=60)
    put_in_force(plan)
    amend_by_hand(plan)
    plan.metrics.update(target=41)
    row = plan.metrics.first()
    page = client_for(lead).get(reverse("measurements", args=[plan.pk, row.pk]))
    assert page.context["row"].target == 60


def test_the_home_tells_how_the_version_in_force_goes(plan, lead):
    put_in_force(plan)
    amend_by_hand(plan)
    rewrite(plan)
    tasks = {task.name: task for task in build_locality_home(plan.locality, user=lead).groups[-1].tasks}
    assert (tasks["Progress"].status, tasks["Progress"].hint) == ("1 overdue", "1 of 4 actions done")


def test_reminders_speak_of_what_was_agreed(plan, lead):
    put_in_force(plan)
    amend_by_hand(plan)
    rewrite(plan)
    write_reminders(localdate())
    text = OutgoingEmail.objects.get(to_address=lead.email).text
    assert "- Late. Was due" in text
    assert "no more" not in text
    assert "New and late" not in text


def test_a_first_draft_is_shown_as_a_draft_and_in_no_total(plan, client_for, officer):
    response = client_for(officer).get("/commissioners/99F/")
    page, text = response.context["page"], flat(response)
    assert page.shown[0].agreed is None
    assert (page.shown[0].draft.level, page.shown[0].draft.extra_fte) == (2, 1.5)
    assert (page.totals.extra_fte, page.totals.overdue, page.totals.due_soon) == (0, 0, 0)
    assert "In a draft, not counted" in text
    assert "1 overdue" not in text
    headings, canvey, *_ = table_of(page)
    exported = dict(zip(headings, canvey, strict=True))
    assert (exported["Aiming for level"], exported["Extra staff agreed (FTE)"]) == (None, None)
    assert exported["In a draft, not agreed: aiming for level"] == 2
    assert exported["In a draft, not agreed: extra staff (FTE)"] == 1.5


def test_a_plan_in_force_counts_until_the_next_plan_is_approved(plan, lead, look, client_for, officer):
    put_in_force(plan)
    before = look()
    later = start_diagnostic(plan.locality, by=lead, title="Next", started_on=TODAY + timedelta(days=365))
    later.state, later.agreed_at, later.agreed_by = "agreed", now(), lead
    later.save()
    newest = make_plan(later, lead)
    rewrite(newest)
    assert look() == before
    canvey = client_for(officer).get("/commissioners/99F/").context["page"].shown[0]
    assert canvey.plan.plan == newest
    assert (canvey.stage.code, canvey.stage.version) == ("draft", f"Version 1, {now():%-d %B %Y}")


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow_with_plans_in_force(client_for, officer, world, plan, number, django_assert_num_queries):
    for locality in make_localities(world.commissioner, number):
        put_in_force(locality.plans.get())
    client = client_for(officer)
    client.get("/commissioners/99F/")
    with django_assert_num_queries(16):
        client.get("/commissioners/99F/")
