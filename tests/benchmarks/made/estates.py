"""Each system's estates pipeline, brought in as a file through the service: four schemes of each commissioner."""

from __future__ import annotations

import csv
from io import StringIO

from devplans.files.pipeline_csv import COLUMNS, MONEY, YEARS
from devplans.services.pipeline_import import import_pipeline, read_pipeline
from localities.models import System, User

SCHEMES = ("Community Hospital", "Health Hub", "GP Practice", "GP Practice")


def import_estates(*, by: User) -> None:
    for system in System.objects.all():
        import_pipeline(read_pipeline(_file(system)), by=by)


def _file(system: System) -> bytes:
    text = StringIO()
    rows = csv.DictWriter(text, COLUMNS)
    rows.writeheader()
    for code in system.commissioners.values_list("ods_code", flat=True):
        for number, kind in enumerate(SCHEMES, start=1):
            money = {**dict.fromkeys(MONEY, "1.00"), **dict.fromkeys(YEARS, "0.20"), "rag_business_case": "A"}
            rows.writerow({"ccg": code, "row_type": "scheme", "row_no": number, "scheme_type": kind, **money})
    return text.getvalue().encode()
