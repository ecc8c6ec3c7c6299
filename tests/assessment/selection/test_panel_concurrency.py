"""Several people at once in a round's judging, with real threads, on whichever database the run uses."""

from __future__ import annotations

from functools import partial

import pytest
from django.urls import reverse

from assessment.selection.models import AgreedScore, Interest, PanelScore, Wave
from assessment.selection.services.interests import declare_interest
from assessment.selection.services.panel import save_score, send_scores
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from tests.assessment.selection.rounds import begin_moderation, declare, give_scores, put_on_panel, set_state
from tests.assessment.test_concurrency import at_once
from tests.cast import make_user

pytestmark = pytest.mark.django_db(transaction=True)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def panel(wave, application, world):
    """Four members who declared no conflict, while the panel scores."""
    set_state(wave, Wave.State.SCORING)
    role = {"kind": "panel_member", "commissioner": world.commissioner}
    made = [put_on_panel(wave, make_user(f"member{one}@example.com", f"Member {one}", role)) for one in range(4)]
    for one in made:
        declare(one, application)
    return made


def refused(step):
    try:
        step()
    except Refused:
        return True
    return False


def test_members_who_save_at_once_keep_their_own(panel, application, guide, client_for):
    def scoring(client, score):
        def sent(turn):
            values = {"revision": turn, "score": score, "comment": f"Turn {turn}"}
            return {f"{one.code}-{key}": value for one in guide.ordered_criteria for key, value in values.items()}

        address = reverse("score", args=[application.pk])
        return [client.post(address, sent(turn), headers=HTMX).status_code for turn in range(3)]

    jobs = [partial(scoring, client_for(one.user), score) for score, one in enumerate(panel)]
    assert at_once(*jobs) == [[200] * 3] * 4
    for score, one in enumerate(panel):
        saved = PanelScore.objects.filter(member=one).values_list("score", "comment", "revision")
        assert set(saved) == {(score, "Turn 2", 3)}


def test_sending_twice_at_once_sends_once(panel, application):
    give_scores(panel[0], application, sent=False)
    step = partial(send_scores, application, by=panel[0].user)
    assert sorted(at_once(partial(refused, step), partial(refused, step))) == [False, True]
    assert AuditEvent.objects.filter(what="Sent scores").count() == 1


def test_no_score_changes_after_it_is_sent(panel, application):
    give_scores(panel[0], application, sent=False)
    row = PanelScore.objects.filter(member=panel[0]).first()
    send = partial(send_scores, application, by=panel[0].user)
    change = partial(save_score, row, {"score": 0, "comment": ""}, base_revision=0, by=panel[0].user)
    was_sent, was_changed = (not one for one in at_once(partial(refused, send), partial(refused, change)))
    row.refresh_from_db()
    # Changed first: it lacks a reason now, so it was not sent. Sent first: it stayed as it was.
    assert was_sent is not was_changed
    assert (row.score == 0) is was_changed


def test_of_two_things_declared_at_once_the_conflict_stands(panel, application):
    Interest.objects.all().delete()
    by = panel[0].user
    no_conflict = partial(declare_interest, application, by=by, has_conflict=False)
    conflict = partial(declare_interest, application, by=by, has_conflict=True, note="My practice")
    was_refused = at_once(partial(refused, no_conflict), partial(refused, conflict))
    assert not was_refused[1]
    assert Interest.objects.standing().get().has_conflict
    assert Interest.objects.count() == 2 - bool(was_refused[0])


def test_two_people_agreeing_different_scores_one_is_asked(panel, application, guide, officer, approver, client_for):
    begin_moderation(application.wave)
    address = reverse("moderate", args=[application.pk])
    rest = {f"{one.code}-revision": 0 for one in guide.ordered_criteria}

    def agree(client, score):
        return client.post(address, rest | {"credible-leadership-score": score}, headers=HTMX).status_code

    statuses = at_once(partial(agree, client_for(officer), 3), partial(agree, client_for(approver), 2))
    assert sorted(statuses) == [200, 422]
    kept = AgreedScore.objects.get(criterion__code="credible-leadership")
    assert kept.score == (3 if statuses[0] == 200 else 2)
