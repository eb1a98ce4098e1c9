"""Making, copying and revoking a key as a person does."""

from __future__ import annotations

import pytest
from tests.browser.conftest import OpenPage, overflow, violations
from tests.support import factories

from cotmoc.core.permissions import Role
from cotmoc.store.models import ApiKey

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def test_a_key_from_the_list_to_the_other_system(open_page: OpenPage) -> None:
    person = factories.person(Role.PLANNER)
    page = open_page("/quan-tri/khoa-api/", by=factories.manager(), width=1366)
    page.get_by_role("link", name="Tạo khóa").first.click()
    page.get_by_label("Khóa hành động thay ai").select_option(str(person.pk))
    page.get_by_role("button", name="Chọn quyền cho khóa").click()
    assert violations(page) == []
    page.get_by_label("Tên hệ thống").fill("Trục liên thông của tỉnh")
    page.get_by_label("Cập nhật nhiệm vụ").check()
    page.get_by_role("button", name="Tạo khóa").click()
    text = page.get_by_label("Khóa API", exact=True).input_value()
    page.get_by_role("button", name="Chép").click()
    page.get_by_text("Đã chép").wait_for()
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert overflow(page) <= 0
    asked = page.request.get("/api/me", headers={"Authorization": f"Bearer {text}"})
    assert asked.json()["key"]["name"] == "Trục liên thông của tỉnh"
    page.get_by_role("link", name="Đã cất khóa").click()
    assert violations(page) == []
    assert overflow(page) <= 0
    page.locator("summary", has_text="Thu hồi").click()
    page.get_by_role("button", name="Thu hồi khóa").click()
    page.get_by_text("Đã thu hồi khóa").wait_for()
    assert ApiKey.objects.get().revoked_at is not None
