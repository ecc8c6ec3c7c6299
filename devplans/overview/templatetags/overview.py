"""The cells of a heat map: made here because a page of 30 localities has 840 of them, half of its time otherwise."""

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from assessment.rules.decimals import round_to
from assessment.rules.scoring import AreaScore
from devplans.overview.pages.heat_map import NOT_ANSWERED, Cell
from devplans.overview.queries.compared_guide import ELSEWHERE

register = template.Library()


def _without_address(sign: str, words: str) -> str:
    """The sign of the key, with nowhere to lead to."""
    hidden = f'<span class="nhsuk-u-visually-hidden"> {words}</span>'
    return f'<td><span class="app-pos app-pos--none">{sign}{hidden}</span></td>'


NO_DIAGNOSTIC, ASKED_ELSEWHERE = _without_address("–", NOT_ANSWERED), _without_address("○", ELSEWHERE)


@register.simple_tag
def heat_cells(cells: Iterable[Cell | None]) -> SafeString:
    """A table cell per locality: the number, its words for screen readers, and the way to the answer."""
    return mark_safe("".join(map(_cell, cells)))  # noqa: S308  the address and the guide's words are escaped


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return NO_DIAGNOSTIC
    if not cell.url:
        return ASKED_ELSEWHERE
    return (
        f'<td><a class="app-pos app-pos--{cell.shade or "none"}" href="{escape(cell.url)}">{cell.position or "–"}'
        f'<span class="nhsuk-u-visually-hidden"> {escape(cell.words)}</span></a></td>'
    )


@register.simple_tag
def score_cells(scores: Iterable[AreaScore | None]) -> SafeString:
    """A table cell per locality: an area's mean, and how many of its domains are answered."""
    return mark_safe("".join(map(_score, scores)))  # noqa: S308  numbers and our own words


def _score(score: AreaScore | None) -> str:
    if score is None:
        return f'<td>○<span class="nhsuk-u-visually-hidden"> {ELSEWHERE}</span></td>'
    none = '–<span class="nhsuk-u-visually-hidden"> not answered</span>'
    mean = none if score.mean is None else str(round_to(score.mean))
    return f'<td>{mean}<span class="app-meta">{score.answered} of {score.total}</span></td>'
