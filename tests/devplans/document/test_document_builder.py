from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from pypdf import PdfReader

from assessment.models import CapacityAssumption, CapacityBaseline, Diagnostic, Guide
from assessment.rules.capacity_inputs import Assumptions
from assessment.services.diagnostics import start_diagnostic
from devplans.document.build.plan import build_document
from devplans.document.content.shared import NotNeeded
from devplans.document.plan import PlanDocument, from_json, to_json
from devplans.models import (
    Action,
    Commitment,
    DigitalInitiative,
    EstateScheme,
    Plan,
    PlanMetric,
    Risk,
    SectionChoice,
    StaffingLine,
)
from devplans.queries.levers import capacity_of_plan
from devplans.services.capacity import save_plan_capacity
from devplans.services.plans import create_plan
from tests.cast import TODAY


@pytest.fixture
def plan(agreed_diagnostic: Diagnostic, lead) -> Plan:
    made = create_plan(agreed_diagnostic, target_level=2, starts_on=TODAY, ends_on=TODAY + timedelta(days=730), by=lead)
    return loaded(made)


def loaded(plan: Plan) -> Plan:
    return Plan.objects.select_related(*Plan.WITH_OTHERS).get(pk=plan.pk)


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
    assert level.uncovered_why is None
    Plan.objects.update(uncovered_why="The hub comes first")
    assert build(plan).level.uncovered_why == "The hub comes first"


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
        (Decimal("71.50"), "Count", 1),
        (Decimal("44.5"), "model estimate", 1),
    ]
    assert notes["Governance"].views == ()


def test_the_gap_is_told_and_the_levers_only_once_they_were_saved(plan, lead):
    capacity = build(plan).capacity
    assert (capacity.patients, capacity.gp_fte, capacity.nurse_fte) == (30_006, 9, Decimal("4.5"))
    assert (capacity.demand, capacity.capacity) == (2941, 1632)  # 1,631.25: so that the table adds up to the gap
    assert capacity.gp_capacity + capacity.nurse_capacity + (capacity.other_capacity or 0) == capacity.capacity
    assert (capacity.gap.appointments, capacity.gap.share) == (1309, Decimal("44.5"))
    assert sum(way.share for way in capacity.unmet) == 100
    assert not capacity.differs_from_practices
    assert capacity.closing is None
    StaffingLine.objects.create(plan=plan, group="clinical", role="Nurse", extra_fte=4, cost_per_fte=48_000)
    levers = {"triage_share": Decimal(5), "triage_why": "Tested", "remaining_why": "Looked at again in March"}
    save_plan_capacity(capacity_of_plan(plan), levers, base_revision=0, by=lead)
    closing = build(plan).capacity.closing
    assert [(step.label, step.appointments) for step in closing.steps] == [
        ("Gap today", 1309),
        ("Growth to 2021/22", 273),
        ("2021/22 if nothing is done", 1582),
        ("Front-door triage", -161),
        ("Proactive care", -32),
        ("Less bureaucracy for GPs", -22),
        ("Wider workforce", -450),
        ("GPs", 0),
        ("Gap that remains", 917),
    ]
    assert not closing.is_rounded
    assert closing.steps[3].why == "Tested"
    assert [row.appointments for row in closing.elements] == [450, 161, 32, 22]
    assert sum(row.share for row in closing.elements) == 100
    assert closing.remaining_why == "Looked at again in March"
    assert closing.what_ifs[0].remaining.appointments == 1142


def test_capacity_says_what_was_changed_and_why(plan):
    CapacityAssumption.objects.filter(code="growth").update(value=2, why="The census")
    CapacityBaseline.objects.update(patients=30_500, figures_why="New houses")
    capacity = build(plan).capacity
    assert [(one.usual, one.value, one.why) for one in capacity.assumptions if one.why] == [(3, 2, "The census")]
    assert len(capacity.assumptions) == len(Assumptions.about())
    assert all(one.source for one in capacity.assumptions)
    assert capacity.differs_from_practices
    assert capacity.figures_why == "New houses"


def test_without_figures_there_is_no_section_on_capacity(plan):
    CapacityBaseline.objects.update(gp_fte=None)
    assert build(plan).capacity is None


def test_staff_come_by_group_with_their_payers(plan):
    for group, payers, extra in [
        ("admin", [], 2),
        ("clinical", ["Practices", "CCG"], 1),
        ("clinical", [], 0),
        ("gp", [], 1),
    ]:
        line = StaffingLine.objects.create(plan=plan, group=group, role=group, extra_fte=extra, cost_per_fte=20_000)
        for payer in payers:
            line.cost_lines.create(plan=plan, what="Half", payer=payer, years={"2018/19": "10000.00"})
    staffing = build(plan).staffing
    assert [(group.title, group.counts_as, len(group.rows)) for group in staffing.groups] == [
        ("GP", "counted as GPs", 1),
        ("Clinical practitioner", "counted as wider workforce", 2),
        ("Administration", "", 1),
    ]
    assert (staffing.totals.extra_fte, staffing.totals.cost_a_year) == (4, 80_000)
    assert [row.payer for row in staffing.groups[1].rows] == ["Practices, CCG", ""]


def test_premises_digital_commitments_and_risks(plan, guide):
    EstateScheme.objects.create(plan=plan, name="Refit", scheme_type="Health Hub", capital=100_000, business_case="red")
    initiative = {"name": "Viewer", "segment": "core", "impact": 5, "feasibility": 2}
    DigitalInitiative.objects.create(plan=plan, domain_codes=["leadership", "gone"], **initiative)
    Commitment.objects.create(plan=plan, side="commissioner", about="tools", text="Pay", offer=guide.offers.all()[0])
    Risk.objects.create(plan=plan, cause="small", effect="x", impact=1, likelihood=2)
    Risk.objects.create(plan=plan, cause="great", effect="x", impact=4, likelihood=4)
    document = build(plan)
    (scheme,) = document.estates.schemes
    assert (scheme.business_case, scheme.source_of_capital, document.estates.hub) == ("Red", "", None)
    assert document.digital.rows[0].domains == ("Leadership",)
    assert document.commitments.locality == ()
    assert document.commitments.commissioner[0].offer == guide.offers.all()[0].title
    assert [risk.cause for risk in document.risks.rows] == ["great", "small"]
    assert from_json(to_json(document)) == document


def test_what_the_plan_leaves_out_says_why_and_what_is_empty_is_not_there(plan):
    SectionChoice.objects.create(plan=plan, section="digital", not_needed=True, why="Done last year")
    document = build(plan)
    assert document.digital == NotNeeded(because="Done last year")
    assert (document.staffing, document.estates, document.commitments, document.risks) == (None, None, None, None)


def test_what_people_wrote_for_plan_on_a_page(plan):
    Plan.objects.filter(pk=plan.pk).update(biggest_moves="One team: shared by all\r\n\r\nOne front door")
    for words, amount in (("Approve it", None), ("Fund it", 24000)):
        plan.decisions.create(words=words, amount=amount)
    on_a_page = build(plan).on_a_page
    assert [(move.title, move.text) for move in on_a_page.moves] == [
        ("One team", "shared by all"),
        ("One front door", ""),
    ]
    assert [(asked.words, asked.amount) for asked in on_a_page.decisions] == [("Approve it", None), ("Fund it", 24000)]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_takes_the_same_queries_whatever_the_size(plan, guide, rows, django_assert_num_queries):
    for number in range(rows):
        Action.objects.create(plan=plan, title=f"Action {number}", domain=guide.ordered_domains[number])
    Guide.objects.whole(plan.diagnostic.guide_id)
    plan = loaded(plan)
    with django_assert_num_queries(7):
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
