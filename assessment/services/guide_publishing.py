"""Guides brought in by page: a file becomes a draft that administrators see, and is published as it is or discarded.

What is published never changes: a draft can be brought in again, a published version only under another number.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from assessment.models import Guide
from assessment.services.guide_loading import take_in
from localities.kit.audit import record
from localities.kit.locks import held
from localities.kit.refused import Refused, ask_permission
from localities.models import User

PUBLISH = "assessment.publish_guide"
WHO = "an administrator"


@transaction.atomic
def bring_in(raw: bytes, *, by: User) -> Guide:
    """Take a file in as a draft; a draft of the same version gives way. A file that is published already is found.

    Raises GuideFileError with every problem in the file, GuideChangedError when this version was published from another
    file or is on another scale.
    """
    ask_permission(by, PUBLISH, None, WHO)
    guide, new = take_in(raw)
    if new:
        record("Brought in a draft of the guide", guide, by=by)
    return guide


@transaction.atomic
def publish_guide(guide: Guide, *, by: User) -> Guide:
    """Publish a draft as it is. From then on diagnostics may follow it, where its code is in use."""
    guide = _draft(guide, by)
    guide.published_at = timezone.now()
    guide.save(update_fields=["published_at"])
    record("Published the guide", guide, by=by)
    return guide


@transaction.atomic
def discard_guide(guide: Guide, *, by: User) -> None:
    """Take a draft out again."""
    guide = _draft(guide, by)
    record("Discarded a draft of the guide", guide, by=by)
    guide.delete()


def _draft(guide: Guide, by: User) -> Guide:
    ask_permission(by, PUBLISH, None, WHO)
    found = held(Guide.objects.all(), with_others=False).filter(pk=guide.pk).first()
    if found is None:
        raise Refused("This draft has been discarded. Bring its file in again.")
    if found.published_at:
        raise Refused(f"{found} is published. What is published never changes: bring in a file with a higher version.")
    return found
