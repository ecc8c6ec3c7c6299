"""The components of our pages, each a tag: its signature is what it takes, and templates/components/ what it shows.

A call with an input that is unknown or missing is a TemplateSyntaxError as soon as its template is read. The tags need
no `load` (settings). The form pack's are in `localities.kit.templatetags.nhsuk`.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.messages.storage.base import Message
from django.db.models import Model
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.template import Library

from localities.kit.kept_text import Typed
from localities.kit.pages.task_list import Task
from localities.kit.revisions.forms import RevisedForm

Inputs = dict[str, Any]
SMALL = "nhsuk-button--secondary nhsuk-button--small nhsuk-u-margin-bottom-0"
register = Library()
PLACES = (
    ("home", "locality", "Home"),
    ("practices", "practices", "Practices"),
    ("diagnostic", "locality-diagnostic", "Diagnostic"),
    ("result", "locality-result", "Result"),
    ("plan", "locality-plan", "Plan"),
)
"""The menu: what it is called where we are, its address by name, and its words."""


@register.inclusion_tag("components/autosave.html")
def autosave(*, request: HttpRequest) -> Inputs:
    """Attributes of a form that saves by itself, inside its start tag; static/autosave/ does the rest.

    The form holds its `revision`, its fields by `group`, and a `save_bar`.
    """
    return locals()


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*, crumbs: Sequence[tuple[str, str]]) -> Inputs:
    """The way up: words and address of each page, from the top. Phones see a link to the last."""
    return locals()


@register.inclusion_tag("components/button_form.html")
def button_form(*, url: str, text: str, hidden: str = "", css: str = SMALL) -> Inputs:
    """A form that is one button. `hidden` goes on after its words, for screen readers; `css`: the button's classes."""
    return locals()


@register.inclusion_tag("components/descriptor.html")
def descriptor(*, title: str, summary: str, points: Sequence[str]) -> Inputs:
    """A position described: the hint of its radio, above it on wide screens."""
    return locals()


@register.inclusion_tag("components/empty_list.html")
def empty_list(*, text: str, url: str = "", action: str = "") -> Inputs:
    """A list without rows: what would be in it, and the way to add the first."""
    return locals()


@register.inclusion_tag("components/form_buttons.html")
def form_buttons(*, save_text: str = "Save", warning: bool = False, cancel_url: str = "") -> Inputs:
    """The end of a form; `warning` is a red button."""
    return locals()


@register.inclusion_tag("components/group.html")
def group(*, field: BoundField, oob: bool = False) -> Inputs:
    """A field that another person's save may replace while the page is open. `oob`: in an answer to an autosave."""
    return locals()


@register.inclusion_tag("components/hidden_input.html")
def hidden_input(*, name: str, value: str) -> Inputs:
    """What a button says beside its own name: the form around it sends it along unseen."""
    return locals()


@register.inclusion_tag("components/hidden_inputs.html")
def hidden_inputs(*, inputs: Iterable[tuple[str, str]]) -> Inputs:
    """What a form sends along unseen: the name and the value of each input."""
    return locals()


@register.inclusion_tag("components/how_much.html")
def how_much(*, number: int, there: int, asked: int, planned: int | None = None) -> Inputs:
    """A bar: `there` of the `asked` things that a level needs are there, and with the plan `planned`.

    `number` tells the bars of a page apart.
    """
    later = there if planned is None else planned
    said = f"{there} of {asked} there" + ("" if planned is None else f", {planned} of {asked} with the plan")
    now, more = (f"{100 * part / asked:.1f}" if part else "" for part in (there, later - there))
    return {"said": said, "now": now, "more": more, "pattern": f"much-{number}"}


@register.inclusion_tag("components/locked.html")
def locked(*, text: str, url: str = "", action: str = "") -> Inputs:
    """Why nothing here can be changed, and what to do about it: `action` are the words of a link."""
    return locals()


@register.inclusion_tag("components/message_list.html")
def message_list(*, messages: Iterable[Message]) -> Inputs:
    """What the last action did."""
    return locals()


@register.inclusion_tag("components/navigation.html")
def navigation(*, locality: Model, nav: str) -> Inputs:
    """The menu of a locality's pages. `nav` is where we are: home, practices, diagnostic, result or plan."""
    return {"locality": locality, "nav": nav, "places": PLACES}


@register.inclusion_tag("components/nhs_logo.html")
def nhs_logo() -> Inputs:
    """The NHS logo. It belongs to the NHS: only shown where the owner of the service may use it."""
    return {}


@register.inclusion_tag("components/pagination.html")
def pagination(*, previous_url: str = "", previous_label: str = "", next_url: str = "", next_label: str = "") -> Inputs:
    """The page before and the page after, where there is one."""
    before = ("Previous", "prev", "left", previous_url, previous_label)
    return {"ways": (before, ("Next", "next", "right", next_url, next_label))}


@register.inclusion_tag("components/revision.html")
def revision(*, form: RevisedForm, oob: bool = False) -> Inputs:
    """The revision that a form showed, and the one that each field not saved yet started from.

    `oob`: in an answer to an autosave.
    """
    return locals()


@register.inclusion_tag("components/save_bar.html")
def save_bar(*, next_text: str, previous_text: str = "", saved_at: datetime | None = None) -> Inputs:
    """The foot of a form that saves by itself: buttons and what saving did. Both save; `go` says which was pressed."""
    return locals()


@register.inclusion_tag("components/save_status.html")
def save_status(
    *,
    unsaved: str = "",
    compare: bool = False,
    saved_at: datetime | None = None,
    unprintable: Sequence[str] = (),
) -> Inputs:
    """What saving did: words on what is not saved, or when it was, and what of it no PDF can print, in sentences.

    compare: two people changed the same field, and a button shows both.
    """
    return locals()


@register.inclusion_tag("components/summary_list.html")
def summary_list(*, rows: Sequence[Mapping[str, Any]]) -> Inputs:
    """Questions and answers: rows with key, value, and maybe url with action (such as Change) and hidden (what is
    changed, for screen readers).
    """
    return locals()


@register.inclusion_tag("components/tag.html")
def tag(*, text: str, colour: str = "") -> Inputs:
    """A status. Colours: white, grey, green, aqua-green, blue, purple, pink, red, orange, yellow.

    Without one it is plain text, as the design system shows what needs nothing more.
    """
    plain = "nhsuk-tag--no-colour nhsuk-tag--no-border nhsuk-u-font-weight-normal"
    return {"text": text, "css": f"nhsuk-tag--{colour}" if colour else plain}


@register.inclusion_tag("components/task_list.html")
def task_list(*, tasks: Sequence[Task], prefix: str) -> Inputs:
    """A task list. `prefix` is unique on the page, for ids."""
    return locals()


@register.inclusion_tag("components/typed_text.html")
def typed_text(*, typed: Typed, request: HttpRequest, button: str) -> Inputs:
    """What was typed, to read and copy, in a form that sends it again to where it was going. `button`: its words."""
    return locals()
