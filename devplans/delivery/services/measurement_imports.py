"""Bringing measurements of many localities in from a file: reading it, and adding what it brings, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from devplans.delivery.files.measurements import read_measurements
from devplans.delivery.models import MeasurementImport
from devplans.delivery.models.measurement_imports import BRING_IN, WHO
from devplans.delivery.queries.measurement_import import FIGURES, localities_here
from devplans.delivery.rules.brought import Checked, FigureToAdd, FileRow, checked
from devplans.models import Measurement, Plan, PlanMetric
from localities.files.refusal import FileRefused
from localities.kit.audit import record
from localities.kit.refused import Refused, ask_permission
from localities.kit.workflow import Workflow
from localities.models import Commissioner, User

BATCH = 500


class RowsRefused(FileRefused):
    """Rows of a file are wrong: `wrong` are all of them."""

    def __init__(self, wrong: Sequence[str]) -> None:
        super().__init__(*wrong)
        self.wrong = wrong


def _lock(pk: int) -> MeasurementImport:
    return MeasurementImport.objects.select_for_update(of=("self",)).select_related("commissioner").get(pk=pk)


MEASUREMENTS = Workflow[MeasurementImport](
    noun="import",
    in_words=MeasurementImport.in_words,
    lock=_lock,
    not_now="This file is {stands} already. Nothing has changed.",
    asked_of=lambda brought: brought.commissioner,  # type: ignore[arg-type,return-value]  # None is for all of them
)
"""The only thing that changes the state of an import of measurements."""


def read_measurement_file(
    file: BinaryIO, name: str, commissioner: Commissioner | None, *, by: User
) -> MeasurementImport:
    """Read a file of measurements and keep what it brings, for somebody to decide on.

    Raises RowsRefused with every row that is wrong, FileRefused where it cannot be
    read or brings nothing new.
    """
    ask_permission(by, "localities.bring_in", commissioner, WHO)
    found = read_measurements(file)
    result = _checked(found.rows, commissioner)
    wrong = sorted([*found.wrong, *result.wrong], key=_line)
    if wrong:
        raise RowsRefused(wrong)
    if not result.figures:
        raise FileRefused(f"The file brings nothing new: {result.same} figures are here already.")
    return MeasurementImport.objects.create(
        commissioner=commissioner,
        name=PurePath(name).name[:200],
        sha256=found.sha256,
        made_by=by,
        figures=FIGURES.dump_python(list(result.figures), mode="json"),
    )


def _line(words: str) -> int:
    """The number of the row that words are about: they begin with it."""
    number = words.removeprefix("Row ").split(",")[0].split(":")[0]
    return int(number) if number.isdecimal() else 0


def _checked(rows: Sequence[FileRow], commissioner: Commissioner | None) -> Checked:
    days = {row.on for row in rows}
    return checked(rows, localities_here(commissioner, days), today=timezone.localdate())


@transaction.atomic
def bring_measurements_in(brought: MeasurementImport, *, by: User) -> int:
    """Add the figures of a file, all or none; returns how many. Raises Refused where one does not fit any more."""
    brought = MEASUREMENTS.hold(brought.pk, BRING_IN, by=by)
    kept = FIGURES.validate_python(brought.figures)
    plans = Plan.objects.filter(metrics__in={figure.metric for figure in kept}).values("pk")
    held = {plan.pk: plan for plan in Plan.objects.select_for_update().filter(pk__in=plans).order_by("pk")}
    result = _checked([figure.as_read for figure in kept], brought.commissioner)
    if result.wrong:
        raise Refused(f"Something changed here since you looked. {result.wrong[0]} Nothing was written.")
    rows = {row.pk: row for row in PlanMetric.objects.filter(plan__in=held).select_related("metric", "plan__locality")}
    made = [_measurement(figure, rows[figure.metric]) for figure in result.figures]
    bulk_create_with_history(made, Measurement, batch_size=BATCH, default_user=by)
    counts: dict[int, int] = {}
    for one in made:
        counts[one.plan_metric.plan_id] = counts.get(one.plan_metric.plan_id, 0) + 1
    localities = {row.plan_id: row.plan.locality for row in rows.values()}
    for plan, number in counts.items():
        record(f"Brought {number} measurements in", held[plan], by=by, locality=localities[plan], why=brought.name)
    MEASUREMENTS.make(
        brought, BRING_IN, by=by, why=brought.name, brought_in_at=timezone.now(), added=len(made), figures=[]
    )
    return len(made)


@transaction.atomic
def discard_measurements(brought: MeasurementImport, *, by: User) -> None:
    """Forget a file that was read and is not to be brought in."""
    MEASUREMENTS.hold(brought.pk, BRING_IN, by=by).delete()


def _measurement(figure: FigureToAdd, row: PlanMetric) -> Measurement:
    return Measurement(
        plan_metric=row,
        value=figure.value,
        count=figure.count,
        out_of=figure.out_of,
        group=figure.group,
        measured_on=figure.on,
        source=figure.source,
    )
