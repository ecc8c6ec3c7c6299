"""An unknown name in one of our templates fails tests, whatever page asks for it."""

from __future__ import annotations

import pytest
from django.template import Context, Origin, Template

from tests.template_names import OURS, UnknownName


def shown(source: str, folder: str = str(OURS)) -> str:
    """A template with a `person` who has a `name`, and no more."""
    template = Template(source, origin=Origin(f"{folder}/somewhere.html"))
    return template.render(Context({"person": {"name": "Ada", "note": None}}))


@pytest.mark.parametrize(
    "source",
    [
        "{{ persn }}",
        "{{ person.nam }}",
        "{{ person.nam|upper }}",
        "{{ person.nam|upper|default:'nobody' }}",
        "{% with name=person.nam %}{% endwith %}",
        "{% tag text=person.nam %}",
    ],
)
def test_a_name_that_is_not_there_is_an_error(source: str) -> None:
    with pytest.raises(UnknownName, match=r"somewhere\.html: per"):
        shown(source)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ person.name|upper }}", "ADA"),
        ("{{ person.note }}", "None"),
        ("{{ person.nam|default:'nobody' }}", "nobody"),
        ("{% if person.nam %}yes{% else %}no{% endif %}", "no"),
        ("{% firstof person.nam person.name %}", "Ada"),
        ("{% for one in people %}one{% empty %}none{% endfor %}", "none"),
    ],
)
def test_a_template_says_where_a_name_may_be_missing(source: str, words: str) -> None:
    assert shown(source) == words


def test_templates_of_packages_are_left_alone() -> None:
    assert shown("{{ persn }}", folder="/usr/share/package/templates") == ""
