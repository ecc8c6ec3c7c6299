"""What entries of a guide's file are made of: texts as long as the database takes, codes, positions, numbers. Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints

from localities.rules.words import PLACEHOLDER, Words, unknown_places

FEWEST_POINTS, MOST_POINTS = 3, 5
"""How many positions a guide's scale may have."""


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("should be a number")
    return Decimal(str(value))


def _low_to_high(value: tuple[float, float]) -> tuple[float, float]:
    if value[0] > value[1]:
        raise ValueError("should go from the lowest to the highest figure")
    return value


def _of_known_words(text: str) -> str:
    if unknown := next(unknown_places(text), None):
        known = ", ".join(f"{{{name}}}" for name in Words._fields)
        raise ValueError(f"names {{{unknown}}}, and no system has a word for that: there are {known}")
    return text


def _of_one_word(text: str) -> str:
    if len(PLACEHOLDER.findall(text)) > 1:
        raise ValueError("should leave a place for one word of a system and no more, as it has to stay short")
    return text


def _of_no_words(text: str) -> str:
    """Titles, labels and units stand in files and columns over several systems, so they are the same in all."""
    if PLACEHOLDER.search(text):
        raise ValueError("should be the same for every system: say it without a word in braces")
    return text


def _with_its_text(value: object) -> object:
    """A text alone is one that belongs to no strand."""
    return value if isinstance(value, dict) else {"text": value}


Item = TypeVar("Item")
Many = Annotated[tuple[Item, ...], Strict(False)]  # YAML gives lists
Some = Annotated[tuple[Item, ...], Strict(False), Field(min_length=1)]
Text = Annotated[str, StringConstraints(min_length=1), AfterValidator(_of_known_words)]
Text20 = Annotated[str, StringConstraints(min_length=1, max_length=20), AfterValidator(_of_no_words)]
Text50 = Annotated[str, StringConstraints(min_length=1, max_length=50), AfterValidator(_of_no_words)]
Text100 = Annotated[str, StringConstraints(min_length=1, max_length=100), AfterValidator(_of_no_words)]
Text200 = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_of_no_words)]
ShortText = Annotated[
    str, StringConstraints(min_length=1, max_length=100), AfterValidator(_of_known_words), AfterValidator(_of_one_word)
]
"""What is short and still says who: a role, a term."""
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$", max_length=50)]
Position = Annotated[int, Field(ge=1, le=MOST_POINTS)]
Number = Annotated[Decimal, BeforeValidator(_number), Field(max_digits=12, decimal_places=2)]
Range = Annotated[tuple[int | float, int | float], Strict(False), AfterValidator(_low_to_high)]
Better = Literal["higher", "lower"]


class Entry(BaseModel):
    """A mapping of the file: every key is known and, unless it may be null or left out, filled in."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, str_strip_whitespace=True)


class TitledEntry(Entry):
    code: Code
    title: Text200


class SpokenEntry(Entry):
    """A prompt or a kind of evidence, and the code of the strand it belongs to, if any."""

    text: Text
    strand: Code | None = None


Spoken = Annotated[SpokenEntry, BeforeValidator(_with_its_text)]
