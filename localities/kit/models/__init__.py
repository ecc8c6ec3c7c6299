"""What the kit keeps: the record of what was done, e-mails, documents to print, and who does the jobs."""

from localities.kit.documents.models import Printout
from localities.kit.jobs.models import Worker
from localities.kit.mail.models import EmailChoice, OutgoingEmail
from localities.kit.models.audit import AuditEvent

__all__ = ["AuditEvent", "EmailChoice", "OutgoingEmail", "Printout", "Worker"]
