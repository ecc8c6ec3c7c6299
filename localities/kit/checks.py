"""What `manage.py check --deploy` warns of: settings that do for a look around and are wrong on a server."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks

from localities.kit.mail.outbox import sends_emails

HERE_ONLY = ("localhost", "127.0.0.1", "::1")


@checks.register(checks.Tags.security, deploy=True)
def check_emails(**_: Any) -> list[checks.CheckMessage]:
    """E-mails leave the machine, from an address that people can see is real."""
    found: list[checks.CheckMessage] = []
    if not sends_emails():
        found.append(
            checks.Warning(
                "E-mails are not sent: invitations and new passwords go to files that nobody gets.",
                hint="Set EMAIL_URL, for example smtp+tls://user:password@host:587.",
                id="localities.W001",
            )
        )
    if settings.DEFAULT_FROM_EMAIL.rstrip(">").rpartition("@")[2] in HERE_ONLY:
        found.append(
            checks.Warning(
                f"E-mails come from {settings.DEFAULT_FROM_EMAIL}, which mail servers refuse or take for spam.",
                hint="Set DEFAULT_FROM_EMAIL to an address that your mail server may send from.",
                id="localities.W002",
            )
        )
    return found


@checks.register(checks.Tags.security, deploy=True)
def check_site_url(**_: Any) -> list[checks.CheckMessage]:
    """Links in e-mails lead to a host that people can reach."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    if host and host not in HERE_ONLY and not host.startswith((".", "*")):
        return []
    return [
        checks.Warning(
            f"Links in e-mails begin with {settings.SITE_URL}, which leads nowhere.",
            hint="Set SITE_URL to the address that people type: https://assessment.example.org.",
            id="localities.W003",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def check_proxies(**_: Any) -> list[checks.CheckMessage]:
    """TLS ends at a proxy, so wrong passwords have to be counted by the address that the proxy tells of."""
    if not settings.HTTPS or settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return []
    return [
        checks.Warning(
            "All sign-ins count as from one address, that of the proxy that ends TLS: 30 a minute for everybody.",
            hint="Set PROXY_COUNT to the number of proxies in front; each has to set X-Forwarded-For.",
            id="localities.W004",
        )
    ]
