"""Posts that no browser would send, or no kind person: a form of a page, filled in and then spoilt, by chance."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

from django.test.client import MULTIPART_CONTENT, encode_multipart

from tests.page_forms import CHOSEN, Field, PageForm

URLENCODED = "application/x-www-form-urlencoded"
BOUNDARY = MULTIPART_CONTENT.partition("boundary=")[2]
TEXTS = [
    "",
    " \n\t ",
    "\x00",
    "a\x00b",
    "\x01\x07\x1b[31m\x7f\x85",
    "\u202eabc\u2066\u200b\ufeff",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \U0001f3e5 \U0010ffff \ufdd0",
    "e\u0301" * 300,
    "<script>alert(1)</script>{{ 7*7 }}{% now %}",
    "'; DROP TABLE x; -- %s %(a)s {0}",
    "=HYPERLINK(1)",
    "x\r\nBcc: a@example.com",
    "long " * 20_000,
    "w" * 5_000,
]
NUMBERS = [
    "0",
    "-1",
    "-0",
    "+5",
    "1e999",
    "1e-400",
    "NaN",
    "Infinity",
    "0x1F",
    "1,000",
    "1_000",
    "12.345678901234567890",
    "\u0663\u0662",
    "\u00b2",
    "\uff11\uff12",
    "\u2460",
    "2147483648",
    "9223372036854775808",
    "-9223372036854775809",
    "9" * 400,
    "9" * 5_000,
    "1" + "0" * 30,
    "." * 50,
    "31",
    "13",
    "9999",
    "10000",
    "0001",
    "February",
]
DATES = ["0001-01-01", "9999-12-31", "99999-01-01", "2019-02-30", "10:61", "24:00", "2019-13-01T99:99"]
HOSTILE = [*TEXTS, *NUMBERS, *NUMBERS, *DATES]
CHARSETS = ["utf-16", "utf-16-le", "utf-7", "utf-32", "latin-1", "cp037", "idna", "no-such-charset", "\u00fc", ""]


@dataclass
class Post:
    """What is posted where. `typed`: the marks that stand in what somebody typed, with the fields they typed it into.

    `is_readable`: the request as such is in order, so what was typed can be read from it.
    """

    action: str
    pairs: list[tuple[str, str]]
    typed: dict[str, Field] = field(default_factory=dict)
    content_type: str = URLENCODED
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    is_readable: bool = True

    @property
    def is_autosave(self) -> bool:
        return "HX-Request" in self.headers


def hostile_post(form: PageForm, chance: Random) -> Post:
    """Fill the form in, spoil a field or a few, and send it in one of several ways."""
    post = Post(form.action, [])
    mark = f"zq{chance.randrange(10**9)}"
    for number, one in enumerate(form.fields):
        post.pairs += [(one.name, value) for value in _filled(one, chance, f"{mark}n{number}q")]
    post.pairs += [chance.choice(form.buttons)] if form.buttons else []
    for _ in range(chance.choice((0, 1, 1, 1, 2, 4))):
        _spoil(post.pairs, form, chance)
    post.typed = _still_typed(post.pairs, form)
    if chance.random() < 0.2:
        post.headers["HX-Request"] = "true"
    _send(post, chance)
    return post


def _filled(one: Field, chance: Random, mark: str) -> tuple[str, ...]:
    if one.kind in CHOSEN or one.kind == "select":
        if one.values and chance.random() < 0.5:
            return (chance.choice(one.values),)
        return one.chosen
    if not one.typed or chance.random() < 0.3:
        return one.chosen
    if one.numeric or one.name.endswith(("_0", "_1", "_2", "-day", "-month", "-year")):
        return (chance.choice((*one.chosen, "3", mark)),)
    if one.kind == "email":
        return (f"{mark}@example.com",)
    return (f"{mark} was said",)


def _spoil(pairs: list[tuple[str, str]], form: PageForm, chance: Random) -> None:
    """Change one field to what it should not be."""
    if not pairs:
        return
    at = chance.randrange(len(pairs))
    name, value = pairs[at]
    how = chance.random()
    if how < 0.55:
        hostile = chance.choice(HOSTILE)
        pairs[at] = (name, chance.choice((hostile, f"{value}{hostile}", f"{hostile}{value}")))
    elif how < 0.65:
        del pairs[at]
    elif how < 0.72:
        pairs.append((name, chance.choice((value, *HOSTILE))))
    elif how < 0.80:
        pairs[at] = (name, str(chance.choice((0, -1, *range(1, 60), 10**6))))
    elif how < 0.88:
        other = chance.choice(pairs)
        pairs[at] = (name, other[1])
    elif how < 0.94:
        pairs.append((chance.choice((f"{name}[]", f"{name}_0", f"choice-{name}", "asked", "\x00", "next")), value))
    else:
        revisions = [number for number, (one, _) in enumerate(pairs) if one.endswith(("revision", "expected_version"))]
        for number in revisions:
            pairs[number] = (pairs[number][0], chance.choice(("", "-1", "99", "x", "9" * 30, "0")))


def _still_typed(pairs: list[tuple[str, str]], form: PageForm) -> dict[str, Field]:
    """The marks that a person could have typed: in the last value of a field that people type into."""
    last = dict(pairs)
    found = {}
    for one in form.fields:
        value = last.get(one.name, "")
        start = value.find("zq")
        if one.typed and start >= 0:
            found[value[start : value.index("q", start + 2) + 1]] = one
    return found


def _send(post: Post, chance: Random) -> None:
    """Write the request's body: as a form, or as what a form is not."""
    how = chance.random()
    post.body = urlencode(post.pairs).encode()
    if how < 0.7:
        return
    if how < 0.8:
        data: dict[str, list[str]] = {}
        for name, value in post.pairs:
            data.setdefault(name.replace("\x00", ""), []).append(value)
        post.body, post.content_type = encode_multipart(BOUNDARY, data), MULTIPART_CONTENT
        return
    post.is_readable = False
    if how < 0.9:
        post.content_type = f"{URLENCODED}; charset={chance.choice(CHARSETS)}"
    elif how < 0.92:
        post.body, post.content_type = json.dumps(dict(post.pairs)).encode(), "application/json"
    elif how < 0.94:
        post.content_type = MULTIPART_CONTENT
    elif how < 0.96:
        file = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{post.pairs[0][0] if post.pairs else "a"}"'
        post.body = (file + '; filename="a\x00.csv"\r\n\r\n\xff\x00\r\n').encode()
        post.content_type = MULTIPART_CONTENT
    elif how < 0.98:
        post.body = b"&".join([post.body, b"%FF%FE=%C3%28", b"a=%ZZ&=&&=1;;"])
    else:
        post.body = b"&".join([post.body, *(f"f{number}=1".encode() for number in range(1_500))])
