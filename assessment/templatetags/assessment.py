"""Drawings of a diagnostic for templates."""

from django import template
from django.utils.safestring import SafeString

from assessment.results import DomainResult
from assessment.strips import strip

register = template.Library()


@register.filter
def domain_strip(domain: DomainResult) -> SafeString:
    """Draw one domain's strip: today, target and last time."""
    return strip(domain.position, domain.target, domain.last, name=domain.title)
