"""The pages that are measured, each as a person who opens it, in the nation with what is under way in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from assessment.models import Diagnostic
from assessment.selection.models import Application, Wave
from devplans.models import Plan
from localities.kit.models import AuditEvent
from localities.models import Import, Locality, User
from tests.benchmarks.stage import AMENDED, FIRST, JUDGED, LARGE, OPEN_DIAGNOSTIC, SCORED, SUBMITTED, TAKING, person


@dataclass(frozen=True)
class Page:
    what: str
    who: User | None
    path: str


class Nation:
    """The objects that pages are about, by name: the same in a nation of any size."""

    def __init__(self) -> None:
        self.place, self.amending = (Locality.objects.get(slug=slug) for slug in (OPEN_DIAGNOSTIC, AMENDED))
        self.lead, self.planner = person(f"lead.{OPEN_DIAGNOSTIC}"), person(f"lead.{AMENDED}")
        self.officer, self.approver = person(f"officer.{FIRST.lower()}"), person(f"approver.{FIRST.lower()}")
        self.panel, self.large = person(f"panel1.{FIRST.lower()}"), person(f"officer.{LARGE.lower()}")
        self.team, self.administrator = person("system.s0001"), person("admin")
        newest = Diagnostic.objects.filter(locality=self.place).newest_first()
        self.open, self.agreed = newest[0], newest[1]
        self.approved, self.draft, self.submitted = (
            Plan.objects.get(locality__slug=slug) for slug in (OPEN_DIAGNOSTIC, AMENDED, SUBMITTED)
        )
        self.scored, self.judged, self.taking = (Wave.objects.get(title=title) for title in (SCORED, JUDGED, TAKING))
        self.to_score, self.to_judge, self.to_write = (
            Application.objects.filter(wave=wave).order_by("pk")[0] for wave in (self.scored, self.judged, self.taking)
        )
        self.waiting = Import.objects.filter(locality=self.place).latest("pk")
        domains = self.open.whole_guide.ordered_domains
        self.domain = domains[0].code
        self.counted = next(domain.code for domain in domains if domain.indicators.all())


def pages() -> Iterator[Page]:
    """Two first that tell what any request costs, and any page for somebody signed in."""
    yield Page("Nothing but an answer", None, "/healthz")
    yield _page("Help, which reads nothing", Nation().lead, "help")
    yield from _of_a_locality(Nation())
    yield from _of_a_plan(Nation())
    yield from _of_many(Nation())
    yield from _of_the_administration(Nation())


def _page(what: str, who: User, name: str, *about: object) -> Page:
    return Page(what, who, reverse(name, args=about))


def _of_a_locality(at: Nation) -> Iterator[Page]:
    slug, pk = at.place.slug, at.open.pk
    yield _page("A locality's home", at.lead, "locality", slug)
    yield Page("Home of its lead, with where it leads", at.lead, "/")
    yield _page("A locality's history", at.lead, "history", slug)
    yield _page("A locality's practices", at.lead, "practices", slug)
    yield _page("A locality's people", at.lead, "people", slug)
    yield _page("Diagnostic", at.lead, "diagnostic", pk)
    yield _page("Domain page", at.lead, "domain", pk, at.domain)
    yield _page("Numbers of a domain", at.lead, "numbers", pk, at.counted)
    yield _page("Practices' views", at.lead, "practice-views", pk)
    yield _page("A level's features", at.lead, "level", pk, 2)
    yield _page("Demand and capacity today", at.lead, "capacity", pk)
    yield _page("Check answers", at.lead, "check-answers", pk)
    yield _page("Result", at.lead, "result", at.agreed.pk)
    yield _page("Domain page, agreed", at.lead, "domain", at.agreed.pk, at.domain)


def _of_a_plan(at: Nation) -> Iterator[Page]:
    version = at.approved.versions.all()[0]
    yield _page("Plan's overview", at.planner, "plan", at.draft.pk)
    yield _page("Plan, 40 actions", at.planner, "actions", at.draft.pk)
    yield _page("Plan, one action", at.planner, "action", at.draft.pk, at.draft.actions.all()[0].pk)
    yield _page("Proposal", at.planner, "proposal", at.draft.pk)
    yield _page("Plan's demand and capacity", at.planner, "plan-capacity", at.draft.pk)
    yield _page("Plan's outcome metrics", at.planner, "metrics", at.draft.pk)
    yield _page("Plan's staff", at.planner, "staffing", at.draft.pk)
    yield _page("Plan's money", at.planner, "money", at.draft.pk)
    yield _page("Plan's risks", at.planner, "risks", at.draft.pk)
    yield _page("Plan's commitments", at.planner, "commitments", at.draft.pk)
    yield _page("Plan's consistency", at.planner, "consistency", at.draft.pk)
    yield _page("Before submitting", at.planner, "submit", at.draft.pk)
    yield _page("Progress", at.lead, "progress", at.approved.pk)
    yield _page("Figures of a metric", at.lead, "measurements", at.approved.pk, at.approved.metrics.all()[0].pk)
    yield _page("Reports", at.lead, "reports", at.approved.pk)
    yield _page("Versions", at.lead, "versions", at.approved.pk)
    yield _page("Review page", at.approver, "review", at.submitted.pk)
    yield Page("Review page, everything open", at.approver, f"{reverse('review', args=[at.submitted.pk])}?open=1")
    yield _page("Practices agree", at.approver, "plan-practices", at.submitted.pk)
    yield _page("Before approving", at.approver, "plan-approve", at.submitted.pk)
    yield _page("A signed PDF, stored bytes", at.approver, "version-pdf", at.approved.pk, version.number)


def _of_many(at: Nation) -> Iterator[Page]:
    yield _page("Commissioner of 30 localities", at.large, "commissioner", LARGE)
    yield _page("Commissioner as CSV", at.large, "commissioner-export", LARGE, "csv")
    yield _page("Commissioner as XLSX", at.large, "commissioner-export", LARGE, "xlsx")
    yield _page("Commissioner's people", at.large, "commissioner-people", LARGE)
    yield _page("Figures to bring in", at.officer, "commissioner-figures", FIRST)
    yield _page("A file that waits to be brought in", at.officer, "import", at.waiting.pk)
    yield _page("Commissioner's estates", at.large, "commissioner-estates", LARGE)
    yield _page("Commissioner's waves", at.large, "waves", LARGE)
    yield _page("A wave, 30 applications, 3 members", at.large, "wave", at.judged.pk)
    yield _page("Moderation of 30 applications", at.large, "moderation", at.judged.pk)
    yield _page("Moderation of one", at.large, "moderate", at.to_judge.pk)
    yield _page("Decision on one", at.large, "decision", at.to_judge.pk)
    yield _page("Score page", at.panel, "score", at.to_score.pk)
    yield _page("Application", at.lead, "application", at.to_write.pk)
    yield _page("System of 30 localities in 5 commissioners", at.team, "system", "s0001")
    yield _page("System's estates pipeline", at.team, "system-estates", "s0001")
    yield _page("Guide", at.lead, "guide")


def _of_the_administration(at: Nation) -> Iterator[Page]:
    who, event, guide = at.administrator, AuditEvent.objects.order_by("-pk")[0], at.open.guide
    yield Page("Home of an administrator", who, "/")
    yield _page("Guides and their versions", who, "guides")
    yield _page("A guide, checked", who, "guide-check", guide.pk)
    yield _page("What a version changes", who, "guide-changes", guide.pk)
    yield _page("Guides in use of a system", at.team, "system-guides", "s0001")
    yield _page("Administration", who, "admin:index")
    for what in ("locality", "practice", "user"):
        yield _page(f"Administration: {what}", who, f"admin:localities_{what}_changelist")
    yield _page("Administration: audit events", who, "admin:kit_auditevent_changelist")
    yield Page(
        "Administration: audit events, a search", who, f"{reverse('admin:kit_auditevent_changelist')}?q=Locality+L0001"
    )
    yield _page("Administration: an audit event", who, "admin:kit_auditevent_change", event.pk)
    yield _page("Administration: outgoing e-mails", who, "admin:kit_outgoingemail_changelist")
    yield _page("Administration: a user", who, "admin:localities_user_change", at.lead.pk)


def savings() -> Iterator[Page]:
    """Every page that saves by itself, as somebody who writes in it."""
    at = Nation()
    pk, plan, practice = at.open.pk, at.draft.pk, at.place.practices.all()[0]
    representative = person(f"practice.{practice.ods_code.lower()}")
    yield _page("Saving an answer", at.lead, "domain", pk, at.domain)
    yield _page("Saving features of a level", at.lead, "level", pk, 2)
    yield _page("Saving demand and capacity", at.lead, "capacity", pk)
    yield _page("Saving a practice's view", representative, "practice-view", pk, practice.ods_code, at.domain)
    yield _page("Saving the plan's summary", at.planner, "plan-summary", plan)
    yield _page("Saving the plan's levers", at.planner, "plan-capacity", plan)
    yield _page("Saving an action", at.planner, "action", plan, at.draft.actions.all()[0].pk)
    yield _page("Saving a metric", at.planner, "metric", plan, at.draft.metrics.all()[0].pk)
    yield _page("Saving a risk", at.planner, "risk", plan, at.draft.risks.all()[0].pk)
    yield _page("Saving the hub model", at.planner, "hub-model", plan)
    yield _page("Saving progress", at.lead, "progress", at.approved.pk)
    yield _page("Saving an application", at.lead, "application", at.to_write.pk)
    yield _page("Saving a panel score", at.panel, "score", at.to_score.pk)
    yield _page("Saving an agreed score", at.large, "moderate", at.to_judge.pk)
    yield _page("Saving a decision", at.large, "decision", at.to_judge.pk)
