"""What a field says when it is filled in wrongly, in place of Django's own texts: what to do, with the field's name."""

from __future__ import annotations

from django import forms
from django.forms import fields
from django.utils.encoding import force_str

from localities.kit.nhsuk.dates import in_sentence

DJANGO_S = {
    force_str(message)
    for kind in (*vars(fields).values(), forms.ModelChoiceField, forms.ModelMultipleChoiceField)
    if isinstance(kind, type) and issubclass(kind, forms.Field)
    for message in kind.default_error_messages.values()
}
LIMITS = {
    "max_length": "{it} must be %(limit_value)s characters or fewer",
    "min_length": "{it} must be %(limit_value)s characters or more",
    "min_value": "{it} must be %(limit_value)s or more",
    "max_value": "{it} must be %(limit_value)s or less",
    "max_digits": "{it} must be a smaller number",
    "max_whole_digits": "{it} must be a smaller number",
    "max_decimal_places": "{it} must have %(max)s decimal places or fewer",
    "null_characters_not_allowed": "{it} has characters that cannot be used",
}
KINDS: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.EmailField, "Enter an e-mail address in the correct format, like name@example.com"),
    (forms.DecimalField, "{it} must be a number, such as 45 or 45.5"),
    (forms.IntegerField, "{it} must be a whole number, such as 45"),
)
# What a label begins with that needs no article: "Enter your name", but "Enter the role".
COMPLETE = ("your", "their", "the", "a", "an", "who", "what", "when", "where", "which", "why", "how", "by")


def _is_ours(field: forms.Field, code: str) -> bool:
    return force_str(field.error_messages.get(code, "")) not in DJANGO_S | {""}


def give_words(field: forms.Field, name: str) -> None:
    """Give a field our words where it has none of its own. `name` is its name in the form, if it has no label."""
    label = force_str(field.label or name.replace("_", " ").capitalize()).removesuffix(" (optional)")
    for code, message in _words(field, label).items():
        if not _is_ours(field, code):
            field.error_messages[code] = message


def _words(field: forms.Field, label: str) -> dict[str, str]:
    it = (f"Your answer to ‘{label}’" if label.endswith("?") else label[:1].upper() + label[1:]).replace("%", "%%")
    own = force_str(field.error_messages["required"]) if _is_ours(field, "required") else ""
    asks = own or _instruction(field, label)
    words = {code: text.format(it=it) for code, text in LIMITS.items()}
    words |= dict.fromkeys(("required", "null", "blank"), asks)
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        choose = f"Choose an answer to ‘{label}’" if label.endswith("?") else asks
        words |= dict.fromkeys(("invalid_choice", "invalid_list", "invalid_pk_value"), own or f"{choose} from the list")
    invalid = next((text for kind, text in KINDS if isinstance(field, kind)), None)
    return words | ({"invalid": invalid.format(it=it)} if invalid else {})


def _instruction(field: forms.Field, label: str) -> str:
    if isinstance(field, forms.BooleanField):
        return f"Tick ‘{label}’"
    if label.endswith("?"):
        return f"Answer ‘{label}’"
    named = in_sentence(label)
    article = "" if named.split(" ")[0] in COMPLETE else "the "
    return f"{'Choose' if isinstance(field, forms.ChoiceField) else 'Enter'} {article}{named}"
