"""Files are brought in all or none, through the record, and can be undone while nothing rests on it."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest

from localities.files.refusal import FileRefused
from localities.kit.models import AuditEvent
from localities.kit.refused import Refused
from localities.models import Figure, Import, Locality, OrganisationEvent, Practice, Role, SignUp, User
from localities.queries.import_preview import fingerprint, preview_of
from localities.queries.practices_here import practices_here
from localities.rules.preview import Kind
from localities.rules.steps import CLOSED, Choices
from localities.services.imports import bring_in, discard_import, read_files, undo_import
from localities.services.practices import save_practice
from tests.cast import TODAY, World, make_practice
from tests.localities.importing import NEW, SAME, bring, counts, read, register, upload
from tests.trust.content import changed, content

pytestmark = pytest.mark.postgres


@pytest.fixture
def ccg(world: World) -> object:
    return world.commissioner


def practice(code: str = "F81001") -> Practice:
    return Practice.objects.get(ods_code=code)


def kinds(brought: Import) -> list[tuple[Kind, str]]:
    return [(each.kind, each.code) for each in preview_of(brought, today=TODAY).changes]


def test_a_new_practice_comes_in_with_its_figures(world: World, officer: User):
    brought = bring(NEW, scope=world.commissioner, by=officer)
    added = practice("F81099")
    assert (added.name, added.locality, added.list_size) == ("The New Surgery", world.rayleigh, 6250)
    assert (added.list_size_as_of, added.gp_fte, added.other_clinical_fte) == (date(2018, 7, 1), Decimal("2.5"), 0)
    assert added.history.first().history_user == officer
    assert {each.what: each.value for each in added.figures.all()} == {
        "list_size": 6250,
        "gp_fte": Decimal("2.5"),
        "nurse_fte": 1,
        "other_clinical_fte": 0,
        "admin_fte": 3,
    }
    assert {(each.brought_in, each.source, each.as_of) for each in added.figures.all()} == {
        (brought, "Practices in our own columns", date(2018, 7, 1))
    }
    assert AuditEvent.objects.filter(what="Added the practice", on_name="The New Surgery").exists()


def test_the_import_is_on_the_record_with_its_files(world: World, officer: User):
    brought = bring(NEW, scope=world.commissioner, by=officer)
    (file,) = brought.files.all()
    raw = upload(NEW)[0].getvalue()
    assert (file.name, file.title, file.lines, file.ours) == ("practices.csv", "Practices in our own columns", 1, 1)
    assert len(file.sha256) == 64
    assert raw not in str(brought.changes).encode()
    assert (brought.state, brought.made_by, brought.files_said) == ("brought_in", officer, [])
    event = AuditEvent.objects.get(what="Brought files in")
    assert (event.who, event.why, event.moved_to) == ("CCG officer", "practices.csv", "brought_in")


def test_reading_changes_no_practice(world: World, officer: User):
    before = content()
    kept = read(NEW, SAME.replace("10001", "11000"), scope=world.commissioner, by=officer)
    assert kinds(kept)[:2] == [(Kind.NEW, "F81099"), (Kind.CHANGED, "F81001")]
    assert set(changed(before, content())) == {"localities_import", "localities_importedfile"}
    discard_import(kept, by=officer)
    assert not changed(before, content())


def test_the_same_file_again_writes_nothing(world: World, officer: User):
    lines = [NEW, SAME.replace("10001", "10250").replace("2018-07-01", "2018-08-01")]
    bring(*lines, scope=world.commissioner, by=officer)
    before = content()
    again = bring(*lines, scope=world.commissioner, by=officer)
    assert again.changes == []
    written = {"localities_import", "localities_importedfile", "kit_auditevent"}
    assert set(changed(before, content())) == written


def test_a_newer_count_replaces_and_an_older_one_does_not(world: World, officer: User):
    older, newer = counts(("F81001", 9900, ""), day="01APR2018"), counts(("F81001", 10300, ""), day="01OCT2018")
    bring(*older[1:], head=older[0], scope=world.commissioner, by=officer)
    assert practice().list_size == 10_001
    bring(*newer[1:], head=newer[0], scope=world.commissioner, by=officer)
    assert (practice().list_size, practice().list_size_as_of) == (10_300, date(2018, 10, 1))
    bring(*older[1:], head=older[0], scope=world.commissioner, by=officer, older=True)
    assert (practice().list_size, practice().list_size_as_of) == (9900, date(2018, 4, 1))


def test_nothing_but_what_a_file_is_the_source_of_changes(world: World, officer: User):
    before = Practice.objects.filter(ods_code="F81001").values().get()
    lines = counts(("F81001", 10300, ""))
    bring(*lines[1:], head=lines[0], scope=world.commissioner, by=officer)
    after = Practice.objects.filter(ods_code="F81001").values().get()
    assert {name for name, value in after.items() if value != before[name]} == {
        "list_size",
        "list_size_as_of",
        "revision",
        "saved_at",
        "saved_by_id",
    }


def test_unknown_replaces_known_only_where_chosen(world: World, officer: User):
    line = SAME.replace("3.00,1.50,0.50,5.00", "unknown,NS,-,*")
    kept = read(line, scope=world.commissioner, by=officer)
    assert kinds(kept) == [(Kind.LOST, "F81001")] * 4
    bring_in(kept, Choices(), by=officer)
    assert practice().gp_fte == 3
    bring(line, scope=world.commissioner, by=officer, lost=True)
    assert (practice().gp_fte, practice().admin_fte) == (None, None)
    assert {each.no_figure for each in practice().figures.filter(value=None)} == {"unknown", "NS", "-", "*"}


def test_what_a_person_entered_by_hand_keeps_its_day(world: World, officer: User, lead: User):
    save_practice(practice(), {"gp_fte": Decimal("4.5")}, base_revision=0, by=lead)
    known = practices_here(world.commissioner)["F81001"].figures["gp_fte"]
    assert (known.value, known.by) == (Decimal("4.5"), "Entered by hand")
    bring(SAME.replace("3.00", "2.00"), scope=world.commissioner, by=officer)
    assert practice().gp_fte == Decimal("4.5")


def test_a_practice_that_moves_is_told_of_in_both_localities(world: World, officer: User):
    SignUp.objects.create(practice=practice(), locality=world.canvey, signed_on=TODAY)
    bring(SAME.replace("Canvey Island", "Rayleigh"), scope=world.commissioner, by=officer)
    assert practice().locality == world.rayleigh
    assert not practice().sign_ups.in_force().exists()
    events = AuditEvent.objects.filter(what="Moved the practice")
    assert {event.locality_id for event in events} == {world.canvey.pk, world.rayleigh.pk}
    event = OrganisationEvent.objects.get()
    assert (event.kind, event.left, event.joined) == ("moved", world.canvey, world.rayleigh)


def test_a_practice_is_taken_out_of_its_locality(world: World, officer: User):
    bring(SAME.replace("Canvey Island", ""), scope=world.commissioner, by=officer)
    assert practice().locality is None
    assert AuditEvent.objects.get(what="Moved the practice").locality_id == world.canvey.pk
    bring(SAME, scope=world.commissioner, by=officer)  # it is still theirs, and comes back
    assert practice().locality == world.canvey


def test_a_practice_that_closed_leaves_its_locality_and_keeps_its_past(world: World, officer: User):
    raw = register(("F81001", "PRACTICE F81001", "20180930"), ("F81002", "PRACTICE F81002", ""))
    kept = read_files([(io.BytesIO(raw.encode()), "epraccur.csv")], world.commissioner, by=officer)
    assert kinds(kept) == [(Kind.CLOSED, "F81001"), (Kind.MISSING, "F81003"), (Kind.MISSING, "F81004")]
    with pytest.raises(Refused, match="Say what shall happen with large changes and with practices that closed"):
        bring_in(kept, Choices(), by=officer)
    with pytest.raises(Refused, match="Choose the practice that Practice F81001 merged into"):
        bring_in(kept, Choices(closed={"F81001": "F81001"}), by=officer)
    bring_in(kept, Choices(closed={"F81001": "F81002"}), by=officer)
    closed = practice()
    assert (closed.closed_on, closed.locality, closed.list_size) == (date(2018, 9, 30), None, 10_001)
    event = closed.events.get()
    assert (event.kind, event.on, event.left, event.into) == (
        "merged",
        date(2018, 9, 30),
        world.canvey,
        practice("F81002"),
    )
    again = read_files([(io.BytesIO(raw.encode()), "epraccur.csv")], world.commissioner, by=officer)
    assert kinds(again) == [(Kind.MISSING, "F81003"), (Kind.MISSING, "F81004")]


def test_a_practice_is_renamed_and_its_old_name_kept(world: World, officer: User):
    bring(SAME.replace("Practice F81001", "Harbour View"), scope=world.commissioner, by=officer)
    event = practice().events.get()
    assert (practice().name, event.old_name, event.new_name) == ("Harbour View", "Practice F81001", "Harbour View")


def test_others_practices_are_neither_changed_nor_shown(world: World, officer: User):
    lines = counts(("F81001", 10100, ""), ("F81005", 1, "07G"), ("F81006", 1, ""), ("F89999", 1, "07G"))
    kept = read(*lines[1:], head=lines[0], scope=world.commissioner, by=officer)
    preview = preview_of(kept, today=TODAY)
    assert [(each.kind, each.code) for each in preview.changes] == [(Kind.CHANGED, "F81001")]
    assert preview.not_ours == 3
    assert "F81005" not in str(kept.files_said)
    bring_in(kept, Choices(), by=officer)
    assert practice("F81005").list_size == 10_005


def test_a_new_practice_cannot_take_the_code_of_somebody_elses(world: World, officer: User):
    kept = read(NEW.replace("F81099", "F81005"), scope=world.commissioner, by=officer)
    assert kinds(kept) == []


def test_a_locality_brings_figures_of_its_own_practices_alone(world: World, lead: User):
    lines = [
        SAME.replace("10001", "10100").replace("2018-07-01", "2018-08-01").replace("Canvey Island", "Rayleigh"),
        NEW,
    ]
    lines.append(lines[0].replace("F81001", "F81004"))  # Rayleigh's
    brought = bring(*lines, scope=world.canvey, by=lead)
    assert [change["code"] for change in brought.changes] == ["F81001"]
    assert (practice().list_size, practice().locality) == (10_100, world.canvey)
    assert practice("F81004").list_size == 10_004


def test_nobody_decides_on_another_preview_than_they_saw(world: World, officer: User, lead: User):
    kept = read(SAME.replace("10001", "10100"), scope=world.commissioner, by=officer)
    seen = fingerprint(preview_of(kept, today=TODAY))
    save_practice(practice(), {"list_size": 9}, base_revision=0, by=lead)
    with pytest.raises(Refused, match="Something changed here since you looked"):
        bring_in(kept, Choices(large=True), by=officer, expected_preview=seen)
    assert practice().list_size == 9


def test_a_failure_half_way_leaves_nothing(world: World, officer: User, monkeypatch: pytest.MonkeyPatch):
    def fail(*args: object, **options: object) -> None:
        raise RuntimeError

    kept = read(NEW, SAME.replace("10001", "10250"), scope=world.commissioner, by=officer)
    before = content()
    monkeypatch.setattr("localities.services.import_steps.save_changes", fail)
    with pytest.raises(RuntimeError):
        bring_in(kept, Choices(), by=officer)
    assert not changed(before, content())


def test_an_import_is_brought_in_once(world: World, officer: User):
    brought = bring(NEW, scope=world.commissioner, by=officer)
    with pytest.raises(Refused, match="This import is brought in already"):
        bring_in(brought, Choices(), by=officer)
    with pytest.raises(Refused, match="brought in already"):
        discard_import(brought, by=officer)


def test_undoing_puts_everything_back(world: World, officer: User):
    shown = Practice.objects.order_by("pk").values(
        "ods_code", "name", "locality", "list_size", "list_size_as_of", "gp_fte"
    )
    before = list(shown)
    moved = SAME.replace("Practice F81001", "Other").replace("Canvey Island", "Rayleigh").replace("10001", "10500")
    brought = bring(NEW, moved, scope=world.commissioner, by=officer)
    assert list(shown.all()) != before
    undone = undo_import(brought, by=officer)
    assert list(shown.all()) == before
    assert (undone.state, undone.undone_by) == ("undone", officer)
    assert not Figure.objects.exists()
    assert not OrganisationEvent.objects.exists()
    told = AuditEvent.objects.filter(what="Put back what an import had changed")
    assert {event.locality_id for event in told} == {world.canvey.pk, world.rayleigh.pk}
    assert AuditEvent.objects.filter(what="Undid an import").exists()
    gone = Practice.history.filter(ods_code="F81099", history_type="-").get()
    assert gone.history_user == officer
    assert AuditEvent.objects.get(what__startswith="Took back a practice").locality_id == world.rayleigh.pk
    with pytest.raises(Refused, match="This import is undone already"):
        undo_import(undone, by=officer)


def test_a_closed_practice_comes_back_when_the_import_is_undone(world: World, officer: User):
    raw = register(("F81001", "PRACTICE F81001", "20180930"), ("F81002", "X", ""))
    kept = read_files([(io.BytesIO(raw.encode()), "e.csv")], world.commissioner, by=officer)
    bring_in(kept, Choices(closed={"F81001": CLOSED}, renamed=False), by=officer)
    assert practice().locality is None
    undo_import(kept, by=officer)
    assert (practice().locality, practice().closed_on) == (world.canvey, None)


def test_an_import_on_which_something_rests_is_not_undone(world: World, officer: User, lead: User):
    brought = bring(NEW, SAME.replace("10001", "10500"), scope=world.commissioner, by=officer)
    save_practice(practice(), {"gp_fte": Decimal(9)}, base_revision=practice().revision, by=lead)
    Role.objects.create(user=lead, kind=Role.Kind.PRACTICE_REPRESENTATIVE, practice=practice("F81099"))
    with pytest.raises(Refused) as caught:
        undo_import(brought, by=officer)
    told = str(caught.value)
    assert told.startswith("This import cannot be undone. ")
    assert "Practice F81001 was changed since." in told
    assert "The New Surgery has roles by now." in told
    assert practice("F81099").list_size == 6250


def test_a_signature_in_the_new_locality_holds_a_move(world: World, officer: User):
    brought = bring(SAME.replace("Canvey Island", "Rayleigh"), scope=world.commissioner, by=officer)
    SignUp.objects.create(practice=practice(), locality=world.rayleigh, signed_on=TODAY)
    with pytest.raises(Refused, match="Practice F81001 signed up to the locality it moved to"):
        undo_import(brought, by=officer)


def test_a_file_that_cannot_be_taken_is_named_beside_those_that_can(world: World, officer: User):
    branches = io.BytesIO(register(("F81001001", "BRANCH", "")).encode())
    kept = read_files([upload(NEW), (branches, "C:/files/branches.csv")], world.commissioner, by=officer)
    assert [each["name"] for each in kept.not_taken] == ["branches.csv"]
    assert "list of branch surgeries" in kept.not_taken[0]["why"]
    with pytest.raises(FileRefused) as caught:
        read_files([(branches, "a.csv"), (io.BytesIO(b""), "b.csv")], world.commissioner, by=officer)
    assert [reason[:7] for reason in caught.value.reasons] == ["a.csv: ", "b.csv: "]


def test_nothing_of_a_file_with_patients_is_kept(world: World, officer: User):
    before = content()
    with pytest.raises(FileRefused):
        read_files([upload("F81001,9434765919", head="ods_code,name")], world.commissioner, by=officer)
    assert not changed(before, content())


def test_a_locality_of_another_commissioner_cannot_be_chosen(world: World, officer: User):
    kept = read(NEW.replace("Rayleigh", "Tilbury"), scope=world.commissioner, by=officer)
    assert preview_of(kept, today=TODAY).of(Kind.NEW)[0].unplaced == "Tilbury"
    with pytest.raises(Refused, match="Choose a locality from the list"):
        bring_in(kept, Choices(places={"F81099": "tilbury"}), by=officer)
    assert not Practice.objects.filter(ods_code="F81099").exists()


def test_a_practice_of_another_commissioner_cannot_be_merged_into(world: World, officer: User):
    raw = register(("F81001", "PRACTICE F81001", "20180930"))
    kept = read_files([(io.BytesIO(raw.encode()), "epraccur.csv")], world.commissioner, by=officer)
    with pytest.raises(Refused, match="Choose the practice that Practice F81001 merged into from the list"):
        bring_in(kept, Choices(closed={"F81001": "F81005"}), by=officer)


def test_comparing_takes_the_same_queries_for_one_practice_and_for_many(
    world: World, officer: User, django_assert_num_queries: object
):
    kept = read(SAME, scope=world.commissioner, by=officer)
    for code in range(81110, 81120):
        make_practice(world.canvey, f"F{code}")
    kept = Import.objects.visible_to(officer).get(pk=kept.pk)
    with django_assert_num_queries(3):  # type: ignore[operator]
        preview_of(kept, today=TODAY)


def test_figures_that_stand_at_no_practice_are_kept_by_their_day(world: World, officer: User):
    head = "APPOINTMENT_MONTH_START_DATE,GP_CODE,HCP_TYPE,COUNT_OF_APPOINTMENTS,APPT_STATUS"
    line = "01APR2018,F81001,GP,100,Attended"
    bring(line, head=head, scope=world.commissioner, by=officer)
    figure = practice().figures.get(what="appointments_attended_gp")
    assert (figure.value, figure.as_of, figure.practice.locality) == (100, date(2018, 4, 30), world.canvey)
    assert bring(line, head=head, scope=world.commissioner, by=officer).changes == []
    assert Locality.objects.count() == 3


def test_a_practice_that_is_saved_for_another_reason_keeps_the_days_of_its_figures(world: World, officer: User):
    """Undoing, or a new name, is no new count."""
    known = practices_here(world.commissioner)["F81001"].figures["gp_fte"]
    brought = bring(SAME.replace("Practice F81001", "Other"), scope=world.commissioner, by=officer)
    undo_import(brought, by=officer)
    assert practices_here(world.commissioner)["F81001"].figures["gp_fte"] == known
    assert known.as_of is None


def test_a_practice_in_no_locality_is_of_whoever_it_left_or_of_whoever_finds_it_first(world: World, officer: User):
    made = {code: Practice.objects.create(ods_code=code, name=code) for code in ("F81091", "F81092", "F81093")}
    today, renamed = {"on": TODAY, "source": "x"}, {"kind": "renamed", "old_name": "a", "new_name": "b"}
    OrganisationEvent.objects.create(practice=made["F81091"], kind="moved", left=world.canvey, **today)
    OrganisationEvent.objects.create(practice=made["F81092"], kind="moved", left=world.tilbury, **today)
    OrganisationEvent.objects.create(practice=made["F81092"], **renamed, **today)
    OrganisationEvent.objects.create(practice=made["F81093"], **renamed, **today)
    known = practices_here(world.commissioner)
    assert [code for code in made if code in known] == ["F81091", "F81093"]
    kept = read(*[NEW.replace("F81099", code) for code in made], scope=world.commissioner, by=officer)
    assert sorted(code for kind, code in kinds(kept) if kind == Kind.MOVES) == ["F81091", "F81093"]
    assert "F81092" not in str(kept.files_said)
