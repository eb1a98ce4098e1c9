"""Entering figures in a browser: saved as typed, walked by keys, pasted from Excel; and all of it without scripts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser.conftest import OpenPage, violations
from tests.support import factories

from cotmoc.core.periods import Period
from cotmoc.core.permissions import Role
from cotmoc.store.collection import open_periods
from cotmoc.store.models import Agency, Indicator, Observation, Person, Plan, Submission

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def plan() -> Plan:
    plan = factories.plan()
    owner = Agency.objects.get(code="S1")
    Indicator.objects.filter(plan=plan, code="CT-04").update(owner=owner)
    return plan


@pytest.fixture
def officer(plan: Plan) -> Person:
    return factories.person(Role.UNIT_OFFICER, Agency.objects.get(code="S1"))


def period() -> Period:
    today = timezone.localdate()
    return open_periods("month", today, today - timedelta(days=400))[1]


def address(plan: Plan, *parts: str) -> str:
    return "/".join(["/ke-hoach", plan.slug, "thu-thap", *parts, ""])


def form(plan: Plan, unit: str = "S1") -> str:
    return address(plan, period().code, unit)


def standing() -> dict[str, float | None]:
    rows = Observation.objects.filter(superseded_at=None).select_related("indicator")
    return {row.indicator.code: row.value for row in rows}


def paste(page: Page, text: str) -> None:
    """What Ctrl+V does, without a clipboard."""
    page.evaluate(
        "text => { const data = new DataTransfer(); data.setData('text/plain', text);"
        "document.activeElement.dispatchEvent(new ClipboardEvent('paste',"
        "{clipboardData: data, bubbles: true, cancelable: true})); }",
        text,
    )


def test_figures_are_saved_as_they_are_typed_and_handed_in(
    plan: Plan, officer: Person, open_page: OpenPage
) -> None:
    page = open_page(form(plan), by=officer)
    cells = page.locator("[data-cell] input")
    submit = page.locator("[data-submit]")
    expect(submit).to_have_attribute("aria-disabled", "true")
    cells.nth(0).fill("57,6%")
    cells.nth(0).press("Enter")
    expect(page.locator("[data-cell]").nth(0)).to_have_class("cell saved")
    assert page.evaluate("document.activeElement.name") == cells.nth(1).get_attribute("name")
    expect(page.locator("#dang-nhap")).to_contain_text("Đang nhập")
    cells.nth(1).fill("abc")
    cells.nth(1).press("ArrowDown")
    message = page.locator(".message .cell-message").nth(1)
    expect(message).to_contain_text("'abc' không phải số")
    expect(submit).to_contain_text("sửa 1 lỗi trước")
    assert violations(page) == []
    cells.nth(1).fill("12")
    cells.nth(1).press("Enter")
    expect(message).to_be_hidden()
    expect(page.locator("[data-entered]")).to_have_text("2")
    assert standing() == {"CT-01": 57.6, "CT-03": 12}
    submit.click()
    page.get_by_text("Đã nộp báo cáo").wait_for()
    assert Submission.objects.get().state == "submitted"


def test_a_column_is_pasted_from_excel(plan: Plan, officer: Person, open_page: OpenPage) -> None:
    page = open_page(form(plan), by=officer)
    page.locator("[data-cell] input").first.focus()
    paste(page, "61,5\r\n15\r\n1.234,5\r\n")
    expect(page.locator("[data-entered]")).to_have_text("3")
    assert standing() == {"CT-01": 61.5, "CT-03": 15, "CT-04": 1234.5}


def test_a_ratio_is_saved_when_both_parts_are_there(plan: Plan, open_page: OpenPage) -> None:
    commune = factories.person(Role.UNIT_OFFICER, Agency.objects.get(code="X1"))
    page = open_page(form(plan, "X1"), by=commune)
    page.locator("[data-cell] input").fill("616")
    page.locator("[data-mate] input").focus()
    page.locator("[data-mate] input").fill("1.000")
    page.locator("[data-mate] input").press("Enter")
    expect(page.locator("[data-value]")).to_have_text("61,6")
    assert standing() == {"CT-02": 61.6}
    page.reload()
    expect(page.locator("[data-value]")).to_have_text("61,6")


def test_the_form_works_without_scripts(plan: Plan, officer: Person, open_page: OpenPage) -> None:
    page = open_page(form(plan), by=officer, scripts=False)
    page.locator("[data-cell] input").first.fill("57,6")
    page.locator("details.reason summary").nth(1).click()
    page.locator("details.reason input").nth(1).fill("Chưa xếp hạng")
    page.locator("[data-submit]").click(force=True)
    page.get_by_text("Đã nộp báo cáo").wait_for()
    assert standing() == {"CT-01": 57.6, "CT-03": None}


def test_a_file_is_looked_at_then_entered_and_approved(plan: Plan, open_page: OpenPage) -> None:
    planner = factories.person(Role.PLANNER)
    page = open_page(address(plan, "nhap-tep"), by=planner)
    code = period().code
    table = f"Mã;Đơn vị;Kỳ;Giá trị\nCT-01;S1;{code};57,6\nCT-03;S1;{code};12\n"
    page.set_input_files("#tep", {"name": "thang.csv", "mimeType": "text/csv", "buffer": table.encode()})
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_text("2 thay đổi").wait_for()
    assert violations(page) == []
    page.get_by_label("nộp và duyệt luôn").check()
    page.get_by_role("button", name="Nhập số liệu").click()
    page.get_by_text("Đã nhập số liệu từ tệp thang.csv").wait_for()
    assert set(Observation.objects.values_list("state", flat=True)) == {"approved"}
