"""A file of figures is entered as a whole or not at all, and only after somebody has seen what it changes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from tests.support import factories
from tests.support.figures import approve

from cotmoc.actions.figures import approve_figures, entered, save_figures, submit_figures
from cotmoc.actions.imports import apply_import, changes, discard_import, preview_import
from cotmoc.actions.succession_orders import Birth, Order, Step
from cotmoc.actions.successions import succeed
from cotmoc.actions.units import AgencyRow, put_agencies
from cotmoc.core.errors import ConflictError, ForbiddenError, NotFoundError, RefusedRowsError, UnreadableError
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Role
from cotmoc.store.models import (
    Agency,
    Event,
    FigureImport,
    Indicator,
    Observation,
    Person,
    Plan,
    Submission,
)

pytestmark = pytest.mark.django_db
HEAD = "Mã chỉ tiêu;Đơn vị;Kỳ;Giá trị;Tử số;Mẫu số;Lý do chưa có số liệu"


@pytest.fixture
def plan() -> Plan:
    return factories.plan()


@pytest.fixture
def planner(plan: Plan) -> Person:
    return factories.person(Role.PLANNER)


def table(*rows: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *rows]).encode()


def preview(plan: Plan, by: Person, *rows: str, head: str = HEAD, name: str = "so-lieu.csv") -> FigureImport:
    return preview_import(plan=plan, filename=name, data=table(*rows, head=head), by=by)


def faults(plan: Plan, by: Person, *rows: str, head: str = HEAD) -> list[str]:
    with pytest.raises(RefusedRowsError) as caught:
        preview(plan, by, *rows, head=head)
    assert not FigureImport.objects.exists()
    return [str(fault) for fault in caught.value.faults]


def workbook(rows: Sequence[Sequence[Any]], **more: Sequence[Sequence[Any]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "d/m/yyyy"}) as book:
        for name, listed in {"Số liệu": rows, **more}.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(listed):
                page.write_row(number, 0, row)
    return out.getvalue()


def test_a_file_is_shown_first_and_counts_after(plan: Plan, planner: Person) -> None:
    made = preview(plan, planner, "CT-01;Sở KH&CN;2026-05;57,6;;;", "CT-02;Xã Vân Thạch;5/2026;;616;1.000;")
    assert [
        (row["code"], row["unit_code"], row["period"], row["value"], row["change"]) for row in made.rows
    ] == [
        ("CT-01", "S1", "2026-05", 57.6, "new"),
        ("CT-02", "X1", "2026-05", 61.6, "new"),
    ]
    assert not Observation.objects.exists()
    apply_import(figure_import=made, by=planner)
    assert Observation.objects.filter(state="submitted", source="file", from_import=made).count() == 2
    assert Submission.objects.filter(state="submitted").count() == 2
    assert Event.objects.filter(thing="figureimport").count() == 2


@pytest.mark.parametrize(
    ("then", "state"), [("keep", "draft"), ("submit", "submitted"), ("approve", "approved")]
)
def test_what_happens_after_entering_is_chosen(plan: Plan, planner: Person, then: Any, state: str) -> None:
    apply_import(figure_import=preview(plan, planner, "CT-01;S1;2026-05;57,6;;;"), by=planner, then=then)
    assert Observation.objects.get().state == Submission.objects.get().state == state


def test_the_columns_stand_in_any_order_under_other_headings(plan: Plan, planner: Person) -> None:
    data = workbook(
        [
            ["BIỂU SỐ LIỆU THÁNG 5"],
            [],
            ["TT", "Giá trị (%) *", "Kỳ báo cáo", "Tên chỉ tiêu", "Đơn vị tính", "Cơ quan báo cáo"],
            [1, 57.6, date(2026, 5, 1), "dân số được phủ sóng 5g", "%", "Sở KHCN tỉnh"],
        ]
    )
    made = preview_import(plan=plan, filename="a.xlsx", data=data, by=planner)
    assert [(row["row"], row["code"], row["unit_code"], row["period"]) for row in made.rows] == [
        (4, "CT-01", "S1", "2026-05")
    ]


def test_an_officer_need_not_name_the_own_unit(plan: Plan) -> None:
    commune = Agency.objects.get(code="X1")
    officer = factories.person(Role.UNIT_OFFICER, commune)
    made = preview(plan, officer, "CT-02;2026-05;3;5", head="Mã;Tháng;Tử số;Mẫu số")
    assert (made.rows[0]["unit"], made.rows[0]["value"]) == (commune.pk, 60)


def test_every_fault_is_named_by_row_and_column(plan: Plan, planner: Person) -> None:
    assert faults(
        plan,
        planner,
        "CT-01;S1;2026-05;85,5%%;;;",
        "CT-91;S1;2026-05;1;;;",
        "CT-01;Xã Vân Thạc;2026-05;1;;;",
        "CT-04;S1;2026-05;1;;;",
        "CT-01;S1;hôm qua;1;;;",
        "CT-01;S1;2999-01;1;;;",
        "CT-02;X1;2026-05;;5;;",
        "CT-02;X1;2026-05;61;;;",
        "CT-02;X1;2026-05;50;616;1000;",
        "CT-01;S1;2026-05;–;;;",
        "CT-01;S1;2026-05;1;;;chưa chốt",
        "CT-01;;;1;;;",
    ) == [
        "hàng 2, cột Giá trị: '85,5%%' không phải số; viết 85,5",
        "hàng 3, cột Mã chỉ tiêu: 'CT-91' không có trong kế hoạch; có phải CT-01 (Dân số được phủ sóng 5G)?",
        "hàng 4, cột Đơn vị: không có đơn vị 'Xã Vân Thạc'; có phải Xã Vân Thạch (X1)?",
        "hàng 5, cột Đơn vị: Sở Khoa học và Công nghệ không báo cáo chỉ tiêu CT-04; đơn vị báo cáo: Sở Y tế",
        "hàng 6, cột Kỳ: 'hôm qua' không phải kỳ báo cáo; viết 2026-01 (tháng), 2026-Q1 (quý), 2026-H1 (6 tháng), "
        "2026-9M (9 tháng) hoặc 2026 (năm)",
        "hàng 7, cột Kỳ: kỳ tháng 01 năm 2999 chưa mở (từ 15/12/2998); sửa kỳ",
        "hàng 8, cột Tử số: Tử số và mẫu số phải có cả hai, hoặc để trống cả hai",
        "hàng 9, cột Tử số: Chỉ tiêu này cộng dồn theo tử số và mẫu số; nhập tử số, mẫu số, không chỉ tỷ lệ",
        "hàng 10, cột Tử số: Giá trị 50 không khớp tử số chia mẫu số (61,6); sửa một trong ba số",
        "hàng 11, cột Giá trị: Nhập giá trị, hoặc ghi lý do chưa có số liệu; đừng ghi 0",
        "hàng 12, cột Lý do chưa có số liệu: Đã có giá trị thì không ghi lý do chưa có số liệu",
        "hàng 13, cột Đơn vị: ô trống; ghi tên hoặc mã đơn vị báo cáo",
        "hàng 13, cột Kỳ: ô trống; ghi kỳ như 2026-05 hoặc 5/2026",
    ]


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        ("Chỉ tiêu", "Dân số phủ sóng 5G;S1", "'Dân số phủ sóng 5G' không có trong kế hoạch; có phải CT-01 (Dân"),
        ("Chỉ tiêu", "không có gì giống;S1", "xem mã ở trang kế hoạch"),
        ("Mã;Chỉ tiêu", "CT-01;Thứ hạng chuyển đổi số;S1", "mã là CT-01 nhưng tên là của CT-03"),
        ("Mã", "CT-01;??", "không có đơn vị '??'; xem danh mục đơn vị"),
        ("Mã", "CT-01;Xa Van Thach", "Xã Vân Thạch không báo cáo chỉ tiêu CT-01"),
        ("Mã", "CT-01;xa son linh", "'xa son linh' có thể là nhiều đơn vị; ghi mã đơn vị"),
        ("Mã", "CT-01;Xã Sơn Linh", "Xã Sơn Linh không báo cáo"),
    ],
)  # fmt: skip
def test_what_is_unknown_is_named_with_the_nearest(
    plan: Plan, planner: Person, head: str, row: str, expected: str
) -> None:
    fourth = AgencyRow("X4", "Xã Sơn Linh", "commune", "T")  # differs from another by its tone mark only
    put_agencies(rows=[fourth], by=factories.manager())
    assert expected in faults(plan, planner, f"{row};2026-05;1", head=f"{head};Đơn vị;Kỳ;Giá trị")[0]


def test_a_unit_may_be_known_by_its_code_alone(plan: Plan, planner: Person) -> None:
    head = "Mã;Mã đơn vị;Kỳ;Giá trị"
    assert (
        "cột Mã đơn vị: không có đơn vị 'S11'; có phải"
        in faults(plan, planner, "CT-01;S11;2026-05;1", head=head)[0]
    )
    assert "cột Đơn vị: ô trống" in faults(plan, planner, "CT-01;1", head="Mã;Giá trị")[0]


def test_two_indicators_of_one_name_need_a_code(plan: Plan, planner: Person) -> None:
    Indicator.objects.filter(code="CT-03").update(name="Dân số được phủ sóng 5G")
    found = faults(plan, planner, "Dân số được phủ sóng 5G;S1;2026-05;1", head="Chỉ tiêu;Đơn vị;Kỳ;Giá trị")
    assert "có 2 chỉ tiêu cùng tên này (CT-01, CT-03)" in found[0]


def test_the_same_figure_twice_in_a_file_names_both_rows(plan: Plan, planner: Person) -> None:
    assert faults(plan, planner, "CT-01;S1;2026-05;1;;;", "CT-01;Sở KH&CN;5/2026;1;;;") == [
        "hàng 3, cột Mã chỉ tiêu: trùng với hàng 2: cùng chỉ tiêu, đơn vị, kỳ; bỏ một trong hai hàng"
    ]


def test_sheets_are_read_together_and_their_faults_name_them(plan: Plan, planner: Person) -> None:
    head = ["Mã", "Đơn vị", "Kỳ", "Giá trị"]
    pages = {"Tháng 6": [head, ["CT-01", "S1", "2026-05", "x"]], "Ghi chú": [["Liên hệ Sở KH&CN"]]}
    data = workbook([head, ["CT-01", "S1", "2026-05", 1]], **pages)
    with pytest.raises(RefusedRowsError, match=r"hàng 2, cột Giá trị \(trang Tháng 6\): 'x' không phải số"):
        preview_import(plan=plan, filename="a.xlsx", data=data, by=planner)
    pages["Tháng 6"][1][3] = 2
    data = workbook([head, ["CT-01", "S1", "2026-05", 1]], **pages)
    with pytest.raises(RefusedRowsError, match="trùng với hàng 2"):
        preview_import(plan=plan, filename="a.xlsx", data=data, by=planner)


def test_a_day_where_a_number_should_be_is_said(plan: Plan, planner: Person) -> None:
    data = workbook([["Mã", "Đơn vị", "Kỳ", "Giá trị"], [1, "S1", "2026-05", date(2026, 5, 1)]])
    with pytest.raises(RefusedRowsError, match="ô chứa ngày 1/5/2026, không phải số") as caught:
        preview_import(plan=plan, filename="a.xlsx", data=data, by=planner)
    assert "'1' không có trong kế hoạch" in str(caught.value)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"a;b\n1;2", "Không thấy hàng tiêu đề"), (table("CT-01;S1;2026-05;;;;"), "mọi ô Giá trị đều trống")],
)
def test_a_file_without_figures_is_refused(plan: Plan, planner: Person, data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableError, match=sentence):
        preview_import(plan=plan, filename="a.csv", data=data, by=planner)


def test_the_same_file_twice_changes_nothing(plan: Plan, planner: Person) -> None:
    rows = ("CT-01;S1;2026-05;57,6;;;",)
    apply_import(figure_import=preview(plan, planner, *rows), by=planner, then="keep")
    before = list(Observation.objects.values())
    with pytest.raises(ConflictError, match="Tệp này đã nhập ngày"):
        preview(plan, planner, *rows)
    again = preview(plan, planner, *rows, "")
    assert changes(again) == []
    apply_import(figure_import=again, by=planner)
    assert list(Observation.objects.values()) == before


def test_what_changes_is_shown_beside_what_stands(plan: Plan, planner: Person) -> None:
    approve("CT-01", "S1", **{"2026-04": 50, "2026-05": 55})
    made = preview(
        plan, planner, "CT-01;S1;2026-04;50;;;", "CT-01;S1;2026-05;56;;;", "CT-01;S1;2026-06;;;;chưa chốt"
    )
    assert [(row["change"], row["old"] and row["old"]["value"]) for row in made.rows] == [
        ("same", 50),
        ("changed", 55),
        ("new", None),
    ]
    apply_import(figure_import=made, by=planner, then="approve")
    assert Observation.objects.filter(state="approved", superseded_at=None).count() == 3
    assert Observation.objects.exclude(superseded_at=None).get().value == 55


def test_a_figure_changed_since_the_preview_stops_everything(plan: Plan, planner: Person) -> None:
    made = preview(plan, planner, "CT-03;S1;2026-05;20;;;", "CT-01;S1;2026-05;56;;;")
    unit, indicator = Agency.objects.get(code="S1"), Indicator.objects.get(code="CT-01")
    save_figures(
        plan=plan,
        unit=unit,
        period=Period.parse("2026-05"),
        figures=[entered(indicator, value=1)],
        by=planner,
    )
    with pytest.raises(ConflictError, match="CT-01 của Sở Khoa học và Công nghệ vừa được sửa"):
        apply_import(figure_import=made, by=planner)
    assert Observation.objects.get().value == 1
    made.refresh_from_db()
    assert made.state == "preview"


def test_a_report_that_waits_for_approval_is_not_changed(plan: Plan, planner: Person) -> None:
    apply_import(figure_import=preview(plan, planner, "CT-01;S1;2026-05;56;;;"), by=planner)
    assert faults_after(plan, planner, "CT-01;S1;2026-05;57;;;") == [
        "hàng 2: báo cáo tháng 5 năm 2026 của Sở Khoa học và Công nghệ đã nộp, đang chờ duyệt; "
        "nhờ người duyệt trả lại rồi nhập"
    ]
    approve_figures(submission=Submission.objects.get(), by=planner)
    assert preview(plan, planner, "CT-01;S1;2026-05;57;;;").rows[0]["change"] == "changed"


def faults_after(plan: Plan, by: Person, *rows: str) -> list[str]:
    with pytest.raises(RefusedRowsError) as caught:
        preview(plan, by, *rows)
    return [str(fault) for fault in caught.value.faults]


def test_a_preview_is_used_once(plan: Plan, planner: Person) -> None:
    made = preview(plan, planner, "CT-01;S1;2026-05;56;;;")
    discard_import(figure_import=made, by=planner)
    with pytest.raises(ConflictError, match=r"đã được xử lý \(đã bỏ\)"):
        apply_import(figure_import=made, by=planner)
    with pytest.raises(ConflictError, match="đã được xử lý"):
        discard_import(figure_import=made, by=planner)
    assert not Observation.objects.exists()


def test_who_may_import_what(plan: Plan, planner: Person) -> None:
    officer = factories.person(Role.UNIT_OFFICER, Agency.objects.get(code="X1"))
    assert (
        "cột Đơn vị: tài khoản này chỉ nhập được cho Xã Vân Thạch"
        in faults(plan, officer, "CT-02;X2;2026-05;;1;2;")[0]
    )
    with pytest.raises(ForbiddenError):
        preview(plan, factories.person(Role.INSPECTOR), "CT-01;S1;2026-05;56;;;")
    own = preview(plan, officer, "CT-02;X1;2026-05;;1;2;")
    with pytest.raises(ForbiddenError):
        apply_import(figure_import=own, by=officer, then="approve")
    others = preview(plan, planner, "CT-01;S1;2026-05;56;;;")
    with pytest.raises(NotFoundError):
        apply_import(figure_import=others, by=officer)
    assert not Observation.objects.exists()


def test_a_returned_report_is_handed_in_again_by_a_file(plan: Plan, planner: Person) -> None:
    from cotmoc.actions.figures import return_figures

    apply_import(figure_import=preview(plan, planner, "CT-01;S1;2026-05;56;;;"), by=planner)
    return_figures(submission=Submission.objects.get(), reason="sai kỳ", by=planner)
    apply_import(figure_import=preview(plan, planner, "CT-01;S1;2026-05;57;;;"), by=planner)
    submission = Submission.objects.get()
    assert (submission.state, submission.note) == ("submitted", "")
    with pytest.raises(ConflictError):
        submit_figures(submission=submission, by=planner)


def test_a_file_of_unknown_names_is_refused_without_looking_for_each(plan: Plan, planner: Person) -> None:
    rows = [f"CT-{number}x;Xã Lạ {number};2026-05;1;;;" for number in range(150)]
    found = faults(plan, planner, *rows)
    assert len(found) == 300
    assert "có phải" in found[0]
    assert found[-1] == "hàng 151, cột Đơn vị: không có đơn vị 'Xã Lạ 149'."[:-1]


def test_a_file_names_the_units_of_each_period(plan: Plan) -> None:
    """X1 and X2 are one since March 2026, and so are both departments."""
    by = factories.manager()
    for codes, new in (
        (("X1", "X2"), Birth("X9", "Xã Hợp Nhất")),
        (("S1", "S2"), Birth("S9", "Sở Hợp Nhất")),
    ):
        steps = tuple(Step(Agency.objects.get(code=code), new) for code in codes)
        succeed(order=Order("merge", date(2026, 3, 1), steps), by=by)
    head = "Mã chỉ tiêu;Đơn vị;Kỳ;Giá trị;Tử số;Mẫu số\n"
    good = "CT-02;X1;2026-02;;1;2\nCT-02;Xã Hợp Nhất;2026-03;;1;2\nCT-01;S9;2026-03;61;;\nCT-01;S1;2026-02;60;;\n"
    made = preview_import(plan=plan, filename="a.csv", data=(head + good).encode(), by=by)
    assert len(made.rows) == 4
    bad = "CT-02;X9;2026-02;;1;2\nCT-02;X1;2026-03;;1;2\nCT-02;Xã Hợp Nhất;2026-01;;1;2\n"
    with pytest.raises(RefusedRowsError) as refusal:
        preview_import(plan=plan, filename="a.csv", data=(head + bad).encode(), by=by)
    assert [str(fault).partition(";")[0] for fault in refusal.value.faults] == [
        "hàng 2, cột Đơn vị: Xã Hợp Nhất không có vào cuối kỳ tháng 02 năm 2026",
        "hàng 3, cột Đơn vị: không có đơn vị 'X1'",
        "hàng 4, cột Đơn vị: Xã Hợp Nhất không có vào cuối kỳ tháng 01 năm 2026",
    ]
