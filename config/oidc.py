"""For which e-mail domains the provider of sign-in is trusted without confirming each address."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
# Microsoft's addresses at which people of every organisation, or nobody's, sign in: whoever runs one of those writes
# any e-mail address they like into their tokens.
FOR_ANYBODY = {"common", "organizations", "consumers"}


def verified_domains(listed: str, server_url: str) -> list[str]:
    """Read OIDC_VERIFIED_DOMAINS; refuse whatever would trust more than the domains that are named.

    Names are compared whole: nhs.net stands neither for evil-nhs.net nor for mail.nhs.net.
    """
    if not listed:
        return []
    domains = [domain.strip().lower() for domain in listed.split(",")]
    wrong = [domain for domain in domains if not DOMAIN.fullmatch(domain)]
    if wrong:
        raise ImproperlyConfigured(
            f"OIDC_VERIFIED_DOMAINS has {wrong[0]!r}, which is no e-mail domain. "
            "List each domain by its whole name, separated by commas: nhs.net,example.nhs.uk. "
            "There is no way to trust all."
        )
    if not server_url:
        raise ImproperlyConfigured("OIDC_VERIFIED_DOMAINS is set and OIDC_SERVER_URL is not. Set both, or neither.")
    if FOR_ANYBODY & set(urlsplit(server_url).path.lower().split("/")):
        raise ImproperlyConfigured(
            f"OIDC_SERVER_URL ({server_url}) lets people of any organisation sign in, so OIDC_VERIFIED_DOMAINS "
            "cannot be trusted with it. Use your own tenant's address: "
            "https://login.microsoftonline.com/<tenant id>/v2.0"
        )
    return domains
