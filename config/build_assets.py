"""Copy the parts of nhsuk-frontend that we serve to var/assets/nhsuk/: `python -m config.build_assets`.

Its whole dist/ folder is 8,000 files; we need a stylesheet, a script and the icons they name. On the way the font rules
go (they fetch from outside and the font is licensed to the NHS only), addresses become relative so that hashed file
names work, paper counts as a wide screen (A4 is narrower than the desktop, and tables would print as cards), and the
script starts itself, so that no page needs an inline script. Each change asserts how often it applies: a new version of
the package that looks different stops the build.
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules" / "nhsuk-frontend" / "dist" / "nhsuk"
TARGET = ROOT / "var" / "assets" / "nhsuk"
START = """
document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
initAll();
document.addEventListener("htmx:load", ({ detail: { elt } }) => {
  if (elt !== document.body) initAll({ scope: elt });
});
"""


def main() -> None:
    """Build unless the output is newer than the package and this file; exit with advice when the package is missing."""
    package = SOURCE.parent.parent / "package.json"
    if not package.exists():
        sys.exit("nhsuk-frontend is not installed. Run: npm ci")
    done = TARGET / "nhsuk.js"
    if done.exists() and done.stat().st_mtime > max(package.stat().st_mtime, Path(__file__).stat().st_mtime):
        return
    shutil.rmtree(TARGET, ignore_errors=True)
    images = TARGET / "images"
    images.mkdir(parents=True)
    css = stylesheet((SOURCE / "nhsuk-frontend.min.css").read_text())
    for name in set(re.findall(r"url\(images/([^)]+)\)", css)):
        shutil.copyfile(SOURCE / "assets" / "images" / name, images / name)
    (TARGET / "nhsuk.css").write_text(css)
    done.write_text(script((SOURCE / "nhsuk-frontend.min.js").read_text()))


def stylesheet(css: str) -> str:
    """Return the stylesheet without font rules, with image addresses relative to itself, and paper as a wide screen."""
    css = _replace(r"@font-face\s*\{[^}]*\}", "", css, times=2)
    css = _replace(r"url\(/assets/", "url(", css, times=12)
    css = _replace(r"@media (?=[^{,]*\(max-width:48\.0525em\))", "@media screen and ", css, times=14)
    css = _replace(r"@media \(min-width:48\.0625em\)\{", "@media print,(min-width:48.0625em){", css, times=20)
    return _replace(r"/\*# sourceMappingURL=[^*]*\*/", "", css, times=1)


def script(js: str) -> str:
    """Return the module with a last part that starts every component, also in what htmx puts into the page."""
    return _replace(r"//# sourceMappingURL=\S*", "", js, times=1) + START


def _replace(pattern: str, replacement: str, text: str, *, times: int) -> str:
    text, found = re.subn(pattern, replacement, text)
    if found != times:
        sys.exit(f"nhsuk-frontend changed: {pattern} found {found} times, expected {times}")
    return text


if __name__ == "__main__":
    main()
