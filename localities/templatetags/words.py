"""Words that pages share with services and e-mails (`localities.words`)."""

from django import template

from localities.words import at_time

register = template.Library()
register.filter("at_time", at_time)
