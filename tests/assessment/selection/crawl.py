"""Reading all that a person can get at: every address of selection rounds and what shows them, files and e-mails."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from io import BytesIO

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from assessment.selection.models import Wave
from assessment.selection.urls import urlpatterns
from localities.kit.models import OutgoingEmail
from localities.models import Commissioner, Locality, User
from tests.addresses import addresses as every_address
from tests.assessment.selection.whole_round import Round
from tests.pdfs import fetched

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def crawl(made: Round, client: Client) -> dict[str, tuple[int, str]]:
    """Open every address there is, and return by address the status and all that can be read there."""
    logging.disable()  # each refusal would be logged at length
    try:
        found = {address: fetched(client, address) for address in addresses(made)}
    finally:
        logging.disable(logging.NOTSET)
    assert not [address for address, response in found.items() if response.status_code >= 500]
    return {address: (response.status_code, read(response)) for address, response in found.items()}


def addresses(made: Round) -> Iterator[str]:
    """Every address of a selection round, for all that it can be about, and the pages that tell of rounds."""
    localities = Locality.objects.filter(slug__in=made.applications)
    commissioners = Commissioner.objects.filter(pk=made.wave.commissioner_id)
    only = {Wave: [made.wave], Locality: list(localities), Commissioner: list(commissioners)}
    for address in every_address(urlpatterns, only=only):
        yield address.path
    yield reverse("home")
    for slug in made.applications:
        for name in ("locality", "history", "practices", "people"):
            yield reverse(name, args=[slug])
    yield reverse("commissioner", args=["99F"])
    for ending in ("csv", "xlsx"):
        yield reverse("commissioner-export", args=["99F", ending])


def read(response: HttpResponse) -> str:
    """Return what stands in a page or a file, and where it sends its reader."""
    kind = response.headers.get("Content-Type", "")
    if kind == SPREADSHEET:
        sheets = load_workbook(BytesIO(response.content)).worksheets
        return "\n".join(str(row) for sheet in sheets for row in sheet.values)
    return TOKEN.sub("", response.content.decode()) + response.headers.get("Location", "")


def mail(person: User) -> str:
    """Return every e-mail to this person."""
    written = OutgoingEmail.objects.filter(to_address=person.email)
    return "\n".join(f"{one.subject}\n{one.text}\n{one.html}" for one in written)
