"""A whole round with four localities, three panel members and a CCG officer who is a fourth, each text a secret.

The third member and that officer declared a conflict with Canvey Island. Every text that somebody wrote is a word of
its own, so that whoever reads it anywhere is found out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from assessment.models import Guide
from assessment.selection.models import AgreedScore, Application, Decision, PanelScore, Wave
from assessment.selection.models.wave_transitions import CLOSE, DECIDE, MODERATE, OPEN, START_SCORING
from assessment.selection.services.applications import save_answer, start_application, submit_application
from assessment.selection.services.interests import declare_interest
from assessment.selection.services.members import name_chair, name_members
from assessment.selection.services.panel import send_scores
from assessment.selection.services.publishing import publish_wave
from assessment.selection.services.waves import make_transition, plan_wave
from localities.models import Locality, Role, User
from tests.cast import World, make_practice, make_user

STAGES = ["closed", "scoring", "moderation", "decided", "published"]
OUTCOMES = {
    "canvey-island": Decision.Outcome.SELECTED,
    "rayleigh": Decision.Outcome.CONDITIONS,
    "rochford": Decision.Outcome.NOT_YET,
    "benfleet": Decision.Outcome.NOT_YET,
}
MEMBERS = ["first", "second", "third", "double"]
CONFLICTS = {"third", "double"}  # with Canvey Island


@dataclass(frozen=True)
class Secret:
    """A text of one row: what it is, which application it is about, and the member who wrote it, if one did."""

    text: str
    kind: str
    locality: str
    member: str = ""


@dataclass
class Round:
    """The wave, its applications by locality, everybody by what they are, and the secrets written so far."""

    wave: Wave
    applications: dict[str, Application]
    people: dict[str, User]
    secrets: list[Secret] = field(default_factory=list)

    def keep(self, kind: str, locality: str, number: object = "", member: str = "") -> str:
        """Make a secret, and return its text."""
        text = f"zq{kind}{locality.replace('-', '')}{member}{number}"
        self.secrets.append(Secret(text, kind, locality, member))
        return text

    def judged_by(self, member: str) -> dict[str, Application]:
        return {
            slug: one for slug, one in self.applications.items() if member not in CONFLICTS or slug != "canvey-island"
        }


def make_round(world: World, guide: Guide, cast: dict[str, User], stage: str) -> Round:
    """The round at this stage, made step by step: with services where they write e-mails or change states."""
    made = _closed(world, guide, cast)
    for step, reached in ((_scoring, "scoring"), (_moderation, "moderation"), (_decided, "decided")):
        if STAGES.index(stage) >= STAGES.index(reached):
            step(made)
    if stage == "published":
        publish_wave(made.wave, by=cast["approver"])
    made.wave.refresh_from_db()
    return made


def _closed(world: World, guide: Guide, cast: dict[str, User]) -> Round:
    """Applied, closed and declared."""
    for code, name in (("F83001", "Rochford"), ("F83002", "Benfleet")):
        locality = Locality.objects.create(commissioner=world.commissioner, name=name, slug=name.lower())
        make_practice(locality, code)
    panel = {"kind": Role.Kind.PANEL_MEMBER, "commissioner": world.commissioner}
    officer = {"kind": Role.Kind.COMMISSIONER_OFFICER, "commissioner": world.commissioner}
    people = {**cast, "first": cast["panel_member"]}
    for member, roles in {"second": [panel], "third": [panel], "double": [panel, officer]}.items():
        people[member] = make_user(f"{member}@example.com", f"Panel member, the {member}", *roles)
    now = timezone.now()
    dates = {"opens_at": now - timedelta(days=1), "closes_at": now + timedelta(days=1)}
    values = {"title": "Wave 1", "places": 2, "offers": list(guide.offers.all()), **dates}
    wave = plan_wave(world.commissioner, values, by=cast["officer"])
    chair, deputy, *_ = name_members(wave, [people[member] for member in MEMBERS], by=cast["officer"])
    name_chair(wave, chair, deputy, by=cast["officer"])
    wave = make_transition(wave, OPEN, by=cast["officer"])
    made = Round(wave, {}, people)
    for slug in OUTCOMES:
        _apply(made, slug)
    Wave.objects.update(closes_at=now - timedelta(hours=1))
    made.wave = make_transition(wave, CLOSE, by=cast["officer"])
    for member in (*MEMBERS, "officer", "approver"):
        for slug, application in made.applications.items():
            has_conflict = slug not in made.judged_by(member)
            note = made.keep("note", slug, member=member) if has_conflict else ""
            declare_interest(application, by=people[member], has_conflict=has_conflict, note=note)
    return made


def _apply(made: Round, slug: str) -> None:
    locality = Locality.objects.get(slug=slug)
    lead = made.people["lead"]
    if slug != "canvey-island":
        role = {"kind": Role.Kind.LOCALITY_LEAD, "locality": locality}
        lead = made.people[f"lead of {slug}"] = make_user(f"lead.{slug}@example.com", f"Lead, {locality}", role)
    application = start_application(locality, made.wave, by=lead)
    for number, answer in enumerate(application.answers.all()):
        values = {name: f"We stand where we say: {made.keep(name, slug, number)}" for name in ("statement", "evidence")}
        save_answer(answer, values, base_revision=0, by=lead)
    submit_application(application, by=lead, name=made.keep("signature", slug), role="Locality lead")
    application.refresh_from_db()
    made.applications[slug] = application


def _scoring(made: Round) -> None:
    """Everybody scored: the first has sent all, the others nothing yet."""
    made.wave = make_transition(made.wave, START_SCORING, by=made.people["officer"])
    for at, member in enumerate(MEMBERS):
        for slug, application in made.judged_by(member).items():
            rows = PanelScore.objects.filter(member__user=made.people[member], application=application)
            for number, row in enumerate(rows):
                comment = made.keep("comment", slug, number, member)
                PanelScore.objects.filter(pk=row.pk).update(score=(at + number) % 5, comment=comment)
            if member == "first":
                send_scores(application, by=made.people[member])


def _moderation(made: Round) -> None:
    for member in MEMBERS[1:]:
        for application in made.judged_by(member).values():
            send_scores(application, by=made.people[member])
    made.wave = make_transition(made.wave, MODERATE, by=made.people["officer"])
    officer, now = made.people["officer"], timezone.now()
    for slug, application in made.applications.items():
        for number, row in enumerate(AgreedScore.objects.filter(application=application)):
            AgreedScore.objects.filter(pk=row.pk).update(score=3, note=made.keep("agreed", slug, number))
        texts = {name: made.keep(name, slug) for name in _texts(slug)}
        proposed = {"state": Decision.State.PROPOSED, "proposed_by": officer, "proposed_at": now}
        Decision.objects.filter(application=application).update(outcome=OUTCOMES[slug], **texts, **proposed)


def _texts(slug: str) -> list[str]:
    more: dict[str, list[str]] = {Decision.Outcome.CONDITIONS: ["conditions"], Decision.Outcome.NOT_YET: ["work_on"]}
    return ["reasons", "feedback", *more.get(OUTCOMES[slug], [])]


def _decided(made: Round) -> None:
    confirmed = {"confirmed_by": made.people["approver"], "confirmed_at": timezone.now()}
    Decision.objects.update(state=Decision.State.CONFIRMED, **confirmed)
    Wave.objects.update(met_on=timezone.localdate())
    made.wave.panel.update(attended=True)
    made.wave = make_transition(made.wave, DECIDE, by=made.people["officer"])
