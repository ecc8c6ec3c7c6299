"""How far each section of a plan is, in words: the task list of the plan's overview, from the one list of sections."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from assessment.rules.capacity import Gap
from assessment.rules.decimals import plain, round_to
from devplans.document.build.money import money_of
from devplans.models import Commitment, DecisionAsked, DigitalInitiative, Plan, Risk
from devplans.queries.readiness import MissingTask, PlanProgress, missing_task
from devplans.rules.money import pounds
from devplans.rules.readiness import Missing
from devplans.rules.sections import SECTIONS, Section

READY, TO_FILL_IN, FOLLOWS, NOT_NEEDED = ("Ready", "To fill in", "From the diagnostic", "Not needed")
BLUE = "blue"
LEVEL = "level"
"""The section that a plan has only where its guide has levels."""

STRANDS = "strands"
"""The section that the overview shows itself."""


@dataclass(frozen=True)
class Progress:
    """How far a section is: a status, its colour ("" needs nothing more) and a sentence on what is there."""

    status: str
    hint: str
    colour: str = ""


ProgressOf = Callable[[PlanProgress], Progress]


@dataclass(frozen=True)
class SectionTask:
    """A section in the task list (templates/components/task_list.html)."""

    name: str
    url: str
    status: str
    colour: str
    hint: str
    is_written: bool


@dataclass(frozen=True)
class MissingInSection:
    """What one section lacks. A long list is cut: `more` says how many are left, to be found on the section's page."""

    title: str
    url: str
    tasks: tuple[MissingTask, ...]
    more: int


SHOWN_A_SECTION = 5


def section_tasks(progress: PlanProgress) -> list[SectionTask]:
    """Return the plan's sections in their order, each with how far it is. No query."""
    left_out = {STRANDS} if progress.whole.guide.ordered_levels else {STRANDS, LEVEL}
    if not progress.plan.amended_why:
        left_out.add("changes")
    return [_task(section, progress) for section in SECTIONS if section.code not in left_out]


def _task(section: Section, found: PlanProgress) -> SectionTask:
    progress = _progress(section, found)
    return SectionTask(
        name=section.title,
        url=page_of(section, found.plan),
        status=progress.status,
        colour=progress.colour,
        hint=progress.hint,
        is_written=section.url_name is not None,
    )


def _progress(section: Section, progress: PlanProgress) -> Progress:
    if why := progress.whole.not_needed.get(section.code):
        return Progress(NOT_NEEDED, why)
    return PROGRESS[section.code](progress)


def page_of(section: Section, plan: Plan) -> str:
    """The page on which a section is written, or the result from which it follows."""
    if section.url_name is None:
        return reverse("result", args=[plan.diagnostic_id])
    return reverse(section.url_name, args=[plan.pk])


def missing_tasks(progress: PlanProgress) -> list[MissingInSection]:
    """Return what is missing by section, in the order of the sections. No query."""
    sections = {section.code: section for section in SECTIONS}
    return [
        _missing_in(sections[code], list(things), progress.plan)
        for code, things in groupby(progress.missing, key=lambda one: one.section)
    ]


def _missing_in(section: Section, things: Sequence[Missing], plan: Plan) -> MissingInSection:
    shown = things if len(things) <= SHOWN_A_SECTION + 1 else things[:SHOWN_A_SECTION]
    return MissingInSection(
        title=section.title,
        url=page_of(section, plan),
        tasks=tuple(missing_task(missing, plan) for missing in shown),
        more=len(things) - len(shown),
    )


def _to_finish(count: int) -> tuple[str, str]:
    return (f"{count} to finish", BLUE) if count else (READY, "")


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _on_a_page(progress: PlanProgress) -> Progress:
    parts = {
        "the summary": progress.plan.summary.strip(),
        "the biggest moves": progress.plan.biggest_moves.strip(),
        "the decisions asked for": progress.whole.rows_of(DecisionAsked),
    }
    empty = [name for name, written in parts.items() if not written]
    if len(empty) == len(parts):
        return Progress(TO_FILL_IN, "The summary, the biggest moves and the decisions you ask for", BLUE)
    status, colour = _to_finish(len(empty))
    return Progress(
        status, f"Still to write: {' and '.join(empty)}" if empty else "All three parts are written", colour
    )


def _capacity(progress: PlanProgress) -> Progress:
    figures = progress.whole.capacity
    if figures.closed is None:
        hint = "Some figures of the diagnostic’s demand and capacity are missing"
    else:
        start, end = _in_words(figures.closed.do_nothing), _in_words(figures.closed.remaining)
        hint = f"{figures.target_year} if nothing is done: {start}. With this plan: {end}"
    return _filled_in(progress, "capacity", hint)


def _in_words(gap: Gap) -> str:
    return f"{'surplus' if gap.is_surplus else 'gap'} of {plain(round_to(gap.size))} a week"


def _staffing(progress: PlanProgress) -> Progress:
    staffing = progress.whole.staffing
    if not staffing.lines:
        return Progress(TO_FILL_IN, "Which extra staff close the gap, at what cost and who pays", BLUE)
    cost = plain(round_to(staffing.cost_a_year))
    return Progress(READY, f"{plain(staffing.extra_fte)} extra FTE for £{cost} a year")


def _estates(progress: PlanProgress) -> Progress:
    schemes, estate = progress.whole.schemes, progress.whole.estate
    hub = str(estate.hub_model) if estate and estate.hub_model else ""
    if not (schemes or hub):
        return Progress(TO_FILL_IN, "The hub model, and schemes with their capital", BLUE)
    capital = plain(round_to(sum(scheme.capital for scheme in schemes)))
    said = f"{_count(len(schemes), 'scheme')}, £{capital} of capital" if schemes else "No schemes"
    return Progress(READY, f"{hub}. {said}" if hub else f"{said}. No hub model chosen")


def _digital(progress: PlanProgress) -> Progress:
    count = len(progress.whole.rows_of(DigitalInitiative))
    if not count:
        return Progress(TO_FILL_IN, "Tools and ideas by impact and feasibility", BLUE)
    return Progress(READY, _count(count, "initiative"))


def _actions(progress: PlanProgress) -> Progress:
    actions, reasons = progress.whole.actions, progress.reasons
    blockers = len(reasons.blockers)
    if not actions:
        return Progress(TO_FILL_IN, "No actions yet. Start with what the guide suggests", BLUE)
    unfinished = sum(not action.is_settled for action in actions)
    needed = f"{_count(blockers, 'thing')} that Level {reasons.level} needs {'is' if blockers == 1 else 'are'}"
    hints = [
        _count(len(actions), "action"),
        f"{unfinished} without an owner or a due date" if unfinished else "Each has an owner and a due date",
        f"{blockers - progress.uncovered} of {needed} reached by actions",
    ]
    status, colour = _to_finish(progress.left_in("actions"))
    return Progress(status, ". ".join(hints[: 3 if blockers else 2]), colour)


def _commitments(progress: PlanProgress) -> Progress:
    sides = [commitment.side for commitment in progress.whole.commitments]
    word = progress.plan.locality.commissioner_word
    ours, theirs = sides.count(Commitment.Side.LOCALITY), sides.count(Commitment.Side.COMMISSIONER)
    return _filled_in(progress, "commitments", f"{ours} of the locality, {theirs} of the {word}")


def _metrics(progress: PlanProgress) -> Progress:
    rows = progress.whole.metrics
    unfinished = sum(bool(row.missing) for row in rows)
    core = sum(row.about.core for row in rows)
    hint = f"{_count(len(rows), 'metric')}, {core} of them core"
    if unfinished:
        hint += f". {unfinished} without a baseline, a target or a review date"
    status, colour = _to_finish(progress.left_in("metrics"))
    return Progress(status, hint, colour)


def _money(progress: PlanProgress) -> Progress:
    money = money_of(progress.whole)
    if money is None:
        return Progress(TO_FILL_IN, "What the plan costs by year, who pays and what is asked for", BLUE)
    sums = money.total.plan
    return Progress(READY, f"£{pounds(sums.committed)} committed, £{pounds(sums.asked)} asked for")


def _consistency(progress: PlanProgress) -> Progress:
    found = progress.consistency
    hint = f"{found.report.agree} comparisons agree"
    if found.musts:
        return Progress(f"{len(found.musts)} to mend", hint, BLUE)
    if found.asks:
        return Progress(f"{len(found.asks)} to mend or explain", hint, BLUE)
    explained = len(found.explained)
    return Progress(READY, f"{hint}, {explained} explained" if explained else hint)


def _sign_off(progress: PlanProgress) -> Progress:
    plan = progress.plan
    return {
        Plan.State.DRAFT: Progress("Not submitted", "What is signed is frozen, and stays as it was signed"),
        Plan.State.SUBMITTED: Progress(
            f"Waiting for the {plan.locality.commissioner_word}", "Signed for the locality", BLUE
        ),
        Plan.State.APPROVED: Progress("Signed by both", f"Version {plan.version_number} is in force"),
        Plan.State.CLOSED: Progress("Closed", f"Version {plan.version_number} was the last"),
    }[Plan.State(plan.state)]


def _risks(progress: PlanProgress) -> Progress:
    risks = progress.whole.rows_of(Risk)
    if not risks:
        return Progress(TO_FILL_IN, "What could go wrong, and what you do about it", BLUE)
    without = sum(not risk.mitigation.strip() for risk in risks)
    hint = _count(len(risks), "risk")
    return Progress(READY, f"{hint}, {without} with nothing done about it yet" if without else hint)


def _members(progress: PlanProgress) -> Progress:
    plan = progress.plan
    said = {
        "equality": plan.equality,
        "patient engagement": plan.patient_engagement,
        "conflicts of interest": plan.conflicts,
    }
    empty = [name for name, words in said.items() if not words.strip()]
    if not empty:
        return Progress(READY, "Equality, patient engagement and conflicts of interest")
    return Progress(TO_FILL_IN, f"Still to say: {', '.join(empty)}", BLUE)


def _filled_in(progress: PlanProgress, section: str, hint: str) -> Progress:
    return Progress(TO_FILL_IN, hint, BLUE) if progress.left_in(section) else Progress(READY, hint)


def _follows(hint: str) -> ProgressOf:
    return lambda found: Progress(FOLLOWS, hint)


PROGRESS: Mapping[str, ProgressOf] = {
    "on_a_page": _on_a_page,
    "where": _follows("Every domain: today, target and last time"),
    LEVEL: _follows("What is in place, and what the next level needs"),
    "capacity": _capacity,
    "staffing": _staffing,
    "estates": _estates,
    "digital": _digital,
    "actions": _actions,
    "commitments": _commitments,
    "metrics": _metrics,
    "money": _money,
    "risks": _risks,
    "members": _members,
    "changes": lambda found: Progress("From the version before", found.plan.amended_why),
    "consistency": _consistency,
    "sign_off": _sign_off,
    "annex": _follows("What was agreed on each domain, the evidence and the numbers"),
}
"""By the code of the section: any that the overview lists and that is not here is a mistake that a test finds."""
