from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from assessment.models import Diagnostic, Guide
from assessment.services import start_diagnostic
from devplans.document import PlanDocument, from_json, to_json
from devplans.document_builder import build_document
from devplans.models import Action, Plan, PlanMetric
from devplans.services import create_plan
from tests.cast import TODAY


@pytest.fixture
def plan(agreed_diagnostic: Diagnostic, lead) -> Plan:
    made = create_plan(agreed_diagnostic, target_level=2, starts_on=TODAY, ends_on=TODAY + timedelta(days=730), by=lead)
    return loaded(made)


def loaded(plan: Plan) -> Plan:
    return Plan.objects.select_related("locality__commissioner__system", "diagnostic__locality").get(pk=plan.pk)


def build(plan: Plan) -> PlanDocument:
    return build_document(loaded(plan), today=TODAY)


def test_it_says_who_and_when(plan):
    document = build(plan)
    assert (document.locality, document.commissioner) == ("Canvey Island", "NHS Castle Point and Rochford CCG")
    assert (document.level_now, document.level_aimed_for, document.draft) == (1, 2, True)
    assert (document.dated, document.period_start) == (TODAY, TODAY)
    assert [practice.ods_code for practice in document.practices] == ["F81001", "F81002", "F81003"]
    assert document.patients == 30_006


def test_it_can_be_frozen(plan):
    document = build(plan)
    assert from_json(to_json(document)) == document


def test_actions_come_by_due_date_with_number_owner_and_reason(plan, guide):
    domain, feature = guide.ordered_domains[0], guide.ordered_levels[1].features.all()[0]
    owner = {
        "owner_name": "Locality manager, Canvey Island",
        "owner_role": "Manager",
        "organisation": "Practice F81001",
    }
    Action.objects.create(plan=plan, title="No date", feature=feature, order=1)
    Action.objects.create(plan=plan, title="Later", due_on=TODAY + timedelta(days=9), domain=domain, order=2, **owner)
    Action.objects.create(plan=plan, title="Sooner", due_on=TODAY, why="It is our priority.", order=3)
    rows = build(plan).actions.rows
    assert [(row.number, row.title) for row in rows] == [(1, "Sooner"), (2, "Later"), (3, "No date")]
    assert [row.why for row in rows] == ["It is our priority.", domain.title, feature.text]
    assert {key: asdict(rows[1])[key] for key in owner} == owner


def test_removed_actions_are_left_out(plan):
    Action.objects.create(plan=plan, title="Gone", removed_at="2018-09-13T10:00Z")
    assert build(plan).actions.rows == ()


def test_what_moves_the_locality_on_names_the_actions_that_answer_it(plan, guide):
    governance = guide.domains_by_code["governance"]
    Action.objects.create(plan=plan, title="Terms of reference", domain=governance, due_on=TODAY)
    level = build(plan).level
    missing = {row.text: row for row in level.missing}
    assert level.next_level == 2
    assert (missing["Governance"].now, missing["Governance"].needed) == ("At 2", "At 3")
    assert missing["Governance"].actions == (1,)
    assert missing["Practices share clinical processes and information."].now == "Planned"
    assert "Partnership working" in {row.text for row in level.in_place}


def test_where_we_are_compares_with_last_time(plan, world, lead):
    assert build(plan).where.before is None
    earlier = start_diagnostic(world.canvey, by=lead, title="March 2018", started_on=date(2018, 3, 14))
    earlier.answers.update(position=1)
    Diagnostic.objects.filter(pk=earlier.pk).update(state="agreed", agreed_by=lead, agreed_at="2018-03-15T10:00Z")
    where = build(plan).where
    assert where.before == date(2018, 3, 14)
    assert where.changes == (24, 0, 0)
    assert {row.needed for row in where.domains} == {None, 2, 3}
    assert [(area.mean, area.band) for area in where.areas] == [(25, "Developing")] * 4


def test_metrics_are_grouped_by_impact_with_their_baseline_or_its_date(plan):
    phone = PlanMetric.objects.get(plan=plan, metric__code="pt-phone-access")
    PlanMetric.objects.filter(pk=phone.pk).update(baseline="54.00", baseline_on=TODAY, target="65", review_on=TODAY)
    PlanMetric.objects.filter(metric__code="pr-burnout").update(baseline_due_on=TODAY, baseline_why="Not run yet")
    metrics = build(plan).metrics
    assert [group.title for group in metrics.groups] == ["Patient impact", "Practice impact", "System impact"]
    assert metrics.groups[0].rows[0].baseline == Decimal(54)
    burnout = next(row for row in metrics.core if row.title == "Staff burnout")
    assert (burnout.baseline, burnout.baseline_due, burnout.baseline_why) == (None, TODAY, "Not run yet")


def test_the_annex_has_notes_views_and_numbers(plan, world):
    domain = plan.diagnostic.whole_guide.domains_by_code["develop-the-team"]
    for practice, position in zip(world.practices, (2, 2, 4), strict=True):
        plan.diagnostic.practice_views.create(domain=domain, practice=practice, position=position)
    plan.diagnostic.indicator_values.filter(indicator__code="gp-share").update(
        value="71.5", as_of=TODAY, source="Count"
    )
    notes = {row.title: row for group in build(plan).annex.groups for row in group.rows}
    row = notes[domain.title]
    assert row.agreed == f"Note on {domain.pk}"
    assert row.views == (0, 2, 0, 1, 0)
    assert [(number.value, number.source, number.suggests) for number in row.numbers] == [
        (Decimal("71.50"), "Count", 1)
    ]
    assert notes["Governance"].views == ()


def test_what_people_wrote_for_plan_on_a_page(plan):
    Plan.objects.filter(pk=plan.pk).update(
        biggest_moves="One team: shared by all\r\n\r\nOne front door", decisions="Approve it\nFund it\n"
    )
    on_a_page = build(plan).on_a_page
    assert [(move.title, move.text) for move in on_a_page.moves] == [
        ("One team", "shared by all"),
        ("One front door", ""),
    ]
    assert on_a_page.decisions == ("Approve it", "Fund it")


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_the_same_queries_whatever_the_size(plan, guide, rows, django_assert_num_queries):
    for number in range(rows):
        Action.objects.create(plan=plan, title=f"Action {number}", domain=guide.ordered_domains[number])
    Guide.objects.whole(plan.diagnostic.guide_id)
    plan = loaded(plan)
    with django_assert_num_queries(8):
        build_document(plan, today=TODAY)


def test_the_command_writes_the_file(plan, tmp_path, capsys):
    output = tmp_path / "plan.pdf"
    call_command("plan_pdf", "canvey-island", output=output)
    assert "Wrote" in capsys.readouterr().out
    assert "Canvey Island" in PdfReader(output).metadata.title


def test_the_command_says_what_is_wrong(plan, tmp_path):
    with pytest.raises(CommandError, match=r"no locality nowhere. The .*: canvey-island, rayleigh, tilbury"):
        call_command("plan_pdf", "nowhere", output=tmp_path / "a.pdf")
    with pytest.raises(CommandError, match=r"rayleigh has no plan yet. Agree its diagnostic"):
        call_command("plan_pdf", "rayleigh", output=tmp_path / "a.pdf")
    with pytest.raises(CommandError, match=r"Cannot write .* Choose another file"):
        call_command("plan_pdf", "canvey-island", output=tmp_path / "none" / "a.pdf")
