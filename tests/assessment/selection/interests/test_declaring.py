"""The register: rows are added and never changed, and only the CCG clears a conflict."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessment.selection.models import Application, Interest, PanelMember, PanelScore, SentScores, Wave
from assessment.selection.services.interests import clear_interest, declare_interest
from assessment.selection.services.members import name_member
from assessment.selection.services.panel import save_agreed_score, send_scores, take_back_scores
from localities.kit.models import AuditEvent, OutgoingEmail
from localities.kit.refused import Refused
from localities.models import Role, User
from tests.assessment.selection.rounds import say, set_state

pytestmark = pytest.mark.postgres

State = Wave.State


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize("who", ["officer", "approver", "panel_member"])
@pytest.mark.parametrize("state", [State.CLOSED, State.SCORING, State.MODERATION, State.DECIDED])
def test_everybody_with_a_part_declares_at_any_time_until_publishing(
    application: Application, member: PanelMember, cast: dict[str, User], who: str, state: str
) -> None:
    application.wave = set_state(application.wave, state)
    for has_conflict, note in ((False, ""), (True, "A cousin works there")):
        found = declare_interest(application, by=cast[who], has_conflict=has_conflict, note=note)
        assert (found.user, found.has_conflict, found.note, found.stage) == (cast[who], has_conflict, note, state)
    assert Interest.objects.count() == 2
    assert Interest.objects.standing().get().has_conflict


@pytest.mark.parametrize("state", [State.PUBLISHED, State.ENDED])
def test_nothing_is_declared_or_cleared_once_it_is_over(
    scored: Application, panel_member: User, officer: User, state: str
) -> None:
    conflict = declare_interest(scored, by=panel_member, has_conflict=True, note="Mine")
    say(officer, scored)
    set_state(scored.wave, state)
    with pytest.raises(Refused, match=r"so what was declared stays|nothing to declare"):
        declare_interest(scored, by=again(officer), has_conflict=True, note="Found out")
    with pytest.raises(Refused, match="is over"):
        clear_interest(conflict, by=officer, why="A mistake")


def test_the_ccg_declares_while_the_wave_is_open_and_the_panel_after_it(
    application: Application, member: PanelMember, officer: User, panel_member: User
) -> None:
    declare_interest(application, by=officer, has_conflict=False)
    with pytest.raises(Refused, match="once the wave has closed"):
        declare_interest(application, by=panel_member, has_conflict=False)


@pytest.mark.parametrize("who", ["lead", "practice_rep", "system_team", "administrator", "outsider"])
def test_nobody_else_declares(scored: Application, cast: dict[str, User], who: str) -> None:
    with pytest.raises(Refused, match="Only members of this wave’s panel and people of the CCG"):
        declare_interest(scored, by=cast[who], has_conflict=False)


def test_a_conflict_is_not_taken_back_by_who_declared_it(scored: Application, panel_member: User) -> None:
    declare_interest(scored, by=panel_member, has_conflict=True, note="My partner joined")
    with pytest.raises(Refused, match="tell the CCG: somebody of its team can clear it"):
        declare_interest(scored, by=panel_member, has_conflict=False)
    assert Interest.objects.conflicts().get().note == "My partner joined"


def test_somebody_of_the_ccg_without_a_conflict_clears_it_with_a_reason(
    scored: Application, panel_member: User, officer: User, approver: User, second_officer: User
) -> None:
    conflict = declare_interest(scored, by=panel_member, has_conflict=True, note="Wrong application")
    say(officer, scored)
    say(approver, scored, conflict=True)
    for who in (panel_member, approver, second_officer):  # the last declared nothing yet
        with pytest.raises(Refused, match="Only people of the CCG"):
            clear_interest(conflict, by=who, why="A mistake")
    with pytest.raises(Refused, match="Say why"):
        clear_interest(conflict, by=officer, why=" ")
    cleared = clear_interest(conflict, by=officer, why="Meant Rayleigh")
    assert (cleared.user, cleared.cleared_by, cleared.said) == (panel_member, officer, "Conflict cleared")
    assert [one.said for one in Interest.objects.filter(user=panel_member)] == [
        "No conflict",
        "Conflict",
        "Conflict cleared",
    ]
    assert again(panel_member).has_perm("selection.score", scored)
    told = OutgoingEmail.objects.get(to=panel_member)
    assert "Meant Rayleigh" in told.text
    with pytest.raises(Refused, match="not a conflict that stands"):
        clear_interest(conflict, by=officer, why="Again")


def test_nobody_clears_their_own(scored: Application, officer: User) -> None:
    conflict = declare_interest(scored, by=officer, has_conflict=True, note="Mine")
    with pytest.raises(Refused, match="Only people of the CCG"):
        clear_interest(conflict, by=again(officer), why="None any more")


def test_the_database_keeps_rows_that_say_nothing_out(scored: Application, officer: User, approver: User) -> None:
    row = {"application": scored, "user": officer, "declared_at": timezone.now(), "stage": State.SCORING}
    for wrong in (
        {"has_conflict": True},
        {"has_conflict": False, "cleared_by": officer, "note": "My own"},
        {"has_conflict": False, "cleared_by": approver},
        {"has_conflict": True, "cleared_by": approver, "note": "Why"},
    ):
        with transaction.atomic(), pytest.raises(IntegrityError):
            Interest.objects.create(**row, **wrong)


def test_nothing_is_read_or_judged_before_it_is_declared(moderated: Application, second_officer: User) -> None:
    for permission in ("view_application", "moderate", "propose_decision", "clear_interest"):
        assert not second_officer.has_perm(f"selection.{permission}", moderated), permission
    assert not second_officer.has_perm("selection.view_record", moderated.wave)
    with pytest.raises(Refused, match="no part"):
        save_agreed_score(moderated.agreed_scores.all()[0], {"score": 3}, base_revision=0, by=second_officer)
    declare_interest(moderated, by=second_officer, has_conflict=False)
    assert second_officer.has_perm("selection.moderate", moderated)
    assert second_officer.has_perm("selection.view_record", moderated.wave)


def test_who_comes_to_the_ccg_when_all_is_over_may_read(moderated: Application, second_officer: User) -> None:
    wave = set_state(moderated.wave, State.PUBLISHED)
    moderated.wave = wave
    assert second_officer.has_perm("selection.view_application", moderated)
    assert second_officer.has_perm("selection.view_record", wave)


def test_no_event_says_what_was_declared(scored: Application, panel_member: User, officer: User) -> None:
    """Administrators read events, and people of the locality do."""
    say(officer, scored)
    conflict = declare_interest(scored, by=panel_member, has_conflict=True, note="Planted words")
    clear_interest(conflict, by=officer, why="Planted words")
    events = list(AuditEvent.objects.filter(on_type="selection.application").order_by("pk"))
    assert [(one.what, one.moved_to) for one in events] == [
        ("Declared an interest", "conflict"),
        ("Cleared an interest", "no conflict"),
    ]
    assert not any("Planted" in one.why or one.locality_id for one in events)


def test_scores_taken_back_are_not_sent(scored: Application, panel_member: User) -> None:
    take_back_scores(scored, by=panel_member)
    assert SentScores.objects.get().member.user != panel_member
    send_scores(scored, by=panel_member)
    assert SentScores.objects.count() == 2


def test_who_declared_for_the_ccg_and_joins_the_panel_has_scores_to_fill_in(
    scored: Application, officer: User, approver: User, world: object
) -> None:
    declare_interest(scored, by=officer, has_conflict=False)
    Role.objects.create(user=officer, kind=Role.Kind.PANEL_MEMBER, commissioner=scored.wave.commissioner)
    name_member(scored.wave, again(officer), by=approver)
    assert PanelScore.objects.filter(member__user=officer, application=scored).count() == 4
