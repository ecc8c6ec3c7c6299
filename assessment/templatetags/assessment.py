"""Drawings and figures of a diagnostic for templates."""

from decimal import Decimal

from django import template
from django.utils.safestring import SafeString

from assessment.pages.capacity_chart import gap_in_words
from assessment.pages.position_strip import strip
from assessment.rules.capacity import Gap
from assessment.rules.decimals import TENTH, plain, round_to, with_unit
from assessment.rules.profile import DomainProfile
from assessment.rules.scale import Scale

register = template.Library()


@register.filter
def domain_strip(domain: DomainProfile, scale: Scale) -> SafeString:
    """Draw one domain's strip on the guide's scale: today, target and last time."""
    return strip(domain.today, domain.target, domain.last, scale=scale, name=domain.title)


register.filter("with_unit", with_unit)


@register.filter
def whole(value: Decimal) -> str:
    """Write a figure of the model in whole numbers: "4,410"."""
    return plain(round_to(value))


@register.filter
def tenths(value: Decimal) -> str:
    """Write a figure of the model to one decimal where it has one: "3,512.5", "4,410"."""
    return plain(round_to(value, TENTH))


@register.filter
def gap_words(gap: Gap) -> str:
    """Write a gap: "gap 898", "surplus 120" or "no gap"."""
    return gap_in_words(gap)
