"""What a process loads before it serves, so that nobody's request waits for it, and its workers share it."""

from __future__ import annotations

import gc
from pathlib import Path

from django.conf import settings
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from django.urls import get_resolver


def warm_up() -> None:
    """Load the addresses with their views and forms, and the templates; then take it all out of the garbage collector.

    What is loaded now stays: looking through it for garbage would hold up everybody for a tenth of a second each time.
    """
    get_resolver().url_patterns  # noqa: B018  reads them
    for name in own_templates():
        try:
            get_template(name)
        except (TemplateDoesNotExist, TemplateSyntaxError):  # told to whoever opens its page
            continue
    gc.collect()
    gc.freeze()


def own_templates() -> list[str]:
    """The names of the product's own templates."""
    root = Path(settings.BASE_DIR) / "templates"
    return sorted(str(path.relative_to(root)) for path in root.rglob("*.html"))
