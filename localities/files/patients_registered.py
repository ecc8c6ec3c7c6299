"""Patients registered at a GP practice (NHS Digital, monthly): totals, the map of organisations, and age bands.

Totals: PUBLICATION, EXTRACT_DATE, TYPE, CCG_CODE (SUB_ICB_LOCATION_CODE since 2022), CODE, POSTCODE, SEX, AGE,
NUMBER_OF_PATIENTS. Map: PRACTICE_CODE, PRACTICE_NAME, commissioner and, since 2019, PCN.
"""

from __future__ import annotations

from collections.abc import Sequence

from localities.files import cells as read
from localities.files.layout import Layout, Sheet, finished, with_columns
from localities.files.networks_ods import network_name
from localities.files.practices_ods import titled
from localities.files.refusal import FileRefused
from localities.rules.brought import FileSaid, LeftOut, PracticeSaid

COMMISSIONER = ("ccgcode", "subicblocationcode")
BANDS = ("agegroup5", "agegroup", "ageband")


def read_totals(sheet: Sheet) -> FileSaid:
    """How many patients each practice has, and the day they were counted."""
    code_at, count_at = sheet.place("code"), sheet.place("numberofpatients")
    sex_at, age_at, day_at = sheet.at("sex"), sheet.at("age"), sheet.place("extractdate")
    commissioner_at = sheet.at(*COMMISSIONER)
    practices: dict[str, PracticeSaid] = {}
    left_out = []
    for line, cells in sheet.rows():
        if any(at is not None and cells[at].strip().upper() != "ALL" for at in (sex_at, age_at)):
            continue  # a part of the practice's patients
        code = read.code(cells[code_at])
        if not code:
            left_out.append(LeftOut("", read.words(cells[code_at]), line, None, "has no code of a practice"))
            continue
        commissioner = read.code(cells[commissioner_at]) or None if commissioner_at is not None else None
        count = sheet.figure(line, cells, count_at, places=0)
        said = PracticeSaid(
            code,
            line,
            commissioner=commissioner,
            as_of=sheet.day(line, cells, day_at) or sheet.as_of,
            figures={"list_size": count},
        )
        practices[code] = _later(practices.get(code), said)
    return finished(FileSaid(TOTALS.title, TOTALS.brings, tuple(practices.values()), tuple(left_out)), sheet)


def _later(before: PracticeSaid | None, said: PracticeSaid) -> PracticeSaid:
    """Return the later of two counts. Raises FileRefused where one day has two."""
    if said.as_of is None:
        raise FileRefused(f"Row {said.line}, EXTRACT_DATE: the day of the count is missing.")
    if before is None or before.as_of is None or before.as_of < said.as_of:
        return said
    if before.as_of == said.as_of and before.figures != said.figures:
        raise FileRefused(f"Rows {before.line} and {said.line}: {said.code} has two counts of one day.")
    return before


def read_map(sheet: Sheet) -> FileSaid:
    """The name, commissioner and network of each practice."""
    code_at, name_at = sheet.place("practicecode"), sheet.place("practicename")
    commissioner_at, pcn_at, pcn_name_at = sheet.at(*COMMISSIONER), sheet.at("pcncode"), sheet.at("pcnname")
    practices: dict[str, PracticeSaid] = {}
    left_out = []
    for line, cells in sheet.rows():
        code, name = read.code(cells[code_at]), titled(cells[name_at])
        if not code:
            left_out.append(LeftOut("", name, line, None, "has no code of a practice"))
            continue
        network = None
        if pcn_at is not None and pcn_name_at is not None and (pcn := read.code(cells[pcn_at])).startswith("U"):
            network = (pcn, network_name(cells[pcn_name_at]))
        commissioner = read.code(cells[commissioner_at]) or None if commissioner_at is not None else None
        practices[code] = PracticeSaid(code, line, name, commissioner=commissioner, network=network)
    said = FileSaid(MAP.title, MAP.brings, tuple(practices.values()), tuple(left_out), lists_all=True)
    return finished(said, sheet)


def refuse_bands(sheet: Sheet) -> FileSaid:
    """Age bands have many rows a practice, and the service keeps no ages."""
    raise FileRefused(
        "This file has patients by age and sex. The service keeps the total of a practice alone: bring in "
        "gp-reg-pat-prac-all.csv of the same publication."
    )


def _bands(row: Sequence[str]) -> bool:
    names = frozenset(row)
    return "numberofpatients" in names and (bool(names & {*BANDS}) or {"orgcode", "age"} <= names)


TOTALS = Layout(
    "Patients registered at a GP practice",
    "Patients of each practice, with the day of the count",
    "PUBLICATION,EXTRACT_DATE,TYPE,…,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS",
    with_columns("extractdate", "code", "age", "numberofpatients"),
    read_totals,
)
MAP = Layout(
    "Map of practices and organisations (patients registered)",
    "Names, who commissions them, and their network",
    "PUBLICATION,EXTRACT_DATE,PRACTICE_CODE,PRACTICE_NAME,…",
    with_columns("extractdate", "practicecode", "practicename"),
    read_map,
)
AGE_BANDS = Layout(
    "Patients registered at a GP practice, by age",
    "Nothing: the service keeps totals alone",
    "PUBLICATION,EXTRACT_DATE,ORG_CODE,POSTCODE,SEX,AGE_GROUP_5,NUMBER_OF_PATIENTS",
    _bands,
    refuse_bands,
)
