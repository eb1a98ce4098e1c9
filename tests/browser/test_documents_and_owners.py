"""Choosing a file and giving a plan's indicators to agencies, in the browser, with and without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.browser.conftest import OpenPage, overflow, violations
from tests.support.factories import agencies, manager, person, plan_content
from tests.support.readings import waiting

from cotmoc.actions.plans import import_plan
from cotmoc.core.permissions import Role
from cotmoc.store.models import Indicator, Plan, Reading

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lacking() -> Plan:
    agencies()
    content = plan_content()
    for item in content["indicators"]:
        item["owner"] = []
    return import_plan(content=content, by=manager()).plan


def test_the_chosen_file_is_named_in_vietnamese(open_page: OpenPage) -> None:
    page = open_page("/van-ban/", by=person(Role.PLANNER))
    expect(page.locator(".file-name")).to_have_text("Chưa chọn tệp")
    file = {"name": "Kế hoạch 95.txt", "mimeType": "text/plain", "buffer": b"x" * 52_000}
    page.set_input_files("input[type=file]", file)  # type: ignore[arg-type]
    expect(page.locator(".file-name")).to_have_text("Kế hoạch 95.txt · 52 kB")
    assert violations(page) == []


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (390, True), (1366, False)])
def test_a_heading_is_given_to_an_agency(
    open_page: OpenPage, lacking: Plan, width: int, scripts: bool
) -> None:
    page = open_page(f"/ke-hoach/{lacking.slug}/", by=person(Role.PLANNER), width=width, scripts=scripts)
    page.locator(".head-actions >> text=Giao chủ trì").click()
    page.wait_for_url("**/giao/")
    assert overflow(page) == 0
    if scripts:
        assert violations(page) == []
    page.get_by_label("Chính quyền số").check()
    page.get_by_label("Giao cho").select_option(label="Sở Y tế")
    page.get_by_role("button", name="Giao các mục đã chọn").click()
    expect(page.locator(".notice.success")).to_contain_text("Đã giao 3 chỉ tiêu cho Sở Y tế.")
    assert list(Indicator.objects.filter(owner=None).values_list("code", flat=True)) == ["CT-01"]


def test_on_a_phone_a_state_and_its_reason_stand_one_below_the_other(open_page: OpenPage) -> None:
    planner = person(Role.PLANNER)
    reading = waiting(planner, filename="hong.docx")
    Reading.objects.filter(pk=reading.pk).update(state="failed", error="Tệp bị hỏng. " * 8)
    page = open_page("/van-ban/", by=planner, width=390)
    state, why = page.locator(".state.bad").bounding_box(), page.locator(".why").bounding_box()
    assert state is not None
    assert why is not None
    assert why["y"] >= state["y"] + state["height"]
    assert why["width"] > 200
    assert overflow(page) == 0
    page.locator("a.phone-only").click()
    expect(page.get_by_role("button", name="Tải lên và đọc")).to_be_in_viewport()
