"""A practice signs up to its locality and withdraws: through its own representative, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.models import Practice, SignUp, User
from localities.pages.practices import list_practices
from localities.services.practices import sign_up, withdraw_sign_up
from tests.cast import TODAY, World
from tests.flat import flat

pytestmark = pytest.mark.postgres

ClientFor = Callable[[User], Client]
LIST = "/localities/canvey-island/practices/"
SIGN_UP = f"{LIST}F81001/sign-up/"
WITHDRAW = f"{SIGN_UP}withdraw/"
WORDS = {"signed_by_name": "A partner", "signed_by_role": "GP partner", "signed_on": TODAY, "statement": "We take part"}


@pytest.fixture
def practice(world: World) -> Practice:
    return Practice.objects.get(ods_code="F81001")


def filled_in(signed_on: date = TODAY, **changes: str) -> dict[str, str]:
    parts = {f"signed_on_{part}": str(getattr(signed_on, part)) for part in ("day", "month", "year")}
    return (
        {"signed_by_name": "A partner", "signed_by_role": "GP partner", "statement": "We take part"} | parts | changes
    )


def in_force(practice: Practice) -> list[SignUp]:
    return list(practice.sign_ups.in_force())


# Signing up ---------------------------------------------------------------------------------------------------------


def test_a_representative_signs_the_practice_up(practice: Practice, practice_rep: User, client_for: ClientFor):
    client = client_for(practice_rep)
    assert f'href="{SIGN_UP}"' in flat(client.get(LIST))
    page = client.post(SIGN_UP, filled_in(), follow=True)
    assert page.redirect_chain == [(LIST, 302)]
    assert "Practice F81001 is signed up." in flat(page)
    assert "by A partner, GP partner" in flat(page)
    [signed] = in_force(practice)
    assert (signed.locality.slug, signed.signed_on, signed.statement) == ("canvey-island", TODAY, "We take part")


def test_the_locality_s_record_tells_of_it(practice: Practice, practice_rep: User, world: World):
    sign_up(practice, WORDS, by=practice_rep)
    withdraw_sign_up(practice, by=practice_rep)
    withdrew, signed = AuditEvent.objects.filter(locality_id=world.canvey.pk)
    assert (signed.what, signed.on_name, signed.why) == ("Signed the practice up", "Practice F81001", "We take part")
    assert (withdrew.what, withdrew.who_id) == ("Withdrew the practice’s sign-up", practice_rep.pk)


def test_the_day_of_signing_may_be_today(practice: Practice, practice_rep: User, client_for: ClientFor):
    assert client_for(practice_rep).post(SIGN_UP, filled_in(timezone.localdate())).status_code == 302


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"signed_by_name": " "}, "Enter the name of the person who signs for the practice"),
        ({"signed_by_role": ""}, "Enter their role, such as GP partner"),
        ({"signed_on_year": ""}, "Date of signing must include a year"),
        ({"signed_on_day": "31", "signed_on_month": "2"}, "Date of signing must be a real date"),
        ({"signed_on_year": "2099"}, "The date of signing must be today or in the past"),
        ({"statement": "x" * 1001}, "to 1,000 characters or fewer"),
        ({"signed_by_name": "x" * 201}, "must be 200 characters or fewer"),
    ],
)
def test_what_is_wrong_comes_back_with_what_was_typed(
    changes: dict[str, str], told: str, practice: Practice, practice_rep: User, client_for: ClientFor
):
    page = client_for(practice_rep).post(SIGN_UP, filled_in(**{"statement": "Typed with care", **changes}))
    assert page.status_code == 422
    assert told in flat(page)
    assert "Typed with care" in flat(page) or "statement" in changes
    assert in_force(practice) == []


def test_tomorrow_is_too_late(practice: Practice, practice_rep: User, client_for: ClientFor):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "today or in the past" in flat(client_for(practice_rep).post(SIGN_UP, filled_in(tomorrow)))


def test_a_second_sign_up_is_refused_kindly(practice: Practice, practice_rep: User, client_for: ClientFor):
    client = client_for(practice_rep)
    sign_up(practice, WORDS, by=practice_rep)
    page = client.post(SIGN_UP, filled_in(statement="Once more"))
    assert page.status_code == 422
    assert "Practice F81001 has signed up already" in flat(page)
    assert [one.statement for one in in_force(practice)] == ["We take part"]


def test_who_has_signed_reads_what_was_signed(practice: Practice, practice_rep: User, client_for: ClientFor):
    sign_up(practice, WORDS, by=practice_rep)
    page = flat(client_for(practice_rep).get(SIGN_UP))
    assert "A partner, GP partner" in page
    assert f'href="{WITHDRAW}"' in page
    assert 'name="signed_by_name"' not in page


@pytest.mark.parametrize("who", ["lead", "officer", "approver", "administrator", "system_team"])
def test_nobody_signs_for_a_practice(who: str, practice: Practice, cast: dict[str, User], client_for: ClientFor):
    client = client_for(cast[who])
    assert client.post(SIGN_UP, filled_in()).status_code == 403
    assert client.post(WITHDRAW).status_code == 403
    assert SIGN_UP not in flat(client.get(LIST))
    with pytest.raises(Refused, match="own representative"):
        sign_up(practice, WORDS, by=cast[who])


def test_whoever_has_every_permission_leaves_it_to_the_practice_too(practice: Practice, client_for: ClientFor):
    root = User.objects.create_superuser("root@example.com", name="Root")
    assert client_for(root).post(WITHDRAW).status_code == 409
    assert "own representative" in flat(client_for(root).post(SIGN_UP, filled_in()))
    assert in_force(practice) == []


def test_another_practice_s_representative_is_kept_out(practice_rep: User, client_for: ClientFor):
    client = client_for(practice_rep)
    assert client.post(f"{LIST}F81002/sign-up/", filled_in()).status_code == 403
    assert client.post("/localities/tilbury/practices/F81005/sign-up/", filled_in()).status_code == 404
    assert client.get("/localities/rayleigh/practices/F81001/sign-up/").status_code == 404


# Withdrawing --------------------------------------------------------------------------------------------------------


def test_withdrawing_asks_first(practice: Practice, practice_rep: User, client_for: ClientFor):
    sign_up(practice, WORDS, by=practice_rep)
    client = client_for(practice_rep)
    assert "no longer counts as signed up" in flat(client.get(WITHDRAW))
    assert len(in_force(practice)) == 1
    page = client.post(WITHDRAW, follow=True)
    assert "The sign-up of Practice F81001 is withdrawn." in flat(page)
    assert in_force(practice) == []
    assert practice.sign_ups.get().withdrawn_on == timezone.localdate()


def test_withdrawing_what_is_not_signed_says_so(practice: Practice, practice_rep: User, client_for: ClientFor):
    client = client_for(practice_rep)
    page = flat(client.get(WITHDRAW))
    assert "nothing to withdraw" in page
    assert 'type="submit"' not in page.split("<main")[1].split("</main")[0]
    assert client.post(WITHDRAW).status_code == 409
    assert not AuditEvent.objects.filter(on_type="localities.practice").exists()


def test_a_practice_may_sign_up_again(practice: Practice, practice_rep: User):
    sign_up(practice, WORDS, by=practice_rep)
    withdraw_sign_up(practice, by=practice_rep)
    sign_up(practice, WORDS | {"statement": "Back again"}, by=practice_rep)
    assert [one.statement for one in in_force(practice)] == ["Back again"]
    assert practice.sign_ups.count() == 2


# A practice that moves ------------------------------------------------------------------------------------------------


def test_what_was_signed_with_one_locality_counts_for_nothing_in_another(
    practice: Practice, practice_rep: User, world: World
):
    sign_up(practice, WORDS, by=practice_rep)
    practice.locality = world.rayleigh
    practice.save()
    found: Any = list_practices(world.rayleigh, shown_to=practice_rep, today=TODAY)
    assert found.signed_up == 0
    sign_up(practice, WORDS, by=practice_rep)
    assert list_practices(world.rayleigh, shown_to=practice_rep, today=TODAY).signed_up == 1
    assert [one.locality.slug for one in in_force(practice)] == ["rayleigh"]
