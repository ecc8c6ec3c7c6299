"""What the kit keeps: the record of what was done, and e-mails."""

from localities.kit.mail.models import EmailChoice, OutgoingEmail
from localities.kit.models.audit import AuditEvent

__all__ = ["AuditEvent", "EmailChoice", "OutgoingEmail"]
