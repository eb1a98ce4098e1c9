"""The board, an indicator, a task and a report as people use them, with and without scripts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests.browser.conftest import OpenPage, overflow, picture, violations
from tests.support import factories
from tests.support.bigplan import big_plan

from cotmoc.actions.reports import draft_report
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Role
from cotmoc.store.models import Person, Plan, Report, Task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan() -> Plan:
    return big_plan(indicators=8, communes=6, months=14, tasks=8)


@pytest.fixture
def planner(plan: Plan) -> Person:
    return factories.person(Role.PLANNER)


def addresses(plan: Plan, planner: Person) -> dict[str, str]:
    report = draft_report(plan=plan, period=Period.parse("2026-H1"), by=planner)
    return {
        "board": reverse("board", args=[plan.slug]),
        "indicator": reverse("indicator", args=[plan.slug, "CT-02"]),
        "tasks": reverse("tasks", args=[plan.slug]),
        "task": reverse("task", args=[plan.slug, "NV-02"]),
        "reports": reverse("reports", args=[plan.slug]),
        "report": reverse("report", args=[plan.slug, report.pk]),
    }


@pytest.mark.parametrize(("width", "dark"), [(390, False)])
def test_pages_fit_and_have_no_faults(
    open_page: OpenPage, plan: Plan, planner: Person, tmp_path: Path, width: int, dark: bool
) -> None:
    for name, address in addresses(plan, planner).items():
        page = open_page(address, width=width, dark=dark, by=planner)
        picture(page, tmp_path, f"{name}-{width}")
        assert overflow(page) <= 0, name
        assert violations(page) == [], name


def test_filtering_swaps_the_table_only(open_page: OpenPage, plan: Plan, planner: Person) -> None:
    page = open_page(reverse("board", args=[plan.slug]), by=planner)
    page.evaluate("document.querySelector('.strip').dataset.kept = 'yes'")
    rows = page.locator(".board-table tbody tr:not(.group)")
    expect(rows).to_have_count(8)
    page.get_by_label("Tìm chỉ tiêu").press_sequentially("phu song 5g", delay=20)
    expect(rows).to_have_count(1)
    expect(page.get_by_label("Tìm chỉ tiêu")).to_have_value("phu song 5g")
    expect(page.get_by_label("Tìm chỉ tiêu")).to_be_focused()
    assert "q=phu%20song%205g" in page.url
    assert page.evaluate("document.querySelector('.strip').dataset.kept") == "yes", (
        "the page was not loaded anew"
    )
    page.get_by_label("Tìm chỉ tiêu").fill("")
    expect(rows).to_have_count(8)
    page.locator("#bang-diem").get_by_label("Chủ trì").select_option(label="Sở Y tế")
    expect(rows).to_have_count(4)


def test_why_can_be_read_by_keyboard(open_page: OpenPage, plan: Plan, planner: Person) -> None:
    page = open_page(reverse("board", args=[plan.slug]), by=planner)
    why = page.locator(".why").first
    expect(why.locator("p")).to_be_hidden()
    why.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(why.locator("p")).to_be_visible()


def test_without_scripts_the_board_filters_by_its_form(
    open_page: OpenPage, plan: Plan, planner: Person
) -> None:
    page = open_page(reverse("board", args=[plan.slug]), by=planner, scripts=False)
    page.get_by_label("Tìm chỉ tiêu").fill("cap quang")
    page.get_by_role("button", name="Lọc").click()
    assert page.locator(".board-table tbody tr:not(.group)").count() == 1
    page.locator(".board-table .name a").click()
    assert page.locator("h1").inner_text() == "Thôn, tổ dân phố có Internet cáp quang"
    assert page.locator(".chart-table tbody tr").count() > 0, "the table stands for the chart"


def test_the_chart_is_drawn(open_page: OpenPage, plan: Plan, planner: Person) -> None:
    page = open_page(reverse("indicator", args=[plan.slug, "CT-02"]), by=planner)
    expect(page.locator("[data-island=chart] svg, [data-island=chart] canvas").first).to_be_visible()


def test_a_product_is_handed_in_and_accepted(open_page: OpenPage, plan: Plan, planner: Person) -> None:
    page = open_page(reverse("task", args=[plan.slug, "NV-02"]), by=planner)
    page.get_by_label("Minh chứng").fill("Quyết định số 15/QĐ-UBND")
    page.get_by_label("Ngày hoàn thành").fill("2/11/2026")
    page.get_by_role("button", name="Nộp sản phẩm").click()
    page.get_by_role("button", name="Đồng ý hoàn thành").click()
    expect(page.get_by_text("Đã đồng ý hoàn thành nhiệm vụ.")).to_be_visible()
    assert Task.objects.get(code="NV-02").state == "done"


def test_a_report_is_written_and_frozen(open_page: OpenPage, plan: Plan, planner: Person) -> None:
    page: Any = open_page(reverse("reports", args=[plan.slug]), by=planner)
    page.get_by_label("Kỳ báo cáo").select_option("2026-H1")
    page.get_by_role("button", name="Lập báo cáo").click()
    page.get_by_label("IV. Khó khăn, vướng mắc").fill("Thiếu nhân lực chuyên trách.")
    page.get_by_role("button", name="Chốt báo cáo").click()
    expect(page.locator(".paper")).to_contain_text("Thiếu nhân lực chuyên trách.")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải báo cáo dạng docx").click()
    assert download.value.suggested_filename == f"bao-cao-{plan.slug}-2026-H1.docx"
    assert Report.objects.get().frozen_at is not None
