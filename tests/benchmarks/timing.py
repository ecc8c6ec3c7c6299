"""Timing requests in this process, which is as gunicorn's are: one line of JSON for bench.py."""

from __future__ import annotations

import json
import math
import re
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import asdict

from django.db import connection

from tests.benchmarks.budgets import Timing, budget_of
from tests.benchmarks.pages import Page, pages, savings
from tests.benchmarks.served import Answer, Browser, freeze
from tests.page_forms import Field

OF_TRANSACTIONS = ("BEGIN", "SAVEPOINT", "RELEASE")  # asked of the database too, but for nothing
REVISION = re.compile(r'name="([a-z0-9_-]*revision)"[^>]*value="(\d+)"')
WARM = 4


def main(repeats: str, *kinds: str) -> None:
    """Open every page once, so that all is loaded; then time each. `kinds`: "pages", "savings"."""
    requests = [(page, _opening(page)) for page in pages()] if "pages" in kinds else []
    requests += [(page, _saving(page)) for page in savings()] if "savings" in kinds else []
    for page, request in requests:
        for _ in range(WARM):
            _once(page, request)
    freeze()
    print(json.dumps([asdict(_timing(page, request, int(repeats))) for page, request in requests]))


def _opening(page: Page) -> Callable[[], Answer]:
    browser = Browser(page.who)

    def follow() -> Answer:
        answer = browser.get(page.path)
        return browser.get(answer.headers["Location"]) if answer.status == 302 else answer

    return follow


def _saving(page: Page) -> Callable[[], Answer]:
    """What a browser sends when somebody types into the first large field, each time from what was saved last."""
    browser = Browser(page.who)
    fields = browser.form(page.path).fields
    text = next((field for field in fields if field.kind == "textarea"), None) or next(filter(_is_text, fields))
    sent = {field.name: list(field.chosen) for field in fields}

    def save() -> Answer:
        sent[text.name] = [f"Written at {time.monotonic_ns()}"]
        answer = browser.post(page.path, [(name, value) for name, values in sent.items() for value in values])
        sent.update({name: [value] for name, value in REVISION.findall(answer.text)})
        return answer

    return save


def _is_text(field: Field) -> bool:
    return field.typed and not field.numeric


def _once(page: Page, request: Callable[[], Answer]) -> Answer:
    answer = request()
    if answer.status != 200:
        sys.exit(f"{page.what}, {page.path}, answered {answer.status}")
    return answer


def _timing(page: Page, request: Callable[[], Answer], repeats: int) -> Timing:
    with counted() as asked:
        answer = _once(page, request)
    cpu, wall = [], []
    for _ in range(repeats):
        started = time.process_time(), time.perf_counter()
        request()
        cpu.append((time.process_time() - started[0]) * 1000)
        wall.append((time.perf_counter() - started[1]) * 1000)
    wall.sort()
    return Timing(
        what=page.what,
        cpu=min(cpu),
        least=wall[0],
        wall=statistics.median(wall),
        p95=percentile(wall, 95),
        queries=len(asked),
        bytes=len(answer.sent),
        budget=budget_of(page.what),
    )


def percentile(ordered: list[float], percent: int) -> float:
    return ordered[math.ceil(len(ordered) * percent / 100) - 1]


@contextmanager
def counted():
    """Give a list that fills with the statements that are asked."""
    asked: list[str] = []

    def watch(execute, sql, params, many, context):
        if not sql.startswith(OF_TRANSACTIONS):
            asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield asked
