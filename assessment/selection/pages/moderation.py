"""What the CCG sees in moderation: every application's scores side by side, one application in full, and the export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import cached_property

from assessment.models import SelectionCriterion
from assessment.selection.models import AgreedScore, Application, Decision, Interest, Wave
from assessment.selection.pages.application import CriterionReading, evidence_of, read_criteria
from assessment.selection.permissions import belongs_to_an_applicant
from assessment.selection.queries.decision_readiness import agreed_in_order
from assessment.selection.queries.evidence import Evidence
from assessment.selection.queries.places import Places
from assessment.selection.queries.score_sheet import NOT_OPEN, OPEN, CriterionSheet, Sheet, build_sheet, build_sheets
from assessment.selection.rules.agreed_scores import score_in_words
from localities.kit.nhsuk.dates import in_sentence
from localities.models import User


@dataclass(frozen=True)
class ModerationPage:
    """All applications that this person may judge, in order of name; the others are only counted.

    `to_declare`: those of which they have declared nothing yet, so that they see nothing of them.
    """

    wave: Wave
    criteria: tuple[SelectionCriterion, ...]
    sheets: tuple[Sheet, ...]
    to_declare: tuple[Application, ...]
    hidden: int

    @property
    def places(self) -> Places | None:
        """How the places are taken, for who may judge every application: nobody learns of another by counting."""
        return (
            None if self.hidden or self.to_declare else Places.of(self.wave, [sheet.decision for sheet in self.sheets])
        )

    @property
    def agreed(self) -> int:
        """How many applications have an agreed score on every criterion."""
        return sum(sheet.is_agreed for sheet in self.sheets)


def moderation_refusal(wave: Wave, application: Application | None = None) -> str:
    """Return why there is nothing to moderate, in words; nothing when there is."""
    if wave.state == Wave.State.ENDED:
        return "The wave has ended without selecting anybody, so there is nothing to moderate."
    if wave.state not in OPEN:
        return NOT_OPEN
    if application and application.state != Application.State.SUBMITTED:
        return f"The locality has withdrawn this application, so there is nothing to moderate. {_void(application)}"
    return ""


def _void(application: Application) -> str:
    """What becomes of the decision on an application that is withdrawn."""
    decision = Decision.objects.filter(application=application).first()
    if decision is None or decision.proposed_at is None:
        return "Nothing is decided on it."
    return f"The decision on it ({in_sentence(decision.when_it_was_void)}) is void, and counts nowhere."


def build_moderation_page(wave: Wave, user: User) -> ModerationPage:
    """Read the sheets of every application in which this person has no conflict; seven queries."""
    every = list(wave.applications.before_the_panel())
    standing = Interest.objects.filter(application__in=every, user=user).standing()
    conflict = {one.application_id: one.has_conflict for one in standing}
    if belongs_to_an_applicant(user, wave):
        conflict = {one.pk: True for one in every}
    to_declare = tuple(one for one in every if one.pk not in conflict) if wave.state not in Wave.OVER else ()
    mine = [one for one in every if not conflict.get(one.pk) and one not in to_declare]
    sheets, criteria = tuple(build_sheets(wave, mine)), tuple(wave.whole_guide.ordered_criteria)
    return ModerationPage(wave, criteria, sheets, to_declare, len(every) - len(mine) - len(to_declare))


@dataclass(frozen=True)
class ModeratedCriterion:
    """A criterion with what the locality says, everybody's scores, and the agreed one."""

    reading: CriterionReading
    sheet: CriterionSheet

    @property
    def agreed(self) -> str:
        """The saved score, with the guide's words for it."""
        return score_in_words(self.sheet.agreed.score, self.reading.scale)


@dataclass(frozen=True)
class ModeratePage:
    """One application in moderation, `agreed` in the guide's order of criteria.

    What saving an agreed score does not need is read when the page is shown.
    """

    application: Application
    agreed: list[AgreedScore]

    @cached_property
    def sheet(self) -> Sheet:
        return build_sheet(self.application, self.agreed, self.application.decision)

    @cached_property
    def known(self) -> Evidence:
        return evidence_of(self.application)

    @cached_property
    def criteria(self) -> list[ModeratedCriterion]:
        readings = read_criteria(self.application, self.known)
        return [ModeratedCriterion(*both) for both in zip(readings, self.sheet.criteria, strict=True)]

    @property
    def locked(self) -> str:
        """Why nothing can be changed; nothing when it can."""
        return _locked(self.application.wave, self.sheet.decision)

    @property
    def progress(self) -> str:
        return f"{sum(one.score is not None for one in self.agreed)} of {len(self.agreed)} agreed"

    @property
    def saved_at(self) -> datetime | None:
        return max((one.saved_at for one in self.agreed if one.saved_at), default=None)


def build_moderate_page(application: Application) -> ModeratePage:
    """Read the scores agreed on one application; one query, and four more where the page is shown."""
    return ModeratePage(application, agreed_in_order(application))


def _locked(wave: Wave, decision: Decision) -> str:
    if wave.state != Wave.State.MODERATION:
        return "Moderation is over, so the agreed scores stay as they are."
    if decision.state != Decision.State.DRAFT:
        return "A decision has been proposed on these scores. Return it to change them."
    return ""
