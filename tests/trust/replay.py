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
from django.urls import resolve, reverse
from django.utils.timezone import localdate

from assessment.models import Diagnostic
from assessment.selection.models import Application, Wave
from devplans.models import Plan
from localities.models import Locality
from tests.addresses import Address, addresses
from tests.page_forms import CHOSEN, Field, PageForm, forms_of
from tests.trust.content import changed, rows_of, tables_in, writes
from tests.trust.fuzz import restored, who_may
from tests.trust.hostile import URLENCODED
from tests.trust.whole_world import Whole

WHO_WRITE = {"lead", "practice_rep", "officer", "approver", "panel_member"}
GUARDED = {403, 409, 422}


@dataclass(frozen=True)
class Lock:
    """A way objects are locked: which, how, and what the guard says then.

    `stays_open` names the addresses that take posts all the same, or only then.
    """

    name: str
    find: Callable[[Whole], Sequence[Model]]
    lock: Callable[[Whole], object]
    says: tuple[str, ...]
    stays_open: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Offered:
    """A form, the address's name it is posted to, and somebody to whom it is offered."""

    name: str
    role: str
    form: PageForm


Asked = dict[tuple[tuple[type[Model], int], ...], list[tuple[Offered, str]]]
"""By the open objects, the forms that they offer, each with what is wrong when it is posted there."""


def replay(lock: Lock, whole: Whole, clients: dict[str, Client], asked: Asked) -> tuple[set[str], list[str]]:
    """Return the names of the addresses replayed, and what is wrong. The world is as before afterwards.

    `asked` keeps what the open objects answered, for the next lock of the same.
    """
    with transaction.atomic():
        about = lock.find(whole)
        key = tuple((type(one), one.pk) for one in about)
        if key not in asked:
            asked[key] = [(one, _taken(one, clients)) for one in _offered(about, clients)]
        posted = [(one, fault) for one, fault in asked[key] if one.name not in lock.stays_open]
        # A page that says why a step cannot be taken now holds a form with nothing in it.
        offered = [(one, fault) for one, fault in posted if one.form.fields or not fault]
        wrong = [fault for _, fault in offered]
        lock.lock(whole)
        wrong += [_refused(one, clients, lock.says) for one, _ in offered]
        transaction.set_rollback(True)
    return {one.name for one, _ in offered}, [f"{lock.name}: {one}" for one in wrong if one]


def _offered(about: Sequence[Model], clients: dict[str, Client]) -> Iterator[Offered]:
    """Every form that pages about these objects offer to anybody, once."""
    known = set()
    for address in _addresses(about):
        for role in sorted(WHO_WRITE & set(who_may(address.name))):
            with restored(clients[role]) as client:
                response = client.get(address.path)
            for form in forms_of(response.content.decode(), address.path) if response.status_code == 200 else ():
                same = (form.action, tuple(one.name for one in form.fields), form.buttons)
                if same not in known:
                    known.add(same)
                    yield Offered(resolve(form.action).url_name or "", role, form)


def _addresses(about: Sequence[Model]) -> Iterator[Address]:
    """The addresses about these objects; of a locality only where it applies for a wave among them."""
    only = {model: [one for one in about if isinstance(one, model)] for model in (Plan, Diagnostic, Wave, Application)}
    for address in addresses(only={**only, Locality: []}, each=1):
        if address.about in about and not address.path.endswith((".pdf", ".csv", ".xlsx")):
            yield address
    for locality in (one for one in about if isinstance(one, Locality)):
        for wave in only[Wave]:
            yield Address(reverse("apply", args=[locality.slug, wave.pk]), "apply", locality)


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
    """Post the form, and return the answer and what it changed, which is undone."""
    with restored(clients[one.role]) as client, writes() as written:
        response = client.post(one.form.action, urlencode(filled(one)), content_type=URLENCODED)
        after = {table: rows_of(table) for table in tables_in(written)}
    return response, dict(changed({table: rows_of(table) for table in after}, after))


TODAY = localdate()
FILL = {
    ("submit", "statement"): "All six practices agree",
    ("wave-attendance", "met_on_day"): str(TODAY.day),  # between closing and today
    ("wave-attendance", "met_on_month"): str(TODAY.month),
    ("wave-attendance", "met_on_year"): str(TODAY.year),
    ("action-add", "feature"): "",  # a domain or a feature, not both
    ("metric", "target"): "61",
    ("metric", "baseline_count"): "",  # it would have to come to the baseline
    ("metric", "baseline_out_of"): "",
    ("measurements", "count"): "",
    ("measurements", "out_of"): "",
    ("metric", "baseline_why"): "",  # only where there is no baseline
    ("plan-edit", "target_level"): "3",
    ("cost-add", "decision"): "",  # only of what is asked for
    ("section-needed", "not_needed"): "",  # what has rows is needed
    ("wave-chair", "deputy"): "",  # somebody else than the chair
    ("wave-put-off", "closes_on_day"): "1",  # later than it stands
    ("wave-put-off", "closes_on_year"): str(TODAY.year + 1),
    ("workshop-details", "starts"): "12:30pm",
    ("workshop-details", "ends"): "3pm",
    **{("workshop-count", f"count_{position}"): "" for position in (2, 3, 4, 5)},  # one practice, one hand
    ("workshop-count", "count_1"): "1",
    ("workshop-attendance", "here"): "",  # it left
    ("workshop-domains", "domains"): "estates",
}
"""What is right where the field itself does not say, by the address's name and the field's. Nothing: it stays empty."""

EMPTY = ("baseline_due_on",)
"""Fields that may stay empty and go with others: what is filled into them has to fit."""


def filled(one: Offered) -> list[tuple[str, str]]:
    """The form as a person would fill it in: what stands there gets a word more, and an empty form what is right."""
    texts = (field for field in one.form.fields if field.typed and not _is_figure(field))
    has_text = any("".join(field.chosen) for field in texts)
    pairs = [(field.name, value) for field in one.form.fields for value in _values(one.name, field, has_text)]
    return pairs + list(one.form.buttons[:1])


def _is_figure(field: Field) -> bool:
    return field.numeric or field.name.endswith(("_day", "_month", "_year", "_time"))


def _values(name: str, field: Field, has_text: bool) -> tuple[str, ...]:
    if (name, field.name) in FILL:
        return tuple(filter(None, (FILL[name, field.name],)))
    if field.kind in CHOSEN or field.kind == "select":
        return field.chosen if has_text else tuple(filter(None, field.chosen)) or tuple(filter(None, field.values))[:1]
    text = "".join(field.chosen)
    if not field.typed or field.name.startswith(EMPTY) or (has_text and not text):
        return field.chosen
    if _is_figure(field):
        return (text or ("2018" if field.name.endswith("_year") else "3"),)
    return (f"{text} and more".strip(),)
