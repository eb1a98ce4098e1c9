"""The whole way as a person goes it: a document in, a plan in force, figures, the board, the report in Word."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter
from django.conf import LazySettings
from django.core.management import call_command
from django.utils import timezone
from docx.oxml.ns import qn
from playwright.sync_api import Locator, Page, expect
from tests.support.factories import PASSWORD, agencies, manager

from cotmoc.actions.people import add_person
from cotmoc.actions.units import AgencyRow, put_agencies
from cotmoc.cli._demo_files import make_files, rows_of
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OpenPage = Callable[..., Page]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OWNED, FAST, SLOW = (
    "Tỷ trọng kinh tế số",
    "Tỷ lệ dân số được phủ sóng 5G",
    "Tốc độ tải xuống trung bình của mạng cố định",
)
RATIO = "Tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến toàn trình"
PAID = "Tỷ lệ giao dịch thanh toán phí, lệ phí trực tuyến"
MISSED = "Kinh phí lấy từ ngân sách nhà nước theo phân cấp"
DIFFICULTY = "Thiếu nhân lực chuyên trách ở cấp xã."
SHORT = """KẾ HOẠCH
Chuyển đổi số năm 2026
I. MỤC TIÊU
- Đến năm 2030, ít nhất 80% hồ sơ thủ tục hành chính được nộp trực tuyến.
II. NHIỆM VỤ
- Văn phòng xã lập danh mục dữ liệu dùng chung, hoàn thành trước ngày 30/6/2026.
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented province as files: its directive of 20 pages and its units."""
    folder = tmp_path_factory.mktemp("an-hai")
    make_files(folder, root=Path(__file__).parents[2], seed=18, today=timezone.localdate())
    return folder


def people(*codes: str) -> None:
    """A planner, and an officer named after each unit; all sign in with the same password."""
    units = {agency.code: agency for agency in Agency.objects.all()}
    wanted = [("tonghop", Role.PLANNER, None), *((code, Role.UNIT_OFFICER, units[code]) for code in codes)]
    for name, role, unit in wanted:
        add_person(
            username=name, full_name=f"Nguyễn {name}", role=role, agency=unit, password=PASSWORD, by=manager()
        )


def units_of(path: Path) -> None:
    put_agencies(
        rows=[
            AgencyRow(row["Mã"], row["Tên"], row["Loại"], row["Mã cấp trên"], aliases=(row["Tên gọi khác"],))
            for row in rows_of(path)
        ],
        by=manager(),
    )


def sign_in(page: Page, name: str) -> None:
    page.get_by_label("Tên đăng nhập").fill(name)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda address: "dang-nhap" not in address)


def change_to(page: Page, name: str) -> None:
    """The next person at the same computer."""
    page.get_by_role("button", name="Thoát").first.click()
    sign_in(page, name)


def go(page: Page, stop: str) -> None:
    page.locator(".stops").get_by_role("link", name=stop).click()


def progress(page: Page) -> tuple[int, int]:
    done, total = re.findall(r"\d+", page.locator(".review-head b").inner_text())[:2]
    return int(done), int(total)


def test_from_a_document_to_the_report(
    open_page: OpenPage, files: Path, settings: LazySettings, tmp_path: Path
) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
    settings.MEDIA_ROOT = tmp_path
    units_of(files / "don-vi.csv")
    people("SKHCN")
    page = open_page("/")
    sign_in(page, "tonghop")
    _upload(page, files / "18-CTr-TU.docx")
    _review(page)
    page.get_by_role("button", name="Duyệt kế hoạch").click()
    expect(page.get_by_text("kế hoạch có hiệu lực, bản 1")).to_be_visible()
    _say_who_reports(page)
    change_to(page, "SKHCN")
    period = _enter(page)
    change_to(page, "tonghop")
    _approve_figures(page, period)
    _import(page, period)
    _look_at_the_board(page)
    _check_word(_report(page, period))


def _upload(page: Page, path: Path) -> None:
    """The file waits for the worker; once read, the page says so by itself."""
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Tải lên và đọc").click()
    expect(page.get_by_text("Tệp đang chờ đến lượt đọc.")).to_be_visible()
    # What the page asks meanwhile is held until the worker is done: both use the one connection of the test.
    page.route("**/van-ban/**", lambda route: route.continue_())
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)
    expect(page.locator(".reading-done")).to_contain_text("80nhiệm vụ")
    page.unroute("**/van-ban/**")


def _review(page: Page) -> None:
    """Accept and reject by keyboard, edit, add what was missed, and all that is sure in one go."""
    page.get_by_role("link", name="Rà soát", exact=True).click()
    page.wait_for_load_state("networkidle")
    assert progress(page) == (0, 144)
    page.keyboard.press("a")
    expect(page.locator(".review-head b")).to_have_text("1/144 mục đã rà")
    page.keyboard.press("e")
    page.get_by_label("Giá trị").first.fill("93,5")
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    expect(page.locator(".review-head b")).to_have_text("2/144 mục đã rà")
    page.keyboard.press("x")
    expect(page.locator(".review-head b")).to_have_text("3/144 mục đã rà")
    page.locator(".sheet p", has_text=MISSED).click(click_count=3)
    page.locator(".selection-menu").get_by_role("link", name="Nhiệm vụ").click()
    page.get_by_label("Chủ trì").fill("Sở Tài chính")
    page.get_by_role("button", name="Thêm vào danh sách").click()
    expect(page.locator(".review-head b")).to_have_text("4/145 mục đã rà")
    page.locator(".review-bulk button").click()
    expect(page.get_by_text("hoàn tác từng mục khi cần")).to_be_visible()
    done, total = progress(page)
    assert 0 < total - done <= 10, "only what the reader is not sure of is left"
    for number in range(done + 1, total + 1):
        page.keyboard.press("a")
        expect(page.locator(".review-head b")).to_have_text(f"{number}/{total} mục đã rà")


def _say_who_reports(page: Page) -> None:
    """An indicator without an owner gets one; another is collected from the communes."""
    expect(page.locator("#chi-tieu tbody tr:not(.group)")).to_have_count(59)
    assert (
        page.locator("#chi-tieu tr", has_text="hài lòng").locator(".plan-targets").inner_text()
        == "2028: > 93,5%"
    )
    _item(page, OWNED)
    page.get_by_label("chủ trì").select_option(label="Sở Khoa học và Công nghệ")
    page.get_by_role("button", name="Ghi").click()
    row = page.locator("#chi-tieu tr", has_text=OWNED).first
    expect(row.locator(".owner")).to_have_text("Sở Khoa học và Công nghệ")
    _item(page, RATIO)
    page.locator("[name=collect]").select_option("communes")
    page.locator("[name=roll_up]").select_option("ratio")
    page.get_by_role("button", name="Ghi").click()
    expect(page.locator("#chi-tieu tr", has_text=RATIO).first).to_contain_text("xã")


def _item(page: Page, name: str) -> None:
    page.locator("#chi-tieu tr", has_text=name).first.get_by_role("link", name="Sửa").click()


def _enter(page: Page) -> str:
    """The officer enters three figures of the last month that has begun, one wrongly at first, and hands them in."""
    go(page, "Thu thập")
    page.locator(".periods tbody tr").nth(1).get_by_role("link", name="Nhập số liệu").click()
    period = page.url.split("/thu-thap/")[1].split("/")[0]
    expect(page.get_by_role("heading", name="Sở Khoa học và Công nghệ", level=1)).to_be_visible()
    _type(page, OWNED, "12,5")
    _type(page, SLOW, "96")
    _type(page, FAST, "61,5%%")
    expect(page.get_by_text("'61,5%%' không phải số; viết 61,5")).to_be_visible()
    _type(page, FAST, "61,5%")
    expect(page.locator("[data-faults]")).to_be_hidden()
    expect(page.locator("[data-entered]")).to_have_text("3")
    page.get_by_role("button", name="Nộp báo cáo").click()
    expect(page.get_by_text("Đã nộp báo cáo")).to_be_visible()
    return period


def _type(page: Page, name: str, value: str) -> None:
    cell = page.get_by_label(f"Số kỳ này: {name}", exact=True)
    cell.fill(value)
    cell.press("Enter")
    expect(page.locator("tr[data-row]", has=cell).locator(".cell")).to_have_class(
        re.compile(r"\b(saved|wrong)\b")
    )


def _approve_figures(page: Page, period: str) -> None:
    go(page, "Thu thập")
    page.locator(f'.periods a[href$="/{period}/"]').click()
    row = page.locator("tr", has_text="Sở Khoa học và Công nghệ")
    row.get_by_role("button", name="Duyệt").click()
    expect(row).to_contain_text("Đã duyệt")


def workbook(period: str, paid: str | float) -> bytes:
    """Figures of two communes and a department, as a unit would send them."""
    rows: list[list[str | float]] = [
        ["Chỉ tiêu", "Đơn vị", "Kỳ", "Giá trị", "Tử số", "Mẫu số"],
        [RATIO, "X01", period, "", 60, 80],
        [RATIO, "X02", period, "", 90, 120],
        [PAID, "Sở Tài chính", period, paid, "", ""],
    ]
    made = BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet("Số liệu")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return made.getvalue()


def _import(page: Page, period: str) -> None:
    """A wrong cell keeps the whole file out and is named; the mended file counts after the preview only."""
    page.get_by_role("link", name="Nhập từ Excel").click()
    _choose(page, workbook(period, "85,5%%"))
    fault = page.locator(".faults tbody tr")
    expect(fault).to_have_count(1)
    expect(fault.locator("th")).to_have_text("4")
    expect(fault.locator("[data-label=Cột]")).to_have_text("Giá trị")
    expect(fault).to_contain_text("'85,5%%' không phải số; viết 85,5")
    _choose(page, workbook(period, 85.5))
    expect(page.locator(".foot-bar b")).to_have_text("3")
    page.get_by_label("nộp và duyệt luôn").check()
    page.get_by_role("button", name="Nhập số liệu").click()
    expect(page.get_by_text("Đã nhập số liệu từ tệp so-lieu.xlsx.")).to_be_visible()


def _choose(page: Page, data: bytes) -> None:
    page.locator("#tep").set_input_files({"name": "so-lieu.xlsx", "mimeType": XLSX, "buffer": data})
    page.get_by_role("button", name="Xem trước").click()


def _look_at_the_board(page: Page) -> None:
    go(page, "Bảng điểm")
    for name, value, status in (
        (FAST, "61,5", "Đã đạt"),
        (SLOW, "96", "Chậm"),
        (RATIO, "75", "Đã đạt"),
        (PAID, "85,5", "Đã đạt"),
    ):
        row = _on_board(page, name)
        expect(row.locator(".value")).to_have_text(value)
        expect(row.locator(".why")).to_contain_text(status)
    expect(_on_board(page, RATIO)).to_contain_text("2/60 xã")
    page.get_by_label("Tìm chỉ tiêu").fill("phu song 5g")
    expect(page.locator(".board-table tbody tr:not(.group)")).to_have_count(1)


def _on_board(page: Page, name: str) -> Locator:
    return page.locator(".board-table tbody tr", has=page.get_by_role("link", name=name, exact=True))


def _report(page: Page, period: str) -> Path:
    """Drafted from the figures, one section in the person's words, frozen, downloaded."""
    go(page, "Báo cáo")
    page.get_by_label("Kỳ báo cáo").select_option(period)
    page.get_by_role("button", name="Lập báo cáo").click()
    page.get_by_label("IV. Khó khăn, vướng mắc").fill(DIFFICULTY)
    page.get_by_role("button", name="Chốt báo cáo").click()
    expect(page.get_by_text("Đã chốt báo cáo.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải báo cáo dạng docx").click()
    assert download.value.suggested_filename.endswith(f"-{period}.docx")
    return Path(download.value.path())


def _check_word(path: Path) -> None:
    """Header block, margins, page numbers, repeated heads, and what was entered on the way."""
    paper = docx.Document(str(path))
    first = paper.sections[0]
    margins = (first.top_margin, first.right_margin, first.bottom_margin, first.left_margin)
    assert [round(margin.mm) for margin in margins if margin is not None] == [20, 15, 20, 30]
    assert first.different_first_page_header_footer
    assert "PAGE" in first.header._element.xml
    assert "PAGE" not in first.first_page_header._element.xml
    head, *others = paper.tables
    assert len(head.columns) == 2
    assert head.style is not None
    assert head.style.name != "Table Grid"
    assert not head._tbl.xpath(".//w:tblBorders | .//w:tcBorders")
    words = {cell.text for row in head.rows for cell in row.cells}
    assert any(
        "ĐẢNG CỘNG SẢN VIỆT NAM" in text or "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text for text in words
    )
    grids = [table for table in others if table.style is not None and table.style.name == "Table Grid"]
    assert grids
    for grid in grids:
        assert grid.rows[0]._tr.trPr is not None
        assert grid.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    rows = [[cell.text for cell in row.cells] for grid in grids for row in grid.rows]
    for name, value in ((FAST, "61,5"), (SLOW, "96"), (RATIO, "75"), (PAID, "85,5"), (OWNED, "12,5")):
        named = [row for row in rows if any(cell.startswith(name) for cell in row)]
        assert any(value in re.split(r"[\s%]+", cell) for row in named for cell in row), (name, named)
    assert DIFFICULTY in {paragraph.text for paragraph in paper.paragraphs}


def test_the_same_without_scripts(open_page: OpenPage, settings: Any, tmp_path: Path) -> None:
    """What the day's work needs goes by plain forms and links."""
    settings.MEDIA_ROOT = tmp_path
    agencies()
    people("S1")
    page = open_page("/", scripts=False)
    sign_in(page, "tonghop")
    page.locator("input[type=file]").set_input_files(
        {"name": "ke-hoach.txt", "mimeType": "text/plain", "buffer": SHORT.encode()}
    )
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.get_by_role("link", name="Rà soát", exact=True).click()
    done, total = progress(page)
    for number in range(done + 1, total + 1):
        page.get_by_role("button", name=re.compile("^Đồng ý A?")).last.click()
        expect(page.locator(".review-head b")).to_have_text(f"{number}/{total} mục đã rà")
    page.get_by_role("button", name="Duyệt kế hoạch").click()
    page.locator("#chi-tieu").get_by_role("link", name="Sửa").click()
    page.locator("[name=owner]").select_option(label="Sở Khoa học và Công nghệ")
    page.get_by_role("button", name="Ghi").click()
    change_to(page, "S1")
    go(page, "Thu thập")
    page.locator(".periods tbody tr").nth(1).get_by_role("link", name="Nhập số liệu").click()
    period = Period.parse(page.url.split("/thu-thap/")[1].split("/")[0])
    page.get_by_label("Số kỳ này").fill("tám mươi hai")
    page.locator(".foot-bar button[value=luu]").click()
    expect(page.get_by_text("'tám mươi hai' không phải số")).to_be_visible()
    page.get_by_label("Số kỳ này").fill("82,5")
    page.locator(".foot-bar button[value=luu]").click()
    page.get_by_role("button", name="Nộp báo cáo").click()
    expect(page.get_by_text(f"Đã nộp báo cáo {period.label}")).to_be_visible()
    change_to(page, "tonghop")
    _approve_figures(page, period.code)
    go(page, "Bảng điểm")
    expect(page.locator(".board-table .value")).to_have_text("82,5")
