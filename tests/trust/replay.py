"""Posting again, once an object is locked, every form that it offered while it was open.

Each form is filled in as a person would and posted on the open object first, which takes it: so it is the lock that
refuses it later, in its own words, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from assessment.models import Diagnostic
from assessment.selection.models import Application, Wave
from devplans.models import Plan
from localities.models import Locality
from tests.addresses import addresses
from tests.page_forms import CHOSEN, Field, PageForm, forms_of
from tests.trust.content import changed, content, writes
from tests.trust.fuzz import restored
from tests.trust.hostile import URLENCODED
from tests.trust.whole_world import Whole

WHO_WRITE = ["lead", "practice_rep", "officer", "approver", "panel_member"]
GUARDED = {403, 409, 422}


@dataclass(frozen=True)
class Lock:
    """A way objects are locked: which, how, and what the guard says then.

    `stays_open` names the addresses that take posts all the same; `names` the only ones looked at, where not all.
    """

    name: str
    find: Callable[[Whole], Sequence[Model]]
    lock: Callable[[Whole], object]
    says: tuple[str, ...]
    stays_open: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Offered:
    """A form, the address's name it is posted to, and somebody to whom it is offered."""

    name: str
    role: str
    form: PageForm


def replay(lock: Lock, whole: Whole, clients: dict[str, Client]) -> tuple[set[str], list[str]]:
    """Return the names of the addresses replayed, and what is wrong. The world is as before afterwards."""
    with transaction.atomic():
        offered = [one for one in _offered(lock, lock.find(whole), clients) if one.name not in lock.stays_open]
        wrong = [_taken(one, clients) for one in offered]
        lock.lock(whole)
        wrong += [_refused(one, clients, lock.says) for one in offered]
        transaction.set_rollback(True)
    return {one.name for one in offered}, [f"{lock.name}: {one}" for one in wrong if one]


def _offered(lock: Lock, about: Sequence[Model], clients: dict[str, Client]) -> Iterator[Offered]:
    """Every form that pages about these objects offer to anybody, once."""
    known = set()
    only = {model: [one for one in about if isinstance(one, model)] for model in (Plan, Diagnostic, Wave, Application)}
    places = [one for one in about if isinstance(one, Locality)]
    for address in addresses(only={**only, Locality: places}, each=1):
        if address.about not in about or address.path.endswith((".pdf", ".csv", ".xlsx")):
            continue
        for role in WHO_WRITE:
            with restored(clients[role]) as client:
                response = client.get(address.path)
            for form in forms_of(response.content.decode(), address.path) if response.status_code == 200 else ():
                name = resolve(form.action).url_name or ""
                same = (form.action, tuple(one.name for one in form.fields), form.buttons)
                if same not in known and (name in lock.names or not lock.names):
                    known.add(same)
                    yield Offered(name, role, form)


def _taken(one: Offered, clients: dict[str, Client]) -> str:
    response, change = _post(one, clients)
    if response.status_code == 302 and change:
        return ""
    return f"{one.role} at {one.form.action} is not taken ({response.status_code}): {filled(one)}"


def _refused(one: Offered, clients: dict[str, Client], says: Sequence[str]) -> str:
    response, change = _post(one, clients)
    if change:
        return f"{one.role} at {one.form.action} changes {sorted(change)}"
    text = unescape(response.content.decode())
    if response.status_code not in GUARDED or not any(words in text for words in says):
        return f"{one.role} at {one.form.action} is answered {response.status_code}, without the guard's words"
    return ""


def _post(one: Offered, clients: dict[str, Client]) -> tuple[HttpResponse, dict[str, object]]:
    """Post the form, and return the answer and what it changed. The world is as before afterwards."""
    with restored(clients[one.role]) as client, writes() as written:
        before = content()
        response = client.post(one.form.action, urlencode(filled(one)), content_type=URLENCODED)
        change = changed(before, content()) if written else {}
    return response, dict(change)


FILL: dict[tuple[str, str], str] = {}
"""What is right in a field that says nothing of itself, by the address's name and the field's."""


def filled(one: Offered) -> list[tuple[str, str]]:
    """The form as a person would fill it in: what stands there gets a word more, what is empty something right."""
    pairs = [(field.name, value) for field in one.form.fields for value in _values(one.name, field)]
    return pairs + list(one.form.buttons[:1])


def _values(name: str, field: Field) -> tuple[str, ...]:
    if (name, field.name) in FILL:
        return (FILL[name, field.name],)
    if field.kind in CHOSEN or field.kind == "select":
        return tuple(filter(None, field.chosen)) or tuple(filter(None, field.values))[:1]
    if not field.typed:
        return field.chosen
    text = "".join(field.chosen)
    if field.numeric or field.name.endswith(("_day", "_month", "_year")):
        return (text or ("2018" if field.name.endswith("_year") else "3"),)
    return (f"{text} and more".strip(),)
