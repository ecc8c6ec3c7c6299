"""A locality's history as a page: who changed what from what to what, filters, pages, and nobody else's."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate, now

from assessment.models import DomainAnswer
from assessment.services.answers import save_answer, save_feature_answer, save_practice_view
from assessment.services.diagnostics import agree_diagnostic, reopen_diagnostic
from devplans.delivery.services.measurements import add_measurement
from devplans.models import Risk
from devplans.overview.queries import history as history_module
from devplans.overview.queries.history import history_page
from devplans.overview.queries.history_rows import HistoryFilter
from devplans.services.plans import add_action, save_action, save_plan
from devplans.services.rows import add_row, remove_row
from localities.kit.audit import record
from localities.models import Locality, Practice, Role
from localities.services.invitations import take_away
from localities.services.practices import add_practice, save_practice
from tests.cast import make_practice
from tests.flat import flat

pytestmark = pytest.mark.postgres

ADDRESS = "/localities/canvey-island/history/"


def told(locality, **asked):
    """(what was done, to what, its fields as (label, before, after)), the newest first."""
    return [
        (entry.did, entry.subject, [(field.label, field.before, field.after) for field in entry.fields])
        for entry in history_page(locality, HistoryFilter(**asked)).entries
    ]


def answer_of(diagnostic, code="leadership"):
    return diagnostic.answers.get(domain__code=code)


def shift(model, **by):
    """Make what the history holds of a model so much older."""
    for row in model.history.all():
        row.history_date -= timedelta(**by)
        row.save()


def test_answers_from_what_to_what(diagnostic, lead, colleague, world):
    save_answer(answer_of(diagnostic), {"position": 2, "priority": True}, base_revision=0, by=lead)
    save_answer(answer_of(diagnostic), {"position": 3}, base_revision=1, by=colleague)
    entries = history_page(world.canvey, HistoryFilter(topic="answers")).entries
    assert [entry.who for entry in entries] == [str(colleague), str(lead)]
    assert told(world.canvey, topic="answers") == [
        ("Changed", "Leadership", [("Today", "2", "3")]),
        ("Changed", "Leadership", [("Today", "", "2"), ("This domain is a priority", "No", "Yes")]),
    ]


def test_features_views_practices_and_actions(diagnostic, lead, practice_rep, world):
    feature = diagnostic.feature_answers.select_related("feature").first()
    save_feature_answer(feature, {"state": "in_place"}, base_revision=0, by=lead)
    practice = Practice.objects.get(ods_code="F81001")
    domain = answer_of(diagnostic).domain
    save_practice_view(diagnostic, domain, practice, {"position": 4}, base_revision=0, by=practice_rep)
    save_practice(practice, {"list_size": 12345}, base_revision=0, by=lead)
    assert ("Changed", feature.feature.text, [("State", "", "In place")]) in told(world.canvey, topic="answers")
    (view,) = told(world.canvey, topic="views")
    assert view[1:] == ("Practice F81001 on Leadership", [("Your practice's view", "", "4")])
    assert ("Changed", "Practice F81001", [("Registered patients", "10,001", "12,345")]) in told(
        world.canvey, topic="practices"
    )


def test_plan_actions_removed_and_steps(plan, lead, world):
    save_plan(plan, {"summary": "One team"}, base_revision=plan.revision, by=lead)
    action = add_action(plan, {"title": "Agree one policy", "due_on": date(2019, 1, 31)}, by=lead)
    shift(type(action), hours=2)
    save_action(action, {"status": "in_progress"}, base_revision=action.revision, by=lead)
    shift(type(action), hours=2)
    action.refresh_from_db()
    remove_row(action, by=lead)
    assert told(world.canvey, topic="plan")[0][2][-1] == ("Summary", "", "One team")
    removed, changed, added, *_ = told(world.canvey, topic="actions")
    assert removed == ("Removed", "Agree one policy", [])
    assert changed == ("Changed", "Agree one policy", [("Status", "Not started", "In progress")])
    assert added[0] == "Added"
    assert ("Due", "", "31 January 2019") in added[2]
    assert told(world.canvey, topic="steps")[0][:2] == ("Removed an action", "Agree one policy")


def test_roles_given_and_taken(world, lead):
    role = Role.objects.create(user=lead, kind=Role.Kind.PRACTICE_REPRESENTATIVE, practice=world.practices[0])
    role.delete()
    taken, given, *_ = told(world.canvey, topic="roles")
    assert given[:2] == ("Gave a role", "Locality lead, Canvey Island: Practice representative")
    assert taken[:2] == ("Took a role away", "Locality lead, Canvey Island: Practice representative")


def test_one_persons_saves_within_half_an_hour_are_one_change(diagnostic, lead, world):
    for revision, words in enumerate(["We", "We agree", "We agree to meet"]):
        save_answer(answer_of(diagnostic), {"agreement": words}, base_revision=revision, by=lead)
    assert told(world.canvey, topic="answers") == [
        ("Changed", "Leadership", [("What we agreed", "", "We agree to meet")])
    ]
    shift(DomainAnswer, hours=1)
    save_answer(answer_of(diagnostic), {"agreement": "We agree to meet monthly"}, base_revision=3, by=lead)
    assert told(world.canvey, topic="answers")[0][2] == [
        ("What we agreed", "We agree to meet", "We agree to meet monthly")
    ]


def test_long_texts_mark_the_words_that_differ(client_for, diagnostic, lead, colleague):
    words = "The practices of the locality have agreed to meet every month in "
    save_answer(answer_of(diagnostic), {"agreement": words + "Hadleigh <b>"}, base_revision=0, by=lead)
    save_answer(answer_of(diagnostic), {"agreement": words + "Benfleet <b>"}, base_revision=1, by=colleague)
    content = flat(client_for(lead).get(ADDRESS))
    assert "<del>Hadleigh </del>" in content
    assert "<ins>Benfleet </ins>" in content
    assert "&lt;b&gt;" in content
    assert "<b>" not in content


def test_filters_by_who_and_when(diagnostic, lead, colleague, world):
    save_answer(answer_of(diagnostic), {"position": 2}, base_revision=0, by=lead)
    shift(DomainAnswer, days=10)
    save_answer(answer_of(diagnostic), {"position": 3}, base_revision=1, by=colleague)
    today, ago = localdate(), localdate() - timedelta(days=10)
    assert [entry[2] for entry in told(world.canvey, topic="answers", who="manager")] == [[("Today", "2", "3")]]
    assert [entry[2] for entry in told(world.canvey, topic="answers", until=ago)] == [[("Today", "", "2")]]
    assert [entry[2] for entry in told(world.canvey, topic="answers", since=today)] == [[("Today", "2", "3")]]
    assert told(world.canvey, topic="answers", since=today + timedelta(days=1)) == []


def test_the_page_takes_filters_from_the_address(client_for, lead, diagnostic):
    client, tomorrow = client_for(lead), now() + timedelta(days=1)
    since = {"since_day": tomorrow.day, "since_month": tomorrow.month, "since_year": tomorrow.year}
    assert "Nothing is like that." in flat(client.get(ADDRESS, since))
    assert "Started the diagnostic" in flat(client.get(ADDRESS, {"topic": "steps"}))
    wrong = flat(client.get(ADDRESS, {"until_day": "99"}))
    assert "must include a month and a year" in wrong
    assert "Started the diagnostic" in wrong


def test_pages(client_for, lead, diagnostic, world, monkeypatch):
    monkeypatch.setattr(history_module, "ROWS_A_PAGE", 2)
    for answer in diagnostic.answers.all()[:5]:
        save_answer(answer, {"position": 2}, base_revision=0, by=lead)
    client = client_for(lead)
    first = client.get(ADDRESS, {"topic": "answers"})
    assert "?topic=answers&amp;page=2" in flat(first)
    assert len(first.context["page"].entries) == 2
    last = client.get(ADDRESS, {"topic": "answers", "page": "3"}).context["page"]
    assert (len(last.entries), last.newer, last.older) == (1, 2, None)
    for nonsense in ("99", "0", "x", "²"):
        assert client.get(ADDRESS, {"topic": "answers", "page": nonsense}).status_code == 200


def test_nothing_of_another_locality_appears(client_for, lead, outsider, world, diagnostic):
    add_practice(world.tilbury, {"ods_code": "F99999", "name": "Practice of next door"}, by=outsider)
    moved = make_practice(world.tilbury, "F88888")
    save_practice(moved, {"list_size": 77777}, base_revision=0, by=outsider)
    moved.refresh_from_db()
    moved.locality = world.canvey
    moved.save()
    content = flat(client_for(lead).get(ADDRESS))
    assert "Practice F88888" in content  # it is here now, and its time next door is not told
    for leak in ("Practice of next door", "F81005", "77777 to", "Tilbury"):
        assert leak not in content
    assert client_for(outsider).get(ADDRESS).status_code == 404


def test_no_history_yet(client_for, administrator, world):
    Locality.objects.create(commissioner=world.commissioner, name="New", slug="new")
    assert "Nothing has changed yet" in flat(client_for(administrator).get("/localities/new/history/"))


@pytest.mark.parametrize("number", [1, 3, 30])
def test_queries_do_not_grow(client_for, lead, plan, world, number, django_assert_num_queries):
    for at in range(number):
        add_practice(world.canvey, {"ods_code": f"F70{at:03}", "name": f"Practice {at}"}, by=lead)
        add_action(plan, {"title": f"Action {at}", "due_on": date(2019, 1, 31)}, by=lead)
    client = client_for(lead)
    client.get(ADDRESS)
    with django_assert_num_queries(8):
        client.get(ADDRESS)


@pytest.mark.parametrize("asked", [{}, {"topic": "actions"}])
def test_saves_on_two_sides_of_a_transition_are_two_changes(plan, lead, world, asked):
    """What changed before an approval is not what changed after it, whatever the filter leaves of the steps."""
    action = add_action(plan, {"title": "Agree one policy", "due_on": date(2019, 1, 31)}, by=lead)
    shift(type(action), hours=2)
    save_action(action, {"owner_name": "A. Manager"}, base_revision=0, by=lead)
    record("Approved the plan", plan, by=lead, locality=plan.locality, moved=("submitted", "approved"))
    save_action(action, {"due_on": date(2019, 6, 30)}, base_revision=1, by=lead)
    changes = [entry[2] for entry in told(world.canvey, **asked) if entry[:2] == ("Changed", "Agree one policy")]
    assert changes == [
        [("Due", "31 January 2019", "30 June 2019")],
        [("Owner name", "", "A. Manager")],
    ]


def test_a_diagnostic_that_is_agreed_and_reopened_ends_what_is_told_as_one(answered_diagnostic, lead, world):
    answer = answer_of(answered_diagnostic)
    save_answer(answer, {"agreement": "We agree"}, base_revision=answer.revision, by=lead)
    agree_diagnostic(answered_diagnostic, by=lead)
    reopen_diagnostic(answered_diagnostic, why="A count was wrong", by=lead)
    answer.refresh_from_db()
    save_answer(answer, {"agreement": "We disagree"}, base_revision=answer.revision, by=lead)
    found = [entry[2] for entry in told(world.canvey, topic="answers") if entry[1] == "Leadership"]
    assert found[0] == [("What we agreed", "We agree", "We disagree")]


def test_what_is_added_or_removed_is_told_once(plan, lead, approver, world):
    action = add_action(plan, {"title": "Agree one policy", "due_on": date(2019, 1, 31)}, by=lead)
    risk = add_row(
        plan, Risk, {"cause": "posts stay empty", "effect": "less care", "impact": 4, "likelihood": 3}, by=lead
    )
    add_measurement(plan.metrics.first(), value=Decimal(45), measured_on=date(2018, 9, 1), source="", by=lead)
    remove_row(risk, by=lead)
    add_practice(world.canvey, {"ods_code": "F99999", "name": "Practice F99999"}, by=lead)
    role = Role.objects.create(user=lead, kind=Role.Kind.PRACTICE_REPRESENTATIVE, practice=world.practices[0])
    take_away(role, by=approver)
    entries = [entry[:2] for entry in told(world.canvey)]
    of_the_measurement = [one for one in entries if "measurement" in one[0] or one[1].startswith("Figure: ")]
    assert of_the_measurement == [("Added", f"Figure: {plan.metrics.first()}")]
    assert [one[0] for one in entries if one[1] == str(action)] == ["Added"]
    assert [one[0] for one in entries if "posts stay empty" in one[1]] == ["Removed", "Added"]
    assert [one[0] for one in entries if "F99999" in one[1]] == ["Added"]
    assert sum("role" in one[0].lower() and "Practice representative" in " ".join(one) for one in entries) == 2
    steps = [entry[0] for entry in told(world.canvey, topic="steps")]
    assert {"Added a risk", "Removed a risk", "Added a measurement"} <= set(steps)
