"""A directive of a province that is no more: read, reviewed, in force – and its targets stand at the heir."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from tests.support import factories

from cotmoc.actions.areas import put_areas
from cotmoc.actions.plans import approve_plan
from cotmoc.actions.readings import upload_document
from cotmoc.actions.review import accept_claims
from cotmoc.cli import main
from cotmoc.store.heritage import inherited
from cotmoc.store.models import Person, Plan, Reading
from cotmoc.store.vietnam.areas import build_country
from cotmoc.store.vietnam.source import read_source

DIRECTIVE = """TỈNH ỦY HÀ GIANG
*
Số 77-CTr/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Hà Giang, ngày 12 tháng 3 năm 2025
CHƯƠNG TRÌNH HÀNH ĐỘNG
về đưa dịch vụ số đến các bản vùng cao
I. MỤC TIÊU
- Đến năm 2030, tỷ lệ hộ gia đình ở vùng cao có đường truyền Internet băng rộng đạt tối thiểu 85%.
- Đến năm 2030, tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến đạt từ 75% trở lên.
II. NHIỆM VỤ
1. Sở Khoa học và Công nghệ hoàn thành bản đồ phủ sóng trước ngày 30/6/2026.
T/M BAN THƯỜNG VỤ
BÍ THƯ
"""


def _in_force(by: Person) -> Plan:
    reading = upload_document(data=DIRECTIVE.encode(), filename="chuong-trinh.txt", by=by)
    reading.refresh_from_db()  # read at once: in tests the job does not wait
    assert reading.state == Reading.State.DONE, reading.error
    accept_claims(claims=list(reading.claims.all()), by=by)
    return approve_plan(reading=reading, by=by).plan


@pytest.mark.django_db
def test_its_targets_stand_at_the_heir_with_their_origin() -> None:
    by = factories.manager()
    country = build_country(read_source())
    provinces = [row for row in country.areas if row.kind == "province"]
    keys = {row.key for row in provinces}
    changes = [
        type(one)(
            one.kind, one.on, tuple(link for link in one.links if {link[0], link[1]} <= keys), note=one.note
        )
        for one in country.changes
    ]
    put_areas(rows=provinces, changes=[one for one in changes if one.links], by=by)
    plan = _in_force(by)
    assert plan.area is not None
    assert (plan.area.full_name, plan.area.code, str(plan.area.valid_to)) == (
        "Tỉnh Hà Giang",
        "02",
        "2025-06-30",
    )
    rows = inherited(factories.TODAY)
    assert {(row.origin_name, row.heir.name, row.heir.unit.code) for row in rows} == {
        ("Tỉnh Hà Giang", "Tỉnh Tuyên Quang", "08")
    }
    assert {(row.target.milestone, row.target.value) for row in rows} == {("2030", 85.0), ("2030", 75.0)}
    assert all(row.target.quote for row in rows)
    printed = CliRunner().invoke(main, ["units", "targets", "Tuyên Quang"])
    assert printed.exit_code == 0, printed.output
    assert "Tỉnh Tuyên Quang ← Tỉnh Hà Giang (đến hết 30/6/2025)" in printed.output
    assert "số 77-CTr/TU ngày 12/3/2025" in printed.output
    assert "2 mục tiêu kế thừa." in printed.output
    assert (
        "0 mục tiêu"
        in CliRunner().invoke(main, ["units", "targets", "Tuyên Quang", "--on", "30/6/2025"]).output
    )
