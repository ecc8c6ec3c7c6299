"""A locality's diagnostics: views of practices, numbers, figures, answers that people came back to, and agreeing."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from assessment.models import Diagnostic, Guide
from assessment.models.guide import POSITIONS
from assessment.queries.capacity_today import capacity_of
from assessment.services.answers import save_answer, save_feature_answer, save_indicator_value, save_practice_view
from assessment.services.capacity import confirm_capacity, save_assumption
from assessment.services.diagnostics import agree_diagnostic, start_diagnostic
from devplans.demo.clock import clock_at, moment
from localities.models import User
from tests.benchmarks.made.organisations import Place

AGREED = "We meet every month, share what works between the practices and write down who does what by when. "


def make_diagnostic(
    place: Place, guide: Guide, *, today: date, started: int, agreed: int, changes: int, every: int = 1
) -> Diagnostic:
    """A diagnostic from its first day to its agreement, in days ago; each answer was changed so many times.

    `every`: only so manieth domain and indicator is filled in.
    """
    diagnostic = start(place, today=today, days_ago=started, guide=guide)
    chance = place.chance
    with clock_at(moment(today, started - 5)):
        _views(diagnostic, place, chance, every)
        as_of = today - timedelta(days=started)
        _numbers(diagnostic, by=place.colleague, chance=chance, as_of=as_of, every=every)
        _figures(diagnostic, by=place.colleague)
    for change in range(changes):
        with clock_at(moment(today, started - 6 - change)):
            answer(
                diagnostic, by=place.lead if change % 2 else place.colleague, change=change, chance=chance, every=every
            )
    with clock_at(moment(today, agreed)):
        _features(diagnostic, by=place.lead, chance=chance)
        return agree_diagnostic(diagnostic, by=place.lead)


def start(place: Place, *, today: date, days_ago: int, guide: Guide | None = None) -> Diagnostic:
    started_on = today - timedelta(days=days_ago)
    with clock_at(moment(today, days_ago)):
        title = f"{started_on:%B %Y}"
        return start_diagnostic(place.locality, by=place.lead, title=title, started_on=started_on, guide=guide)


def answer(diagnostic: Diagnostic, *, by: User, change: int, chance: Random, every: int = 1) -> None:
    """Change every answer once: its position, where it wants to be, and what was agreed on."""
    for row in diagnostic.answers.select_related("domain").order_by("pk")[::every]:
        position = chance.choice((1, 2, 2, 3, 3, 3, 4, 5))
        values = {
            "position": position,
            "target": min(max(POSITIONS), position + 1),
            "agreement": f"{AGREED * 2}After meeting {change + 1} on {row.domain.title.lower()}.",
            "evidence": "Minutes of the meeting.",
            "priority": row.domain.order % 6 == 0,
        }
        save_answer(row, values, base_revision=row.revision, by=by)


def _views(diagnostic: Diagnostic, place: Place, chance: Random, every: int) -> None:
    """Every practice says something on every third domain."""
    for number, (practice, person) in enumerate(place.representatives.items()):
        for domain in diagnostic.whole_guide.ordered_domains[number % 3 :: 3 * every]:
            values = {"position": chance.choice(POSITIONS), "comment": f"Here at {practice.ods_code} we see it so."}
            save_practice_view(diagnostic, domain, practice, values, base_revision=0, by=person)


def _numbers(diagnostic: Diagnostic, *, by: User, chance: Random, as_of: date, every: int) -> None:
    for row in diagnostic.indicator_values.order_by("pk")[::every]:
        values = {"value": Decimal(chance.randint(5, 60)), "as_of": as_of, "source": "Practice systems"}
        save_indicator_value(row, values, base_revision=row.revision, by=by)


def _figures(diagnostic: Diagnostic, *, by: User) -> None:
    assumption = capacity_of(diagnostic).assumptions.order_by("pk")[0]
    values = {"value": Decimal(95), "why": "Our own audit of a week in March"}
    save_assumption(assumption, values, base_revision=0, by=by)
    confirm_capacity(diagnostic, by=by)


def _features(diagnostic: Diagnostic, *, by: User, chance: Random) -> None:
    for row in diagnostic.feature_answers.select_related("feature__level").order_by("pk"):
        state = "in_place" if row.feature.level.number == 1 else chance.choice(("planned", "partly", "in_place"))
        save_feature_answer(row, {"state": state, "note": "Seen at the meeting."}, base_revision=row.revision, by=by)
