"""What every page needs."""

from django.conf import settings
from django.http import HttpRequest

SERVICE_NAME = "Locality self-assessment"


def service(request: HttpRequest) -> dict[str, str]:
    """Return the service's name, and that of signing in elsewhere ("" where there is none).

    The system's name comes with the locality that a page is about.
    """
    return {"service_name": SERVICE_NAME, "oidc_name": settings.OIDC_NAME}
