"""A selection round in a browser: four localities apply, three members judge, one of them with a conflict."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from assessment.models import Guide
from assessment.selection.models import Application, Decision, PanelScore, Wave
from assessment.selection.services.interests import declare_interest
from assessment.selection.services.panel import send_scores
from localities.models import Locality, Role, User
from tests.assessment.selection.decided import confirmed, decision_on
from tests.assessment.selection.rounds import make_application
from tests.browser.steps import enter_date, press
from tests.cast import World, make_practice, make_user

FEEDBACK = {
    "Benfleet": "Well begun. Find a lead for longer.",
    "Canvey Island": "The panel was glad to read it.",
    "Rayleigh": "Every practice has signed.",
    "Rochford": "Two practices are missing.",
}
OUTCOMES = {
    "Benfleet": "Not yet",
    "Canvey Island": "Selected with conditions",
    "Rayleigh": "Selected",
    "Rochford": "Not yet",
}
LABELLED = {label: value for value, label in Decision.Outcome.choices}
LOW = {"Benfleet", "Rochford"}  # score 1 on the first criterion


@pytest.fixture
def leads(world: World, lead: User) -> dict[str, User]:
    """The leads of four localities, by locality."""
    found = {"Canvey Island": lead}
    for code, name in (("", "Rayleigh"), ("F83001", "Rochford"), ("F83002", "Benfleet")):
        locality, _ = Locality.objects.get_or_create(
            name=name, defaults={"slug": name.lower(), "commissioner": world.commissioner}
        )
        if code:
            make_practice(locality, code)
        role = {"kind": Role.Kind.LOCALITY_LEAD, "locality": locality}
        found[name] = make_user(f"lead.{locality.slug}@example.com", f"Locality lead, {name}", role)
    return found


@pytest.fixture
def panel(world: World, panel_member: User) -> list[User]:
    role = {"kind": Role.Kind.PANEL_MEMBER, "commissioner": world.commissioner}
    others = [make_user(f"{one}@example.com", f"Panel member, {one}", role) for one in ("lay", "nurse")]
    return [panel_member, *others]


class Round:
    """What people do in a round, in the words of the pages. Each kind of page is looked at once by axe."""

    def __init__(
        self, page: Page, enter: Callable[[Page, User], None], axe: Callable[[Page], None], guide: Guide
    ) -> None:
        self.page, self.axe, self.enter = page, axe, enter
        self.criteria = Guide.objects.whole(guide.pk).ordered_criteria
        self.seen: set[str] = set()

    def look(self, kind: str) -> None:
        if kind not in self.seen:
            self.seen.add(kind)
            self.axe(self.page)

    def go(self, who: User, address: str, kind: str) -> None:
        self.enter(self.page, who)
        self.page.goto(address)
        self.look(kind)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def says(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def criterion(self, title: str) -> Locator:
        return self.page.get_by_role("region", name=title)

    def move(self, wave: Wave, button: str) -> None:
        """Make the next move of the wave."""
        self.page.goto(wave.get_absolute_url())
        self.press(button)
        self.look("move")
        self.press(button)

    def plan(self, officer: User, panel: list[User]) -> Wave:
        self.go(officer, reverse("waves", args=["99F"]), "waves")
        self.page.get_by_role("button", name="Plan a wave").click()
        self.look("plan")
        today = timezone.localdate()
        self.page.get_by_label("Title").fill("Wave 1")
        self.page.get_by_label("Places", exact=True).fill("2")
        enter_date(self.page, "Opening date", today - timedelta(days=1))
        enter_date(self.page, "Closing date", today + timedelta(days=30))
        press(self.page, "Save the plan")
        self.says("The wave is planned")
        wave = Wave.objects.get()
        self.page.get_by_role("link", name="See or change the panel").click()
        self.look("panel")
        for member in panel:
            self.page.get_by_label(member.name, exact=True).check()
        self.press("Put on the panel")
        self.says("panel")
        self.page.get_by_role("link", name="Name the chair and the deputy").click()
        self.look("chair")
        for question, member in zip(("Who chairs the panel?", "Who is the deputy?"), panel, strict=False):
            self.page.get_by_role("group", name=question).get_by_label(member.name, exact=True).check()
        press(self.page, "Save")
        self.says("The chair is named.")
        return wave

    def apply(self, who: User, locality: str, wave: Wave) -> None:
        self.go(who, wave.get_absolute_url(), "wave of a lead")
        self.press(f"Apply for {locality}")
        self.page.wait_for_url("**/applications/*/")
        for one in self.criteria:
            box = self.criterion(one.title)
            box.get_by_label("Statement on").fill(f"{locality} on {one.title}: we do this together.")
            box.get_by_label("Evidence of").fill(f"Minutes of {locality}")
        self.look("write an application")
        press(self.page, "Save and go on to submit")
        self.page.wait_for_url("**/submit/")
        self.look("submit an application")
        self.press("Submit the application")
        self.says("The application is submitted.")
        self.look("read an application")

    def declare(self, who: User, application: Application, *, conflict: bool) -> None:
        self.go(who, reverse("interest", args=[application.pk]), "interest")
        if conflict:
            self.page.get_by_label("Yes, I have a conflict").check()
            self.page.get_by_label("If you have a conflict, what is it?").fill("My sister leads it")
        else:
            self.page.get_by_label("No, I have no conflict").check()
        self.press("Declare")
        self.says("no part in judging" if conflict else "You have no conflict of interest with")

    def score(self, who: User, application: Application, score: int) -> None:
        self.go(who, reverse("score", args=[application.pk]), "score")
        assert "as I read it" not in self.page.content()
        self._give(application, score, "Why this score", f"{who.name}: as I read it")
        press(self.page, "Check and send my scores")
        self.page.wait_for_url("**/score/send/")
        self.look("send scores")
        self.press("Send my scores")
        self.says(f"Your scores of {application.locality} are sent.")

    def hand_in_scores(self, who: User, application: Application, score: int) -> None:
        """The same without the page."""
        rows = PanelScore.objects.filter(member__user=who, application=application)
        rows.update(score=score, comment=f"{who.name}: as I read it")
        if application.locality.name in LOW:
            rows.filter(criterion__code=self.criteria[0].code).update(score=1)
        send_scores(application, by=who)

    def agree(self, application: Application) -> None:
        """Agree the scores and write the decision."""
        self.page.goto(reverse("moderate", args=[application.pk]))
        self.look("moderate")
        self._give(application, 3, "What the panel agreed, and why", "Agreed by all")
        press(self.page, "Save and go to the decision")
        self.page.wait_for_url("**/decision/")

    def _give(self, application: Application, score: int, label: str, words: str) -> None:
        for number, one in enumerate(self.criteria):
            given = 1 if number == 0 and application.locality.name in LOW else score
            box = self.criterion(one.title)
            box.get_by_role("radio", name=re.compile(f"^{given}")).check()
            box.get_by_label(label).fill(words)

    def propose(self, application: Application) -> None:
        locality = application.locality.name
        self.look("decide")
        self.page.get_by_role("radio", name=OUTCOMES[locality], exact=True).check()
        self.page.get_by_label("Reasons").fill(f"Reasons on {locality}")
        if OUTCOMES[locality] == "Not yet":
            self.page.get_by_label("Anything else to work on").fill("Ask the others")
        elif OUTCOMES[locality] != "Selected":
            self.page.get_by_label("Conditions", exact=True).fill("Name a manager")
        self.page.get_by_label("Feedback to the locality").fill(FEEDBACK[locality])
        press(self.page, "Save and go on to proposing")
        self.page.wait_for_url("**/decision/propose/")
        self.look("propose")
        self.press("Propose it")
        self.says("The decision is proposed.")

    def confirm(self, who: User, application: Application) -> None:
        self.go(who, reverse("decision", args=[application.pk]), "decision to read")
        self.press("Confirm the decision")
        self.look("confirm")
        self.press("Confirm it")
        self.says("The decision is confirmed.")

    def attend(self, who: User, wave: Wave, panel: list[User]) -> None:
        self.go(who, reverse("wave-attendance", args=[wave.pk]), "attendance")
        enter_date(self.page, "Date of the panel’s meeting", timezone.localdate())
        for member in panel:
            self.page.get_by_role("group", name=f"Was {member} there?").get_by_label("Yes").check()
        self.page.locator("form[novalidate] button[type=submit]").first.click()


def test_a_round(
    page: Page,
    enter: Callable[[Page, User], None],
    axe: Callable[[Page], None],
    client_for: Callable[[User], Client],
    guide: Guide,
    leads: dict[str, User],
    panel: list[User],
    officer: User,
    approver: User,
) -> None:
    round_ = Round(page, enter, axe, guide)

    # the CCG plans a wave, names its panel and opens it; four localities apply
    wave = round_.plan(officer, panel)
    round_.move(wave, "Open the wave")
    round_.says("The wave is open.")
    round_.apply(leads["Canvey Island"], "Canvey Island", wave)
    for locality in leads.keys() - {"Canvey Island"}:
        make_application(wave, Locality.objects.get(name=locality), by=leads[locality])
    Wave.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    round_.go(officer, wave.get_absolute_url(), "wave of the CCG")
    round_.move(wave, "Close the wave")

    # the panel declares, one member with a conflict, and scores: nobody sees another's scores
    applications = {one.locality.name: one for one in wave.applications.select_related("locality", "wave")}
    canvey, rayleigh = applications["Canvey Island"], applications["Rayleigh"]
    round_.declare(panel[0], canvey, conflict=False)
    round_.declare(panel[2], rayleigh, conflict=True)
    round_.declare(officer, canvey, conflict=False)
    for member in (*panel, officer, approver):
        for application in applications.values():
            if (member, application) not in ((panel[0], canvey), (panel[2], rayleigh), (officer, canvey)):
                declare_interest(application, by=member, has_conflict=False, note="")
    round_.go(officer, reverse("interests", args=[wave.pk]), "register of interests")
    round_.says("My sister leads it")
    round_.move(wave, "Start scoring")
    assert client_for(panel[2]).get(reverse("score", args=[rayleigh.pk])).status_code == 404
    for number, member in enumerate(panel):
        round_.go(member, wave.get_absolute_url(), "wave of a panel member")
        for application in applications.values():
            if application == canvey and member is not panel[2]:
                round_.score(member, application, number + 2)
            elif application != rayleigh or member is not panel[2]:
                round_.hand_in_scores(member, application, number + 2)

    # moderation: all side by side, agreed scores, decisions by one and confirmed by another
    enter(page, officer)
    round_.move(wave, "Begin moderation")
    page.goto(reverse("moderation", args=[wave.pk]))
    round_.look("moderation")
    round_.says("Far apart")
    for application in (canvey, applications["Rochford"]):
        round_.agree(application)
        round_.propose(application)

    # a conflict found in the meeting: scores are struck out, and what rests on them returns to draft
    rochford = applications["Rochford"]
    round_.declare(panel[1], rochford, conflict=True)
    round_.go(officer, reverse("moderate", args=[rochford.pk]), "moderate anew")
    round_.says("Struck out: conflict of interest")
    round_.says("had been agreed, and had to be agreed anew")
    assert Decision.objects.get(application=rochford).state == Decision.State.DRAFT
    conflict = rochford.interests.conflicts().get()
    round_.go(officer, reverse("interest-clear", args=[rochford.pk, conflict.pk]), "clear a conflict")

    round_.confirm(approver, canvey)
    for locality, application in applications.items():
        if application != canvey:
            words = {"reasons": f"Reasons on {locality}", "feedback": FEEDBACK[locality]}
            outcome = Decision.Outcome(LABELLED[OUTCOMES[locality]])
            decision = decision_on(application, score=1 if locality in LOW else 3, outcome=outcome, **words)
            confirmed(decision, by=officer, and_by=approver)
    round_.attend(approver, wave, panel)
    round_.move(wave, "Finish deciding")
    round_.move(wave, "Publish the outcome")
    round_.says("The outcome is published.")

    # each locality reads its own outcome, and no other's
    for locality, lead in leads.items():
        round_.go(lead, applications[locality].get_absolute_url(), "outcome")
        round_.says(OUTCOMES[locality])
        for other, words in FEEDBACK.items():
            expect(page.get_by_text(words)).to_have_count(int(other == locality))
        page.goto(reverse("locality", args=[applications[locality].locality.slug]))
        offers = page.get_by_text("Help to reduce workload", exact=True)
        expect(offers).to_have_count(0 if OUTCOMES[locality] == "Not yet" else 1)
    round_.look("home of a selected locality")

    # the record
    round_.go(approver, reverse("wave-record", args=[wave.pk]), "record")
    stored = client_for(approver).get(reverse("record", args=[wave.pk])).content
    said = re.sub(r"\s+", " ", " ".join(one.extract_text() for one in PdfReader(BytesIO(stored)).pages))
    for words in (
        *FEEDBACK,
        "Reasons on Rochford",
        "My sister leads it",
        "Agreed by all",
        "as I read it",
        "CCG approver",
    ):
        assert words in said
    wave.refresh_from_db()
    assert wave.record.fingerprint in said.replace(" ", "")
