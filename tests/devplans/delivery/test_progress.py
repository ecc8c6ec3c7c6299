"""Reporting progress: status and note of actions, figures of outcome metrics, and reports."""

from datetime import date
from decimal import Decimal

import pytest
from django.core import mail
from django.urls import reverse

from devplans.delivery.document.progress import progress_of
from devplans.delivery.services.measurements import add_measurement, remove_measurement
from devplans.delivery.services.progress import file_report, report_progress
from devplans.document.compare import compare
from devplans.document.plan import from_json
from devplans.models import Action, Measurement, ProgressReport
from devplans.overview.queries.history import history_page
from devplans.overview.queries.history_rows import HistoryFilter
from devplans.services.agreement import amend_plan, close_plan
from devplans.services.plans import add_metrics, remove_metric
from localities.kit.models import AuditEvent, OutgoingEmail
from localities.kit.refused import Refused
from tests.devplans.conftest import change, newest, submit
from tests.flat import flat

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("quick_print")]

DAY = date(2019, 9, 1)


def done(action: Action, lead) -> None:
    report_progress(action, {"status": "done"}, base_revision=action.revision, by=lead)


def test_what_was_signed_stays_and_the_next_version_shows_what_changed(approved_plan, lead):
    version = approved_plan.versions.get()
    before = (version.content, version.fingerprint, bytes(version.pdf))
    action = approved_plan.actions.first()
    values = {"status": "done", "progress": "All practices signed"}
    report_progress(action, values, base_revision=action.revision, by=lead)
    version.refresh_from_db()
    assert (version.content, version.fingerprint, bytes(version.pdf)) == before
    amend_plan(approved_plan, by=lead, expected_version=newest(approved_plan), why="More hours")
    change(approved_plan, by=lead)
    again = submit(approved_plan, by=lead)
    [difference] = compare(from_json(version.content), from_json(again.content))["actions"]
    assert (difference.before, difference.after) == ("Not started", "Done")
    assert action.title in difference.what


def test_nothing_but_status_and_note_is_reported(approved_plan, lead):
    action = approved_plan.actions.first()
    with pytest.raises(Refused, match="Amend the plan"):
        report_progress(action, {"title": "Something else"}, base_revision=action.revision, by=lead)


def test_a_draft_takes_progress(plan, action, lead):
    done(action, lead)
    action.refresh_from_db()
    assert action.is_done


def test_not_while_the_ccg_looks_at_it(submitted_plan, lead):
    row = submitted_plan.metrics.first()
    for attempt in (
        lambda: done(submitted_plan.actions.first(), lead),
        lambda: add_measurement(row, value=Decimal(1), measured_on=DAY, source="", by=lead),
    ):
        with pytest.raises(Refused, match="is with the CCG"):
            attempt()
    assert not Action.objects.filter(status="done").exists()


def test_not_once_it_is_closed(approved_plan, lead, approver):
    close_plan(approved_plan, by=approver, expected_version=newest(approved_plan))
    with pytest.raises(Refused, match="closed"):
        done(approved_plan.actions.first(), lead)
    with pytest.raises(Refused, match="closed"):
        file_report(approved_plan, went_well="All", stuck="", asks="", by=lead)


def test_a_figure_is_added_once_and_another_of_the_same_day_refused(plan, lead):
    row = plan.metrics.first()
    first = add_measurement(row, value=Decimal("45.5"), measured_on=DAY, source="Survey", by=lead)
    assert add_measurement(row, value=Decimal("45.5"), measured_on=DAY, source="Survey", by=lead) == first
    with pytest.raises(Refused, match="a figure of 1 September 2019 already"):
        add_measurement(row, value=Decimal(50), measured_on=DAY, source="Survey", by=lead)
    assert AuditEvent.objects.filter(what="Added a measurement").count() == 1
    remove_measurement(first, by=lead)
    assert not Measurement.objects.exists()
    assert Measurement.history.count() == 2
    assert AuditEvent.objects.filter(what="Removed a measurement", why__contains="1 September 2019").exists()


def test_the_newest_figure_tells_whether_the_target_is_reached(ready_plan, lead):
    row = next(one for one in ready_plan.metrics.select_related("metric") if one.metric.better == "higher")
    for value, day, reached in [(50, date(2019, 1, 1), False), (60, date(2019, 6, 1), True), (59, DAY, False)]:
        add_measurement(row, value=Decimal(value), measured_on=day, source="", by=lead)
        found = next(one for one in progress_of(ready_plan, inside=True).metrics if one.row == row)
        assert (found.newest.value, found.is_reached) == (value, reached)


def test_a_metric_with_figures_stays(plan, lead):
    other = plan.diagnostic.whole_guide.outcome_metrics.filter(core=False).first()
    [row] = add_metrics(plan, [other], by=lead)
    figure = add_measurement(row, value=Decimal(1), measured_on=DAY, source="", by=lead)
    with pytest.raises(Refused, match="has figures"):
        remove_metric(row, by=lead)
    remove_measurement(figure, by=lead)
    remove_metric(row, by=lead)


def test_a_report_keeps_the_figures_of_its_day_and_the_ccg_hears(
    approved_plan, lead, officer, approver, django_capture_on_commit_callbacks
):
    done(approved_plan.actions.first(), lead)
    row = approved_plan.metrics.first()
    add_measurement(row, value=Decimal("45.50"), measured_on=DAY, source="", by=lead)
    OutgoingEmail.objects.all().delete()  # what was told until now is not asked about
    mail.outbox.clear()
    words = {"went_well": "The hub opened", "stuck": "Two posts", "asks": "Money for one"}
    with django_capture_on_commit_callbacks(execute=True):
        report = file_report(approved_plan, by=lead, **words)
        assert file_report(approved_plan, by=lead, **words) == report
    assert {message.to[0] for message in mail.outbox} == {officer.email, approver.email}
    assert "Money for one" in mail.outbox[0].body
    figures = ProgressReport.objects.get().figures
    assert ["Done", 1] in figures["actions"]
    assert figures["version"] == 1
    kept = next(one for one in figures["metrics"] if one["title"] == str(row))
    said = tuple(f"{number}{row.about.unit}" for number in ("45.5", "40", "60"))
    assert (kept["newest"], kept["baseline"], kept["target"]) == said
    assert kept["on"] == "1 September 2019"
    assert AuditEvent.objects.filter(what="Filed a progress report").count() == 1


def test_no_report_before_a_version_is_in_force(ready_plan, lead, client_for):
    with pytest.raises(Refused, match="no approved version yet"):
        file_report(ready_plan, went_well="All", stuck="", asks="", by=lead)
    response = client_for(lead).post(reverse("report-new", args=[ready_plan.pk]), {"went_well": "All that"})
    assert response.status_code == 422
    assert "no approved version yet" in flat(response)
    assert "All that" in flat(response)


def test_the_page_saves_what_changed_and_nothing_else(approved_plan, lead, client_for):
    first, second, *_ = approved_plan.actions.all()
    client, address = client_for(lead), reverse("progress", args=[approved_plan.pk])
    assert client.get(address).status_code == 200
    sent = {
        f"a{one.pk}-{name}": value
        for one, note in ((first, "Half of it"), (second, ""))
        for name, value in {"revision": one.revision, "status": one.status, "progress": note}.items()
    }
    sent[f"a{first.pk}-title"] = "Not to be changed here"
    assert client.post(address, sent).status_code == 302
    before = second.revision
    for one in (first, second):
        one.refresh_from_db()
    assert (first.progress, first.status) == ("Half of it", "not_started")
    assert first.title != "Not to be changed here"
    assert second.revision == before
    saved = client.post(address, sent | {f"a{first.pk}-revision": first.revision}, headers={"HX-Request": "true"})
    assert saved.status_code == 200


def test_a_status_that_is_none_is_refused_and_the_note_saved(approved_plan, lead, client_for):
    action = approved_plan.actions.first()
    sent = {"revision": action.revision, "status": "sideways", "progress": "Half of it"}
    response = client_for(lead).post(
        reverse("progress", args=[approved_plan.pk]), {f"a{action.pk}-{name}": value for name, value in sent.items()}
    )
    assert response.status_code == 422
    action.refresh_from_db()
    assert (action.status, action.progress) == ("not_started", "Half of it")


def test_a_note_that_does_not_say_what_it_started_from_stays_on_the_page(approved_plan, lead, client_for):
    first, second, *_ = approved_plan.actions.all()
    client, address = client_for(lead), reverse("progress", args=[approved_plan.pk])
    alone = client.post(address, {f"a{first.pk}-status": first.status, f"a{first.pk}-progress": "Half of it"})
    assert alone.status_code == 422
    assert "Half of it" in alone.text
    done(second, lead)
    report_progress(second, {"progress": "Theirs"}, base_revision=second.revision, by=lead)
    sent = {"revision": second.revision, "status": second.status, "progress": "Mine"}
    beside_a_conflict = client.post(
        address,
        {f"a{second.pk}-{name}": value for name, value in sent.items()} | {f"a{first.pk}-progress": "Half of it"},
    )
    assert beside_a_conflict.status_code == 409
    assert "Half of it" in beside_a_conflict.text
    assert not Action.objects.filter(progress="Half of it").exists()


def test_readers_read(approved_plan, officer, lead, client_for):
    client, address = client_for(officer), reverse("progress", args=[approved_plan.pk])
    text = flat(client.get(address))
    assert "<select" not in text
    assert "Add a figure" not in text
    assert client.post(address, {}).status_code == 403
    assert "Progress" in flat(client_for(lead).get(approved_plan.get_absolute_url()))


def test_a_submitted_plan_shows_its_progress_and_says_why_it_is_locked(submitted_plan, lead, client_for):
    text = flat(client_for(lead).get(reverse("progress", args=[submitted_plan.pk])))
    assert "<select" not in text
    assert "as it was signed" in text


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"value": "", "day": "1"}, "Enter the figure"),
        ({"value": "many", "day": "1"}, "Enter a number, for example 45 or 45.5"),
        ({"value": "120", "day": "1"}, "Enter a percentage from 0 to 100"),
        ({"value": "12", "day": ""}, "Date must include a day"),
        ({"value": "12", "day": "1", "year": "2099"}, "Enter a date that is today or earlier"),
    ],
)
def test_a_figure_that_cannot_be(plan, lead, client_for, sent, message):
    row = next(one for one in plan.metrics.select_related("metric") if one.metric.unit.startswith("%"))
    when = {"measured_on_day": sent["day"], "measured_on_month": "9", "measured_on_year": sent.get("year", "2018")}
    address = reverse("measurements", args=[plan.pk, row.pk])
    response = client_for(lead).post(address, when | {"value": sent["value"], "source": "Survey"})
    assert response.status_code == 422
    assert message in flat(response)
    assert "Survey" in flat(response)
    assert not Measurement.objects.exists()


def test_figures_by_page(plan, lead, client_for):
    row = plan.metrics.first()
    client, address = client_for(lead), reverse("measurements", args=[plan.pk, row.pk])
    sent = {"measured_on_day": "1", "measured_on_month": "9", "measured_on_year": "2018", "value": "45%", "source": ""}
    assert client.post(address, sent).status_code == 302
    again = client.post(address, sent | {"value": "46"})
    assert "There is a figure of 1 September 2018 already" in flat(again)
    remove = reverse("measurement-remove", args=[plan.pk, row.pk, Measurement.objects.get().pk])
    assert remove in flat(client.get(address))
    assert client.post(remove).status_code == 302
    assert not Measurement.objects.exists()


def test_the_history_tells_of_it(plan, action, lead):
    done(action, lead)
    add_measurement(plan.metrics.first(), value=Decimal(45), measured_on=DAY, source="Survey", by=lead)
    entries = history_page(plan.locality, HistoryFilter(topic="metrics")).entries
    found = next(entry for entry in entries if any(change.label == "Value" for change in entry.fields))
    assert (found.did, found.who) == ("Added", "Locality lead, Canvey Island")
    assert found.subject.startswith("Figure: ")


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(plan, lead, client_for, django_assert_num_queries, rows):
    for number in range(rows):
        plan.actions.create(title=f"Action {number}", due_on=DAY)
        row = plan.metrics.all()[number]
        for day in range(1, rows + 1):
            row.measurements.create(value=day, measured_on=date(2019, 9, day))
        figures = {"version": 1, "actions": [], "overdue": 0, "metrics": []}
        plan.reports.create(author=lead, went_well="All", figures=figures)
    client = client_for(lead)
    row = plan.metrics.first()
    for name, more, queries in [("progress", (), 7), ("measurements", (row.pk,), 5), ("reports", (), 4)]:
        address = reverse(name, args=[plan.pk, *more])
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)
