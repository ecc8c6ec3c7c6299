"""Drawings of minutes for templates."""

from django import template
from django.utils.safestring import SafeString

from assessment.pages.position_strip import strip
from assessment.rules.scale import Scale
from assessment.workshop.document.minutes import TopicMinutes

register = template.Library()


@register.simple_tag
def minutes_strip(topic: TopicMinutes, scale: Scale) -> SafeString:
    """Where a domain was put: today, target and last time."""
    return strip(topic.today, topic.target, topic.last, scale=scale, name=topic.title)
