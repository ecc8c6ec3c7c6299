"""Hostile posts at everything, by everybody, and what must hold whatever is posted.

No answer of 500 or above, nothing logged as an error, and no lost text. Lost is what somebody typed who may change what
the page is about, in a request that can be read, when it neither stands in the answer nor in the database afterwards.
Not counted: passwords; what belongs to a choice that was not made (it is saved only with the choice); a refused
autosave, where the page that sent it still holds the text; posts by people to whom the page offers no such form, and by
nobody (what happens to a post after the session ended has tests of its own).
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from random import Random

from django.contrib import admin
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.addresses import addresses
from tests.page_forms import Field, PageForm, forms_of
from tests.permission_row import READ_ONLY, ROLES, Row
from tests.test_permissions import TABLE
from tests.trust.content import rows_of, tables_in, writes
from tests.trust.hostile import Post, hostile_post
from tests.trust.whole_world import Whole

NOBODY = "nobody"
SECRET = "s" * 32  # of the CSRF cookie, and so a valid token
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
ACCOUNT = ["account_login", "account_reset_password", "account_change_password", "mfa_index", "mfa_activate_totp"]
ROWS: dict[str, list[Row]] = {}
for row in TABLE:
    ROWS.setdefault(row.name, []).append(row)
OFTEN, SELDOM = 10, 1
"""How often a page is taken that takes posts, and one that only shows some: it may hold forms to other addresses."""

LOGGED = "%(levelname)s %(name)s %(message)s"


@dataclass
class Fuzz:
    """The forms found so far and what became of the posts."""

    whole: Whole
    clients: dict[str, Client] = field(default_factory=dict)
    found: dict[tuple[str, str], list[PageForm]] = field(default_factory=dict)
    paths: dict[str, list[str]] = field(default_factory=dict)
    answers: Counter[int] = field(default_factory=Counter)
    pages: set[str] = field(default_factory=set)
    typed: int = 0

    def __post_init__(self) -> None:
        for role in (*ROLES, NOBODY):
            client = Client(raise_request_exception=False, enforce_csrf_checks=True)
            if role != NOBODY:
                backend = "localities.auth.backend.SignedIn"
                client.force_login(self.whole.people[role], backend=backend)
            client.cookies["csrftoken"] = SECRET
            self.clients[role] = client
        for address in addresses(each=3):
            if not address.path.endswith((".pdf", ".csv", ".xlsx")):
                self.paths.setdefault(address.name, []).append(address.path)
        for name, path in _others():
            self.paths.setdefault(name, []).append(path)

    def post(self, seed: int) -> str:
        """Make the post of this seed, and return what is wrong with the answer, nothing when all holds."""
        chance = Random(seed)  # noqa: S311  the same post every time is what is wanted
        name, role, form = self._form(chance)
        offered = chance.random() < 0.85 and role != NOBODY
        poster = role if offered else chance.choice((*ROLES, NOBODY))
        post = hostile_post(form, chance)
        with restored(self.clients[poster]) as client, logged_errors() as errors, writes() as written:
            response = _answer(client, post)
            status = response.status_code
            wrong = [f"answers {status} {response.reason_phrase}"] if status >= 500 else []
            wrong += [*errors, *untitled(response)]
            if offered and post.is_readable:
                self.typed += len(post.typed)
                wrong += lost(post, response, written)
        self.answers[status] += 1
        self.pages.add(name)
        return f"SEED={seed}: {poster} at {post.action} ({status}): {'; '.join(wrong)}" if wrong else ""

    def _form(self, chance: Random) -> tuple[str, str, PageForm]:
        """A form of a page that somebody finds one on."""
        names = list(self.paths)
        weights = [OFTEN if takes_posts(name) else SELDOM for name in names]
        while True:
            [name] = chance.choices(names, weights)
            path = chance.choice(self.paths[name])
            roles = who_may(name)
            if all(row.only_post for row in ROWS.get(name, [])) and name in ROWS:
                return name, chance.choice(roles), PageForm(path, (Field("confirm", "hidden", ("1",)),))
            for role in chance.sample(roles, len(roles)):
                if forms := self._forms(role, path):
                    return name, role, chance.choice(forms)

    def _forms(self, role: str, path: str) -> list[PageForm]:
        if (role, path) not in self.found:
            with restored(self.clients[role]) as client, logged_errors():
                response = client.get(path)
                readable = response.status_code == 200 and response.headers["Content-Type"].startswith("text/html")
                forms = forms_of(response.content.decode(), path) if readable else []
            self.found[role, path] = forms
        return self.found[role, path]


def takes_posts(name: str) -> bool:
    return name not in ROWS or any(row.write is not READ_ONLY for row in ROWS[name])


def who_may(name: str) -> list[str]:
    """Who may post to an address of this name, or open it where it takes no posts; the outsider has their own."""
    if name not in ROWS:
        return ["administrator"] if name.startswith("admin:") else [*ROLES, NOBODY]
    found = {role for row in ROWS[name] for role in (row.write or row.read)}
    return sorted(found | {"outsider"})


def _answer(client: Client, post: Post) -> HttpResponseBase:
    """Post it. What comes out as an exception, past every handler, reaches people as the server's bare 500."""
    headers = {**post.headers, "X-CSRFToken": SECRET}
    try:
        return client.generic("POST", post.action, post.body, post.content_type, headers=headers)
    except Exception as error:
        return HttpResponse(status=500, reason=f"raised {error!r}")


def _others() -> Iterator[tuple[str, str]]:
    """Pages that are not our own: of accounts, and of the administration."""
    for name in ACCOUNT:
        yield name, reverse(name)
    for model in admin.site._registry:
        stem = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield stem, reverse(f"{stem}_changelist")
        yield stem, reverse(f"{stem}_add")
        if row := model._default_manager.order_by("pk").first():
            yield stem, reverse(f"{stem}_change", args=[row.pk])


@contextmanager
def restored(client: Client) -> Iterator[Client]:
    """Give the client back as it was, and the database too: each post finds the same world."""
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    with transaction.atomic():
        yield client
        transaction.set_rollback(True)
    client.cookies.clear()
    for name, value in cookies.items():
        client.cookies[name] = value


@contextmanager
def logged_errors() -> Iterator[list[str]]:
    """Give a list that fills with what is logged as an error; nothing of it is printed.

    A request refused as malformed is logged as an error of security, and is none of ours.
    """
    found: list[str] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if not record.name.startswith("django.security"):
                what = f" {record.exc_info[0].__name__}: {record.exc_info[1]}"[:300] if record.exc_info else ""
                found.append(f"logs {logging.Formatter(LOGGED).format(record).splitlines()[0]}{what}")

    root, handler = logging.getLogger(), Handler(logging.ERROR)
    loggers = [root, *(each for each in map(logging.getLogger, root.manager.loggerDict) if each.handlers)]
    before = [(each, each.handlers, each.propagate) for each in loggers]
    for each in loggers:
        each.handlers, each.propagate = [], True
    root.handlers = [handler]
    try:
        yield found
    finally:
        for each, handlers, propagate in before:
            each.handlers, each.propagate = handlers, propagate


def untitled(response: HttpResponseBase) -> list[str]:
    """What is wrong with the title of a page that lists errors: it begins with the word, once."""
    page = getattr(response, "content", b"").decode(errors="replace")
    [title] = TITLE.findall(page)[:1] or [""]
    is_page = response.headers["Content-Type"].startswith("text/html") and "nhsuk-error-summary" in page
    wrong = is_page and not re.fullmatch(r"\s*Error:(?!\s*Error:).*", title, re.DOTALL)
    return [f"calls a page with errors {' '.join(title.split())!r}"] if wrong else []


def lost(post: Post, response: HttpResponseBase, written: list[str]) -> list[str]:
    """What was typed and is neither in the answer nor in the database."""
    refused = response.status_code >= 400
    if refused and post.is_autosave:
        return []
    answer = unescape(getattr(response, "content", b"").decode(errors="replace"))
    missing = {mark: one for mark, one in post.typed.items() if mark not in answer and (refused or not one.revealed)}
    if missing:
        kept = "".join(repr(row) for table in tables_in(written) for row in rows_of(table))
        missing = {mark: one for mark, one in missing.items() if mark not in kept}
    return [f"loses what was typed into {one.name}" for one in missing.values()]
