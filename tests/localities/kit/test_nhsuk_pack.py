"""Our template pack gives the HTML of nhsuk-frontend: compared with the fixtures that its package ships.

Every fixture whose options our pack has words for is a test; `SUPPORTED` also holds how many these are at least, so
that none falls out unseen.
"""

import json
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils.safestring import mark_safe

from localities.kit.nhsuk.dates import PARTS, NHSDateField
from localities.kit.nhsuk.forms import LongTextField, Look, NHSForm
from localities.kit.templatetags.nhsuk import error_summary
from tests.flat import flat

COMPONENTS = Path(__file__).parents[3] / "node_modules/nhsuk-frontend/dist/nhsuk/components"
VOID = {"input", "br", "hr"}
FIELD = {"id", "idPrefix", "name", "label", "hint", "errorMessage", "width", "prefix", "suffix", "value", "values"}
# Options of a fixture that our pack has words for, and the least number of fixtures that use no others.
SUPPORTED = {
    "input": (FIELD | {"code", "inputmode", "autocomplete", "spellcheck"}, 31),
    "password-input": (FIELD, 9),
    "file-upload": (FIELD | {"multiple"}, 6),
    "textarea": (FIELD | {"autocomplete"}, 13),
    "character-count": (FIELD | {"maxlength"}, 13),
    "select": (FIELD | {"items"}, 13),
    "radios": (FIELD | {"items", "fieldset", "small", "inline"}, 25),
    "checkboxes": (FIELD | {"items", "fieldset", "small", "inline"}, 25),
    "date-input": (FIELD | {"fieldset", "day", "month", "year"}, 15),
}


class FileInput(forms.FileInput):
    allow_multiple_selected = True

    def __init__(self, *, multiple: bool) -> None:
        super().__init__({"multiple": multiple})


def shown_by(template: str, **context: Any) -> str:
    return Template(template).render(Context(context))


class Tree(HTMLParser):
    """HTML as a list of tags with their attributes, and text; the order of attributes and classes does not matter."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[Any] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {
            name: " ".join(sorted(value.split())) if name == "class" and value else value for name, value in attrs
        }
        self.parts.append((tag, sorted(values.items(), key=str)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.parts.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if text := " ".join(data.split()):
            self.parts.append(text)


def fixtures(component: str) -> list[dict[str, Any]]:
    return json.loads((COMPONENTS / component / "fixtures.json").read_text())["fixtures"]


def shown(component: str, context: dict[str, Any]) -> bool:
    """Say whether our pack has words for everything in a fixture."""
    options, _ = SUPPORTED[component]
    label = context.get("label") or (context.get("fieldset") or {}).get("legend", "")
    words = set(label) if isinstance(label, dict) else set()
    grouped = component in ("radios", "checkboxes", "date-input")
    parts = [context.get(part, {}) for part in PARTS]
    items = [item for item in context.get("items", []) if item]
    return (
        set(context) <= options
        and words <= {"text", "html", "heading", "size"}
        and bool(label)
        and all(isinstance(part, dict) and set(part) <= {"value", "error"} for part in parts)
        and ("errorMessage" in context or not any(part.get("error") for part in parts if part))
        and context.get("errorMessage") is not True  # an error without words
        and (component != "character-count" or "maxlength" in context)  # a limit that only a script knows
        and not (isinstance(context.get("prefix"), dict) and "html" in context["prefix"])
        and all(set(item) <= {"value", "text", "html", "hint", "checked", "selected"} for item in items)
        and (not grouped or set(context.get("fieldset") or {}) <= {"legend"})
        and len(items) == len(context.get("items", []))
    )


def case(component: str) -> list[Any]:
    ours = [fixture for fixture in fixtures(component) if shown(component, fixture["context"])]
    found = [pytest.param(component, fixture, id=f"{component}: {fixture['name']}") for fixture in ours]
    assert len(found) >= SUPPORTED[component][1], f"{component}: only {len(found)} fixtures left"
    return found


def words(option: Any) -> str:
    """Return the text of an option that is words, or an object with text or html."""
    if isinstance(option, dict):
        return mark_safe(option["html"]) if "html" in option else option.get("text", "")  # noqa: S308 (the package's own)
    return option or ""


def form_of(component: str, context: dict[str, Any]) -> forms.Form:
    """Build the Django form that says the same as a fixture."""
    label = context.get("label") or context["fieldset"]["legend"]
    heading = label.get("heading") if isinstance(label, dict) else None
    text = heading if isinstance(heading, str) else words(label)
    items = context.get("items", [])
    choices = [(item["value"], words(item.get("text") or {"html": item.get("html", "")})) for item in items]
    attrs = {key: str(context[key]).lower() for key in ("autocomplete", "inputmode", "spellcheck") if key in context}
    kwargs: dict[str, Any] = {"label": text, "required": False, "help_text": words(context.get("hint"))}
    field: forms.Field
    match component:
        case "input":
            field = forms.CharField(widget=forms.TextInput(attrs), **kwargs)
        case "password-input":
            field = forms.CharField(widget=forms.PasswordInput(attrs), **kwargs)
        case "textarea" | "character-count":
            limit = int(context["maxlength"]) if "maxlength" in context else None
            field = LongTextField(widget=forms.Textarea(attrs), max_length=limit, **kwargs)
        case "file-upload":
            field = forms.FileField(widget=FileInput(multiple=context.get("multiple", False)), **kwargs)
        case "date-input":
            field = NHSDateField(**kwargs)
        case "checkboxes":
            field = forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **kwargs)
        case _:
            widget = forms.RadioSelect if component == "radios" else forms.Select
            field = forms.ChoiceField(choices=choices, widget=widget, **kwargs)
    name = context.get("name") or context.get("id") or context["idPrefix"]
    chosen = [item["value"] for item in items if item.get("checked") or item.get("selected")]
    value = context.get("value", chosen if component == "checkboxes" else next(iter(chosen), None))
    if component == "date-input":
        typed = context.get("values", {}) | {
            part: context[part]["value"] for part in PARTS if "value" in context.get(part, {})
        }
        value = [typed.get(part) for part in PARTS]
    look = Look(
        size=(label.get("size", "") if isinstance(label, dict) else ""),
        heading=(heading.get("level", 1) if isinstance(heading, dict) else 1) if heading else 0,
        width=int(context.get("width", 0)),
        code=context.get("code", False),
        prefix=words(context.get("prefix")),
        suffix=words(context.get("suffix")),
        hints={item["value"]: words(item["hint"]) for item in items if "hint" in item},
        small=context.get("small", False),
        inline=context.get("inline", False),
    )
    own_id = context.get("idPrefix") or context.get("id") or name

    class FixtureForm(NHSForm, forms.Form):
        looks = {name: look}

    field.widget.attrs["id"] = own_id
    FixtureForm.base_fields[name] = field
    form = FixtureForm(initial={name: value})
    if error := words(context.get("errorMessage")):
        parts = [part for part in PARTS if context.get(part, {}).get("error")]
        form._errors = forms.utils.ErrorDict()
        error = forms.ValidationError(error, params={"parts": parts} if parts else None)
        form._errors[name] = form.error_class([error])
    return form


@pytest.mark.parametrize(("component", "fixture"), [param for name in SUPPORTED for param in case(name)])
def test_a_field_is_the_html_of_the_design_system(component: str, fixture: dict[str, Any]) -> None:
    form = form_of(component, fixture["context"])
    ours = shown_by("{{ form|crispy }}", form=form)
    if component == "date-input":  # our names carry the field's name, since a form may ask for two dates
        name = fixture["context"].get("name") or fixture["context"]["id"]
        ours = ours.replace(f'name="{name}_', 'name="')
    theirs = fixture["html"].replace(' data-module="nhsuk-file-upload"', "")  # which we go without
    assert Tree(ours).parts == Tree(theirs).parts


def named(component: str, *names: str) -> list[dict[str, Any]]:
    return [next(one for one in fixtures(component) if one["name"] == name) for name in names]


@pytest.mark.parametrize(
    "fixture",
    named(
        "error-summary",
        "default",
        "with description",
        "with multiple errors",
        "without error link",
        "without error link (mixed)",
    ),
    ids=lambda fixture: fixture["name"],
)
def test_the_error_summary_is_that_of_the_design_system(fixture: dict[str, Any]) -> None:
    form = Visit({})
    form.fields = {}
    for number, error in enumerate(fixture["context"]["errorList"]):
        name = error.get("href", f"#{number}").removeprefix("#")
        form.fields[name] = forms.CharField(required=False)
        form.add_error(name if "href" in error else None, error["text"])
    ours = shown_by(
        "{% error_summary form=form description=words %}", form=form, words=words(fixture["context"].get("description"))
    )
    assert Tree(ours).parts == Tree(fixture["html"]).parts


@pytest.mark.parametrize("fixture", named("button", "default"), ids=lambda fixture: fixture["name"])
def test_the_button_of_a_form_is_that_of_the_design_system(fixture: dict[str, Any]) -> None:
    html = shown_by("{% form_buttons save_text=words %}", words=fixture["context"]["text"])
    ours = Tree(html.replace('data-prevent-double-click="true"', "")).parts
    button = Tree(fixture["html"]).parts
    assert ours[1 : 1 + len(button)] == button


class Visit(NHSForm, forms.Form):
    place = forms.ChoiceField(
        choices=[("hub", "A hub"), ("home", "At home")],
        widget=forms.RadioSelect,
        label="Where",
        error_messages={"required": "Choose where the visit is"},
    )
    on = NHSDateField(label="Visit date", help_text="For example, 27 3 2019")
    staff = forms.IntegerField(label="Staff", required=False)
    cost = forms.DecimalField(label="Cost", required=False)
    notes = LongTextField(label="Notes", max_length=10, required=False)
    told = forms.BooleanField(label="The practice knows", help_text="By telephone", required=False)
    kind = forms.ChoiceField(choices=[("", "None"), ("Now", [("a", "Acute")])], required=False)


def answers(**changed: str) -> dict[str, str]:
    return {"place": "hub", "on_day": "5", "on_month": "8", "on_year": "2019", **changed}


def html(form: forms.Form) -> str:
    """The fields, without the line breaks between attributes."""
    return re.sub(r"\s*\n\s*", " ", shown_by("{{ form|crispy }}", form=form))


def test_links_of_errors_go_to_the_first_input_with_its_bare_id() -> None:
    form = Visit({})
    links = dict(error_summary(form=form)["links"])
    assert links == {"Choose where the visit is": "place", "Enter the visit date": "on-day"}
    for target in links.values():
        assert html(form).count(f'id="{target}"') == 1
    assert '<input class="nhsuk-radios__input" id="place"' in html(form)


@pytest.mark.parametrize(
    ("typed", "message", "link"),
    [
        ({"on_day": ""}, "Visit date must include a day", "on-day"),
        ({"on_month": "", "on_year": ""}, "Visit date must include a month and a year", "on-month"),
        ({"on_day": "31", "on_month": "2"}, "Visit date must be a real date", "on-day"),
        ({"on_month": "Agu"}, "Visit date must be a real date", "on-month"),
        ({"on_day": "²"}, "Visit date must be a real date", "on-day"),
        ({"on_year": "0000"}, "Visit date must have a year from 2000 to 2099", "on-year"),
        ({"on_year": "19"}, "Year must include 4 numbers", "on-year"),
    ],
)
def test_a_wrong_date_says_what_to_mend_and_keeps_what_was_typed(
    typed: dict[str, str], message: str, link: str
) -> None:
    form = Visit(answers(**typed))
    assert error_summary(form=form)["links"] == [(message, link)]
    for name, value in typed.items():
        assert not value or f'name="{name}" type="text" value="{value}"' in html(form)


def test_a_date_is_read_shown_and_compared() -> None:
    form = Visit(answers(on_day=" 05 "))
    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2019, 8, 5)
    again = Visit(answers(), initial={"place": "hub", "on": date(2019, 8, 5)})
    assert again.changed_data == []
    assert 'name="on_month" type="text" value="8"' in html(Visit(initial={"on": date(2019, 8, 5)}))


def test_line_breaks_count_once_and_a_text_over_the_limit_is_kept() -> None:
    assert Visit(answers(notes="12345\r\n7890")).is_valid()
    form = Visit(answers(notes="12345678901"))
    assert error_summary(form=form)["links"] == [("Shorten ‘Notes’ to 10 characters or fewer", "notes")]
    assert "12345678901</textarea>" in html(form)
    assert "maxlength=" not in html(form).replace("data-maxlength=", "")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", '<span>0 of 3 words</span><span role="status"></span>'),
        ("one two\nthree", '<span>3 of 3 words</span><span role="status"></span>'),
        ("one two three four", '<span>4 of 3 words</span><span role="status">, 1 too many</span>'),
    ],
)
def test_a_limit_in_words_says_how_many_there_are(text: str, told: str) -> None:
    form = Visit(initial={"notes": text})
    form.looks = {"notes": Look(words=3)}
    page = flat(html(form))
    assert f'id="notes-info" data-word-limit="3"> {told} </div>' in page
    assert 'aria-describedby="notes-info' in page
    assert ("nhsuk-error-message" in page) == (text.count(" ") == 3)
    assert "nhsuk-character-count" not in page


def test_numbers_are_text_inputs_with_the_right_keyboard() -> None:
    page = html(Visit())
    assert 'name="staff" type="text" inputmode="numeric"' in page
    assert 'name="cost" type="text" inputmode="decimal"' in page


def test_a_single_checkbox_needs_no_group_and_is_described_by_its_hint_and_error() -> None:
    form = Visit(answers(told="on"))
    form.add_error("told", "Tell the practice first")
    assert 'value="on" checked aria-describedby="told-error told-item-hint"' in html(form)
    assert error_summary(form=form)["links"] == [("Tell the practice first", "told")]


def test_a_select_shows_its_groups_and_a_hidden_field_nothing_else() -> None:
    form = Visit(initial={"kind": "a"})
    form.fields["staff"].widget = forms.HiddenInput()
    page = html(form)
    assert '<optgroup label="Now">' in page
    assert '<option value="a" selected>Acute</option>' in page
    assert '<input type="hidden" id="staff" name="staff" value="">' in page
    assert "Staff" not in page


def test_boxes_stand_in_their_groups_with_ids_of_their_own_and_what_is_folded_away() -> None:
    class Boxes(NHSForm, forms.Form):
        looks = {"one": Look(hints={"b": "A hint"}, more={"c": "In full"})}
        one = forms.MultipleChoiceField(
            choices=[("Now", [("a", "A"), ("b", "B")]), ("Later", [("c", "C")])], widget=forms.CheckboxSelectMultiple
        )

    page = shown_by("{{ form.one|as_crispy_field }}", form=Boxes())
    assert re.findall(r'id="(one[^"]*)"', page) == ["one", "one-2", "one-2-item-hint", "one-3"]
    assert re.findall(r"<legend[^>]*--s\">(\w+)</legend>", page) == ["Now", "Later"]
    assert page.count("In full") == page.count("<details") == 1
    later = shown_by("{% options field=form.one|nhsuk_field group='Later' %}", form=Boxes())
    assert re.findall(r'value="(\w)"', later) == ["c"]


def test_what_people_typed_is_escaped() -> None:
    assert "<script>" not in html(Visit(answers(notes="</textarea><script>", on_day='"><script>', kind="<script>")))


def test_a_widget_that_the_pack_does_not_know_is_refused() -> None:
    form = Visit()
    form.fields["staff"].widget = forms.SplitDateTimeWidget()
    with pytest.raises(TypeError, match="SplitDateTimeWidget"):
        html(form)


def test_crispy_shows_each_field_once_and_one_field_alone() -> None:
    form = Visit()
    whole = shown_by("{{ form|crispy }}", form=form)
    assert [len(re.findall(rf'\sid="{name}"', whole)) for name in form.fields] == [1] * len(form.fields)
    alone = shown_by("{{ form.staff|as_crispy_field }}", form=form)
    assert 'id="staff"' in alone
    assert alone in whole


def test_what_is_no_field_is_not_shown_in_silence() -> None:
    with pytest.raises(AttributeError):
        shown_by("{{ form.notthere|as_crispy_field }}", form=Visit())
