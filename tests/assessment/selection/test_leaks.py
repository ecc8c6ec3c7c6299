"""What is secret in a round stays so, by page, file, e-mail and guessed address: for everybody, at each stage."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from assessment.models import Guide
from assessment.selection.models import Decision, PanelScore
from assessment.selection.services.interests import declare_interest
from localities.models import Role, User
from tests.assessment.selection.crawl import crawl, mail
from tests.assessment.selection.whole_round import CONFLICTS, MEMBERS, OUTCOMES, STAGES, Round, Secret, make_round
from tests.cast import World, make_user

CANVEY = "canvey-island"
CCG = {"officer", "approver", "double"}
OWN = {"lead": CANVEY, "practice_rep": CANVEY, "lead of rayleigh": "rayleigh"}
PART = ["first", "third", "double", "officer", *OWN]
NO_PART = ["outsider", "system_team", "administrator"]
ClientFor = Callable[[User], Client]


def may_read(who: str, secret: Secret, stage: str) -> bool:
    """The design's table ("Who may do what"), and when."""

    def since(reached: str) -> bool:
        return STAGES.index(stage) >= STAGES.index(reached)

    if secret.kind == "note":
        return who in CCG or who in MEMBERS  # the register is read by all who judge, also with a conflict
    if secret.kind == "signature" and (who in MEMBERS or who in CCG):
        return True  # they need it to know whether they have a conflict
    if who in CONFLICTS and secret.locality == CANVEY:
        return False
    if secret.kind in ("statement", "evidence", "signature"):
        return who in CCG or OWN.get(who) == secret.locality or who in MEMBERS
    if who in CCG and since("moderation"):
        return True
    if secret.kind == "comment":
        return who == secret.member
    told = secret.kind in ("feedback", "conditions", "work_on")
    return told and since("published") and OWN.get(who) == secret.locality


@pytest.fixture
def at(quick_print: None, world: World, guide: Guide, cast: dict[str, User]) -> Callable[[str], Round]:
    return lambda stage: make_round(world, guide, cast, stage)


def change_scores(made: Round) -> None:
    PanelScore.objects.filter(member__user=made.people["second"]).update(score=4, comment="Excellent")


def change_outcomes(made: Round) -> None:
    Decision.objects.update(outcome=Decision.Outcome.NOT_YET)


def change_anothers_outcome(made: Round) -> None:
    assert OUTCOMES["rayleigh"] != Decision.Outcome.NOT_YET
    Decision.objects.filter(application=made.applications["rayleigh"]).update(outcome=Decision.Outcome.NOT_YET)


STILL_SECRET: dict[str, tuple[Callable[[Round], None], list[str]]] = {
    "scoring": (change_scores, ["first", "officer", "lead"]),
    "decided": (change_outcomes, ["first", "lead"]),
    "published": (change_anothers_outcome, ["lead"]),
}
"""At a stage, a change of what is secret then, and whose pages it must not reach."""


@pytest.mark.parametrize("stage", STAGES)
def test_nobody_reads_what_is_not_theirs(at: Callable[[str], Round], client_for: ClientFor, stage: str) -> None:
    """No page holds a secret text, nor depends on a secret."""
    made = at(stage)
    change, blind = STILL_SECRET.get(stage, (None, []))
    pages = {}
    for who in PART:
        if stage == "decided" and who in CCG:
            continue  # they read then what they read in moderation
        pages[who] = crawl(made, client_for(made.people[who]))
        read = pages[who] | {"e-mails": (200, mail(made.people[who]))}
        for secret in made.secrets:
            where = [address for address, (_, text) in read.items() if secret.text in text]
            if may_read(who, secret, stage):
                assert where, f"{who} finds nowhere {secret.text}, which is theirs to read: the crawl is blind there"
            else:
                assert not where, f"{who} reads {secret.text} when the wave is {stage}: {where}"
    if change:
        change(made)
    for who in blind:
        again = crawl(made, client_for(made.people[who]))
        assert again == pages[who], f"{who} sees a secret change when the wave is {stage}"


def test_who_has_no_part_in_a_round_does_not_find_it(at: Callable[[str], Round], client_for: ClientFor) -> None:
    made = at("published")
    for who in NO_PART:
        for address, (status, text) in crawl(made, client_for(made.people[who])).items():
            if address.startswith(("/waves/", "/applications/")):
                assert status == 404, f"{who} opens {address}: {status}"
            assert not [one for one in made.secrets if one.text in text]


def test_a_conflict_declared_late_closes_the_door_at_once(at: Callable[[str], Round], client_for: ClientFor) -> None:
    made = at("scoring")
    application = made.applications[CANVEY]
    client = client_for(made.people["second"])
    assert client.get(f"{application.get_absolute_url()}score/").status_code == 200
    declare_interest(application, by=made.people["second"], has_conflict=True, note="Found out")
    for address, (status, text) in crawl(made, client).items():
        if address.startswith(application.get_absolute_url()) and "interest" not in address:
            assert status in (403, 404, 405), f"{address}: {status}"
        found = [one for one in made.secrets if one.locality == CANVEY and one.text in text]
        assert {one.kind for one in found} <= {"signature", "note"}


@pytest.mark.parametrize("stage", ["closed", "moderation"])
def test_somebody_of_the_ccg_reads_nothing_before_they_declare(
    at: Callable[[str], Round], client_for: ClientFor, world: World, stage: str
) -> None:
    made = at(stage)
    role = {"kind": Role.Kind.COMMISSIONER_APPROVER, "commissioner": world.commissioner}
    new = make_user("new.approver@example.com", "New approver", role)
    for address, (_, text) in crawl(made, client_for(new)).items():
        found = {one.kind for one in made.secrets if one.text in text}
        assert found <= {"signature", "note"}, f"{address} when the wave is {stage}"
