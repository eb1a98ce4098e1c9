"""Which area a directive is about."""

from __future__ import annotations

from datetime import date

import pytest

from cotmoc.store.areas import area_of
from cotmoc.store.models import Area

pytestmark = pytest.mark.django_db
OLD, NEW = date(2008, 8, 1), date(2025, 7, 1)


@pytest.fixture(autouse=True)
def areas() -> None:
    def put(
        code: str, name: str, kind: str, start: date, end: date | None, parent: Area | None = None
    ) -> Area:
        return Area.objects.create(
            code=code, name=name, kind=kind, valid_from=start, valid_to=end, parent=parent
        )

    put("02", "Bắc Sông", "province", OLD, date(2025, 6, 30))
    new = put("08", "Nam Sông", "province", NEW, None)
    other = put("09", "Bà Rịa - Đồi Mới", "province", OLD, None)
    put("10", "Sông", "province", OLD, None)
    put("00001", "Vân Thạch", "commune", NEW, None, new)
    put("00002", "Vân Thạch", "commune", NEW, None, other)
    put("00003", "Sơn Lĩnh", "commune", NEW, None, new)
    put("00004", "Dân Phường", "commune", NEW, None, new)


@pytest.mark.parametrize(
    ("level", "issuer", "place", "day", "code"),
    [
        ("tỉnh", "Tỉnh ủy Bắc Sông", None, "2025-03-14", "02"),
        ("tỉnh", "Tỉnh ủy Bắc Sông", None, "2025-07-01", None),
        ("tỉnh", "Tỉnh ủy Bắc Sông", None, None, "02"),
        ("tỉnh", "Tỉnh ủy Bắc Sông", None, "2007-05-01", "02"),
        ("tỉnh", "Thành ủy TP. Sông", "TP. Sông", "2025-08-01", "10"),
        ("tỉnh", "Tỉnh ủy Nam Sông Hạ", "Nam Sông Hạ", "2025-08-01", None),
        ("xã", "Ủy ban nhân dân phường Sơn Lĩnh Hạ", "Sơn Lĩnh Hạ", "2025-08-01", None),
        ("xã", "Ủy ban nhân dân phường Lạ", "Lạ", "2025-08-01", None),
        ("tỉnh", "Ủy ban nhân dân tỉnh NAM SÔNG", None, "2025-08-01", "08"),
        ("tỉnh", "Tỉnh ủy Bà Rịa – Đồi Mới", None, "2025-08-01", "09"),
        ("tỉnh", "Tỉnh ủy", "Nam Sông", "2025-08", "08"),
        ("tỉnh", "Sở Y tế", "Nơi khác", "2025-08-01", None),
        ("trung ương", "Bộ Chính trị", "Nam Sông", "2025-08-01", None),
        (None, "Hội Nam Sông", "Nam Sông", "2025-08-01", None),
        ("xã", "Ủy ban nhân dân xã Sơn Lĩnh", "Sơn Lĩnh", "2025-08-01", "00003"),
        ("xã", "Ủy ban nhân dân xã Vân Thạch", "Vân Thạch", "2025-08-01", None),
        ("xã", "UBND xã Vân Thạch, tỉnh Nam Sông", None, "2025-08-01", "00001"),
        ("xã", "UBND xã Sơn Lĩnh", None, "2025-06-30", "00003"),
        ("tỉnh", "Tỉnh ủy Nam Sông", None, "không rõ", "08"),
        ("tỉnh", "Tỉnh ủy Nam Sông", None, None, "08"),
    ],
)
def test_the_area_of_a_directive(
    level: str | None, issuer: str, place: str | None, day: str | None, code: str | None
) -> None:
    found = area_of({"level": level, "issuer": issuer, "place": place, "date": day})
    assert (found.code if found else None) == code
