"""What a report says, before anything is drawn."""

from __future__ import annotations

import pytest
from tests.support.reports import indicator_rows, party_report, report, task_rows

from cotmoc.writing.compose import UNWRITTEN, compose
from cotmoc.writing.paper import Grid, Heading, Text
from cotmoc.writing.snapshot import IndicatorRow, ReportSnapshot
from cotmoc.writing.tables import LONG_CELL


def texts(snapshot: ReportSnapshot) -> list[str]:
    return [block.text for block in compose(snapshot).blocks if isinstance(block, Text)]


def grids(snapshot: ReportSnapshot) -> list[Grid]:
    return [block for block in compose(snapshot).blocks if isinstance(block, Grid)]


def test_five_sections_in_the_order_of_the_rule() -> None:
    headings = [block.text for block in compose(report()).blocks if isinstance(block, Heading)]
    assert [heading.split(".")[0] for heading in headings] == ["I", "II", "III", "IV", "V"]
    assert headings[1] == "II. KẾT QUẢ THỰC HIỆN CHỈ TIÊU"


def test_a_state_paper_ends_with_stroke_and_stop_a_party_paper_with_a_stop() -> None:
    subject = "Kết quả thực hiện kế hoạch"
    assert texts(report(subject=subject))[-1] == "Trên đây là báo cáo kết quả thực hiện kế hoạch./."
    assert (
        texts(report(subject=subject, style="party"))[-1] == "Trên đây là báo cáo kết quả thực hiện kế hoạch."
    )
    assert texts(report(subject="UBND tỉnh điều hành./."))[-1] == "Trên đây là báo cáo UBND tỉnh điều hành./."


def test_numbers_and_dates_of_the_header() -> None:
    paper = compose(report())
    assert (paper.number, paper.dateline) == ("Số: 12/BC-UBND", "Sông Lam, ngày 05 tháng 02 năm 2026")
    assert compose(party_report()).number == "Số 05-BC/TU"
    assert compose(report(number="/BC-UBND")).number == "Số: " + "\u00a0" * 8 + "/BC-UBND"


def test_verdicts_are_counted_in_words() -> None:
    sentence = texts(report(indicators=indicator_rows(8)))[3]
    assert sentence == (
        "Đến hết kỳ 6 tháng đầu năm 2026, trong 8 chỉ tiêu có: 2 đã đạt, 2 đúng lộ trình, 1 có nguy cơ, 1 chậm, "
        "1 chưa có số liệu, 1 chưa đến kỳ."
    )


def test_sections_nobody_has_written_say_so() -> None:
    snapshot = report(overview="", difficulties=" \n ", proposals="")
    assert texts(snapshot).count(UNWRITTEN) == 3


def test_a_plan_without_indicators_or_tasks() -> None:
    snapshot = report(indicators=(), tasks=(), sources=())
    assert "Kế hoạch không có chỉ tiêu." in texts(snapshot)
    assert "Kế hoạch không có nhiệm vụ." in texts(snapshot)
    assert grids(snapshot) == []
    assert compose(snapshot).annexes == ()


def test_no_alert_no_table_of_alerts() -> None:
    snapshot = report(tasks=task_rows(1))
    assert "Không có nhiệm vụ bị cảnh báo." in texts(snapshot)
    assert len(grids(snapshot)) == 2


def test_alerts_are_counted_from_the_gravest() -> None:
    assert "Có 12 nhiệm vụ bị cảnh báo (4 mức đỏ đặc biệt, 4 mức đỏ, 4 mức vàng):" in texts(report())


def test_indicators_stand_in_groups_and_are_numbered_through() -> None:
    rows = grids(report(indicators=indicator_rows(4)))[0].rows
    assert [row.cells[0].text for row in rows] == ["Chính quyền số", "1", "2", "Kinh tế số", "3", "4"]
    assert [row.group for row in rows] == [True, False, False, True, False, False]


def test_shares_of_tasks_add_up() -> None:
    rows = grids(report(tasks=task_rows(5)))[1].rows
    assert [cell.text for cell in rows[-1].cells] == ["Tổng số", "5", "100,0"]
    assert rows[2].cells[2].text == "40,0"


@pytest.mark.parametrize(
    ("lag", "words"),
    [
        ("chậm 5 tháng", ("Chậm 5 tháng", "")),
        ("kém 3 bậc", ("Chậm", "kém 3 bậc")),
        ("", ("Chậm", "")),
    ],
)
def test_a_lag_stands_under_its_verdict_or_replaces_it(lag: str, words: tuple[str, str]) -> None:
    row = grids(report(indicators=(IndicatorRow("Chỉ tiêu", status="late", lag=lag),), tasks=()))[0].rows[0]
    assert (row.cells[5].text, row.cells[5].below) == words


def test_only_a_row_that_could_outgrow_a_page_may_break() -> None:
    names = ("n" * LONG_CELL, "n" * (LONG_CELL + 1))
    rows = grids(report(indicators=tuple(IndicatorRow(name) for name in names)))[0].rows
    assert [row.long for row in rows] == [False, True]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://a b", "file:///etc/passwd", 'https://x"y', ""]
)
def test_figures_lead_to_web_addresses_only(address: str) -> None:
    rows = grids(report(indicators=(IndicatorRow("Chỉ tiêu", link=address),)))[0].rows
    assert rows[0].cells[4].link == ""


def test_annexes_are_numbered_only_where_there_are_two() -> None:
    assert [annex.label for annex in compose(report()).annexes] == ["Phụ lục I", "Phụ lục II"]
    only_tasks = compose(report(indicators=(), sources=()))
    assert [(annex.label, annex.title) for annex in only_tasks.annexes] == [
        ("Phụ lục", "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ")
    ]
    only_sources = compose(report(indicators=(), tasks=()))
    assert [annex.blocks for annex in only_sources.annexes] == [(Text(report().sources[0]),)]
    assert compose(report()).annexes[0].reference == (
        "(Kèm theo Báo cáo số 12/BC-UBND ngày 05 tháng 02 năm 2026 của Ủy ban nhân dân tỉnh Sông Lam)"
    )


def test_recipients_are_a_list_that_ends_with_a_full_stop() -> None:
    paper = compose(report(recipients=("- Như trên;", "Các sở", "Lưu: VT.")))
    assert paper.recipients == ("- Như trên;", "- Các sở;", "- Lưu: VT.")


def test_addressees_stand_on_one_line_or_in_a_list() -> None:
    assert compose(report(to=("Tỉnh ủy",))).to == ("Kính gửi: Tỉnh ủy.",)
    assert compose(report(to=("Tỉnh ủy", "Sở Y tế"))).to == ("Kính gửi:", "- Tỉnh ủy;", "- Sở Y tế.")


def test_the_issuer_speaks_for_itself_without_a_name_in_running_text() -> None:
    assert compose(report(issuer_name="")).author == "ỦY BAN NHÂN DÂN TỈNH SÔNG LAM"
