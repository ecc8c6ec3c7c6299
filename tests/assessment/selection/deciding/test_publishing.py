"""Publishing a wave: one record, frozen, and each applicant told their own outcome only."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from hashlib import sha256

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessment.models import SelectionCriterion
from assessment.selection.document import pdf
from assessment.selection.document.build import build_record
from assessment.selection.document.record import RecordDocument, from_json, to_json
from assessment.selection.models import Application, DecisionRecord, Interest, PanelMember, Wave
from assessment.selection.pages.outcome import outcome_of
from assessment.selection.services.publishing import publish_wave
from localities.kit.models import AuditEvent, OutgoingEmail
from localities.kit.refused import Refused
from localities.models import Locality, Practice, User
from tests.assessment.selection.decided import confirmed, decision_on
from tests.assessment.selection.rounds import (
    begin_moderation,
    declare,
    give_scores,
    make_application,
    put_on_panel,
    set_state,
)
from tests.assessment.test_concurrency import at_once
from tests.cast import World, make_user
from tests.flat import flat
from tests.pdfs import as_read, fetched

pytestmark = pytest.mark.usefixtures("quick_print")
ClientFor = Callable[[User], Client]


@pytest.fixture
def rayleighs(wave: Wave, world: World) -> Application:
    lead = make_user(
        "rayleigh@example.com", "Locality lead, Rayleigh", {"kind": "locality_lead", "locality": world.rayleigh}
    )
    return make_application(wave, world.rayleigh, by=lead)


@pytest.fixture
def decided(
    application: Application, rayleighs: Application, member: PanelMember, officer: User, approver: User
) -> Wave:
    """Canvey Island selected, Rayleigh not yet; a second member has a conflict with one and a third has left."""
    wave = application.wave
    second, third = (
        put_on_panel(
            wave,
            make_user(
                f"{one}@example.com",
                f"{one.title()} member",
                {"kind": "panel_member", "commissioner": wave.commissioner},
            ),
        )
        for one in ("second", "third")
    )
    for one in (application, rayleighs):
        declare(member, one)
        give_scores(member, one, 3)
        declare(third, one)
        give_scores(third, one, 0)
    declare(second, rayleighs)
    give_scores(second, rayleighs, 1)
    Interest.objects.create(
        user=second.user,
        application=application,
        has_conflict=True,
        note="Own a surgery there",
        declared_at=timezone.now(),
        stage=wave.state,
    )
    PanelMember.objects.filter(pk=third.pk).update(left_at=timezone.now(), left_why="Moved away")
    begin_moderation(wave)
    confirmed(decision_on(application), by=officer, and_by=approver)
    low = decision_on(rayleighs, score=1, outcome="not_yet", feedback="Come back next year.")
    confirmed(low, by=officer, and_by=approver)
    PanelMember.objects.filter(pk=member.pk).update(attended=True)
    Wave.objects.filter(pk=wave.pk).update(met_on=timezone.localdate(), also_present="A note taker")
    AuditEvent.objects.create(
        who="CCG officer", what="Opened the wave", on_type="selection.wave", on_id=wave.pk, moved_to="open"
    )
    return set_state(wave, Wave.State.DECIDED)


@pytest.fixture
def published(decided: Wave, officer: User) -> Wave:
    publish_wave(decided, by=officer)
    return Wave.objects.get(pk=decided.pk)


def said(wave: Wave) -> str:
    return as_read(bytes(DecisionRecord.objects.get(wave=wave).pdf).decode())


def test_it_freezes_content_and_pdf_with_their_sums(published: Wave) -> None:
    record = DecisionRecord.objects.get()
    assert record.fingerprint == sha256(record.content.encode()).hexdigest()
    assert record.pdf_sha256 == sha256(bytes(record.pdf)).hexdigest()
    assert bytes(record.pdf) == pdf.render(from_json(record.content))  # from the content alone, byte for byte
    assert published.state == "published"
    assert record.fingerprint in said(published)


def test_the_record_says_how_it_was_decided(published: Wave) -> None:
    text = said(published)
    for words in (
        "Canvey Island Selected",
        "Rayleigh Not yet",
        "Panel member, chair There",
        "Conflict, ",
        "Own a surgery there",
        "Without Second member, because of a conflict of interest",
        "Scores set aside. Moved away",
        "Also present: A note taker",
        "Agreed score: 3",
        "Agreed after talking.",
        "Because, says Panel member",
        "All four criteria are met.",
        "Complete the diagnostic and agree it",
        "Opened the wave",
        "From 1 to 3, far apart",
        "CCG approver",
    ):
        assert words in text


def test_scores_that_do_not_count_are_on_it_struck_out(published: Wave) -> None:
    record = from_json(DecisionRecord.objects.get().content)
    canvey, rayleigh = record.applications
    assert [(one.member, one.struck) for one in canvey.criteria[0].scores] == [
        ("Panel member", ""),
        ("Third member", "left the panel"),
    ]
    assert [(one.member, one.score, one.struck) for one in rayleigh.criteria[0].scores] == [
        ("Panel member", 3, ""),
        ("Second member", 1, ""),
        ("Third member", 0, "left the panel"),
    ]
    assert canvey.criteria[0].spread == "All gave 3"
    declared = {one.person for one in canvey.declarations}
    assert declared == {"Panel member", "Second member", "Third member", "CCG officer", "CCG approver"}


def test_what_does_not_belong_to_the_outcome_is_left_out(published: Wave) -> None:
    canvey, rayleigh = from_json(DecisionRecord.objects.get().content).applications
    assert (canvey.decision.conditions, canvey.decision.work_on, canvey.decision.actions) == ("", "", ())
    assert (rayleigh.decision.conditions, rayleigh.decision.work_on) == ("", "Talk to every practice.")


def test_withdrawn_applications_are_named_and_drafts_are_not(
    decided: Wave, rayleighs: Application, officer: User
) -> None:
    Application.objects.filter(pk=rayleighs.pk).update(state="withdrawn")
    publish_wave(decided, by=officer)
    record = from_json(DecisionRecord.objects.get().content)
    assert [one.locality for one in record.applications] == ["Canvey Island"]
    assert [one.locality for one in record.withdrawn] == ["Rayleigh"]
    assert "Rayleigh" in said(decided)


def test_a_draft_application_is_not_on_it(
    draft_application: Application, member: PanelMember, officer: User, world: World
) -> None:
    begin_moderation(draft_application.wave)
    content = to_json(build_record(Wave.objects.get(), today=timezone.localdate()))
    assert "Canvey" not in content


def test_it_stays_as_it_is_whatever_changes_afterwards(
    published: Wave, member: PanelMember, officer: User, client_for: ClientFor
) -> None:
    url = reverse("record", args=[published.pk])
    before = client_for(officer).get(url).content
    Practice.objects.update(name="Renamed", list_size=1)
    SelectionCriterion.objects.filter(guide=published.guide).update(title="Another title")
    User.objects.exclude(pk=officer.pk).update(name="Somebody else")
    assert client_for(officer).get(url).content == before


def test_publishing_needs_everything_decided(decided: Wave, officer: User) -> None:
    moderating = set_state(decided, Wave.State.MODERATION)
    with pytest.raises(Refused, match="cannot be done with Wave 1 now: it is in moderation"):
        publish_wave(moderating, by=officer)


@pytest.mark.parametrize("who", ["lead", "panel_member", "system_team", "outsider"])
def test_only_the_ccg_publishes(decided: Wave, cast: dict[str, User], who: str) -> None:
    with pytest.raises(Refused, match="Only the CCG"):
        publish_wave(decided, by=cast[who])
    assert not DecisionRecord.objects.exists()


def test_publishing_again_changes_nothing(published: Wave, approver: User) -> None:
    with pytest.raises(Refused, match="its outcome is published"):
        publish_wave(published, by=approver)
    assert DecisionRecord.objects.count() == 1


def test_each_applicant_hears_of_its_own_outcome_only(published: Wave, lead: User) -> None:
    told = {email.to_address: email for email in OutgoingEmail.objects.all()}
    assert set(told) == {"lead@example.com", "colleague@example.com", "rayleigh@example.com"}
    for address, email in told.items():
        others = "Canvey" if address == "rayleigh@example.com" else "Rayleigh"
        for text in (email.subject, email.text, email.html):
            assert others not in text
            assert "Panel member" not in text
    assert "A clear application" in told["lead@example.com"].text
    assert "Come back next year." in told["rayleigh@example.com"].text


def test_an_applicant_sees_the_outcome_once_it_is_published(
    decided: Wave, application: Application, officer: User
) -> None:
    assert outcome_of(Application.objects.get(pk=application.pk)) is None
    publish_wave(decided, by=officer)
    outcome = outcome_of(Application.objects.get(pk=application.pk))
    assert (outcome.label, outcome.selected, len(outcome.offers)) == ("Selected", True, 6)
    assert [one.score for one in outcome.agreed] == [3, 3, 3, 3]
    assert outcome.agreed[1].words.startswith("A clinical lead and a manager")
    assert "Panel member" not in repr(outcome)
    assert "Agreed after talking" not in repr(outcome)


def test_not_yet_says_what_to_work_on_and_offers_nothing(published: Wave, rayleighs: Application) -> None:
    outcome = outcome_of(Application.objects.get(pk=rayleighs.pk))
    assert (outcome.label, outcome.offers, outcome.work_on) == ("Not yet", (), "Talk to every practice.")
    assert [one.title for one in outcome.actions] == ["Complete the diagnostic and agree it"]
    assert outcome.conditions == ""


def test_the_page_shows_both_sums_beside_the_download(published: Wave, officer: User, client_for: ClientFor) -> None:
    record = DecisionRecord.objects.get()
    shown = flat(client_for(officer).get(reverse("wave-record", args=[published.pk])))
    assert record.pdf_sha256 in shown
    assert record.fingerprint in shown
    got = client_for(officer).get(reverse("record", args=[published.pk]))
    assert sha256(got.content).hexdigest() == record.pdf_sha256
    again = client_for(officer).get(
        reverse("record", args=[published.pk]), headers={"If-None-Match": got.headers["ETag"]}
    )
    assert again.status_code == 304


def test_a_preview_is_a_draft_and_gives_way_to_the_record(decided: Wave, officer: User, client_for: ClientFor) -> None:
    client, url = client_for(officer), reverse("record-preview", args=[decided.pk])
    assert "This is a draft" in as_read(fetched(client, url).content.decode())
    assert client.get(reverse("record", args=[decided.pk])).url == reverse("wave-record", args=[decided.pk])
    publish_wave(decided, by=officer)
    assert client.get(url).url == reverse("record", args=[decided.pk])


def test_there_is_no_preview_before_moderation(wave: Wave, officer: User, client_for: ClientFor) -> None:
    set_state(wave, Wave.State.SCORING)
    assert client_for(officer).get(reverse("record-preview", args=[wave.pk])).status_code == 409
    shown = flat(client_for(officer).get(reverse("wave-record", args=[wave.pk])))
    assert reverse("record-preview", args=[wave.pk]) not in shown


@pytest.mark.parametrize("name", ["wave-record", "record-preview", "record"])
def test_who_has_a_conflict_with_one_application_reads_no_record(
    published: Wave, application: Application, officer: User, client_for: ClientFor, name: str
) -> None:
    declare(put_on_panel(published, officer), application, conflict=True)
    assert client_for(officer).get(reverse(name, args=[published.pk])).status_code == 404


@pytest.mark.parametrize("applications", [1, 3])
def test_building_it_costs_the_same_however_many_applied(
    decided: Wave,
    world: World,
    lead: User,
    applications: int,
    django_assert_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    if applications == 1:
        Application.objects.exclude(locality=world.canvey).delete()
    else:
        hockley = Locality.objects.create(commissioner=world.commissioner, name="Hockley", slug="hockley")
        make_application(decided, hockley, by=lead)
        begin_moderation(decided)
    wave = Wave.objects.select_related("commissioner__system").get(pk=decided.pk)
    assert wave.whole_guide
    with django_assert_num_queries(12):
        assert len(build_record(wave, today=timezone.localdate()).applications) == applications


@pytest.mark.django_db(transaction=True)
def test_publishing_twice_at_once_makes_one_record(decided: Wave, officer: User, approver: User) -> None:
    def publishing(by: User) -> Callable[[], str]:
        def job() -> str:
            try:
                publish_wave(Wave.objects.get(pk=decided.pk), by=by)
            except Refused:
                return "refused"
            return "published"

        return job

    assert sorted(at_once(publishing(officer), publishing(approver))) == ["published", "refused"]
    assert DecisionRecord.objects.count() == 1
    assert AuditEvent.objects.filter(on_type="selection.wave", moved_to="published").count() == 1


def test_what_changes_while_the_record_is_printed_stands_in_it(
    decided: Wave, approver: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[str] = []

    def render(document: RecordDocument) -> bytes:
        if not printed:  # the first print, before anything is held: somebody corrects a name meanwhile
            Locality.objects.filter(slug="rayleigh").update(name="Rayleigh and Hockley")
        printed.append(to_json(document))
        return printed[-1].encode()

    monkeypatch.setattr(pdf, "render", render)
    record = publish_wave(decided, by=approver)
    assert "Rayleigh and Hockley" in record.content
    assert bytes(record.pdf) == record.content.encode()
    assert record.fingerprint == sha256(record.content.encode()).hexdigest()
