"""A database of national size: 42 systems, 130 commissioners, 1,300 localities, 6,500 practices, two agreed diagnostics
and one approved plan each.

    .venv/bin/python -m tests.benchmarks.national /tmp/national.sqlite3 [--size 0.1]

One system has 30 localities in five commissioners and one commissioner has 30 localities, as the budgets ask.
`--size` makes fewer of the rest.
"""

import argparse
import os
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "assessment/guides/locality-development-guide.yaml"

SYSTEMS, COMMISSIONERS, PRACTICES_EACH = 42, 130, 5
ACTIONS_EACH, LINES_EACH = 20, 3
TODAY = date.today()
AGREED = datetime(TODAY.year - 1, 9, 12, 12, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", help="SQLite database to make")
    parser.add_argument("--size", type=float, default=1, help="share of the national size (1)")
    chosen = parser.parse_args()
    os.environ["DATABASE_URL"] = f"sqlite:///{Path(chosen.file).resolve()}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("load_guide", GUIDE)
    seed(chosen.size)


def localities_of(number: int) -> int:
    """How many localities a commissioner has: 5 x 6 of the full system, 30, and ten each for the rest."""
    if number < 5:
        return 6
    return 30 if number == 5 else 10


def seed(size: float = 1) -> None:
    """Fill an empty database with a guide in it. The same figures every time."""
    from django.db import transaction

    from assessment.models import Diagnostic, Guide
    from localities.models import Commissioner, Locality, System, User

    chance = random.Random(2018)  # noqa: S311  a seed, not a secret
    commissioner_count = max(6, round(COMMISSIONERS * size))
    with transaction.atomic():
        systems = System.objects.bulk_create(
            System(name=f"System {number:03}", slug=f"s{number:03}") for number in range(max(2, round(SYSTEMS * size)))
        )
        commissioners = Commissioner.objects.bulk_create(
            Commissioner(
                system=systems[0] if number < 5 else systems[1 + (number - 5) % (len(systems) - 1)],
                name=f"Commissioner {number:03}",
                ods_code=f"C{number:03}",
            )
            for number in range(commissioner_count)
        )
        localities = Locality.objects.bulk_create(
            Locality(
                commissioner=commissioner,
                name=f"Locality {number:02} of {commissioner.ods_code}",
                slug=f"{commissioner.ods_code.lower()}-{number:02}",
            )
            for at, commissioner in enumerate(commissioners)
            for number in range(localities_of(at))
        )
        people = _people(systems, commissioners, localities)
        _practices(localities, chance)
        guide = Guide.objects.whole(Guide.objects.newest().pk)
        by = User.objects.get(pk=people["lead"])
        for years_ago in (1, 0):
            diagnostics = Diagnostic.objects.bulk_create(
                Diagnostic(
                    locality=locality,
                    guide=guide,
                    title=f"{AGREED.year - years_ago}",
                    started_on=AGREED.date() - timedelta(days=365 * years_ago + 60),
                    state=Diagnostic.State.AGREED,
                    agreed_at=AGREED - timedelta(days=365 * years_ago),
                    agreed_by=by,
                )
                for locality in localities
            )
            _answers(diagnostics, guide, chance)
        _plans(diagnostics, by, chance)
    print(f"{len(systems)} systems, {len(commissioners)} commissioners, {len(localities)} localities")


def _people(systems: list, commissioners: list, localities: list) -> dict[str, int]:
    """Make one lead per locality, one officer per commissioner and one person per system. Nobody has a password."""
    from localities.models import Role, User

    kind = Role.Kind
    roles = [
        *(("lead", one, Role(kind=kind.LOCALITY_LEAD, locality=one)) for one in localities),
        *(("officer", one, Role(kind=kind.COMMISSIONER_OFFICER, commissioner=one)) for one in commissioners),
        *(("system", one, Role(kind=kind.SYSTEM_TEAM, system=one)) for one in systems),
    ]
    users = User.objects.bulk_create(
        User(email=f"{word}.{one.pk}@bench.example", name=f"{word.capitalize()}, {one}", password="!")
        for word, one, _ in roles
    )
    for user, (_, _, role) in zip(users, roles, strict=True):
        role.user = user
    Role.objects.bulk_create(role for _, _, role in roles)
    return {"lead": users[0].pk}


def _practices(localities: list, chance: random.Random) -> None:
    from localities.models import Practice

    Practice.objects.bulk_create(
        (
            Practice(
                ods_code=f"P{number:05}",
                name=f"Practice P{number:05}",
                locality=locality,
                list_size=chance.randint(3000, 14000),
                list_size_as_of=AGREED.date(),
                gp_fte=chance.randint(2, 9),
                nurse_fte=chance.randint(1, 5),
            )
            for number, locality in enumerate(one for one in localities for _ in range(PRACTICES_EACH))
        ),
        batch_size=5000,
    )


def _answers(diagnostics: list, guide: object, chance: random.Random) -> None:
    from assessment.models import CapacityAssumption, CapacityBaseline, DomainAnswer, FeatureAnswer, IndicatorValue
    from assessment.rules.capacity_inputs import Assumptions

    domains = guide.ordered_domains
    features = [(level.number, feature) for level in guide.ordered_levels for feature in level.features.all()]
    DomainAnswer.objects.bulk_create(
        (
            DomainAnswer(
                diagnostic=diagnostic,
                domain=domain,
                position=(position := chance.choice((1, 2, 2, 3, 3, 3, 4, 5))),
                target=min(5, position + 1),
                agreement=f"What was agreed on {domain.title}. " * 4,
                revision=1,
            )
            for diagnostic in diagnostics
            for domain in domains
        ),
        batch_size=5000,
    )
    FeatureAnswer.objects.bulk_create(
        (
            FeatureAnswer(
                diagnostic=diagnostic,
                feature=feature,
                state="in_place" if number == 1 else chance.choice(("planned", "partly", "in_place")),
                revision=1,
            )
            for diagnostic in diagnostics
            for number, feature in features
        ),
        batch_size=5000,
    )
    IndicatorValue.objects.bulk_create(
        (
            IndicatorValue(diagnostic=diagnostic, indicator=indicator)
            for diagnostic in diagnostics
            for domain in domains
            for indicator in domain.indicators.all()
        ),
        batch_size=5000,
    )
    baselines = CapacityBaseline.objects.bulk_create(
        (
            CapacityBaseline(
                diagnostic=diagnostic,
                patients=chance.randint(30000, 50000),
                gp_fte=chance.randint(15, 30),
                nurse_fte=chance.randint(8, 15),
                base_year=AGREED.year,
                target_year=AGREED.year + 3,
                revision=1,
            )
            for diagnostic in diagnostics
        ),
        batch_size=5000,
    )
    CapacityAssumption.objects.bulk_create(
        (
            CapacityAssumption(baseline=baseline, code=about.code)
            for baseline in baselines
            for about in Assumptions.about()
        ),
        batch_size=5000,
    )


def _plans(diagnostics: list, by: object, chance: random.Random) -> None:
    """An approved plan each, with what is frozen of it. Its PDF is a stand-in of that size."""
    from devplans.document.agreed import frozen_from
    from devplans.document.build import build_document
    from devplans.document.plan import to_json
    from devplans.models import Action, Plan, PlanCapacity, PlanEstate, PlanMetric, PlanVersion, StaffingLine

    plans = Plan.objects.bulk_create(
        Plan(
            locality=diagnostic.locality,
            diagnostic=diagnostic,
            diagnostic_agreed_at=diagnostic.agreed_at,
            target_level=2,
            starts_on=TODAY - timedelta(days=120),
            ends_on=TODAY + timedelta(days=600),
            state=Plan.State.APPROVED,
        )
        for diagnostic in diagnostics
    )
    core = [metric for metric in diagnostics[0].whole_guide.outcome_metrics.all() if metric.core]
    PlanMetric.objects.bulk_create(
        (PlanMetric(plan=plan, metric=metric) for plan in plans for metric in core), batch_size=5000
    )
    PlanCapacity.objects.bulk_create(
        (PlanCapacity(plan=plan, target_year=AGREED.year + 3, revision=1) for plan in plans), batch_size=5000
    )
    PlanEstate.objects.bulk_create((PlanEstate(plan=plan) for plan in plans), batch_size=5000)
    Action.objects.bulk_create(
        (
            Action(
                plan=plan,
                title=f"Action {number}",
                owner_name="Somebody",
                due_on=TODAY + timedelta(days=chance.randint(-60, 500)),
                order=number,
            )
            for plan in plans
            for number in range(ACTIONS_EACH)
        ),
        batch_size=5000,
    )
    StaffingLine.objects.bulk_create(
        (
            StaffingLine(plan=plan, group="clinical", role=f"Role {number}", extra_fte=1, cost_per_fte=48000)
            for plan in plans
            for number in range(LINES_EACH)
        ),
        batch_size=5000,
    )
    versions = PlanVersion.objects.bulk_create(
        PlanVersion(
            plan=plan,
            number=1,
            attempt=1,
            **frozen_from(to_json(build_document(plan, today=TODAY))),
            pdf=b"%PDF" * 10_000,
            submitted_at=AGREED + timedelta(days=60),
            approved_at=AGREED + timedelta(days=70),
        )
        for plan in plans
    )
    for plan, version in zip(plans, versions, strict=True):
        plan.version_in_force = version
    Plan.objects.bulk_update(plans, ["version_in_force"], batch_size=500)


if __name__ == "__main__":
    main()
