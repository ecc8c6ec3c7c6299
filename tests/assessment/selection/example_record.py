"""A published record of four applications and four panel members, one with a conflict and one who left."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from assessment.selection.document.record import (
    ApplicationPart,
    CriterionPart,
    DecisionPart,
    DeclarationRow,
    KnownFacts,
    MemberRow,
    OfferRow,
    PracticeRow,
    RecordDocument,
    ScoreRow,
    StepRow,
    WithdrawnRow,
)

MEMBERS = ("GP member", "Lay member", "Finance lead")
TITLES = (
    "Appropriate population coverage",
    "Credible leadership",
    "Commitment to developing the locality",
    "Demonstrable practice sign-up",
)
REASON = "The minutes show support from every practice and one paid session a week for the lead."


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2019 if month < 9 else 2018, month, day, hour, 30, tzinfo=UTC)


def criterion(title: str, *scores: int, agreed: int, note: str = "") -> CriterionPart:
    wide = max(scores) - min(scores) >= 2
    return CriterionPart(
        title=title,
        check="Met",
        check_words="42,580 registered patients. The range is 30,000 to 50,000.",
        scores=tuple(ScoreRow(member=m, score=s, comment=REASON) for m, s in zip(MEMBERS, scores, strict=False)),
        spread=f"From {min(scores)} to {max(scores)}",
        is_wide=wide,
        note=note,
        agreed=agreed,
        agreed_words="A clinical lead and a manager have support from most practices and some protected time.",
    )


def application(locality: str, outcome: str, *, conflict: str = "", **decision: object) -> ApplicationPart:
    judging = [one for one in MEMBERS if one != conflict]
    return ApplicationPart(
        locality=locality,
        submitted_at=at(12, 10, 15),
        signed_name=f"Locality lead, {locality}",
        signed_role="Clinical lead",
        known=KnownFacts(
            on=date(2018, 12, 10),
            practices=tuple(
                PracticeRow(
                    name=f"{locality} Surgery {number}",
                    ods_code=f"F8100{number}",
                    patients=7000 + number if number else None,
                    signed_by="Practice manager, on behalf of the partners" if number != 4 else "",
                    signed_on=date(2018, 11, number + 1) if number != 4 else None,
                )
                for number in range(6)
            ),
            geography="The practices lie next to each other. Two small villages belong to a neighbour by agreement.",
            local_authority="Castle Point Borough Council",
            level="Working towards Level 1",
            diagnostic_on=date(2018, 9, 30),
        ),
        declarations=tuple(
            DeclarationRow(
                person=one,
                has_conflict=one == conflict,
                note="Partner in one of the practices." if one == conflict else "",
                at=at(1, 9),
                stage="Closed",
                stands=True,
            )
            for one in MEMBERS
        ),
        criteria=tuple(
            criterion(title, *[3, 3, 1 + number][: len(judging)], agreed=3, note="Agreed after talking." * number)
            for number, title in enumerate(TITLES)
        ),
        decision=DecisionPart(
            outcome=outcome,
            reasons="All four criteria are met. The panel was struck by how much the practices already share.",
            feedback="Thank you for a clear application. We look forward to working with you.",
            proposed_by="CCG officer",
            proposed_at=at(1, 10),
            confirmed_by="CCG approver",
            confirmed_at=at(1, 11),
            **decision,
        ),
    )


EXAMPLE = RecordDocument(
    wave="Wave 1",
    commissioner="NHS Castle Point and Rochford CCG",
    commissioner_word="CCG",
    guide="Locality development guide, version 1.0",
    draft=False,
    dated=date(2019, 1, 14),
    places=2,
    word_limit=300,
    tie_break="By the sum of the agreed scores.",
    enough=2,
    opens_at=at(11, 1),
    closes_at=at(12, 12, 17),
    offers=tuple(
        OfferRow(title=title, detail="In the first wave, for as long as the plan runs.")
        for title in ("Development support", "Help to try new ideas", "Data and analysis")
    ),
    panel=(
        *(MemberRow(name=one, attended=one != "Finance lead") for one in MEMBERS),
        MemberRow(name="Patient representative", left_on=date(2018, 12, 20), left_why="Took up another post."),
    ),
    steps=(
        StepRow(at=at(10, 20), what="Planned the wave", who="CCG officer"),
        StepRow(at=at(11, 1), what="Opened the wave", who="CCG officer"),
        StepRow(at=at(12, 1), what="Put closing off", who="CCG officer", why="Two localities asked for another week."),
        StepRow(at=at(12, 13), what="Closed the wave", who="CCG officer"),
    ),
    applications=(
        application("Benfleet", "Selected"),
        application(
            "Canvey Island",
            "Selected with conditions",
            conflict="Lay member",
            conditions="Sign up the seventh practice.",
        ),
        application(
            "Rayleigh",
            "Not yet",
            work_on="Find a lead whom all practices support.",
            actions=("Complete the diagnostic and agree it", "Agree terms of reference for the locality’s board"),
        ),
        application("Rochford", "Not yet", work_on="Talk to every practice."),
    ),
    withdrawn=(
        WithdrawnRow(
            locality="Hockley",
            submitted_at=at(12, 11),
            withdrawn_at=at(1, 8),
            scored_by=("Lay member", "Finance lead"),
            decision="Selected, confirmed",
        ),
    ),
    met_on=date(2019, 1, 9),
    also_present="Programme manager, taking notes",
    published_by="CCG officer",
)

EMPTY = replace(EXAMPLE, draft=True, offers=(), panel=(), steps=(), applications=(), withdrawn=(), met_on=None)
"""A draft before anything happened."""
