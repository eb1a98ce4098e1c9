"""The frame around every page: rail, phone bar, theme, keyboard."""

from __future__ import annotations

import pytest
from django.urls import path
from django.views.generic import TemplateView
from tests.browser.conftest import OpenPage, overflow, violations

_page = TemplateView.as_view(template_name="ui/base.html")
urlpatterns = [
    path("van-ban/", _page, name="directives"),
    path("ke-hoach/", _page, name="plans"),
    path("thu-thap/", _page, name="collection"),
    path("nhiem-vu/", _page, name="tasks"),
    path("bang-diem/", _page, name="board"),
    path("bao-cao/", _page, name="reports"),
]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]


def test_the_rail_shows_the_stops_and_where_the_page_is(open_page: OpenPage) -> None:
    page = open_page("/nhiem-vu/")
    assert page.locator(".stops a").all_inner_texts() == [
        "Văn bản", "Kế hoạch", "Thu thập", "Nhiệm vụ", "Bảng điểm", "Báo cáo",
    ]  # fmt: skip
    assert page.locator(".stops a[aria-current]").inner_text() == "Nhiệm vụ"
    assert page.locator(".phone-bar").is_hidden()


def test_the_chosen_theme_stays(open_page: OpenPage) -> None:
    page = open_page("/bang-diem/", dark=True)
    page.locator(".rail [data-theme-switch]").click()
    assert page.evaluate("document.documentElement.dataset.theme") == "light"
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(246, 241, 230)"


def test_keys_reach_search_and_content(open_page: OpenPage) -> None:
    page = open_page("/bang-diem/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.reload()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_phone_has_a_bar_of_four_that_needs_no_script(open_page: OpenPage, scripts: bool) -> None:
    page = open_page("/bang-diem/", width=390, scripts=scripts)
    assert page.locator(".rail").is_hidden()
    assert page.locator(".phone-bar > *").count() == 4
    page.locator(".phone-bar summary").click()
    page.locator(".phone-sheet >> text=Văn bản").click()
    page.wait_for_url("**/van-ban/")
    assert overflow(page) == 0


@pytest.mark.parametrize(("width", "dark"), [(1440, False), (1024, True), (390, True)])
def test_axe_finds_nothing(open_page: OpenPage, width: int, dark: bool) -> None:
    page = open_page("/bang-diem/", width=width, dark=dark)
    if width == 390:
        page.locator(".phone-bar summary").click()
    # The heading is the page's own: the bare frame has none.
    page.evaluate("document.querySelector('h1').textContent = 'Bảng điểm'")
    assert violations(page) == []
