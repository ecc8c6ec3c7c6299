"""What the pages with a form on a wave have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from assessment.selection.forms.waves import VersionForm
from assessment.selection.models import Wave
from assessment.selection.pages.wave import all_facts
from assessment.selection.services import waves as services
from localities.kit.nhsuk.forms import NHSForm
from localities.kit.revisions.saving import ask_on_next_page
from localities.kit.workflow import Transition


def answer(
    request: HttpRequest,
    wave: Wave,
    form: NHSForm,
    save: Callable[[], None],
    *,
    done: str,
    template: str = "wave_form.html",
    up: tuple[tuple[str, str], ...] = (),
    go_to: str = "",
    transition: Transition,
    **context: Any,
) -> HttpResponse:
    """Save what was sent and say so, or show the page with its form and what is wrong.

    Where the wave's state does not allow the `transition`, looking says so, and the service refuses what is sent.
    """
    if form.carries_out(save):
        messages.success(request, done)
        ask_on_next_page(request, form)
        return redirect(go_to or wave)
    if form.was_refused:
        wave.refresh_from_db()
        if isinstance(form, VersionForm):
            form.go_on_from(wave)
        context["stands"] = all_facts(wave)
    back = wave.get_absolute_url()
    context |= {"wave": wave, "form": form, "caption": wave.title, "system_name": wave.commissioner.system.name}
    context["transition"] = transition
    context |= {"crumbs": [(wave.title, back), *up], "cancel_url": go_to or back}
    context["refusal"] = "" if form.is_bound else services.WAVE.locked(wave, transition)
    return render(request, f"selection/{template}", context, status=422 if form.is_bound else 200)
