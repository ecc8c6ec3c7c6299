"""Who hears of what happens in a selection round. E-mails go into the outbox, in the transaction of what they tell of.

An e-mail tells a locality of its own application only, and nobody of scores.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from assessment.selection.models import Application, Decision, PanelMember, Wave
from localities.models import AuditEvent, Role, User
from localities.outbox import Topic, write_email
from localities.words import at_time

CCG = (Role.Kind.COMMISSIONER_OFFICER, Role.Kind.COMMISSIONER_APPROVER)


def opened(wave: Wave, event: AuditEvent, *, by: User) -> None:
    """Tell the leads of the commissioner's localities."""
    _tell(_leads(roles__locality__commissioner=wave.commissioner_id), "wave_opened", wave, f"{event.pk}", by=by)


def put_off(wave: Wave, event: AuditEvent, *, by: User, why: str) -> None:
    """Tell the leads who wrote an application or are writing one."""
    writing = wave.applications.exclude(state=Application.State.WITHDRAWN).values("locality")
    _tell(_leads(roles__locality__in=writing), "wave_put_off", wave, f"{event.pk}", by=by, why=why)


def named(member: PanelMember, event: AuditEvent, *, by: User) -> None:
    _tell([member.user], "wave_named", member.wave, f"{event.pk}", by=by)


def scoring_begins(wave: Wave, event: AuditEvent, *, by: User) -> None:
    panel = User.objects.filter(panels__in=wave.panel.active(), is_active=True)
    _tell(panel, "wave_scoring", wave, f"{event.pk}", by=by)


def submitted(application: Application, *, by: User) -> None:
    _tell_ccg(application, "submitted", by=by)


def withdrawn(application: Application, *, by: User) -> None:
    _tell_ccg(application, "withdrawn", by=by)


def decided(application: Application, decision: Decision) -> None:
    """Tell the leads of one locality its own outcome and feedback, when the wave is published."""
    people = _leads(roles__locality=application.locality_id)
    _tell(people, "wave_decided", application.wave, f"{application.pk}", about=application, decision=decision)


def _tell_ccg(application: Application, done: str, *, by: User) -> None:
    ccg = User.objects.filter(roles__kind__in=CCG, roles__commissioner=application.wave.commissioner_id).distinct()
    # A locality may submit, take back and submit again: each time is news.
    key = f"{application.pk}-{done}-{timezone.now():%Y%m%d%H%M%S%f}"
    # The way leads to the wave: an application that was taken back is a draft, which is none of theirs.
    _tell(ccg, "wave_application", application.wave, key, by=by, application=application, done=done)


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
    **context: Any,
) -> None:
    """Write to each of them but who did it, with the way to what it is about: an application, or else the wave."""
    context = {"application": about, **context, "wave": wave, "by": by, "url": (about or wave).get_absolute_url()}
    context |= {"opens": at_time(wave.opens_at), "closes": at_time(wave.closes_at)}
    for person in people:
        if person != by:
            write_email(person, Topic.WAVES, template, context, key=f"{template}-{key}-{person.pk}")
