"""`cotmoc units`: a table of units comes in whole or not at all; every fault by row and column."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from tests.support import factories

from cotmoc.cli import main
from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, Event

pytestmark = pytest.mark.django_db
HEAD = "Mã;Tên;Loại;Mã cấp trên;Tên gọi khác\n"
ROWS = "T;UBND tỉnh;tỉnh;;\nS1;Sở Khoa học và Công nghệ;sở;T;Sở KHCN; Sở KH&CN\nX1;Xã Vân Thạch;Xã;T;\n"


def run(tmp_path: Path, data: str | bytes, *options: str, name: str = "don-vi.csv") -> Result:
    file = tmp_path / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return CliRunner().invoke(main, ["units", "import", str(file), *options])


def test_units_come_in_and_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    by = factories.manager()
    quoted = ROWS.replace("Sở KHCN; Sở KH&CN", '"Sở KHCN; Sở KH&CN"')
    for _ in range(2):
        result = run(tmp_path, HEAD + quoted)
        assert result.exit_code == 0, result.output
        assert "Đã nhập 3 đơn vị" in result.output
        assert Agency.objects.count() == 3
    unit = Agency.objects.get(code="S1")
    assert (unit.kind, str(unit.parent), unit.aliases) == (
        "department",
        "UBND tỉnh",
        ["Sở KHCN", "Sở KH&CN"],
    )
    assert Event.objects.filter(verb="agency.add", by=by).count() == 3
    listed = CliRunner().invoke(main, ["units", "list"]).output
    assert "S1          Sở, ban, ngành          Sở Khoa học và Công nghệ" in listed


def test_a_workbook_whose_codes_are_numbers(tmp_path: Path) -> None:
    factories.manager()
    made = BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["DANH MỤC ĐƠN VỊ"])
        sheet.write_row(2, 0, ["Mã đơn vị", "Tên đơn vị", "Loại"])
        sheet.write_row(3, 0, [10105, "Phường Đông Hải", "phường"])
    result = run(tmp_path, made.getvalue(), name="don-vi.xlsx")
    assert result.exit_code == 0, result.output
    assert Agency.objects.get().code == "10105"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "không có nội dung"),
        ("Cột;Khác\n1;2\n", "Bảng đơn vị cần các cột: Mã, Tên, Loại"),
        (HEAD, "chưa có đơn vị nào"),
        (f"{HEAD};Sở Y tế;sở;;\n", "hàng 2, cột Mã: để trống"),
        (f"{HEAD}S2;;sở;;\n", "hàng 2, cột Tên: để trống"),
        (f"{HEAD}{'S' * 21};Sở Y tế;sở;;\n", "hàng 2, cột Mã: dài 21 chữ; viết gọn trong 20"),
        (f"{HEAD}S2;Sở Y tế;vụ;;\n", "hàng 2, cột Loại: 'vụ' không phải loại đơn vị; viết tỉnh, sở hoặc xã"),
        (f"{HEAD}S2;Sở Y tế;sở;;\nS2;Sở Nội vụ;sở;;\n", "hàng 3, cột Mã: mã 'S2' đã có ở hàng 2"),
        (
            f"{HEAD}S2;Sở Y tế;sở;KHONG;\n",
            "hàng 2, cột Mã cấp trên: S2 Sở Y tế: ngày 1/7/2025 không có đơn vị cấp trên 'KHONG'",
        ),
    ],
)
def test_a_faulty_table_stores_nothing(tmp_path: Path, data: str, said: str) -> None:
    factories.manager()
    result = run(tmp_path, data)
    assert result.exit_code == 2
    assert said in result.output
    assert not Agency.objects.exists()


def test_by_whom(tmp_path: Path) -> None:
    factories.agencies()
    officer = factories.person(Role.UNIT_OFFICER, Agency.objects.get(code="S1"))
    result = run(tmp_path, HEAD + "S9;Sở Tư pháp;sở;T;\n", "--by", officer.username)
    assert result.exit_code == 2
    assert "không có quyền" in result.output
    missing = CliRunner().invoke(main, ["units", "import", str(tmp_path / "khong-co.csv")])
    assert missing.exit_code == 2
    assert "Không mở được tệp" in missing.output


def test_the_units_of_the_demonstration_can_be_imported(tmp_path: Path) -> None:
    from examples.an_hai.files import make

    from cotmoc.cli._demo_files import rows_of
    from cotmoc.cli._demo_history import load_areas

    make(tmp_path, seed=18, today=factories.TODAY)
    load_areas(rows_of(tmp_path / "dia-ban.csv"), by=factories.manager())
    result = CliRunner().invoke(main, ["units", "import", str(tmp_path / "don-vi.csv")])
    assert result.exit_code == 0, result.output
    assert Agency.objects.count() == len(rows_of(tmp_path / "don-vi.csv"))
