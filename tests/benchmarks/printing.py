"""Printing a plan in a process of its own, which does nothing else: what a worker does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from io import BytesIO
from pathlib import Path

from django.conf import settings

from devplans.document import pdf
from devplans.document.plan import from_json
from devplans.models import PlanVersion
from tests.benchmarks.budgets import PDF_MEGABYTES, PDF_SECONDS_A_PAGE, Figure

TIMES = 5


def make_pdf(content: str) -> bytes:
    """One PDF, made as the service makes it."""
    return pdf.render(from_json(content))


def main() -> None:
    """CPU seconds a page, the least and the first time, and the memory that it takes."""
    content = _content()
    seconds = []
    for _ in range(TIMES):
        started = time.process_time()
        made = make_pdf(content)
        seconds.append(time.process_time() - started)
    megabytes = _peak_megabytes()
    from pypdf import PdfReader  # only now: the service does without it, and it would count as memory

    pages = len(PdfReader(BytesIO(made)).pages)
    figures = [
        Figure(f"PDF of {pages} pages, CPU a page", min(seconds) / pages, "s", PDF_SECONDS_A_PAGE),
        Figure("PDF, CPU of the first in a process", seconds[0], "s"),
        Figure("PDF, peak memory of its process", megabytes, "MB", PDF_MEGABYTES),
        Figure("PDF, size", len(made) / 1000, "kB"),
    ]
    print(json.dumps([asdict(figure) for figure in figures]))


def for_ever(plan: str) -> None:
    content = _content(int(plan))
    while True:
        make_pdf(content)


@contextmanager
def printing_all_the_time(plan: int) -> Iterator[None]:
    command = [sys.executable, "-m", "tests.benchmarks.within", "printing.for_ever", str(plan)]
    printer = subprocess.Popen(command, cwd=settings.BASE_DIR)
    try:
        time.sleep(3)  # until it is at it
        yield
    finally:
        printer.kill()
        printer.wait()


def _content(plan: int | None = None) -> str:
    versions = PlanVersion.objects.filter(plan=plan) if plan else PlanVersion.objects.all()
    return versions.order_by("pk").values_list("content", flat=True)[0]


def _peak_megabytes() -> float:
    """This process's own peak, on Linux: that of getrusage would begin with the peak of the process that started it."""
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert peak
    return int(peak[1]) / 1024
