"""Every service that writes asks who may, itself: for somebody without the right it writes nothing."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from decimal import Decimal
from io import BytesIO
from types import ModuleType
from typing import Any

from django.utils import timezone

import assessment.selection.services
import assessment.services
import assessment.workshop.services
import devplans.delivery.services
import devplans.services
import localities.services
from assessment.models import Diagnostic, Guide
from assessment.queries.capacity_today import capacity_of
from assessment.selection.models import AgreedScore, Application, Decision, Interest, PanelScore
from assessment.selection.models.wave_transitions import OPEN
from assessment.selection.services import (
    applications,
    decisions,
    interests,
    members,
    panel,
    publishing,
    wave_endings,
    waves,
)
from assessment.services import answers, capacity, diagnostics, guide_choice, guide_publishing, views_by_hand
from assessment.workshop.models import Workshop
from assessment.workshop.services import closing, screen, workshops
from devplans.delivery.models import MeasurementImport
from devplans.delivery.services import measurement_imports, measurements, progress, standing
from devplans.models import Commitment, ConsistencyAnswer, CostLine, Plan, Risk
from devplans.queries.hub_model import estate_of_plan
from devplans.queries.levers import capacity_of_plan
from devplans.queries.section_choices import section_choice
from devplans.services import (
    agreement,
    comments,
    common_risks,
    consistency,
    pipeline_import,
    plans,
    practice_agreement,
    rows,
    sections,
)
from devplans.services import capacity as plan_capacity
from devplans.services import decisions as plan_decisions
from localities.kit.refused import Refused
from localities.models import Invitation, Role, User
from localities.rules.steps import Choices
from localities.services import imports, invitations, practices
from tests.conftest import SMALL_GUIDE_FILE
from tests.devplans.conftest import action_values
from tests.localities.importing import NEW, bring, read, upload
from tests.trust.content import changed, content
from tests.trust.whole_world import Whole, make_whole

SIGNED = {"name": "Somebody", "role": "Somebody"}
STATED = {**SIGNED, "statement": "Signed"}
BASE = {"base_revision": 0}
Call = tuple[Callable[..., object], tuple[Any, ...], dict[str, Any]]

ROOMS: tuple[ModuleType, ...] = (
    localities.services,
    assessment.services,
    assessment.selection.services,
    assessment.workshop.services,
    devplans.services,
    devplans.delivery.services,
)
NOBODY_S = {
    "load_guide": "whoever runs the service loads guides: no page does",
    "choose_emails": "one's own: there is nobody else to choose for",
    "accept": "the invitation names who may, and test_invitations asks",
    "void_decision": "a step of withdrawing an application, which asks",
    "return_to_draft": "a step of recusing somebody, which asks",
    "return_what_rests_on": "a step of declaring, clearing and leaving, which ask",
    "ask_part_in_judging": "it is what the services of a panel ask",
    "answer": "a step of approving, which asks",
    "put_published": "a step of starting a diagnostic and of taking what is published, which ask",
    "put_back": "a step of discarding an amendment, which asks",
    "make_practice": "a step of adding a practice and of bringing files in, which ask",
    "take_back_not_needed": "a step of adding a row, which asks",
}
"""Services that ask nothing themselves, and why."""


def calls(whole: Whole) -> Iterator[Call]:
    """One call of each, as somebody with the right would make it."""
    yield from _localities(whole)
    yield from _guides(whole)
    yield from _diagnostic(whole.localities["open"].diagnostics.get(), whole)
    yield from _workshop(whole)
    yield from _plan(Plan.objects.get(pk=whole.plans["draft"].pk))
    yield from _agreement(whole)
    yield from _selection(whole)


def _guides(whole: Whole) -> Iterator[Call]:
    system, code = whole.localities["open"].commissioner.system, "locality-development-guide"
    yield guide_choice.choose_guides, (system, [code]), {"default": code}
    yield guide_publishing.bring_in, (SMALL_GUIDE_FILE.read_bytes(),), {}
    for service in (guide_publishing.publish_guide, guide_publishing.discard_guide):
        yield service, (Guide.objects.get(),), {}


def _localities(whole: Whole) -> Iterator[Call]:
    locality = whole.localities["open"]
    practice = locality.practices.get()
    person = {"email": "x@example.com", "name": "X", "kind": Role.Kind.LOCALITY_LEAD, "scope": locality}
    yield invitations.invite, (), person
    yield invitations.withdraw, (Invitation.objects.all()[0],), {}
    yield invitations.take_away, (whole.people["lead"].roles.all()[0],), {}
    yield practices.save_practice, (practice, {"list_size": 9}), BASE
    yield practices.add_practice, (locality, {"ods_code": "F89999", "name": "New"}), {}
    yield practices.sign_up, (practice, {**SIGNED, "signed_on": timezone.localdate()}), {}
    yield practices.withdraw_sign_up, (practice,), {}
    who = {"scope": locality.commissioner, "by": whole.people["administrator"]}
    waiting, brought = read(NEW, **who), bring(NEW.replace("F81099", "F81098"), **who)
    yield imports.read_files, ([upload(NEW)], locality.commissioner), {}
    yield imports.read_files, ([upload(NEW)], None), {}
    yield imports.bring_in, (waiting, Choices()), {}
    yield imports.discard_import, (waiting,), {}
    yield imports.undo_import, (brought,), {}


def _diagnostic(diagnostic: Diagnostic, whole: Whole) -> Iterator[Call]:
    practice, domain = diagnostic.locality.practices.get(), diagnostic.whole_guide.ordered_domains[1]
    baseline = capacity_of(diagnostic)
    free = whole.world.rayleigh
    yield diagnostics.start_diagnostic, (free,), {"title": "New", "started_on": timezone.localdate()}
    yield diagnostics.agree_diagnostic, (diagnostic,), {}
    yield diagnostics.reopen_diagnostic, (whole.localities["agreed"].diagnostics.get(),), {"why": "Wrong"}
    yield answers.save_answer, (diagnostic.answers.all()[1], {"position": 4}), {"base_revision": 1}
    yield answers.save_feature_answer, (diagnostic.feature_answers.all()[9], {"state": "planned"}), BASE
    yield answers.save_indicator_value, (diagnostic.indicator_values.all()[0], {"value": Decimal(9)}), BASE
    yield answers.save_practice_view, (diagnostic, domain, practice, {"position": 1}), BASE
    yield capacity.save_capacity, (baseline, {"patients": 9}), BASE
    yield capacity.save_assumption, (baseline.assumptions.all()[0], {"value": 1, "why": "x"}), BASE
    yield capacity.confirm_capacity, (diagnostic,), {}
    yield capacity.take_practice_figures, (diagnostic,), {}
    yield answers.take_published, (diagnostic,), {}


def _workshop(whole: Whole) -> Iterator[Call]:
    there = Workshop.objects.get(diagnostic__locality=whole.localities["open"], state="open")
    diagnostic, code = there.diagnostic, "leadership"
    topic = there.topics.get(domain__code=code)
    times = {"held_on": timezone.localdate(), "starts": time(9), "ends": time(11)}
    yield workshops.open_workshop, (diagnostic,), times
    yield workshops.save_details, (there, {"place": "Library"}), {"base_revision": there.revision}
    yield workshops.save_attendance, (there,), {"here": set(), "shown": {"F84000"}}
    yield workshops.choose_domains, (there, ["estates"]), {}
    yield workshops.save_topic, (topic, {"dissent": "Other"}), {"base_revision": topic.revision}
    yield screen.show, (there, code, "look"), {}
    yield screen.raise_again, (there, code), {}
    yield screen.count_hands, (there, code, [1, 0, 0, 0, 0]), {}
    yield screen.show_names, (there,), {"shown": True}
    for service in (screen.renew_joining, screen.stop_joining, closing.close_workshop):
        yield service, (there,), {}
    yield screen.let_go, (there, "F84000"), {}
    practice = diagnostic.locality.practices.get()
    hands = {(topic.domain_id, practice.pk): 3}
    yield views_by_hand.take_views_by_hand, (diagnostic, hands), {"held_on": timezone.localdate()}


def _plan(plan: Plan) -> Iterator[Call]:
    action, metric, risk = plan.actions.in_plan()[0], plan.metrics.all()[0], plan.risks.filter(removed_at=None)[0]
    spare = next(one for one in plan.diagnostic.whole_guide.outcome_metrics.all() if not one.core)
    own = plan.metrics.create(metric=spare)
    figure = metric.measurements.create(value=1, measured_on=timezone.localdate(), source="Count")
    theirs = plan.commitments.filter(side="commissioner")[0]
    text = {"cause": "a", "effect": "b", "impact": 1, "likelihood": 1}
    yield plans.save_plan, (plan, {"summary": "Another"}), {"base_revision": plan.revision}
    yield plans.follow_diagnostic, (plan,), {}
    yield plans.add_suggestions, (plan, {action.suggestion}), {}
    yield plans.add_action, (plan, action_values(title="Quite new")), {}
    yield plans.save_action, (action, {"title": "Other"}), {"base_revision": action.revision}
    yield plans.move_action, (action,), {"up": False}
    yield plans.add_metrics, (plan, list(plan.diagnostic.whole_guide.outcome_metrics.all())), {}
    own_words = {"title": "Own", "category": "patient", "counted": "people", "out_of": "", "unit": "people"}
    yield plans.add_own_metric, (plan, own_words), {}
    yield plans.save_metric, (metric, {"target": 1}), {"base_revision": metric.revision}
    yield plans.remove_metric, (own,), {}
    yield rows.add_row, (plan, Risk, text), {}
    yield rows.add_row, (plan, Commitment, {"side": "commissioner", "about": "other", "text": "New"}), {}
    yield rows.save_row, (risk, {"cause": "Other"}), {"base_revision": risk.revision}
    cost = {"what": "Room costs", "payer": "CCG", "years": {}, "commitment": theirs}
    yield rows.add_row, (plan, CostLine, cost), {}
    answer = ConsistencyAnswer(plan=plan, finding="x", figures="1 | 2")
    yield consistency.save_consistency_answer, (answer, {"why": "So"}), BASE
    yield rows.remove_row, (risk,), {}
    yield rows.remove_row, (theirs,), {}
    yield rows.put_back_row, (plan.risks.exclude(removed_at=None)[0],), {}
    yield common_risks.add_common_risks, (plan, list(common_risks.common_risks())[:1]), {}
    yield sections.save_section_choice, (section_choice(plan, "digital"), {"why": "Other"}), {"base_revision": 1}
    yield plan_capacity.save_plan_capacity, (capacity_of_plan(plan), {"remaining_why": "Other"}), {"base_revision": 1}
    yield plan_capacity.save_plan_estate, (estate_of_plan(plan), {"why": "Other"}), BASE
    yield comments.add_comment, (plan,), {"section": "actions", "text": "New"}
    yield comments.answer_comment, (plan.comments.all()[0],), {"text": "Done"}
    yield comments.resolve_comment, (plan.comments.all()[0],), {}
    yield progress.report_progress, (action, {"progress": "Half"}), {"base_revision": action.revision}
    brought = MeasurementImport.objects.filter(state="waiting")[0]
    sheet = BytesIO(b"locality,metric,date,figure\n")
    yield measurement_imports.read_measurement_file, (sheet, "x.csv", plan.locality.commissioner), {}
    yield measurement_imports.bring_measurements_in, (brought,), {}
    yield measurement_imports.discard_measurements, (brought,), {}
    yield measurements.add_measurement, (own,), {"value": 3, "measured_on": timezone.localdate(), "source": "x"}
    yield measurements.remove_measurement, (figure,), {}
    row = pipeline_import.PipelineRow(plan.locality.commissioner, {"table": "x"})
    yield pipeline_import.import_pipeline, ([row],), {}


def _agreement(whole: Whole) -> Iterator[Call]:
    def plan(step: str) -> Plan:
        return Plan.objects.get(pk=whole.plans[step].pk)

    def now(step: str) -> dict[str, Any]:
        attempt = plan(step).versions.first()
        return {"expected_version": attempt.pk if attempt else 0}

    levels = {"target_level": 2, "starts_on": timezone.localdate(), "ends_on": timezone.localdate() + timedelta(9)}
    yield plans.create_plan, (whole.localities["agreed"].diagnostics.get(),), levels
    yield agreement.submit_plan, (plan("draft"),), {**now("draft"), **STATED}
    yield agreement.withdraw_submission, (plan("submitted"),), now("submitted")
    yield agreement.send_back, (plan("submitted"),), {**now("submitted"), "why": "No"}
    practice = plan("submitted").locality.practices.all()[0]
    yield practice_agreement.agree_for_practice, (plan("submitted"), practice), {}
    yield practice_agreement.take_back_agreement, (plan("submitted"), practice), {}
    asked, risk = plan("approved").decisions.all()[0], plan("approved").risks.filter(removed_at=None)[0]
    ours = plan("approved").commitments.filter(side="locality")[0]
    yield standing.report_commitment, (ours,), {"status": "kept", "note": ""}
    yield standing.review_risk, (risk,), {"impact": 1, "likelihood": 1, "why": "x"}
    yield plan_decisions.meet_condition, (asked,), {"met_on": timezone.localdate()}
    yield agreement.approve_plan, (plan("submitted"),), {**now("submitted"), **STATED, "answers": {}}
    yield agreement.amend_plan, (plan("approved"),), {**now("approved"), "why": "More"}
    yield agreement.discard_amendment, (plan("amended"),), now("amended")
    yield agreement.close_plan, (plan("approved"),), now("approved")
    yield progress.file_report, (plan("approved"),), {"went_well": "x", "stuck": "y", "asks": "z"}


def _selection(whole: Whole) -> Iterator[Call]:
    opened, scoring, moderated = (whole.waves[state] for state in ("open", "scoring", "moderation"))
    later = timezone.now() + timedelta(days=9)
    draft = Application.objects.get(wave=opened, state="draft")
    handed_in = Application.objects.filter(wave=opened, state="submitted")[0]
    judged = Application.objects.filter(wave=scoring, state="submitted")[0]
    decision = Decision.objects.filter(application__wave=moderated)[0]
    score = PanelScore.objects.filter(application__wave=scoring)[0]
    member = scoring.panel.all()[0]
    values = {"title": "W", "places": 1, "opens_at": timezone.now(), "closes_at": later}
    free = whole.world.canvey
    yield waves.plan_wave, (whole.world.commissioner, values), {}
    yield waves.save_wave, (whole.waves["planned"], values), {}
    yield waves.put_off, (opened, later), {"why": "Snow"}
    yield waves.change_places, (opened, 9), {"why": "More"}
    yield wave_endings.delete_wave, (whole.waves["planned"],), {}
    yield wave_endings.end_wave, (opened,), {"why": "No money"}
    yield wave_endings.reopen_wave, (whole.waves["decided"],), {"why": "A slip"}
    yield members.name_member, (opened, whole.people["panel_member"]), {}
    yield members.name_members, (opened, [whole.people["panel_member"]]), {}
    yield members.remove_member, (member,), {"why": "Left"}
    yield members.name_chair, (scoring, member, None), {}
    attended = {one.pk: True for one in moderated.panel.all()}
    met = {"met_on": timezone.localdate(), "also_present": "", "attended": attended}
    yield waves.save_attendance, (moderated, met), {}
    yield waves.make_transition, (whole.waves["planned"], OPEN), {}
    yield publishing.publish_wave, (whole.waves["decided"],), {}
    yield applications.start_application, (free, opened), {}
    yield applications.save_answer, (draft.answers.all()[0], {"statement": "New"}), BASE
    yield applications.submit_application, (draft,), SIGNED
    yield applications.withdraw_application, (handed_in,), {"expected_version": "draft"}
    yield interests.declare_interest, (judged,), {"has_conflict": True, "note": "Mine"}
    conflict = Interest.objects.filter(application__wave=whole.waves["closed"], has_conflict=True)[0]
    yield interests.clear_interest, (conflict,), {"why": "By mistake"}
    yield panel.save_score, (score, {"score": 1}), BASE
    yield panel.send_scores, (judged,), {}
    yield panel.take_back_scores, (judged,), {}
    yield panel.save_agreed_score, (AgreedScore.objects.filter(application__wave=moderated)[0], {"score": 1}), BASE
    version = {"expected_version": 0}
    yield decisions.save_decision, (decision, {"reasons": "New"}), BASE
    yield decisions.propose_decision, (decision,), version
    yield decisions.confirm_decision, (decision,), version
    yield decisions.return_decision, (decision,), {**version, "why": "No"}


def written_by_services() -> set[str]:
    """The name of every public function of a service that says who acts, but notices, which a service calls."""
    names = [f"{room.__name__}.{one.name}" for room in ROOMS for one in pkgutil.iter_modules(room.__path__)]
    found = set()
    for name in names:
        module = importlib.import_module(name)
        for function, code in inspect.getmembers(module, inspect.isfunction):
            own = code.__module__ == name and not function.startswith("_") and not name.endswith("notices")
            if own and "by" in inspect.signature(code).parameters:
                found.add(function)
    return found


def test_every_service_refuses_who_has_no_right_and_writes_nothing(
    quick_print: None, guide: object, world: Any, cast: dict[str, User]
) -> None:
    whole = make_whole(guide, world, cast)  # type: ignore[arg-type]
    nobody = User.objects.create(email="nobody@example.com", name="Nobody")
    asked = list(calls(whole))
    before = content()
    wrong = []
    for service, args, kwargs in asked:
        for by in (nobody, whole.people["outsider"]):
            try:
                service(*args, **kwargs, by=by)
                wrong.append(f"{service.__name__} takes {by}")
            except Refused as error:
                if not any(words in str(error) for words in ("Only ", "You have no part")):
                    wrong.append(f"{service.__name__}: {error}")
    assert not wrong, "\n".join(wrong)
    assert not changed(before, content())
    assert {service.__name__ for service, _, _ in asked} | NOBODY_S.keys() == written_by_services()
