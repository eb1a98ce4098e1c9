"""`cotmoc units show NAME --on DAY` differs as history does; names in old documents mean the units of then."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner, Result
from tests.support import factories

from cotmoc.actions.succession_orders import Birth, Order, Step
from cotmoc.actions.successions import succeed
from cotmoc.actions.units import AgencyRow, put_agencies
from cotmoc.cli import main
from cotmoc.store.agencies import AgencyFinder
from cotmoc.store.models import Agency, Area

pytestmark = pytest.mark.django_db
DAY, EVE = date(2025, 7, 1), date(2025, 6, 30)


def show(*words: str) -> Result:
    return CliRunner().invoke(main, ["units", "show", *words])


def merged() -> None:
    """Two provinces with their committees become one that bears the name of the first."""
    by = factories.manager()
    areas = [
        Area.objects.create(code=code, name=name, title="Tỉnh", kind="province", valid_from=date(2008, 8, 1))
        for code, name in (("37", "Sông Bồi"), ("36", "Núi Thắm"))
    ]
    rows = [
        AgencyRow(code, f"UBND tỉnh {one.name}", "province", valid_from=date(2010, 1, 1), area=one.code)
        for code, one in zip(("B", "T"), areas, strict=True)
    ]
    rows.append(AgencyRow("SB", "Sở Nội vụ tỉnh Núi Thắm", "department", "T", date(2010, 1, 1)))
    units = put_agencies(rows=rows, by=by)
    ground, office = Birth("37", "Sông Bồi", title="Tỉnh"), Birth("B", "UBND tỉnh Sông Bồi")
    steps = (*(Step(one, ground) for one in areas), *(Step(one, office) for one in units[:2]))
    succeed(order=Order("merge", DAY, steps, document="Nghị quyết 2/NQ"), by=by)


def test_an_area_before_and_after_its_merger() -> None:
    merged()
    before = show("Sông Bồi", "--on", "2025-06-30").output
    assert "Hiệu lực: từ 1/8/2008 đến hết 30/6/2025" in before
    assert "Về sau: 37 Tỉnh Sông Bồi (sáp nhập từ 1/7/2025, Nghị quyết 2/NQ)" in before
    after = show("tỉnh Sông Bồi", "--on", "1/7/2025").output
    assert "Hiệu lực: từ 1/7/2025 đến nay" in after
    assert (
        "Hình thành từ: 37 Tỉnh Sông Bồi, 36 Tỉnh Núi Thắm (sáp nhập từ 1/7/2025, Nghị quyết 2/NQ)" in after
    )
    assert "Cơ quan phụ trách: B UBND tỉnh Sông Bồi" in after
    assert "Đơn vị SB Sở Nội vụ tỉnh Núi Thắm" in show("SB").output
    assert "Cấp trên: B UBND tỉnh Sông Bồi" in show("so noi vu").output
    gone = show("Núi Thắm", "--on", "2026-01-01")
    assert gone.exit_code == 0  # the department still bears the name
    assert "SB" in gone.output
    assert "Không còn vào ngày 1/1/2026: 36 Tỉnh Núi Thắm" in gone.output
    assert "Về sau: 37 Tỉnh Sông Bồi" in gone.output


def test_what_is_not_there_that_day() -> None:
    merged()
    result = show("Núi Thắm", "--on", "2000-01-01")
    assert result.exit_code == 2
    assert "Ngày 1/1/2000 không có đơn vị, địa bàn nào tên 'Núi Thắm'." in result.output
    assert "từ 1/8/2008 đến hết 30/6/2025" in result.output
    assert "không phải ngày" in show("Núi Thắm", "--on", "hôm qua").output


def test_a_divided_area_says_how_much_went_where() -> None:
    old = Area.objects.create(
        code="9", name="Bãi Giữa", title="Xã", kind="commune", valid_from=date(2008, 8, 1)
    )
    steps = (Step(old, Birth("8", "Bãi Trên"), share=0.25), Step(old, Birth("7", "Bãi Dưới"), share=0.75))
    succeed(order=Order("split", DAY, steps), by=factories.manager())
    assert (
        "25,0% về 8 Xã Bãi Trên, 75,0% về 7 Xã Bãi Dưới (chia tách từ 1/7/2025)"
        in show("9", "--on", "2025-06-30").output
    )
    assert "25,0% của 9 Xã Bãi Giữa" in show("Bãi Trên").output
    assert show("xã bãi giữa", "--on", "2025-06-30").exit_code == 0
    assert "không có đơn vị" in show("phường bãi giữa", "--on", "2025-06-30").output


def test_only_so_many_are_shown() -> None:
    put_agencies(
        rows=[AgencyRow(f"X{n}", f"Xã Số {n}", "commune") for n in range(30)], by=factories.manager()
    )
    assert "và 1 đơn vị nữa" in show("xã số").output


def test_names_in_a_document_mean_the_units_of_its_day() -> None:
    merged()
    finder = AgencyFinder(date(2026, 1, 1), written=date(2024, 5, 5))
    heir = Agency.objects.get(code="B", valid_from=DAY)
    assert finder.find(["UBND tỉnh Núi Thắm"]) == heir
    assert finder.find(["UBND tỉnh Sông Bồi"]) == heir
    assert AgencyFinder(date(2026, 1, 1)).find(["UBND tỉnh Núi Thắm"]) is None
    assert AgencyFinder(date(2026, 1, 1), written=date(2000, 1, 1)).find(["UBND tỉnh Sông Bồi"]) == heir
