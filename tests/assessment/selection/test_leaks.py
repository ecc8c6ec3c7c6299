"""What is secret in a round stays so, by page, file, e-mail and guessed address: for everybody, at each stage."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from assessment.models import Guide
from assessment.selection.models import Decision, PanelScore
from localities.models import User
from tests.assessment.selection.crawl import crawl, mail
from tests.assessment.selection.whole_round import CONFLICTS, MEMBERS, OUTCOMES, STAGES, Round, Secret, make_round
from tests.cast import World

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

    if secret.kind == "note" and who == secret.member:
        return True  # what they declared themselves
    if secret.kind == "signature" and who in MEMBERS:
        return True  # they need it to know whether they have a conflict
    if who in CONFLICTS and secret.locality == CANVEY:
        return False
    if secret.kind in ("statement", "evidence", "signature"):
        return who in CCG or OWN.get(who) == secret.locality or (who in MEMBERS and since("scoring"))
    if who in CCG and since("moderation"):
        return True
    if secret.kind == "comment":
        return who == secret.member
    told = secret.kind in ("feedback", "conditions", "work_on")
    return told and since("published") and OWN.get(who) == secret.locality


@pytest.fixture
def at(world: World, guide: Guide, cast: dict[str, User]) -> Callable[[str], Round]:
    return lambda stage: make_round(world, guide, cast, stage)


@pytest.mark.parametrize("stage", STAGES)
def test_nobody_reads_what_is_not_theirs(at: Callable[[str], Round], client_for: ClientFor, stage: str) -> None:
    made = at(stage)
    for who in set(PART) - CCG if stage == "decided" else PART:  # the CCG reads then what it reads in moderation
        read = crawl(made, client_for(made.people[who])) | {"e-mails": (200, mail(made.people[who]))}
        for secret in made.secrets:
            where = [address for address, (_, text) in read.items() if secret.text in text]
            if may_read(who, secret, stage):
                assert where, f"{who} finds nowhere {secret.text}, which is theirs to read: the crawl is blind there"
            else:
                assert not where, f"{who} reads {secret.text} when the wave is {stage}: {where}"


def test_who_has_no_part_in_a_round_does_not_find_it(at: Callable[[str], Round], client_for: ClientFor) -> None:
    made = at("published")
    for who in NO_PART:
        for address, (status, text) in crawl(made, client_for(made.people[who])).items():
            if address.startswith(("/waves/", "/applications/")):
                assert status == 404, f"{who} opens {address}: {status}"
            assert not [one for one in made.secrets if one.text in text]


@pytest.mark.parametrize("who", ["first", "officer", "lead"])
def test_before_moderation_no_page_depends_on_anothers_scores(
    at: Callable[[str], Round], client_for: ClientFor, who: str
) -> None:
    made = at("scoring")
    theirs = PanelScore.objects.filter(member__user=made.people["second"])
    theirs.update(score=0, comment="Weak")
    before = crawl(made, client_for(made.people[who]))
    theirs.update(score=4, comment="Excellent")
    assert crawl(made, client_for(made.people[who])) == before


@pytest.mark.parametrize("who", ["lead", "first"])
def test_before_publication_no_applicants_page_depends_on_the_outcome(
    at: Callable[[str], Round], client_for: ClientFor, who: str
) -> None:
    made = at("decided")
    before = crawl(made, client_for(made.people[who]))
    Decision.objects.update(outcome=Decision.Outcome.NOT_YET)
    assert crawl(made, client_for(made.people[who])) == before


def test_after_publication_no_applicants_page_depends_on_anothers_outcome(
    at: Callable[[str], Round], client_for: ClientFor
) -> None:
    made = at("published")
    assert OUTCOMES["rayleigh"] != Decision.Outcome.NOT_YET
    before = crawl(made, client_for(made.people["lead"]))
    Decision.objects.filter(application=made.applications["rayleigh"]).update(outcome=Decision.Outcome.NOT_YET)
    assert crawl(made, client_for(made.people["lead"])) == before


def test_a_conflict_declared_late_closes_the_door_at_once(at: Callable[[str], Round], client_for: ClientFor) -> None:
    made = at("scoring")
    application = made.applications[CANVEY]
    client = client_for(made.people["second"])
    assert client.get(f"{application.get_absolute_url()}score/").status_code == 200
    application.interests.filter(member__user=made.people["second"]).update(has_conflict=True)
    for address, (status, text) in crawl(made, client).items():
        if address.startswith(application.get_absolute_url()) and "interest" not in address:
            assert status in (403, 404, 405), f"{address}: {status}"
        found = [one for one in made.secrets if one.locality == CANVEY and one.text in text]
        assert {one.kind for one in found} <= {"signature"}
