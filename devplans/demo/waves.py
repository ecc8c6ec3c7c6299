"""Two selection waves of the demonstration: one whose panel is scoring, and one that localities are applying for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from unittest import mock

from django.utils.timezone import localdate

from assessment.selection.models import Application, PanelMember, Wave
from assessment.selection.models.wave_transitions import CLOSE, OPEN, START_SCORING, WaveTransition
from assessment.selection.services.applications import save_answer, start_application, submit_application
from assessment.selection.services.interests import declare_interest
from assessment.selection.services.members import name_chair, name_members
from assessment.selection.services.panel import save_score, send_scores
from assessment.selection.services.waves import make_transition, plan_wave
from devplans.demo.clock import clock_at, moment
from devplans.demo.files import content
from devplans.demo.organisations import person
from localities.models import Commissioner, Locality, Practice, User
from localities.services.practices import sign_up

EVENING = 8 * 60  # minutes after nine in the morning


def load_waves(today: date) -> None:
    """Sign practices up and run the waves until today. Nobody is e-mailed: these people have no mailboxes."""
    written = content("waves")
    with mock.patch("localities.kit.mail.outbox._is_wanted", return_value=False):
        _sign_ups(written["sign_ups"], today)
        for one in written["waves"]:
            _Round(one, today).run()


def _sign_ups(written: Mapping[str, Mapping[str, Any]], today: date) -> None:
    codes = [code.upper() for code in written]
    practices = Practice.objects.filter(ods_code__in=codes).select_related("locality").in_bulk(field_name="ods_code")
    for number, (code, said) in enumerate(written.items()):
        with clock_at(moment(today, said["days"], number * 37 % 480)):
            signed = {"signed_by_name": "Practice partner", "signed_by_role": "GP partner", "signed_on": localdate()}
            values = {**signed, "statement": said["statement"]}
            sign_up(practices[code.upper()], values, by=person(f"practice.{code}"))


class _Round:
    """Runs one wave from its planning to where it is today."""

    def __init__(self, written: Mapping[str, Any], today: date) -> None:
        self.written, self.today = written, today
        self.officer = person(f"officer.{written['commissioner']}")
        self.applications: dict[str, Application] = {}
        self.wave = self._plan()

    def run(self) -> None:
        self._begin(OPEN, self.written["opens"])
        for slug, written in self.written["applications"].items():
            self.applications[slug] = self._apply(Locality.objects.get(slug=slug), written)
        if "scoring_began" in self.written:
            self._judge()

    def _plan(self) -> Wave:
        """Plan the wave a week before it opens, and name its panel."""
        commissioner = Commissioner.objects.get(role__user=self.officer)
        opens, closes = self.written["opens"], self.written["closes"]
        values = {
            "title": self.written["title"],
            "places": self.written["places"],
            "opens_at": moment(self.today, opens),
            "closes_at": moment(self.today, closes, EVENING),
        }
        with clock_at(moment(self.today, opens + 7)):
            wave = plan_wave(commissioner, values, by=self.officer)
            wave.offers.set(wave.whole_guide.offers.all())
            panel = name_members(wave, [self._member(word) for word in self.written["panel"]], by=self.officer)
            name_chair(wave, panel[0], next(iter(panel[1:]), None), by=self.officer)
        return wave

    def _begin(self, transition: WaveTransition, days_ago: int) -> None:
        with clock_at(moment(self.today, days_ago, 1)):
            self.wave = make_transition(self.wave, transition, by=self.officer)

    def _apply(self, locality: Locality, written: Mapping[str, Any]) -> Application:
        """Write an application, and submit it where it says on which day."""
        submitted = written.get("submitted")
        lead = person(f"lead.{locality.slug}")
        with clock_at(moment(self.today, 1 if submitted is None else submitted, 60)):
            application = start_application(locality, self.wave, by=lead)
            for answer in application.answers.select_related("criterion"):
                if answer.criterion.code in written["answers"]:
                    save_answer(answer, written["answers"][answer.criterion.code], base_revision=0, by=lead)
            if submitted is not None:
                submit_application(application, by=lead, name=str(lead), role="Locality lead")
        return application

    def _judge(self) -> None:
        self._begin(CLOSE, self.written["closes"] - 1)
        with clock_at(moment(self.today, self.written["closes"] - 2)):
            for word, conflicts in self.written["declarations"].items():
                for slug, application in self.applications.items():
                    note = conflicts.get(slug, "")
                    declare_interest(application, by=self._member(word), has_conflict=bool(note), note=note)
        self._begin(START_SCORING, self.written["scoring_began"])
        for word, scores in self.written["scores"].items():
            for slug, given in scores.items():
                self._score(self._member(word), self.applications[slug], given)

    def _score(self, by: User, application: Application, given: Mapping[str, Any]) -> None:
        """Score the first criteria, as many as there are scores for, and send them where it says on which day."""
        comments = self.written["comments"]
        member = PanelMember.objects.get(wave=self.wave, user=by)
        with clock_at(moment(self.today, given.get("sent", 1), 30)):
            for row, score in zip(member.scores.filter(application=application), given["scores"], strict=False):
                save_score(row, {"score": score, "comment": comments[str(score)]}, base_revision=0, by=by)
            if "sent" in given:
                send_scores(application, by=by)

    def _member(self, word: str) -> User:
        return person(f"{word}.{self.written['commissioner']}")
