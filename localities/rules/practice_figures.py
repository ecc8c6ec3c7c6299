"""What is known of a practice in figures, what they can be, and what its code looks like."""

from __future__ import annotations

from localities.kit.bounds import Bounds

STAFF = ("gp_fte", "nurse_fte", "other_clinical_fte", "admin_fte")
FIGURES = ("list_size", "list_size_as_of", *STAFF)

# Our own limits: the largest practices of England had some 70,000 patients in 2018, most between 2,000 and 20,000.
LIST_SIZE = Bounds(1, 100_000, (500, 40_000), "Practices have 500 to 40,000 patients as a rule.")
# Our own: a practice of the largest size with one full-time person for 200 patients. Hours or heads are a usual slip.
PRACTICE_STAFF = Bounds(0, 500, (0, 50), "Practices have 50 at most as a rule. Count full-time posts, not hours.")

ODS_CODE = r"^[A-Z0-9]{3,10}$"
