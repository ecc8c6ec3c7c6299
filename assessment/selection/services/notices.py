"""Who hears of what happens in a selection wave. E-mails go into the outbox, in the transaction of what they tell of.

An e-mail tells a locality of its own application only, and nobody of scores.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from assessment.selection.models import Application, Decision, Interest, PanelMember, Wave
from assessment.selection.permissions import is_impartial
from assessment.selection.queries.panel import on_the_panel
from localities.kit.mail.outbox import Topic, write_email
from localities.kit.models import AuditEvent
from localities.kit.pages.phrases import at_time
from localities.models import Role, User


def opened(wave: Wave, event: AuditEvent, *, by: User) -> None:
    """Tell the leads of the commissioner's localities."""
    _tell(_leads(roles__locality__commissioner=wave.commissioner_id), "wave_opened", wave, f"{event.pk}", by=by)


def put_off(wave: Wave, event: AuditEvent, *, by: User, why: str) -> None:
    """Tell the leads who wrote an application or are writing one."""
    writing = wave.applications.exclude(state=Application.State.WITHDRAWN).values("locality")
    _tell(_leads(roles__locality__in=writing), "wave_put_off", wave, f"{event.pk}", by=by, why=why)


def named(member: PanelMember, event: AuditEvent, *, by: User) -> None:
    is_over = timezone.now() >= member.wave.closes_at
    _tell([member.user], "wave_named", member.wave, f"{event.pk}", by=by, is_over=is_over)


def closed(wave: Wave, event: AuditEvent, *, by: User) -> None:
    """Ask the panel to declare their interests."""
    _tell_panel(wave, "wave_closed", event, by=by)


def scoring_begins(wave: Wave, event: AuditEvent, *, by: User) -> None:
    _tell_panel(wave, "wave_scoring", event, by=by)


def ended(wave: Wave, event: AuditEvent, *, by: User, why: str) -> None:
    """Tell the leads of localities that wrote or submitted an application, and the panel, why the wave has ended."""
    leads = _leads(roles__locality__applications__wave=wave)
    panel = User.objects.filter(panels__in=wave.panel.active(), is_active=True)
    _tell({*leads, *panel}, "wave_ended", wave, f"{event.pk}", by=by, why=why)


def _tell_panel(wave: Wave, template: str, event: AuditEvent, *, by: User) -> None:
    """Write to each member who has a part, where there is something to judge."""
    if wave.applications.before_the_panel().exists():
        panel = User.objects.filter(panels__in=wave.panel.with_part(), is_active=True)
        _tell(panel, template, wave, f"{event.pk}", by=by)


def submitted(application: Application, *, by: User) -> None:
    """Tell those who run the wave, and give the locality's leads a receipt, also who submitted."""
    _tell_commissioner(application, "submitted", by=by)
    people, key = _leads(roles__locality=application.locality_id), f"{application.pk}-{timezone.now():%Y%m%d%H%M%S%f}"
    _tell(people, "wave_receipt", application.wave, key, about=application, on=at_time(timezone.now()), sender=by)


def proposed(decision: Decision, *, by: User) -> None:
    """Tell the approvers who may confirm that decisions wait for them: once a day, however many are proposed."""
    application = decision.application
    approver = {"roles__kind": Role.Kind.COMMISSIONER_APPROVER, "roles__commissioner": application.wave.commissioner_id}
    able = [one for one in User.objects.filter(**approver).distinct() if is_impartial(one, application)]
    key = f"{application.wave_id}-{timezone.localdate():%Y%m%d}"
    _tell(able, "wave_proposed", application.wave, key, by=by, url=reverse("moderation", args=[application.wave_id]))


def returned(decision: Decision, event: AuditEvent, proposer: User, *, by: User) -> None:
    """Tell the person who proposed it, as long as they may still write it. The reason stands on its page."""
    if proposer.has_perm("selection.propose_decision", decision.application):
        application = decision.application
        url = reverse("decision", args=[application.pk])
        _tell([proposer], "wave_returned", application.wave, f"{event.pk}", by=by, about=application, url=url)


def conflict_declared(application: Application, interest: Interest, *, by: User, returned: bool) -> None:
    """Tell those of the commissioner's people who may judge the application, and who chairs the panel, whose it is.

    Before scoring a conflict is no news: the register shows it to who looks.
    """
    wave = application.wave
    if wave.state not in (Wave.State.SCORING, Wave.State.MODERATION, Wave.State.DECIDED):
        return
    chair = User.objects.filter(panels__in=wave.panel.with_part().exclude(part=PanelMember.Part.MEMBER))
    people = {*User.objects.team_of(wave.commissioner_id), *chair}
    able = [one for one in people if one.is_active and is_impartial(one, application)]
    _tell(
        able, "wave_conflict", wave, f"{interest.pk}", by=by, about=application, url=_register(wave), returned=returned
    )


def conflict_cleared(application: Application, interest: Interest, *, by: User) -> None:
    """Tell the person whose conflict was cleared, and why."""
    wave, why = application.wave, interest.note
    _tell(
        [interest.user], "wave_cleared", wave, f"{interest.pk}", by=by, about=application, url=_register(wave), why=why
    )


def _register(wave: Wave) -> str:
    return reverse("interests", args=[wave.pk])


def withdrawn(application: Application, *, by: User) -> None:
    _tell_commissioner(application, "withdrawn", by=by)


def decided(application: Application, decision: Decision) -> None:
    """Tell the leads of one locality its own outcome and feedback, when the wave is published."""
    people = _leads(roles__locality=application.locality_id)
    _tell(people, "wave_decided", application.wave, f"{application.pk}", about=application, decision=decision)


def _tell_commissioner(application: Application, done: str, *, by: User) -> None:
    # A locality may submit, take back and submit again: each time is news.
    key = f"{application.pk}-{done}-{timezone.now():%Y%m%d%H%M%S%f}"
    # The way leads to the wave: an application that was taken back is a draft, which is none of theirs.
    colleagues = on_the_panel(application) if done == "submitted" else ""
    what: dict[str, Any] = {"application": application, "done": done, "colleagues": colleagues}
    team = User.objects.team_of(application.wave.commissioner_id)
    _tell(team, "wave_application", application.wave, key, by=by, **what)


def _leads(**of: Any) -> QuerySet[User]:
    return User.objects.filter(roles__kind=Role.Kind.LOCALITY_LEAD, **of).distinct()


def _tell(
    people: Iterable[User],
    template: str,
    wave: Wave,
    key: str,
    *,
    by: User | None = None,
    about: Application | None = None,
    url: str = "",
    **context: Any,
) -> None:
    """Write to each of them but who did it. `url` is the way: as a rule to what it is about, or else to the wave."""
    url = url or (about or wave).get_absolute_url()
    context = {"application": about, **context, "wave": wave, "by": by, "url": url}
    context |= {"opens": at_time(wave.opens_at), "closes": at_time(wave.closes_at)}
    for person in people:
        if person != by:
            write_email(person, Topic.WAVES, template, context, key=f"{template}-{key}-{person.pk}")
