"""Localities' diagnostics in every state, written through the services by the people whose work they are."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal

from assessment.models import Diagnostic, DomainAnswer, Guide
from assessment.queries.capacity_today import capacity_of
from assessment.services.answers import save_answer, save_feature_answer, save_indicator_value, save_practice_view
from assessment.services.capacity import confirm_capacity, save_assumption
from assessment.services.diagnostics import agree_diagnostic, reopen_diagnostic, start_diagnostic
from devplans.demo.clock import clock_at, moment
from devplans.demo.files import column, content, rows
from devplans.demo.organisations import person
from localities.models import Locality, User

GUIDE = "locality-development-guide"
CELL = re.compile(r"(?P<today>[1-5])>(?P<target>[1-5])(?P<priority>!?)")
# How far single practices stand from what the locality agrees on: mostly near, sometimes not.
SPREAD = (0, -1, 0, 1, 0, 0, -1, 1, 0, 2, -1, 0, 1, -2)


def load_diagnostics(today: date) -> dict[str, Diagnostic]:
    """Make every diagnostic of the data files, by its key there."""
    return {row["key"]: _Maker(row, today).make() for row in rows("diagnostics")}


class _Maker:
    """Makes one diagnostic, day by day from its start to its agreement, or to yesterday where it is open."""

    def __init__(self, row: dict[str, str], today: date) -> None:
        self.key = row["key"]
        self.guide = row["guide"]
        self.today = today
        self.started = int(row["started"])
        self.agreed = int(row["agreed"]) if row["agreed"] else None
        self.reopened_because = row["reopened_because"]
        self.locality = Locality.objects.get(name=row["locality"])
        self.practices = list(self.locality.practices.order_by("ods_code"))[: int(row["practices"])]
        self.lead = person(f"lead.{self.locality.slug}")
        self.colleague = person(f"colleague.{self.locality.slug}")
        self.diagnostic: Diagnostic

    def make(self) -> Diagnostic:
        started_on = self.today - timedelta(days=self.started)
        with clock_at(moment(self.today, self.started)):
            self.diagnostic = start_diagnostic(
                self.locality,
                by=self.lead,
                title=f"{started_on:%B %Y}",
                started_on=started_on,
                guide=Guide.objects.get(code=GUIDE, version=self.guide),
            )
        self._practice_views()
        self._numbers()
        self._capacity()
        self._answers()
        self._features()
        if self.agreed is not None:
            self._agree(self.agreed)
        return self.diagnostic

    def _at(self, share: float, number: int) -> AbstractContextManager[None]:
        """Return the clock at a share of the way from the start to the end, at varying times of the day."""
        end = (self.agreed or 0) + 1
        return clock_at(moment(self.today, round(self.started - (self.started - end) * share), number * 37 % 480))

    def _practice_views(self) -> None:
        comments = content("texts")["comments"]
        positions = column("positions", "domain", self.key)
        for p, practice in enumerate(self.practices):
            by = person(f"practice.{practice.ods_code.lower()}")
            for d, domain in enumerate(self.diagnostic.whole_guide.ordered_domains):
                if (3 * p + d) % 5 == 4:
                    continue  # nobody has a view on everything
                agreed = int(positions.get(domain.code, "2")[0])
                position = _on_scale(agreed + SPREAD[(5 * p + 3 * d) % len(SPREAD)])
                said = comments[_tier(position)]
                comment = said[(p + d) % len(said)] if (p + 2 * d) % 7 == 0 else ""
                with self._at(0.3, p * 24 + d):
                    save_practice_view(
                        self.diagnostic,
                        domain,
                        practice,
                        {"position": position, "comment": comment},
                        base_revision=0,
                        by=by,
                    )

    def _numbers(self) -> None:
        values = column("numbers", "indicator", self.key)
        sources = column("numbers", "indicator", "source")
        as_of = (self.today - timedelta(days=self.started)).replace(day=1) - timedelta(days=1)
        for number, row in enumerate(self.diagnostic.indicator_values.select_related("indicator")):
            code = row.indicator.code
            if code in values:
                with self._at(0.4, number):
                    new = {"value": Decimal(values[code]), "as_of": as_of, "source": sources[code]}
                    save_indicator_value(row, new, base_revision=0, by=self.colleague)

    def _capacity(self) -> None:
        changed = {row["assumption"]: row for row in rows("assumptions") if row["diagnostic"] == self.key}
        for assumption in capacity_of(self.diagnostic).assumptions.all():
            if assumption.code in changed:
                row = changed[assumption.code]
                new = {"value": Decimal(row["value"]), "why": row["why"]}
                with self._at(0.5, len(row["why"])):
                    save_assumption(assumption, new, base_revision=0, by=self.colleague)
        if self.agreed is not None:
            with self._at(0.5, 100):
                confirm_capacity(self.diagnostic, by=self.colleague)

    def _answers(self) -> None:
        cells = column("positions", "domain", self.key)
        answers = list(self.diagnostic.answers.select_related("domain"))
        for number, answer in enumerate(answers):
            if answer.domain.code in cells:
                with self._at(number / len(answers), number):
                    new = _answer(answer, cells[answer.domain.code])
                    save_answer(answer, new, base_revision=0, by=self._one_of_two(number))

    def _features(self) -> None:
        states = column("features", "feature", self.key)
        for number, answer in enumerate(self.diagnostic.feature_answers.select_related("feature")):
            if answer.feature.code in states:
                with self._at(0.9, number):
                    new = {"state": states[answer.feature.code]}
                    save_feature_answer(answer, new, base_revision=0, by=self._one_of_two(number))

    def _one_of_two(self, number: int) -> User:
        return self.colleague if number % 3 == 2 else self.lead

    def _agree(self, days_ago: int) -> None:
        with clock_at(moment(self.today, days_ago, 300)):
            self.diagnostic = agree_diagnostic(self.diagnostic, by=self.lead)
        if self.reopened_because:
            with clock_at(moment(self.today, 5, 120)):
                self.diagnostic = reopen_diagnostic(self.diagnostic, why=self.reopened_because, by=self.lead)


def _answer(answer: DomainAnswer, cell: str) -> dict[str, object]:
    found = CELL.fullmatch(cell)
    if found is None:
        raise ValueError(f"{cell!r} for {answer.domain.code} is not like 2>4 or 2>4!")
    position = int(found["today"])
    texts = content("texts")["domains"][answer.domain.code][_tier(position)]
    return {
        "position": position,
        "target": int(found["target"]),
        "priority": bool(found["priority"]),
        "agreement": texts["agreed"],
        "evidence": texts["evidence"],
    }


def _on_scale(position: int) -> int:
    """Turn back at the ends of the scale, so that views spread there too."""
    return 2 - position if position < 1 else 10 - position if position > 5 else position


def _tier(position: int) -> str:
    return ("low", "low", "middle", "high", "high")[position - 1]
