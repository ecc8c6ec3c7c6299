"""Which guides a system uses: what its localities may start, and what they start with unless they choose another."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from assessment.models import GuideInUse
from assessment.queries.guides_in_use import newest_versions
from localities.kit.audit import record
from localities.kit.locks import held
from localities.kit.refused import Refused, ask_permission
from localities.models import System, User


@transaction.atomic
def choose_guides(system: System, codes: Collection[str], *, default: str, by: User) -> list[GuideInUse]:
    """Let the localities of a system start diagnostics on these guides, by code. What was started stays as it is.

    Raises Refused when none is chosen, one is not published, or the default is none of them.
    """
    ask_permission(by, "assessment.choose_guides", system, "the system’s team or an administrator")
    system = held(System.objects.all(), with_others=False).get(pk=system.pk)
    titles = {guide.code: guide.title for guide in newest_versions()}
    if not codes:
        raise Refused("Choose at least one guide.", about="guides")
    if unknown := sorted(set(codes) - titles.keys()):
        raise Refused(f"No guide called {unknown[0]} is published. Load the page again.", about="guides")
    if default not in codes:
        raise Refused("Choose the default from the guides in use.", about="default")
    GuideInUse.objects.filter(system=system).delete()
    rows = GuideInUse.objects.bulk_create(
        GuideInUse(system=system, code=code, is_default=code == default) for code in titles if code in codes
    )
    named = ", ".join(titles[row.code] for row in rows)
    record("Chose the guides in use", system, by=by, why=f"{named}. Default: {titles[default]}")
    return rows
