"""The one next thing for a person in a locality."""

from __future__ import annotations

from django.urls import reverse

from assessment.queries.result import level_in_words
from devplans.models import Plan
from devplans.overview.pages.tasks import NextStep
from devplans.overview.queries.locality_facts import AgreedProgress, LocalityFacts, LocalityPlan
from localities.kit.pages.phrases import count, day
from localities.models import Role


def next_step(facts: LocalityFacts) -> NextStep | None:
    """Return what this person can do next, or None when nothing waits for them."""
    if not facts.started:
        return _start(facts)
    if facts.diagnostic.is_editable:
        return _in_diagnostic(facts) or _own_view(facts)
    return _in_plan(facts)


def who_is_next(facts: LocalityFacts) -> str:
    """Whose turn it is, for readers for whom nothing waits."""
    word = facts.locality.commissioner_word
    if facts.diagnostic.is_editable:
        return f"Next, the locality and the {word} answer the rest together and agree the diagnostic."
    if facts.plan is None:
        return "Next, the locality lead makes the development plan."
    return {
        Plan.State.DRAFT: "Next, the locality lead finishes the plan and submits it.",
        Plan.State.SUBMITTED: f"Next, the {word} reviews the plan.",
        Plan.State.APPROVED: "Next, the locality does what is agreed and reports how it goes.",
        Plan.State.CLOSED: "The plan is closed. Next, the locality lead starts another diagnostic.",
    }[Plan.State(facts.plan.plan.state)]


def _start(facts: LocalityFacts) -> NextStep | None:
    if not facts.may("assessment.start_diagnostic"):
        return None
    return NextStep(
        "Next: start the diagnostic",
        "Where is the locality today, and where does it need to be in two years? The answers show what "
        "moves it on, and lead to the first actions of a plan. They save as you go, so you can stop at any time.",
        reverse("diagnostic-start", args=[facts.locality.slug]),
        "Start the diagnostic",
    )


def _in_diagnostic(facts: LocalityFacts) -> NextStep | None:
    if not facts.may("assessment.change_diagnostic"):
        return None
    pk, left, total = facts.diagnostic.pk, facts.unanswered, len(facts.domains)
    if left:
        answered = total - len(left)
        return NextStep(
            f"Next: answer the {count(len(left), 'domain')} that {'is' if len(left) == 1 else 'are'} left"
            if answered
            else "Next: answer the first domain",
            f"You have answered {answered} of {total}. First to do: {left[0].title}.",
            reverse("domain", args=[pk, left[0].code]),
            "Continue the diagnostic" if answered else "Begin the diagnostic",
        )
    if facts.unfinished_levels:
        number = facts.unfinished_levels[0].number
        return NextStep(
            f"Next: say what is in place for Level {number}",
            f"All {total} domains are answered. The level also depends on what is in place.",
            reverse("level", args=[pk, number]),
            f"Go to Level {number}",
        )
    if not facts.capacity.complete:
        return NextStep(
            f"Next: {'check' if facts.capacity.filled_in else 'fill in'} demand and capacity",
            f"{facts.capacity.to_do}. The plan rests on how many appointments are needed and how many there are.",
            reverse("capacity", args=[pk]),
            "Go to demand and capacity",
        )
    return NextStep(
        "Next: check your answers and agree them",
        "Everything is answered. Read it through together once more, then agree it and see the result.",
        reverse("check-answers", args=[pk]),
        "Check your answers",
    )


def _own_view(facts: LocalityFacts) -> NextStep | None:
    own = [
        (practice, given)
        for practice, given in facts.practices
        if facts.user.has_role(Role.Kind.PRACTICE_REPRESENTATIVE, practice.pk) and given < len(facts.domains)
    ]
    if not own:
        return None
    practice, given = own[0]
    return NextStep(
        "Next: give your practice’s view",
        f"{practice} has given its view on {given} of {len(facts.domains)} domains. "
        "It helps the locality to see where practices differ.",
        reverse("practice-views", args=[facts.diagnostic.pk]),
        "Give your view",
    )


def _in_plan(facts: LocalityFacts) -> NextStep | None:
    locality_plan = facts.plan
    if locality_plan is None:
        return _make_plan(facts)
    if locality_plan.plan.state == Plan.State.SUBMITTED:
        return _review(facts, locality_plan)
    if not facts.may("devplans.change_plan"):
        return None
    if locality_plan.plan.state == Plan.State.CLOSED:
        return _start(facts)
    if locality_plan.plan.state == Plan.State.APPROVED and locality_plan.progress:
        return _report(locality_plan, locality_plan.progress)
    if locality_plan.stage.code == "sent_back":
        return NextStep(
            f"Next: see what the {facts.locality.commissioner_word} asks for",
            "The plan was sent back with the reason. Change the plan, answer the comments, and submit it again.",
            reverse("review", args=[locality_plan.plan.pk]),
            "Read the reason and the comments",
        )
    return _write(locality_plan) or _submit(locality_plan)


def _make_plan(facts: LocalityFacts) -> NextStep | None:
    if not facts.may("devplans.create_plan"):
        return None
    return NextStep(
        "Next: make the development plan",
        _what_is_agreed(facts),
        reverse("plan-create", args=[facts.diagnostic.pk]),
        "Make the plan",
    )


def _what_is_agreed(facts: LocalityFacts) -> str:
    choose = "you choose what enters the plan."
    if level := level_in_words(facts.answers.level):
        needed = "The guide suggests actions for what keeps you from the next level"
        return f"The diagnostic is agreed: {level}. {needed}; {choose}"
    return f"The diagnostic is agreed. The guide suggests actions for your priorities and targets; {choose}"


def _review(facts: LocalityFacts, locality_plan: LocalityPlan) -> NextStep | None:
    if not facts.may("devplans.send_back_plan"):
        return None
    submitted = f"It was submitted on {day(locality_plan.stage.since)}. " if locality_plan.stage.since else ""
    may_approve = facts.may("devplans.approve_plan")
    return NextStep(
        "Next: review the plan",
        f"{submitted}Read it section by section and comment, then "
        f"{'approve it or send it back' if may_approve else 'send it back or leave it to your approver to approve'}.",
        reverse("review", args=[locality_plan.plan.pk]),
        "Review the plan",
    )


def _report(locality_plan: LocalityPlan, progress: AgreedProgress) -> NextStep:
    late = progress.overdue
    overdue = f", {late} {'is' if late == 1 else 'are'} overdue" if late else ""
    return NextStep(
        "Next: report progress",
        f"{progress.done} of {count(progress.actions, 'action')} done{overdue}. "
        "Say how each action goes, and enter new figures for the outcome metrics.",
        reverse("progress", args=[locality_plan.plan.pk]),
        "Report progress",
    )


def _write(locality_plan: LocalityPlan) -> NextStep | None:
    """The first thing that the draft lacks."""
    steps = (
        (not locality_plan.actions, "choose the actions", "The guide suggests some, each with its reason.", "proposal"),
        (
            locality_plan.actions_to_finish,
            f"say who does {count(locality_plan.actions_to_finish, 'action')}, and by when",
            "An action without an owner and a date is rarely done.",
            "action-owners",
        ),
        (
            locality_plan.metrics_to_finish,
            f"finish {count(locality_plan.metrics_to_finish, 'outcome metric')}",
            "Each needs a baseline, or the date by which there will be one, a target and a review date.",
            "metrics",
        ),
        (
            not locality_plan.is_written,
            "write the plan on a page",
            "Summary, biggest moves and the decisions you ask for, for those who read one page only.",
            "plan-summary",
        ),
        (
            locality_plan.missing,
            f"fill in {count(locality_plan.missing, 'more thing')} in the plan",
            "The plan lists what it lacks before it can be submitted.",
            "plan",
        ),
    )
    for missing, title, text, url_name in steps:
        if missing:
            return NextStep(
                f"Next: {title}", text, reverse(url_name, args=[locality_plan.plan.pk]), "Continue the plan"
            )
    return None


def _submit(locality_plan: LocalityPlan) -> NextStep:
    return NextStep(
        "Next: sign and submit the plan",
        "Nothing is missing. Read it once more as its readers will, then sign it for the locality.",
        reverse("submit", args=[locality_plan.plan.pk]),
        "Sign and submit",
    )
