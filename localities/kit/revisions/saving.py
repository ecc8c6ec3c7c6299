"""What a page with forms on revised rows does with a post: save, and answer.

The same way serves the button and the autosave, which is answered with fragments that htmx puts into the page
(templates/autosaved.html). A field that two people changed is asked about (templates/conflict.html).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from localities.kit.access import person
from localities.kit.nhsuk.forms import NHSForm
from localities.kit.refused import Refused
from localities.kit.revisions.forms import RevisedForm, Save
from localities.kit.revisions.rows import Revised, SaveResult

Row = TypeVar("Row")


def autosave_response(
    request: HttpRequest, forms: Sequence[RevisedForm], fragments: Sequence[str] = (), **context: Any
) -> HttpResponse:
    """Answer an autosave with the fragments that tell what was saved; 422 when something could not be.

    `fragments` are templates of further parts of the page that the save changes; `context` is theirs.
    """
    problems = [problem.rstrip(".") for form in forms for problem in form.problems]
    rest = " The rest is saved." if any(form.result for form in forms) else ""
    context |= {
        "forms": forms,
        "fragments": fragments,
        "unsaved": f"Not saved. {'. '.join(problems)}.{rest}" if problems else "",
        "compare": any(form.conflicts for form in forms),
        "unprintable": [warning for form in forms for warning in form.unprintable],
        "saved_at": timezone.now(),
    }
    return render(request, "autosaved.html", context, status=422 if problems else 200)


def brought(
    request: HttpRequest, rows: Sequence[Row], form: type[RevisedForm], named: Callable[[Row], tuple[str, Revised]]
) -> list[Row]:
    """The rows of which a post says something new: an autosave sends the whole page, and needs no other forms.

    `named` gives a row's prefix on the page and the row itself. Where there is nothing new it is the first, so that the
    service has its say.
    """
    if not request.htmx:  # type: ignore[attr-defined]
        return list(rows)
    return [row for row in rows if form.has_news(request.POST, *named(row))] or list(rows[:1])


def saving(
    request: HttpRequest, service: Callable[..., SaveResult[Any]], form: RevisedForm
) -> tuple[RevisedForm, Save]:
    """Pair a form with the service that saves its row."""
    return form, lambda values, base: service(form.instance, values, base_revision=base, by=person(request))


def save_forms(
    request: HttpRequest,
    saves: Sequence[tuple[RevisedForm, Save]],
    *,
    go_to: str,
    fragments: Sequence[str] = (),
    autosave_context: Callable[[], dict[str, Any]] = dict,
    **context: Any,
) -> HttpResponse | None:
    """Save a posted page's forms and return what to answer: what every page with `RevisedForm`s does.

    An autosave gets its fragments where `autosave_context` has something for them, a conflict its page, success a
    redirect to `go_to`, and a step that the service refuses a page that says why and keeps what was typed. None means:
    show the page again, its forms say what is wrong. `context` (title, locality) is for the pages shown instead.

    Of several forms only those that bring something new are saved, or the first when none does, so that the service
    has its say.
    """
    forms = [form for form, _ in saves]
    new = [one for one in saves if len(saves) == 1 or one[0].has_changed()] or saves[:1]
    try:
        saved = [form.save_valid(save, by=person(request)) for form, save in new]
    except Refused as error:
        return refused_response(request, forms, error, **context)
    if request.htmx:  # type: ignore[attr-defined]
        shown = autosave_context()
        return autosave_response(request, forms, fragments if shown else (), **shown)
    if any(form.conflicts for form in forms):
        return conflict_response(request, forms, **context)
    if not all(saved):
        return None
    for warning in [warning for form, _ in new for warning in form.unprintable]:
        messages.warning(request, f"{warning}.")
    ask_on_next_page(request, *forms)
    return redirect(go_to)


def ask_on_next_page(request: HttpRequest, *forms: NHSForm) -> None:
    """Ask about unusual values just typed where the person goes on: they are saved, and nobody is sent back."""
    for form in forms:
        for name, question in form.questions.items():
            if form.fields[name].has_changed(form[name].initial, form[name].data):
                messages.warning(request, f"{form.asks_of(name)}: {question}")


def refused_response(
    request: HttpRequest, forms: Sequence[RevisedForm], error: Refused, **context: Any
) -> HttpResponse:
    """Say why nothing was saved, and show what was typed so that it can be copied."""
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "autosaved.html", {"unsaved": f"Not saved. {error}"}, status=422)
    return render(request, "not_saved.html", {"forms": forms, "error": error, **context}, status=409)


def conflict_response(request: HttpRequest, forms: Sequence[RevisedForm], **context: Any) -> HttpResponse:
    """Show both versions of each field that two people changed, and ask. Inputs: title, locality."""
    asked = [form for form in forms if form.conflicts]
    conflicts = [conflict for form in asked for conflict in form.conflicts]
    choices, own = [conflict.choice for conflict in conflicts], all(conflict.is_own for conflict in conflicts)
    unanswered = any(choice.errors for choice in choices)
    shown = {"forms": forms, "choices": choices, "unanswered": unanswered, "own": own, **context}
    return render(request, "conflict.html", shown, status=409)
