"""`cotmoc units successions`: a table of successions; 4,000 units with 3 bad ones; what is dated comes in dated."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support import factories

from cotmoc.actions.units import AgencyRow, put_agencies
from cotmoc.cli import main
from cotmoc.store.models import Agency, AgencyLink, Area, AreaLink, Event, Succession

pytestmark = pytest.mark.django_db
HEAD = "Loại;Ngày;Mã cũ;Mã mới;Tên mới;Tỷ lệ;Dân số;Văn bản\n"
UNITS = "Mã;Tên;Loại;Mã cấp trên;Hiệu lực từ;Đến hết;Mã địa bàn\n"


def run(tmp_path: Path, data: str, command: str = "successions", *options: str) -> Result:
    file = tmp_path / "bang.csv"
    file.write_bytes(data.encode())
    return CliRunner().invoke(main, ["units", command, str(file), *options])


def communes(count: int = 5) -> None:
    rows = [AgencyRow(f"C{n}", f"Xã Số {n}", "commune", valid_from=date(2020, 1, 1)) for n in range(count)]
    put_agencies(rows=rows, by=factories.manager())


ROWS = (
    "Sáp nhập;1/7/2025;C0;D0;Xã Mới;;;NQ 1\n"
    "Sáp nhập;2025-07-01;C1;D0;Xã Mới;;;NQ 1\n"
    "chia tách;1/7/2025;C2;D1;Xã Đông;;3000;NQ 1\n"
    "chia tách;1/7/2025;C2;D2;Xã Tây;;1000;NQ 1\n"
    "đổi tên;1/7/2025;C3;C3;Xã Tên Khác;1;;NQ 2\n"
)


def test_a_table_of_successions_comes_in_once(tmp_path: Path) -> None:
    communes()
    seen = run(tmp_path, HEAD + ROWS, "successions", "--preview")
    assert seen.exit_code == 0, seen.output
    assert "C2         → D1           0.7500  Xã Đông" in seen.output
    assert "Sẽ ghi 3 lần kế thừa" in seen.output
    assert not Succession.objects.exists()
    result = run(tmp_path, HEAD + ROWS)
    assert result.exit_code == 0, result.output
    assert "Đã ghi 3 lần kế thừa; 0 dòng đã có" in result.output
    assert dict(
        AgencyLink.objects.filter(predecessor__code="C2").values_list("successor__code", "share")
    ) == {
        "D1": 0.75,
        "D2": 0.25,
    }
    assert Succession.objects.get(kind="split").basis == "dân số"
    assert Agency.objects.get(code="C3", valid_to=None).name == "Xã Tên Khác"
    events = Event.objects.count()
    again = run(tmp_path, HEAD + ROWS)
    assert "Đã ghi 0 lần kế thừa; 5 dòng đã có" in again.output
    assert (Succession.objects.count(), Event.objects.count()) == (3, events)
    changed = run(tmp_path, HEAD + ROWS.replace("3000", "2000"))
    assert changed.exit_code == 2
    assert "đã có đơn vị kế thừa" in changed.output


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("gộp;1/7/2025;C0;D0;Mới;;;", "hàng 2, cột Loại: 'gộp' không phải loại thay đổi"),
        ("sáp nhập;hôm qua;C0;D0;Mới;;;", "hàng 2, cột Ngày: 'hôm qua' không phải ngày"),
        ("sáp nhập;;C0;D0;Mới;;;", "hàng 2, cột Ngày: để trống"),
        ("sáp nhập;1/7/2025;Z9;D0;Mới;;;", "hàng 2, cột Mã cũ: không có 'Z9' ngày 30/6/2025"),
        ("sáp nhập;1/7/2025;C0;D0;;;;", "hàng 2, cột Mã mới: không có 'D0' ngày 1/7/2025; điền Tên mới"),
        ("đổi tên;1/7/2025;C0;D0;Mới;nửa;;", "hàng 2, cột Tỷ lệ"),
        ("đổi tên;1/7/2025;C0;D0;Mới;0,5;;", "hàng 2: C0 Xã Số 0: các tỷ lệ cộng lại 0.5"),
        ("đổi tên;1/7/2025;C0;D0;Mới;;-3;", "Phần của 'C0' về 'D0' là -3"),
        ("sáp nhập;1/7/2025;C0;D0;Mới;;;", "chỉ có một đơn vị cũ"),
        ("đổi tên;1/7/2025;C0;C0;;;;", "không thể tự kế thừa"),
    ],
)
def test_a_faulty_row_is_told_and_nothing_is_stored(tmp_path: Path, row: str, said: str) -> None:
    communes(1)
    result = run(tmp_path, f"{HEAD}{row}\n")
    assert result.exit_code == 2
    assert said in result.output
    assert not Succession.objects.exists()
    assert Agency.objects.get().valid_to is None


def test_no_table(tmp_path: Path) -> None:
    assert "Bảng kế thừa cần các cột" in run(tmp_path, "a;b\n1;2\n").output
    assert "chưa có dòng nào" in run(tmp_path, HEAD).output


def test_areas_and_shares_in_per_cent(tmp_path: Path) -> None:
    factories.manager()
    Area.objects.create(code="1", name="Cũ", kind="commune", valid_from=date(2020, 1, 1), population=100)
    rows = "Loại;Ngày;Mã cũ;Mã mới;Tên mới;Tỷ lệ (%)\nchia tách;1/7/2025;1;2;Một;60\nchia tách;1/7/2025;1;3;Hai;40\n"
    result = run(tmp_path, rows, "successions", "--areas")
    assert result.exit_code == 0, result.output
    assert list(AreaLink.objects.order_by("share").values_list("share", flat=True)) == [0.4, 0.6]
    assert Area.objects.get(code="3").population == pytest.approx(40)


def test_dated_units_and_their_preview(tmp_path: Path) -> None:
    factories.manager()
    Area.objects.create(code="36", name="Đất", kind="province", valid_from=date(2008, 8, 1))
    rows = f"{UNITS}T;UBND tỉnh;tỉnh;;1/1/2010;;36\nS1;Sở Một;sở;T;2015-06-01;31/12/2020;\nS1;Sở Hai;sở;T;1/1/2021;;\n"
    seen = run(tmp_path, rows, "import", "--preview")
    assert seen.exit_code == 0, seen.output
    assert "+ S1          Sở Hai" in seen.output
    assert not Agency.objects.exists()
    assert "thêm 3, sửa 0" in run(tmp_path, rows, "import").output
    assert [(one.name, one.valid_to) for one in Agency.objects.filter(code="S1").order_by("valid_from")] == [
        ("Sở Một", date(2020, 12, 31)),
        ("Sở Hai", None),
    ]
    assert str(Agency.objects.get(code="T").area) == "Đất"
    events = Event.objects.count()
    assert "giữ nguyên 3" in run(tmp_path, rows, "import").output
    assert Event.objects.count() == events
    ended = rows.replace("Sở Hai;sở;T;1/1/2021;;", "Sở Hai;sở;T;1/1/2021;30/6/2026;").replace(
        "UBND tỉnh", "UBND"
    )
    seen = run(tmp_path, ended, "import", "--preview").output
    assert "~ T           UBND" in seen
    assert "tên: UBND tỉnh → UBND" in seen
    assert "x S1          Sở Hai" in seen
    assert "đến hết: (trống) → 2026-06-30" in seen
    run(tmp_path, ended, "import")
    assert Event.objects.filter(verb="agency.end").get().after == {"valid_to": "2026-06-30"}
    # A table that has only codes, names and kinds changes neither dates nor areas.
    short = "Mã;Tên;Loại\nT;UBND tỉnh;tỉnh\n"
    assert "sửa 1" in run(tmp_path, short, "import").output
    assert str(Agency.objects.get(code="T").area) == "Đất"


def test_faults_of_days_stand_with_those_of_the_tree(tmp_path: Path) -> None:
    factories.manager()
    rows = (
        f"{UNITS}T;UBND tỉnh;tỉnh;;31/2/2020;;\n"
        "S1;Sở Một;sở;T;1/1/2020;mai;\n"
        "S2;Sở Hai;sở;;1/1/2020;31/12/2022;\n"
        "S2;Sở Hai;sở;;1/1/2020;;\n"
        "S2;Sở Hai mới;sở;;1/1/2021;;\n"
    )
    said = run(tmp_path, rows, "import", "--preview").output
    assert "hàng 2, cột Hiệu lực từ: Không có ngày 31/2/2020" in said
    assert "hàng 3, cột Đến hết: 'mai' không phải ngày" in said
    assert "hàng 5, cột Mã: mã 'S2' đã có ở hàng 4" in said
    assert "hàng 6, cột Hiệu lực từ: Mã 'S2': Sở Hai (1/1/2020–31/12/2022) chồng thời gian" in said


def test_four_thousand_rows_with_three_bad_ones_are_refused_with_every_reason(tmp_path: Path) -> None:
    factories.manager()
    rows = ["T;UBND tỉnh;tỉnh;;1/1/2020;;"]
    rows += [f"C{n};Xã Số {n};xã;T;1/7/2025;;" for n in range(1, 4000)]
    bad = rows.copy()
    bad[9] = "C9;Xã Số 9;xóm;T;1/7/2025;;"
    bad[99] = "C99;Xã Số 99;xã;C100;1/7/2025;;"
    bad[100] = "C100;Xã Số 100;xã;C99;1/7/2025;;"
    bad[999] = "C999;Xã Số 999;xã;T;1/7/2025;30/6/2025;77"
    refused = run(tmp_path, UNITS + "\n".join(bad), "import")
    assert refused.exit_code == 2
    for said in (
        "hàng 11, cột Loại: 'xóm' không phải loại đơn vị",
        "hàng 102, cột Mã cấp trên: Vòng lặp cấp trên: C100",
        "hàng 1001, cột Đến hết: C999 Xã Số 999: hết hiệu lực 30/6/2025",
        "hàng 1001, cột Mã địa bàn: không có địa bàn '77'",
    ):
        assert said in refused.output
    assert not Agency.objects.exists()
    with CaptureQueriesContext(connection) as queries:
        assert "thêm 4000" in run(tmp_path, UNITS + "\n".join(rows), "import").output
    assert Agency.objects.count() == 4000
    assert len(queries) < 150  # bulks, as many rows as the database takes at once; not one question a row
