"""Files for tests of bringing in, about the practices of the named cast."""

from __future__ import annotations

import io

from localities.models import Import, User
from localities.queries.practices_here import Scope
from localities.rules.steps import Choices
from localities.services.imports import bring_in, read_files

OWN = "ods_code,name,list_size,list_size_as_of,locality,gp_fte,nurse_fte,other_clinical_fte,admin_fte"
SAME = "F81001,Practice F81001,10001,2018-07-01,Canvey Island,3.00,1.50,0.50,5.00"
NEW = "F81099,The New Surgery,6250,2018-07-01,Rayleigh,2.5,1,0,3"


def upload(*lines: str, head: str = OWN, name: str = "practices.csv") -> tuple[io.BytesIO, str]:
    return io.BytesIO("\n".join([head, *lines, ""]).encode()), name


def read(*lines: str, scope: Scope, by: User, head: str = OWN) -> Import:
    return read_files([upload(*lines, head=head)], scope, by=by)


def bring(*lines: str, scope: Scope, by: User, head: str = OWN, **choices: object) -> Import:
    return bring_in(read(*lines, scope=scope, by=by, head=head), Choices(**choices), by=by)  # type: ignore[arg-type]


def counts(*lines: tuple[str, int, str], day: str = "01OCT2018", commissioner: str = "99F") -> list[str]:
    """Lines of patients registered, with their heading: code, count and commissioner where it is not ours."""
    head = "PUBLICATION,EXTRACT_DATE,TYPE,CCG_CODE,ONS_CCG_CODE,CODE,POSTCODE,SEX,AGE,NUMBER_OF_PATIENTS"
    return [head, *[f"GP,{day},GP,{of or commissioner},E38,{code},SS8,ALL,ALL,{count}" for code, count, of in lines]]


def register(*lines: tuple[str, str, str], commissioner: str = "99F") -> str:
    """The practices of the ODS as a file: code, name, and the day it closed or nothing."""
    rows = []
    for code, name, closed in lines:
        cells = [code, name, "Y58", "Q84", "", "", "", "", "", "SS8", "19740401", closed, "C" if closed else "A", "B"]
        rows.append(",".join([*cells, commissioner, "20130401", *[""] * 9, "4", ""]))
    return "\n".join(rows)
