"""Figures of the capacity model that can stand in for an indicator's number until there is a count. Pure.

An indicator of the guide names one under `computed_from`; a name that is not here is an error in the guide's file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from assessment.rules.capacity import Today
from assessment.rules.decimals import round_to

FIGURES: Mapping[str, Callable[[Today], Decimal | None]] = {"gap_share": lambda today: today.gap_share}


def estimate(computed_from: str, today: Today) -> Decimal | None:
    """The model's figure to one decimal, as it is shown and compared.

    None while something it rests on is missing, and where the model has no such figure.
    """
    figure = FIGURES.get(computed_from)
    value = figure(today) if figure else None
    return None if value is None else round_to(value, Decimal("0.1"))
