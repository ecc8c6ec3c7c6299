"""The chair of a panel, and the deputy who takes over where the chair has a conflict."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assessment.selection.models import Application, PanelMember, Wave
from assessment.selection.queries.interests import chair_of
from assessment.selection.services.members import name_chair, name_member, remove_member
from localities.kit.refused import Refused
from localities.models import Role, User
from tests.assessment.selection.rounds import put_on_panel, set_state
from tests.cast import World, make_user
from tests.flat import flat

As = Callable[[User], Client]
Part = PanelMember.Part


@pytest.fixture
def third(wave: Wave, fellow: PanelMember, world: World) -> PanelMember:
    role = {"kind": Role.Kind.PANEL_MEMBER, "commissioner": world.commissioner}
    return put_on_panel(wave, make_user("third@example.com", "Third member", role))


def parts(wave: Wave) -> dict[str, str]:
    return {str(one): one.part for one in wave.panel.active()}


def test_chair_and_deputy_are_named_and_named_anew(
    wave: Wave, member: PanelMember, fellow: PanelMember, third: PanelMember, officer: User
) -> None:
    name_chair(wave, third, member, by=officer)
    assert parts(wave) == {"Panel member": "deputy", "Second panel member": "member", "Third member": "chair"}
    name_chair(wave, member, None, by=officer)
    assert parts(wave) == {"Panel member": "chair", "Second panel member": "member", "Third member": "member"}


def test_they_are_two_people_who_have_a_part(
    wave: Wave, application: Application, member: PanelMember, fellow: PanelMember, officer: User, world: World
) -> None:
    with pytest.raises(Refused, match="somebody else than the chair"):
        name_chair(wave, member, member, by=officer)
    Role.objects.create(user=fellow.user, kind=Role.Kind.LOCALITY_LEAD, locality=world.canvey)
    for chair, deputy in ((fellow, member), (member, fellow)):
        with pytest.raises(Refused, match="have a part in judging"):
            name_chair(wave, chair, deputy, by=officer)


@pytest.mark.parametrize("state", [Wave.State.DECIDED, Wave.State.PUBLISHED])
def test_not_once_all_is_decided(wave: Wave, member: PanelMember, officer: User, state: str) -> None:
    set_state(wave, state)
    with pytest.raises(Refused):
        name_chair(wave, member, None, by=officer)


def test_a_chair_who_left_comes_back_as_a_member(
    wave: Wave, member: PanelMember, fellow: PanelMember, officer: User
) -> None:
    remove_member(member, by=officer, why="Is ill")
    name_chair(wave, fellow, None, by=officer)
    name_member(wave, member.user, by=officer)
    assert parts(wave) == {"Panel member": "member", "Second panel member": "chair"}


@given(parts=st.permutations([Part.CHAIR, Part.DEPUTY, Part.MEMBER]), conflicted=st.sets(st.integers(0, 2)))
def test_the_deputy_chairs_where_the_chair_cannot_and_nobody_else(parts: list[Part], conflicted: set[int]) -> None:
    members = [PanelMember(user_id=at, part=part) for at, part in enumerate(parts)]
    able = {part for at, part in enumerate(parts) if at not in conflicted}
    found = chair_of(members, conflicted)
    expected = next((part for part in (Part.CHAIR, Part.DEPUTY) if part in able), None)
    assert (found.part if found else None) == expected


def test_without_a_panel_there_is_nobody_to_choose(wave: Wave, officer: User, client_for: As) -> None:
    client, address = client_for(officer), reverse("wave-chair", args=[wave.pk])
    for response in (client.get(address), client.post(address, {"chair": "1"})):
        assert response.url == reverse("wave-panel", args=[wave.pk])


def test_the_page_names_them(
    wave: Wave, member: PanelMember, third: PanelMember, fellow: PanelMember, officer: User, client_for: As
) -> None:
    client, address = client_for(officer), reverse("wave-chair", args=[wave.pk])
    page = flat(client.get(address))
    assert 'value="" ' in page
    same = client.post(address, {"chair": third.pk, "deputy": third.pk})
    assert (same.status_code, "Choose somebody else than the chair" in flat(same)) == (422, True)
    assert "Choose who chairs it" in flat(client.post(address, {}))
    assert client.post(address, {"chair": third.pk, "deputy": ""}).status_code == 302
    assert "Chair" in flat(client.get(reverse("wave-panel", args=[wave.pk])))
    assert parts(wave)["Third member"] == "chair"
