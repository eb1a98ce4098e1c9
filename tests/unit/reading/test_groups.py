"""Group rows of tables in the outline."""

from __future__ import annotations

from cotmoc.reading import read

TABLE = """
KẾ HOẠCH
Phát triển nông thôn

I. MỤC TIÊU

TT\tChỉ tiêu\tĐơn vị\tNăm 2030
I\tNước sạch
1\tTỷ lệ hộ dùng nước sạch\t%\t95
2\tSố trạm cấp nước\ttrạm\t12
\tĐơn vị tính khác
II\tNguồn nhân lực
3\tSố người được tập huấn\tngười\t400
4\tGhi chú
"""


def test_group_rows_become_headings_and_notes_do_not() -> None:
    _, plan = read(TABLE.encode(), "x.txt")
    groups = [(e.number, e.title) for e in plan.outline if e.place and e.place.row is not None]
    assert groups == [("I/I", "Nước sạch"), ("I/II", "Nguồn nhân lực")]


def test_they_stand_in_the_order_of_the_document() -> None:
    _, plan = read(TABLE.encode(), "x.txt")
    places = [(e.place.block, e.place.row or 0) for e in plan.outline if e.place]
    assert places == sorted(places)
