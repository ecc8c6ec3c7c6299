"""A commissioner's waves: planning them, their panel and transitions, and the page of a wave for all with a part."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from assessment.selection.forms.waves import (
    AttendanceForm,
    PlacesForm,
    PutOffForm,
    TransitionForm,
    WaveForm,
)
from assessment.selection.models import Application, Wave
from assessment.selection.models.wave_transitions import (
    CHANGE,
    CHANGE_PLACES,
    MODERATE,
    PUBLISH,
    PUT_OFF,
    RUN,
    SAVE_ATTENDANCE,
    TRANSITIONS,
)
from assessment.selection.pages.wave import build_wave_page
from assessment.selection.queries.wave_readiness import WaveState
from assessment.selection.services import waves as services
from assessment.selection.services.publishing import publish_wave
from assessment.selection.views.wave_answer import answer
from localities.kit.access import for_object, person, posted
from localities.kit.revisions.saving import ask_on_next_page
from localities.models import Commissioner

PLAN, VIEW = services.PLAN, "selection.view_wave"
State = Wave.State


# A commissioner's waves ----------------------------------------------------------------------------------------------


@for_object(Commissioner, read=PLAN, key="ods_code")
def waves(request: HttpRequest, commissioner: Commissioner) -> HttpResponse:
    """Every wave of the commissioner, the newest first."""
    submitted = Count("applications", filter=Q(applications__state=Application.State.SUBMITTED))
    context = {
        "commissioner": commissioner,
        "system_name": commissioner.system.name,
        "crumbs": [(commissioner.name, commissioner.get_absolute_url())],
        "waves": Wave.objects.filter(commissioner=commissioner).annotate(submitted=submitted),
    }
    return render(request, "selection/waves.html", context)


@for_object(Commissioner, read=PLAN, write=PLAN, key="ods_code")
def wave_add(request: HttpRequest, commissioner: Commissioner) -> HttpResponse:
    """Plan a wave by the criteria of a guide in use."""
    form = WaveForm(posted(request), guide=services.guide_of_waves(commissioner))
    if form.is_valid():
        wave = services.plan_wave(commissioner, form.values, by=person(request))
        messages.success(request, "The wave is planned. Next, name its panel, then open it.")
        ask_on_next_page(request, form)
        return redirect(wave)
    back = reverse("waves", args=[commissioner.ods_code])
    context = {
        "form": form,
        "title": "Plan a wave",
        "caption": commissioner.name,
        "system_name": commissioner.system.name,
        "crumbs": [("Selection waves", back)],
        "cancel_url": back,
        "save_text": "Save the plan",
    }
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


# One wave ------------------------------------------------------------------------------------------------------------


@for_object(Wave, read=VIEW)
def wave(request: HttpRequest, wave: Wave) -> HttpResponse:
    """What the wave is about, and what this person has to do with it."""
    user = person(request)
    page = build_wave_page(wave, user=user, now=timezone.now())
    context: dict[str, Any] = {"page": page, "wave": wave, "system_name": wave.commissioner.system.name}
    if page.running:
        context["crumbs"] = [("Selection waves", reverse("waves", args=[wave.commissioner.ods_code]))]
        published = wave.state == State.PUBLISHED
        context["may_view_record"] = published and user.has_perm("selection.view_record", wave)
    elif page.locality:
        context |= {"locality": page.locality, "nav": "home"}
        context["crumbs"] = [(page.locality.name, page.locality.get_absolute_url())]
    else:
        context["crumbs"] = [("Home", reverse("home"))]
    return render(request, "selection/wave.html", context)


@for_object(Wave, read=RUN, write=RUN)
def wave_edit(request: HttpRequest, wave: Wave) -> HttpResponse:
    form = WaveForm(posted(request), guide=wave.whole_guide, wave=wave)

    def save() -> None:
        services.save_wave(
            wave, form.values, by=person(request), expected_version=form.cleaned_data["expected_version"]
        )

    return answer(
        request,
        wave,
        form,
        save,
        transition=CHANGE,
        title="Change the plan of the wave",
        done="The plan of the wave is saved.",
    )


@for_object(Wave, read=RUN, write=RUN)
def wave_put_off(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Give localities more time."""
    form = PutOffForm(posted(request), wave=wave)

    def save() -> None:
        found = form.cleaned_data
        version = found["expected_version"]
        services.put_off(wave, found["closes_at"], by=person(request), why=found["why"], expected_version=version)

    done = "Closing is put off. The localities that are writing or have submitted an application have been told."
    return answer(
        request, wave, form, save, transition=PUT_OFF, title="Put off the closing", done=done, save_text="Put it off"
    )


@for_object(Wave, read=RUN, write=RUN)
def wave_places(request: HttpRequest, wave: Wave) -> HttpResponse:
    form = PlacesForm(posted(request), wave=wave)

    def save() -> None:
        found = form.cleaned_data
        version = found["expected_version"]
        services.change_places(wave, found["places"], by=person(request), why=found["why"], expected_version=version)

    done = "The number of places is changed."
    return answer(request, wave, form, save, transition=CHANGE_PLACES, title="Change the places", done=done)


@for_object(Wave, read=RUN, write=RUN)
def wave_attendance(request: HttpRequest, wave: Wave) -> HttpResponse:
    """When the panel met to agree its scores, and who was there."""
    form = AttendanceForm(posted(request), wave=wave, members=wave.panel.with_part())

    def save() -> None:
        version = form.cleaned_data["expected_version"]
        services.save_attendance(wave, form.values, by=person(request), expected_version=version)

    context: dict[str, Any] = {
        "transition": SAVE_ATTENDANCE,
        "intro": "It stands on the decision record. Say it when the panel has met to agree its scores.",
    }
    return answer(request, wave, form, save, title="The panel’s meeting", done="The meeting is saved.", **context)


@for_object(Wave, read=RUN, write=RUN)
def wave_transition(request: HttpRequest, wave: Wave, *, code: str) -> HttpResponse:
    """The next transition: what beginning it does, what the wave still lacks, and the button."""
    transition, by = TRANSITIONS.get(code), person(request)
    if transition is None:
        raise Http404

    def save() -> None:
        if transition is PUBLISH:
            publish_wave(wave, by=by)
        else:
            services.make_transition(wave, transition, by=by)

    word = wave.commissioner.word
    context: dict[str, Any] = {
        "transition": transition,
        "effects": [effect.format(word=word) for effect in transition.effects],
        "missing": services.what_is_missing(wave, transition, timezone.now())
        if wave.state in transition.sources
        else (),
        "few": WaveState(wave).few_scorers() if transition is MODERATE else (),
        "previews_record": transition is PUBLISH and by.has_perm("selection.view_record", wave),
        "save_text": transition.title,
        "warning": transition.warning,
    }
    form = TransitionForm(posted(request))
    context |= {"title": transition.title, "template": "wave_transition.html"}
    return answer(request, wave, form, save, done=transition.after, **context)
