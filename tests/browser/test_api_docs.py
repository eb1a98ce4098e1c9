"""The page of the API in a real browser."""

from __future__ import annotations

import pytest
from tests.browser.conftest import OpenPage, overflow
from tests.support import factories

from cotmoc.core.permissions import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "dark"), [(1440, False)])
def test_the_page_of_the_api(open_page: OpenPage, width: int, dark: bool) -> None:
    page = open_page("/api/docs", width=width, dark=dark, by=factories.person(Role.INSPECTOR))
    assert page.get_by_role("heading", level=1).inner_text() == "Giao diện lập trình"
    assert overflow(page) == 0
    page.get_by_role("link", name="Sheet").first.click()
    assert page.locator("#kieu-Sheet").is_visible()
