"""Deleting a planned wave, ending one without selecting anybody, and going back to moderation."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from assessment.selection.forms.waves import EndForm, ReopenForm, TransitionForm
from assessment.selection.models import Wave
from assessment.selection.models.wave_transitions import DELETE, END, REOPEN, RUN
from assessment.selection.services import wave_endings as services
from assessment.selection.views.wave_answer import answer
from localities.kit.access import for_object, person, posted


@for_object(Wave, read=RUN, write=RUN)
def wave_delete(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Delete a wave that was planned by mistake: nobody has been told of it."""
    form, go_to = TransitionForm(posted(request)), reverse("waves", args=[wave.commissioner.ods_code])
    context: dict[str, Any] = {
        "transition": DELETE,
        "intro": "No locality and no panel member has been told of this wave. Its plan and its panel are deleted.",
        "warning": True,
        "save_text": "Delete the wave",
        "go_to": go_to,
    }
    done = f"{wave} is deleted."
    return answer(
        request,
        wave,
        form,
        lambda: services.delete_wave(wave, by=person(request)),
        title="Delete the planned wave",
        done=done,
        **context,
    )


@for_object(Wave, read=RUN, write=RUN)
def wave_reopen(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Go back to moderation before the outcome is published."""
    form = ReopenForm(posted(request))
    context: dict[str, Any] = {
        "transition": REOPEN,
        "intro": (
            "Agreed scores stay, and decisions stay confirmed until somebody returns them. No locality has been told "
            "anything. The reason stands on the decision record."
        ),
        "save_text": "Go back to moderation",
    }

    def save() -> None:
        services.reopen_wave(wave, by=person(request), why=form.cleaned_data["why"])

    done = "The wave is in moderation again."
    return answer(request, wave, form, save, title="Go back to moderation", done=done, **context)


@for_object(Wave, read=RUN, write=RUN)
def wave_end(request: HttpRequest, wave: Wave) -> HttpResponse:
    """End a wave in which nobody is selected."""
    form = EndForm(posted(request))
    context: dict[str, Any] = {
        "transition": END,
        "intro": (
            "Nobody is selected. The leads of localities that wrote or submitted an application, and the panel, get an "
            "e-mail with your reason. Applications and scores are kept. This cannot be undone."
        ),
        "warning": True,
        "save_text": "End the wave",
    }

    def save() -> None:
        services.end_wave(wave, by=person(request), why=form.cleaned_data["why"])

    done = "The wave has ended. Those whom it concerns have been told."
    return answer(request, wave, form, save, title="End the wave without selecting", done=done, **context)
