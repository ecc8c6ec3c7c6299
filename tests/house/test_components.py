"""Components refuse what they do not know and what they miss, and templates use them in this one way."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Template, TemplateSyntaxError, engines

from localities.kit.templatetags import components, nhsuk
from tests.flat import flat

ROOT = Path(settings.BASE_DIR)
FOLDER = ROOT / "templates"
TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())
COMPONENTS: dict[str, Callable[..., Any]] = {
    name: inspect.unwrap(compiled)
    for library in (components.register, nhsuk.register)
    for name, compiled in library.tags.items()
}


def inputs(name: str, *, required: bool) -> list[str]:
    parameters = inspect.signature(COMPONENTS[name]).parameters.values()
    return [one.name for one in parameters if not required or one.default is inspect.Parameter.empty]


def call(name: str, given: list[str]) -> Template:
    return Template("{% " + " ".join([name, *(f"{one}={one}" for one in given)]) + " %}")


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_takes_what_it_declares_and_refuses_the_rest(name: str) -> None:
    every = inputs(name, required=False)
    call(name, every)
    with pytest.raises(TemplateSyntaxError, match="unexpected keyword argument 'anything'"):
        call(name, [*every, "anything"])


@pytest.mark.parametrize(("name", "one"), [(name, one) for name in COMPONENTS for one in inputs(name, required=True)])
def test_a_component_refuses_to_go_without_an_input(name: str, one: str) -> None:
    with pytest.raises(TemplateSyntaxError, match=f"did not receive value.*'{one}'"):
        call(name, [other for other in inputs(name, required=True) if other != one])


@pytest.mark.parametrize("name", COMPONENTS)
def test_inputs_have_names_where_they_are_given(name: str) -> None:
    kinds = {one.kind for one in inspect.signature(COMPONENTS[name]).parameters.values()}
    assert kinds <= {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_calls_components_by_their_tags(template: str) -> None:
    """Reading it checks its calls."""
    engines["django"].get_template(template)
    text = (FOLDER / template).read_text()
    assert not re.findall(r'include "(?:components|nhsuk)/', text)
    assert not re.findall(r"{{ *(?:\w*form(?:\.as_\w+)?|field) *}}", text)


def test_each_component_has_its_tag_and_is_used() -> None:
    files = {path.stem for path in (FOLDER / "components").iterdir()}
    assert files == set(components.register.tags)
    every = "".join((FOLDER / template).read_text() for template in TEMPLATES)
    assert [name for name in COMPONENTS if not re.search(rf"{{% {name}\b", every)] == []


def test_a_form_of_one_button_posts_with_its_token_and_escapes_its_words() -> None:
    page = Template('{% button_form url="/there/" text="Remove" hidden=name %}')
    shown = flat(page.render(Context({"name": ": <b>", "csrf_token": "the-token"})))
    assert '<form method="post" action="/there/" novalidate>' in shown
    assert 'name="csrfmiddlewaretoken" value="the-token"' in shown
    assert 'Remove<span class="nhsuk-u-visually-hidden">: &lt;b&gt;</span> </button>' in shown
