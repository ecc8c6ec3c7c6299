"""Words that pages share with services and e-mails (`localities.kit.pages.phrases`)."""

from django import template

from localities.kit.pages.phrases import at_time

register = template.Library()
register.filter("at_time", at_time)
