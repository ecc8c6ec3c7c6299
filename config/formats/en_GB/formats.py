"""How dates are written. Django's own British formats shorten the month, and win over DATE_FORMAT in the settings."""

DATE_FORMAT = "j F Y"
