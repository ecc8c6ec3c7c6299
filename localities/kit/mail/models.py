"""The outbox: e-mails that wait to be sent, and what people do not want to be sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class OutgoingEmail(models.Model):
    """An e-mail written in the transaction of what it tells of, and sent after it: the outbox.

    `key` makes writing it twice harmless, for example "overdue-action-12-2026-11-23".
    """

    to = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    to_address = models.EmailField()
    topic = models.CharField(max_length=50)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()
    key = models.CharField(max_length=200, unique=True)
    written_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.subject


class EmailChoice(models.Model):
    """A topic that a person does not want e-mails about. Without a row they are sent."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="email_choices")
    topic = models.CharField(max_length=50)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "topic"], name="email_choice_once")]

    def __str__(self) -> str:
        return self.topic
