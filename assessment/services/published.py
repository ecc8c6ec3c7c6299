"""Taking published figures as the numbers of a diagnostic."""

from __future__ import annotations

from assessment.models import Diagnostic, IndicatorValue
from localities.kit.revisions.rows import write
from localities.models import User
from localities.queries.published import published_figures
from localities.rules.published import Published

FIELDS = ("published", "published_on", "published_source", "value", "as_of", "source", "why")


def put_published(diagnostic: Diagnostic, *, by: User) -> int:
    """Put what is published of the locality now into a diagnostic that is held, and return how many numbers are new.

    A number that the locality entered stays, with what was published beside it. What stood there is in the history.
    """
    rows = diagnostic.indicator_values.exclude(indicator__published_from="").select_related("indicator")
    named = {row: row.indicator.published_from for row in rows.select_for_update(of=("self",))}
    found = published_figures(diagnostic.locality, named.values())
    taken = [row for row, name in named.items() if name in found and _take(row, found[name])]
    for row in taken:
        write(row, by=by, fields=FIELDS)
    return len(taken)


def _take(row: IndicatorValue, figure: Published) -> bool:
    """Put a published figure into a row; tell whether that changes anything. What cannot be is not taken."""
    news = (figure.value, figure.as_of, figure.told_by)
    if news == (row.published, row.published_on, row.published_source) or not row.indicator.bounds.hold(figure.value):
        return False
    if row.value is None or row.is_published:
        row.value, row.as_of, row.source, row.why = *news, ""
    row.published, row.published_on, row.published_source = news
    return True
