"""The pages in English: chosen without scripts, and no wider than a phone with its longer words."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page
from tests.browser.conftest import OpenPage, overflow
from tests.browser.test_every_page import LAPTOP, PAGES, PHONE, reader
from tests.support.scene import scene

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def choose(page: Page, language: str) -> None:
    page.locator(f".languages button[value={language}]:visible").click()
    page.wait_for_load_state()


def test_the_language_is_chosen_without_scripts(open_page: OpenPage) -> None:
    page = open_page("/dang-nhap/", scripts=False)
    assert page.locator("html").get_attribute("lang") == "vi"
    choose(page, "en")
    assert page.url.endswith("/dang-nhap/")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("heading", level=1).inner_text() == "Sign in"
    choose(page, "vi")
    assert page.get_by_role("heading", level=1).inner_text() == "Đăng nhập"


def test_no_page_is_wider_than_its_window(
    open_page: OpenPage, settings: LazySettings, tmp_path_factory: pytest.TempPathFactory
) -> None:
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")
    made, pages, faults = scene(), dict[object, Page](), []
    for address in PAGES:
        who = reader(address, made)
        key = who and who.username
        if key not in pages:
            pages[key] = open_page("/dang-nhap/" if who is None else "/van-ban/", width=LAPTOP, by=who)
            choose(pages[key], "en")
            pages[key].set_viewport_size({"width": PHONE, "height": 844})
        page = pages[key]
        page.goto(address.path(made))
        if page.locator("html").get_attribute("lang") != "en":
            faults.append(f"{address.route}: not in English")
        if too_wide := overflow(page):
            faults.append(f"{address.route}: {too_wide} px wider than its window")
    assert not faults, "\n".join(faults)
