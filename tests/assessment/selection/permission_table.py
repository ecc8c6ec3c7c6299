"""The selection round's rows of the permission table."""

from __future__ import annotations

from tests.assessment.selection import (
    permission_rows_h1,
    permission_rows_h2,
    permission_rows_h3,
    permission_rows_h4,
)

SELECTION = [*permission_rows_h1.ROWS, *permission_rows_h2.ROWS, *permission_rows_h3.ROWS, *permission_rows_h4.ROWS]
