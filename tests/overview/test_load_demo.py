"""The demonstration data: what it holds, and where it refuses to go."""

from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, Sum
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.models import Diagnostic, DomainAnswer, Guide
from assessment.queries.practice_figures import figures_kept
from assessment.queries.result import Answers
from assessment.selection.models import Wave
from assessment.services.guide_loading import load_guide
from devplans.delivery.document.progress import progress_of
from devplans.delivery.pages.core_metrics import commissioner_metrics
from devplans.document.build.plan import build_document
from devplans.models import Action, Plan
from devplans.overview.pages.panel_work import panel_places
from devplans.queries.consistency import consistency_of
from devplans.queries.plan_outlook import plan_outlook
from devplans.queries.readiness import missing_for_submission, plan_progress
from devplans.queries.whole_plan import WholePlan
from localities.kit.models import OutgoingEmail
from localities.models import Commissioner, Locality, Practice, Role, System, User
from tests.conftest import NEWEST_GUIDE_FILE
from tests.flat import without_token

PEOPLE = {
    "lead.canvey-island": "localities/canvey-island/",
    "lead.tilbury": "localities/tilbury/",
    "lead.rayleigh": "localities/rayleigh/",
    "lead.south-woodham": "localities/south-woodham/",
    "colleague.canvey-island": "localities/canvey-island/",
    "practice.f81667": "",
    "practice.ex1701": "",
    "officer.castle-point": "commissioners/99F/",
    "officer.mid-essex": "commissioners/06Q/",
    "approver.castle-point": "commissioners/99F/",
    "panel.thurrock": "waves/{thurrock}/",
    "panel.castle-point": "waves/{castle-point}/",
    "panel3.castle-point": "waves/{castle-point}/",
    "system": "systems/mid-and-south-essex/",
    "admin": "",
}
"""The people of the README, and where they land."""


def load(*options: str) -> str:
    output = StringIO()
    call_command("load_demo", *options, stdout=output)
    return output.getvalue()


@pytest.fixture
def debug(settings):
    settings.DEBUG = True


def newest(slug: str) -> Diagnostic:
    return Diagnostic.objects.filter(locality__slug=slug).newest_first()[0]


def test_the_demonstration(debug, guide, settings, quick_print):
    load_guide(NEWEST_GUIDE_FILE)
    assert "Loaded the demonstration" in load()
    organisations()
    states()
    guides()
    dates()
    counts_come_first()
    the_plan()
    one_story()
    a_plan_under_way()
    waves()
    people(settings.DEMO_PASSWORD)
    assert "no demonstration data loaded" in load("--if-empty")
    with pytest.raises(CommandError, match="not empty"):
        load()
    assert System.objects.count() == 1


def organisations() -> None:
    assert Commissioner.objects.count() == 5
    sizes = Locality.objects.annotate(practice_count=Count("practices"), size=Sum("practices__list_size"))
    assert len(sizes) == 26
    assert all(locality.practice_count > 3 for locality in sizes)
    unusual = {locality.name: locality.size for locality in sizes if not 30_000 <= locality.size <= 50_000}
    assert unusual == {"Corringham": 28_400, "Grays": 68_200}
    real = Practice.objects.filter(is_example=False)
    assert {practice.locality.commissioner.ods_code for practice in real} == {"99F"}
    assert real.count() == 28
    assert all(practice.name.startswith("Example practice") for practice in Practice.objects.filter(is_example=True))
    assert Practice.objects.aggregate(all=Sum("list_size"))["all"] == 1_219_250
    assert not Practice.objects.filter(gp_fte=None).exists()
    staff = Practice.objects.aggregate(Sum("gp_fte"), Sum("nurse_fte"), Sum("other_clinical_fte"), Sum("admin_fte"))
    assert list(staff.values()) == [562, 256, Decimal("1.5"), 990]  # strategy 2018, and what Rayleigh has found since
    assert set(real.values_list("list_size_as_of", flat=True)) == {date(2011, 4, 1)}


def states() -> None:
    assert not Diagnostic.objects.filter(locality__slug="canvey-island").exists()
    tilbury = newest("tilbury")
    assert tilbury.state == Diagnostic.State.OPEN
    assert tilbury.answers.filter(position__isnull=False).count() == 12
    assert 0 < tilbury.practice_views.values("practice").distinct().count() < tilbury.locality.practices.count()
    agreed = Diagnostic.objects.filter(state=Diagnostic.State.AGREED)
    assert agreed.values("locality__commissioner").distinct().count() == 5
    assert agreed.filter(locality__slug="rayleigh").count() == 2
    levels = {diagnostic.locality.slug: Answers(diagnostic).level.level for diagnostic in agreed.order_by("started_on")}
    assert levels == {
        "brentwood": 1,
        "chelmsford-1": 2,
        "corringham": 1,
        "dengie": 1,
        "rayleigh": 1,
        "south-woodham": 3,
        "southend-east-central": 1,
    }  # the five that the papers describe stand at Level 1, where the papers put them
    assert Diagnostic.objects.filter(state=Diagnostic.State.REOPENED).exists()


def guides() -> None:
    """The oldest diagnostic keeps the guide that it began with."""
    first, second = Diagnostic.objects.filter(locality__slug="rayleigh").order_by("started_on")
    assert (first.guide.version, second.guide.version) == ("1.0", "1.1")
    assert Diagnostic.objects.exclude(pk=first.pk).values_list("guide__version", flat=True).distinct().get() == "1.1"
    assert (first.feature_answers.count(), second.feature_answers.count()) == (25, 42)


def dates() -> None:
    now = timezone.now()
    assert not DomainAnswer.objects.filter(saved_at__gt=now).exists()
    rayleigh = newest("rayleigh")
    assert timedelta(days=39) < now - rayleigh.agreed_at < timedelta(days=41)
    assert not rayleigh.answers.filter(saved_at__gt=rayleigh.agreed_at).exists()
    assert rayleigh.answers.first().history.latest().history_date < rayleigh.agreed_at


def the_plan() -> None:
    plan = Plan.objects.get(locality__slug="rayleigh")
    assert (plan_outlook(WholePlan(plan)).level.level, plan.target_level) == (2, 2)
    assert not missing_for_submission(plan_progress(plan))
    actions = plan.actions.in_plan()
    assert 10 <= actions.count() <= 25
    assert not actions.filter(owner_name="").exists()
    assert not actions.filter(due_on__lt=timezone.localdate()).exists()
    assert set(actions.values_list("status", flat=True)) == set(Action.Status.values)
    assert plan.summary
    assert plan.biggest_moves.count("\n") == 2
    assert not any(row.missing for row in plan.metrics.select_related("metric"))


def counts_come_first() -> None:
    """No diagnostic rests on patients who were counted after it began."""
    for diagnostic in Diagnostic.objects.select_related("capacity"):
        first, last = figures_kept(diagnostic.capacity.practices).counted or (None, None)
        assert first
        assert last
        assert last <= diagnostic.started_on


def one_story() -> None:
    """What the plan says in words is what its model, its practices and its sign-ups say."""
    plan = Plan.objects.get(locality__slug="rayleigh")
    section = build_document(plan, today=timezone.localdate()).capacity
    today, left, idle = (round(gap.share, 1) for gap in (section.gap, section.closing.remaining, section.do_nothing))
    gap = plan.metrics.get(metric__code="pr-demand-gap")
    assert (gap.baseline, gap.target) == (today, left)
    assert f"falls from {today}% of what patients need to {left}%" in plan.summary
    assert f"grows to {idle}%" in plan.summary
    assert not consistency_of(WholePlan(plan)).open
    nurses = sum(practice.nurse_fte for practice in plan.locality.practices.all())
    assert plan.staffing_lines.get(role="Practice nurse").fte_now == nurses
    assert not plan.risks.filter(owner_name="", impact__gte=4, likelihood__gte=3).exists()


def waves() -> None:
    castle_point, thurrock = Wave.objects.order_by("commissioner__name")
    assert (castle_point.state, thurrock.state) == (Wave.State.SCORING, Wave.State.OPEN)
    assert [one.locality.name for one in castle_point.applications.before_the_panel()] == [
        "Benfleet and Hadleigh",
        "Canvey Island",
        "Rayleigh",
        "Rochford",
    ]
    progress = {place.task.status for one in castle_point.panel.all() for place in panel_places(one.user)}
    assert progress == {"Completed", "2 to score", "4 to declare"}  # finished, half way, not begun
    assert thurrock.takes_applications(timezone.now())
    states = thurrock.applications.values_list("locality__name", "state")
    assert set(states) == {("Corringham", "submitted"), ("Tilbury", "draft")}
    assert thurrock.commissioner.localities.count() == 4
    assert not OutgoingEmail.objects.exists()


def people(password: str) -> None:
    codes = {"castle-point": "99F", "thurrock": "07G"}
    keys = {name: Wave.objects.get(commissioner__ods_code=code).pk for name, code in codes.items()}
    assert {role.kind for role in Role.objects.all()} == set(Role.Kind.values)
    for address, path in PEOPLE.items():
        client = Client()
        person = User.objects.get(email=f"{address}@demo.example")
        assert person.check_password(password)
        client.force_login(person, backend="localities.auth.backend.SignedIn")
        at_home, page = client.get(reverse("home")), client.get(f"/{path.format(**keys)}")
        assert (at_home.status_code, page.status_code) == (200, 200)
        assert without_token(at_home) == without_token(page)


@pytest.mark.django_db
def a_plan_under_way() -> None:
    """One plan is agreed and reported on, with figures that move either way, one of them small."""
    plan = Plan.objects.get(locality__slug="south-woodham")
    assert plan.state == Plan.State.APPROVED
    assert all((plan.equality, plan.patient_engagement, plan.conflicts, plan.meeting))
    trends = {str(one.row): one.trend.state for one in progress_of(plan, inside=True).metrics}
    assert {"right", "wrong", "early", "none"} <= set(trends.values())
    own = next(row for row in plan.metrics.all() if row.metric_id is None)
    assert {one.trend.state for one in progress_of(plan, inside=False).metrics if one.row.pk == own.pk} == {"few"}
    totals = {metric.about.code: metric.total for metric in commissioner_metrics(plan.locality.commissioner)}
    assert totals["pt-phone-access"].said == "73.31% of patients"
    assert plan.reports.count() == 1


def test_it_stays_out_of_a_real_service(guide):
    with pytest.raises(CommandError, match="Set DEBUG=1"):
        load()
    assert not System.objects.exists()


def test_it_touches_nobodys_work(debug, guide, world):
    with pytest.raises(CommandError, match="not empty"):
        load()
    assert "no demonstration data loaded" in load("--if-empty")
    assert System.objects.count() == 1


@pytest.mark.django_db
def test_without_a_guide_it_says_what_to_run(debug):
    Guide.objects.all().delete()
    with pytest.raises(CommandError, match="Run first"):
        load()
