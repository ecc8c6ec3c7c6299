"""The front-end assets: what the build makes of nhsuk-frontend, and what a first visit weighs."""

import gzip
import re
from importlib.resources import files

import pytest

from config import build_assets

STATIC = build_assets.ROOT / "static"


@pytest.fixture(scope="module", autouse=True)
def built() -> None:
    build_assets.main()


def test_the_build_leaves_a_result_that_is_up_to_date_alone() -> None:
    before = (build_assets.TARGET / "nhsuk.js").stat().st_mtime_ns
    build_assets.main()
    assert (build_assets.TARGET / "nhsuk.js").stat().st_mtime_ns == before


def test_nothing_is_fetched_from_outside_and_every_image_is_there() -> None:
    css = (build_assets.TARGET / "nhsuk.css").read_text()
    assert "http" not in css
    assert "@font-face" not in css
    assert {image.name for image in (build_assets.TARGET / "images").iterdir()} == {
        part.split(")")[0] for part in css.split("url(images/")[1:]
    }


def test_every_rule_for_narrow_or_wide_screens_says_what_holds_on_paper() -> None:
    """A4 is narrower than a desktop: a rule that leaves paper out would print tables as cards and columns as one."""
    for sheet in (STATIC / "app.css", build_assets.TARGET / "nhsuk.css"):
        queries = [
            query for query in re.findall(r"@media\s*([^{]+)\{", sheet.read_text()) if re.search(r"\b48\.?\d*em", query)
        ]
        assert len(queries) > 15
        assert [
            query for query in queries if not query.startswith(("print", "screen", "(min-width:40.0625em) and"))
        ] == []


def test_a_package_that_looks_different_stops_the_build() -> None:
    with pytest.raises(SystemExit, match="nhsuk-frontend changed"):
        build_assets.stylesheet("body { color: red }")


def test_a_first_visit_is_at_most_100_kb_compressed() -> None:
    """Budget of the design: first load at most 100 kB compressed; 20 of them are left to the page itself."""
    htmx = files("django_htmx") / "static/django_htmx/htmx-2.min.js"
    own = [STATIC / name for name in ("app.css", "print.css", "app.js", "icon.svg")] + [
        *(STATIC / "autosave").iterdir()
    ]
    loaded = [*own, htmx, build_assets.TARGET / "nhsuk.css", build_assets.TARGET / "nhsuk.js"]
    assert sum(len(gzip.compress(file.read_bytes())) for file in loaded) < 80_000
