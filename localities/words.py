"""Small words that pages and e-mails share."""


def count(number: int, singular: str, plural: str = "") -> str:
    """Return "1 practice", "7 practices", "42,580 patients"."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"
