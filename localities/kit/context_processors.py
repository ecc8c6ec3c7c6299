"""What every page needs."""

from django.conf import settings
from django.http import HttpRequest

from localities.kit.mail.outbox import sends_emails

SERVICE_NAME = "Locality self-assessment"


def service(request: HttpRequest) -> dict[str, object]:
    """Return the service's name, that of signing in elsewhere ("" where there is none), and whether e-mails are sent.

    The system's name comes with the locality that a page is about.
    """
    return {"service_name": SERVICE_NAME, "oidc_name": settings.OIDC_NAME, "sends_emails": sends_emails()}
