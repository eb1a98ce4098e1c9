"""A real browser on a live server: Debian's Chromium by Playwright, and axe-core for accessibility."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from tests.conftest import need

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Playwright runs an event loop in this thread; Django would refuse its ORM there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    need(CHROMIUM.exists(), "Chromium", "apt-get install chromium")
    need((ROOT / "frontend" / "dist" / "manifest.json").exists(), "the front end's build", "make setup")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def static_root() -> Path:
    """WhiteNoise warns about a folder that is not there; the files themselves come from the build."""
    from django.conf import settings

    folder = Path(settings.STATIC_ROOT or settings.FRONTEND_DIST)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def open_page(browser: Browser, static_root: Path, live_server: Any) -> Iterator[OpenPage]:
    """`open_page("/gallery", width=390, dark=True, by=person)`: a page that fails the test on any script error.

    `by` is a Person to be logged in; `scripts=False` switches JavaScript off.
    """
    contexts, faults = [], []

    def open_(
        path: str, *, width: int = 1440, dark: bool = False, by: Any = None, scripts: bool = True
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900 if width > 500 else 844},
            color_scheme="dark" if dark else "light",
            locale="vi-VN",
            # A colour half way through its fade has no contrast to be judged.
            reduced_motion="reduce",
            java_script_enabled=scripts,
            base_url=live_server.url,
        )
        contexts.append(context)
        if by is not None:
            context.add_cookies([{"name": "sessionid", "value": _session(by), "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if _is_fault(message) else None)
        page.on(
            "request",
            lambda request: (
                faults.append(f"another host: {request.url}")
                if _leaves(request.url, live_server.url)
                else None
            ),
        )
        page.goto(path, wait_until="networkidle")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not faults, f"errors in the browser's console: {faults}"


def _is_fault(message: ConsoleMessage) -> bool:
    """An error, unless it is only the browser's word that a form was refused (422): that is an answer."""
    return message.type == "error" and "status of 422" not in message.text


def _leaves(address: str, home: str) -> bool:
    """Whether a request goes to another host: networks may be closed, nothing may come from elsewhere."""
    return not address.startswith((home, "data:", "blob:"))


def _session(person: Any) -> str:
    """A session of somebody logged in, without going through the login page."""
    from django.test import Client

    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


def violations(page: Page, *, colours_only: bool = False) -> list[str]:
    """What axe-core finds against WCAG 2.2 A and AA on the page as it stands, or of its contrasts alone."""
    need(AXE.exists(), "axe-core", "make setup")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    what = (
        {"type": "rule", "values": ["color-contrast"]} if colours_only else {"type": "tag", "values": RULES}
    )
    found = page.evaluate("async (what) => (await axe.run(document, {runOnly: what})).violations", what)
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found
        for node in fault["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


def picture(page: Page, folder: Path, name: str) -> Path:
    """A full-page screenshot, kept for looking at when a test fails."""
    path = folder / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path
