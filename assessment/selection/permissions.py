"""Who may do what in a selection wave (design: "Who may do what"). States are asked of the services, not here.

What is secret is kept here: a draft is the locality's own; what a panel member scored is theirs alone until moderation;
nobody reads or judges an application before they declared to have no conflict with it, and somebody who belongs to a
locality that applies has no part in judging any application of the wave.
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
def is_clear(user: User, application: Application) -> bool:
    """Declared to have no conflict with this application, that stands, and they belong to no applicant.

    Once the wave is over nothing can be declared: whoever of the commissioner's declared nothing then, may read.
    """
    said = Interest.objects.filter(application=application, user=user).order_by("-pk").first()
    if said is None and not (application.wave.state in Wave.OVER and works_for_commissioner_of(user, application)):
        return False
    return not (said and said.has_conflict) and not belongs_to_an_applicant(user, application)


@rules.predicate
def is_impartial(user: User, application: Application) -> bool:
    """Neither belongs to a locality that applies nor has a conflict with this one, as far as they have declared."""
    declared = Interest.objects.filter(application=application, user=user).conflicts()
    return not belongs_to_an_applicant(user, application) and not declared.exists()


@rules.predicate
def is_impartial_in_all(user: User, wave: Wave) -> bool:
    """Has no conflict with any application of the wave."""
    declared = Interest.objects.filter(application__wave=wave, user=user).conflicts()
    return not declared.exists() and not belongs_to_an_applicant(user, wave)


@rules.predicate
def has_declared_in_all(user: User, wave: Wave) -> bool:
    """Declared something of every application before the panel."""
    declared = Interest.objects.filter(user=user).values("application")
    return not wave.applications.before_the_panel().exclude(pk__in=declared).exists()


@rules.predicate
def is_over(user: User, thing: Wave | Application) -> bool:
    """The outcome is published, or the wave has ended: nothing is declared any more."""
    return wave_of(thing).state in Wave.OVER


@rules.predicate
def is_handed_in(user: User, application: Application) -> bool:
    return application.state in Application.HANDED_IN


@rules.predicate
def is_closed(user: User, application: Application) -> bool:
    """The wave has closed: what is submitted until then can still be changed and submitted again."""
    return application.wave.state not in (Wave.State.PLANNED, Wave.State.OPEN)


judges_for_commissioner: Any = works_for_commissioner_of & is_clear
judges_on_panel: Any = is_closed & is_on_panel & is_clear
has_a_part: Any = (works_for_commissioner_of | is_on_panel) & ~belongs_to_an_applicant

rules.add_perm("selection.plan_wave", works_for_commissioner)  # asked of the commissioner
rules.add_perm("selection.run_wave", works_for_commissioner_of)
rules.add_perm("selection.view_wave", works_for_commissioner_of | is_on_panel | is_invited)
rules.add_perm(
    "selection.view_record", works_for_commissioner_of & is_impartial_in_all & (has_declared_in_all | is_over)
)
rules.add_perm("selection.apply", is_lead)
rules.add_perm("selection.change_application", is_lead)
rules.add_perm("selection.submit_application", is_lead)
rules.add_perm("selection.withdraw_application", is_lead)
rules.add_perm("selection.view_application", is_applicant | (is_handed_in & judges_for_commissioner) | judges_on_panel)
rules.add_perm("selection.view_interests", has_a_part)
rules.add_perm("selection.declare_interest", is_handed_in & has_a_part)
rules.add_perm("selection.clear_interest", is_handed_in & judges_for_commissioner)
rules.add_perm("selection.score", judges_on_panel)
rules.add_perm("selection.moderate", is_handed_in & judges_for_commissioner)
rules.add_perm("selection.propose_decision", is_handed_in & judges_for_commissioner)
# Never by the person who proposed it: `assessment.selection.services.decisions` asks.
rules.add_perm("selection.confirm_decision", is_handed_in & is_approver_of & judges_for_commissioner)
