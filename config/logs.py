"""Logs without secrets: an address that opens something, such as an invitation, is written without its token."""

from __future__ import annotations

import logging
import re
from typing import Any

from gunicorn.glogging import Logger

# A token is long, has a digit and fills a part of an address. Names of localities have none, those of files a dot.
TOKEN = re.compile(r"(?<=/)(?=[^/?\s.\"']*\d)[^/?\s.\"']{20,}(?=[/?\s\"']|$)")
QUERY = re.compile(r"(?<=[/\w])\?[^\s\"']+")
HIDDEN = "[hidden]"


def without_secrets(text: str) -> str:
    """Return a text with the tokens and queries of the addresses in it hidden."""
    return TOKEN.sub(HIDDEN, QUERY.sub("", text))


class Formatter(logging.Formatter):
    """Our own log: Django names there the address of every request that was refused or failed."""

    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


class GunicornLog(Logger):
    """gunicorn's logs: of access (request line, path, query, the page that a link was on) and of errors."""

    def atoms(self, *args: Any) -> dict[str, Any]:
        atoms = {name: _hide(atom) for name, atom in super().atoms(*args).items()}
        return atoms | {"q": ""}

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        super().exception(msg, *map(_hide, args), **kwargs)


def _hide(value: Any) -> Any:
    return without_secrets(value) if isinstance(value, str) else value
