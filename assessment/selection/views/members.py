"""Who is on a wave's panel: naming people, its chair and deputy, and taking somebody off it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from assessment.selection.forms.members import ChairForm, LeaveForm, PanelForm
from assessment.selection.models import Wave
from assessment.selection.models.wave_transitions import (
    BEFORE_DECIDED,
    BEFORE_MODERATION,
    NAME_CHAIR,
    NAME_MEMBERS,
    REMOVE_MEMBER,
    RUN,
)
from assessment.selection.pages.wave_progress import out_of_the_wave
from assessment.selection.services import members
from assessment.selection.views.wave_answer import answer
from localities.kit.access import for_object, person, posted


@for_object(Wave, read=RUN, write=RUN)
def wave_panel(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Who is on the panel, and who may join it."""
    may_serve = list(members.may_serve(wave))
    rows = list(wave.panel.with_localities().select_related("user"))
    active = {one.user_id for one in rows if one.left_at is None}
    with_role = set(members.has_the_role(wave))
    form = PanelForm(posted(request), people=[one for one in may_serve if one.pk not in active])
    context: dict[str, Any] = {
        "members": [(one, out_of_the_wave(one)) for one in rows],
        "lapsed": active - {one.pk for one in with_role},
        "of_localities": sorted(map(str, with_role - {*may_serve} - {one.user for one in rows})),
        "transition": NAME_MEMBERS,
        "can_join": wave.state in BEFORE_MODERATION,
        "can_leave": wave.state in BEFORE_DECIDED,
        "go_to": reverse("wave-panel", args=[wave.pk]),
    }

    def save() -> None:
        members.name_members(wave, form.chosen, by=person(request))

    done = "The panel is changed. Whoever joined gets an e-mail."
    return answer(request, wave, form, save, title="Panel", done=done, template="wave_panel.html", **context)


@for_object(Wave, read=RUN, write=RUN)
def wave_panel_remove(request: HttpRequest, wave: Wave, *, member_pk: int) -> HttpResponse:
    member = get_object_or_404(wave.panel.active(), pk=member_pk)
    form = LeaveForm(posted(request))
    panel = reverse("wave-panel", args=[wave.pk])

    def save() -> None:
        members.remove_member(member, by=person(request), why=form.cleaned_data["why"])

    context: dict[str, Any] = {
        "intro": f"{member} stays on the record with this reason. Scores they gave are set aside.",
        "transition": REMOVE_MEMBER,
        "up": (("Panel", panel),),
        "go_to": panel,
        "warning": True,
        "save_text": "Take them off the panel",
    }
    done = f"{member} is no longer on the panel."
    return answer(request, wave, form, save, title=f"Take {member} off the panel", done=done, **context)


@for_object(Wave, read=RUN, write=RUN)
def wave_chair(request: HttpRequest, wave: Wave) -> HttpResponse:
    """Say who chairs the panel, and who is the deputy."""
    form = ChairForm(posted(request), members=wave.panel.with_part())
    panel = reverse("wave-panel", args=[wave.pk])
    if not form.members:
        return redirect(panel)  # which says that nobody is on the panel

    def save() -> None:
        members.name_chair(wave, *form.chosen, by=person(request))

    context: dict[str, Any] = {
        "intro": "The chair leads the meeting. The deputy does where the chair has a conflict of interest.",
        "transition": NAME_CHAIR,
        "up": (("Panel", panel),),
        "go_to": panel,
    }
    return answer(request, wave, form, save, title="Chair and deputy", done="The chair is named.", **context)
