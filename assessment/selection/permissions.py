"""Who may do what in a selection wave (design: "Who may do what"). States are asked of the services, not here.

What is secret is kept here: a draft is the locality's own; what a panel member scored is theirs alone until moderation;
a person with a declared conflict has no part in judging that application, and one who belongs to a locality that
applies has no part in judging any application of the wave.
"""

from __future__ import annotations

from typing import Any

import rules

from assessment.selection.models import Application, Interest, PanelMember, Wave
from localities.models import Locality, Role, User
from localities.permissions import is_lead, works_for_commissioner


def wave_of(thing: Wave | Application) -> Wave:
    return thing if isinstance(thing, Wave) else thing.wave


@rules.predicate
def works_for_commissioner_of(user: User, thing: Wave | Application) -> bool:
    return wave_of(thing).commissioner_id in user.scopes.commissioners


@rules.predicate
def is_approver_of(user: User, thing: Wave | Application) -> bool:
    return user.has_role(Role.Kind.COMMISSIONER_APPROVER, wave_of(thing).commissioner_id)


@rules.predicate
def is_on_panel(user: User, thing: Wave | Application) -> bool:
    return PanelMember.objects.serving(user).filter(wave=wave_of(thing)).exists()


@rules.predicate
def is_invited(user: User, wave: Wave) -> bool:
    """Belongs to a locality that may apply."""
    theirs = Locality.objects.filter(pk__in=user.scopes.localities, commissioner=wave.commissioner_id)
    return wave.state != Wave.State.PLANNED and theirs.exists()


@rules.predicate
def is_applicant(user: User, application: Application) -> bool:
    return application.locality_id in user.scopes.localities


@rules.predicate
def belongs_to_an_applicant(user: User, thing: Wave | Application) -> bool:
    """Has a role in a locality, or in a practice of one, that handed in an application for the wave.

    Such a person judges nothing in it: whatever they gave to another would help their own. Withdrawing does not undo
    that. No query for who has no role in a locality.
    """
    if not user.scopes.localities:
        return False
    handed_in = Application.objects.filter(wave=wave_of(thing), state__in=Application.HANDED_IN)
    return handed_in.filter(locality__in=user.scopes.localities).exists()


@rules.predicate
def declared_no_conflict(user: User, application: Application) -> bool:
    """On the panel, and declared to have no conflict with this application."""
    declared = Interest.objects.filter(application=application, member__in=PanelMember.objects.serving(user))
    return declared.filter(has_conflict=False).exists()


@rules.predicate
def is_impartial(user: User, application: Application) -> bool:
    """Neither belongs to a locality that applies nor declared a conflict with this one, on whatever panel place."""
    declared = Interest.objects.filter(application=application, member__user=user, has_conflict=True)
    return not belongs_to_an_applicant(user, application) and not declared.exists()


@rules.predicate
def is_impartial_in_all(user: User, wave: Wave) -> bool:
    """Has no conflict with any application of the wave."""
    declared = Interest.objects.filter(application__wave=wave, member__user=user, has_conflict=True)
    return not declared.exists() and not belongs_to_an_applicant(user, wave)


@rules.predicate
def is_handed_in(user: User, application: Application) -> bool:
    return application.state in Application.HANDED_IN


@rules.predicate
def is_being_judged(user: User, application: Application) -> bool:
    """From scoring on: what is submitted until then can still be taken back and changed."""
    return application.wave.state not in (Wave.State.PLANNED, Wave.State.OPEN, Wave.State.CLOSED)


judges_for_commissioner: Any = works_for_commissioner_of & is_impartial
judges_on_panel: Any = is_being_judged & is_impartial & declared_no_conflict

rules.add_perm("selection.plan_wave", works_for_commissioner)  # asked of the commissioner
rules.add_perm("selection.run_wave", works_for_commissioner_of)
rules.add_perm("selection.view_wave", works_for_commissioner_of | is_on_panel | is_invited)
rules.add_perm("selection.view_record", works_for_commissioner_of & is_impartial_in_all)
rules.add_perm("selection.apply", is_lead)
rules.add_perm("selection.change_application", is_lead)
rules.add_perm("selection.submit_application", is_lead)
rules.add_perm("selection.withdraw_application", is_lead)
rules.add_perm("selection.view_application", is_applicant | (is_handed_in & judges_for_commissioner) | judges_on_panel)
rules.add_perm("selection.declare_interest", is_on_panel & ~belongs_to_an_applicant)
rules.add_perm("selection.score", judges_on_panel)
rules.add_perm("selection.moderate", is_handed_in & judges_for_commissioner)
rules.add_perm("selection.propose_decision", is_handed_in & judges_for_commissioner)
# Never by the person who proposed it: `assessment.selection.services.decisions` asks.
rules.add_perm("selection.confirm_decision", is_handed_in & is_approver_of & is_impartial)
