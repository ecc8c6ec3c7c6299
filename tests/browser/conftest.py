"""A real Chromium for journeys through the pages, with a look at each page's faults."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve, reverse
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from localities.models import User
from tests.cast import PASSWORD

# Playwright's synchronous interface keeps an event loop in this thread, so Django takes each query here for a mistake.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

AXE = Path(settings.BASE_DIR) / "node_modules/axe-core/axe.min.js"
# What the browser and htmx say of an answer such as 422 or of no answer: tests of those look at the page itself.
ANSWERS = ("Failed to load resource", "Response Status Error Code", "htmx:sendError", "htmx:afterRequest")
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWER = ("chrome://", "chrome-extension://")  # what the browser itself shows a PDF with
PATIENCE = 60_000  # milliseconds: on a busy machine a page takes as long as it takes
expect.set_options(timeout=PATIENCE)
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of 1280 by 900 pixels.

    It fails the test on any error in the console (a broken script or content security policy is one), on a style or
    script that is not there, and on a request to anywhere else.
    """
    yield from _page(chromium, live_server)


@pytest.fixture
def phone(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of 375 by 667 pixels."""
    yield from _page(chromium, live_server, width=375, height=667)


@pytest.fixture
def no_js_page(chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of 1280 by 900 pixels that runs no script."""
    yield from _page(chromium, live_server, javascript=False)


def _page(
    browser: Browser, live_server: LiveServer, *, width: int = 1280, height: int = 900, javascript: bool = True
) -> Iterator[Page]:
    context = browser.new_context(
        base_url=live_server.url,
        java_script_enabled=javascript,
        viewport={"width": width, "height": height},
        locale="en-GB",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    faults: list[str] = []

    def note_error(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(ANSWERS):
            faults.append(message.text)

    def note_request(request: Request) -> None:
        if not request.url.startswith((live_server.url, "data:", *VIEWER)):
            faults.append(f"Asked for {request.url}")

    def note_response(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type not in ("document", "xhr"):
            faults.append(f"{response.status} for {response.url}")

    page.on("console", note_error)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", note_request)
    page.on("response", note_response)
    yield page
    context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def sign_in() -> Callable[[Page, User], None]:
    """Return a function that gives a person a password and signs them in on the real page, without a mouse."""

    def sign_in(page: Page, user: User) -> None:
        user.set_password(PASSWORD)
        user.save()
        page.goto(reverse("account_login"))
        page.get_by_label("E-mail address").fill(user.email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_label("Password", exact=True).press("Enter")
        page.wait_for_url(lambda url: reverse("account_login") not in url)

    return sign_in


@pytest.fixture
def enter(live_server: LiveServer, client_for: Callable[[User], Client]) -> Callable[[Page, User], None]:
    """Return a function that hands a browser a person's session: for tests that are not about signing in."""

    def enter(page: Page, user: User) -> None:
        session = client_for(user).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])

    return enter


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Return a function that asserts that axe finds nothing wrong with a page (WCAG 2.2 AA and good practice)."""

    def axe(page: Page) -> None:
        page.evaluate(AXE.read_text())
        result = page.evaluate("rules => axe.run({runOnly: rules})", AXE_RULES)
        assert not result["violations"], f"axe on {page.url}\n" + "\n".join(
            f"{violation['id']}: {violation['help']}\n  {node['html']}\n  {node['failureSummary']}"
            for violation in result["violations"]
            for node in violation["nodes"]
        )

    return axe


@pytest.fixture
def look(axe: Callable[[Page], None]) -> Callable[[Page], None]:
    """Return a function that runs axe on a page, once for each kind of page: all domains are one kind."""
    seen = set()

    def look(page: Page) -> None:
        name = resolve(urlsplit(page.url).path).url_name
        if name not in seen:
            seen.add(name)
            axe(page)

    return look
