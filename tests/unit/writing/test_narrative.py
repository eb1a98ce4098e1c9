"""The first draft of a report's prose names its figures, and never says more than the tables."""

from __future__ import annotations

import re
from dataclasses import astuple

from hypothesis import given
from hypothesis import strategies as st

from cotmoc.writing.narrative import NAMED, draft_narrative, mentioned
from cotmoc.writing.snapshot import STATUS_LABELS, IndicatorRow, TaskRow

PERIOD = "6 tháng đầu năm 2026"


def indicator(name: str = "Dân số được phủ sóng 5G", **changes: object) -> IndicatorRow:
    values: dict[str, object] = {
        "name": name,
        "unit": "%",
        "target": "≥ 60",
        "target_value": 60.0,
        "value": 52.0,
        "status": "late",
        "lag": "chậm 5 tháng",
        "owner": "Sở Y tế",
    }
    return IndicatorRow(**(values | changes))  # type: ignore[arg-type]


def task(text: str = "Lập hồ sơ sức khỏe điện tử.", state: str = "overdue", **changes: object) -> TaskRow:
    values: dict[str, object] = {"state_label": state, "lead": "Sở Nội vụ", "note": "quá hạn 9 ngày"}
    return TaskRow(text, state, **(values | changes))  # type: ignore[arg-type]


def test_late_indicators_are_told_with_figure_target_and_lag() -> None:
    told = draft_narrative([indicator()], [], PERIOD)
    assert (
        told.results == "Chậm so với lộ trình: Dân số được phủ sóng 5G (52%, mục tiêu ≥ 60%, chậm 5 tháng)."
    )
    assert told.difficulties == "1 chỉ tiêu chậm hoặc có nguy cơ không đạt: Dân số được phủ sóng 5G."
    assert told.proposals.startswith("Đề nghị Sở Y tế báo cáo nguyên nhân")


def test_reached_indicators_are_told_without_a_lag_and_need_nothing() -> None:
    told = draft_narrative([indicator(status="reached", value=61.0, lag="sớm 2 tháng")], [], PERIOD)
    assert told.results == "Đã đạt mục tiêu: Dân số được phủ sóng 5G (61%, mục tiêu ≥ 60%)."
    assert told.difficulties == "Số liệu trong kỳ chưa cho thấy chỉ tiêu chậm hay nhiệm vụ quá hạn."
    assert told.proposals == "Tiếp tục thực hiện các nhiệm vụ, giải pháp theo kế hoạch."


def test_a_place_in_a_ranking_is_told_as_one() -> None:
    row = indicator("Thứ hạng", unit="hạng", value=26.0, target="≤ 24", target_value=24.0)
    assert (
        "Thứ hạng (hạng 26, mục tiêu hạng ≤ 24, chậm 5 tháng)" in draft_narrative([row], [], PERIOD).results
    )


def test_missing_figures_are_asked_for() -> None:
    told = draft_narrative([indicator(status="no-data", value=None, lag="")], [], PERIOD)
    assert "1 chỉ tiêu chưa có số liệu được duyệt" in told.difficulties
    assert told.proposals == "Đề nghị Sở Y tế cung cấp số liệu của các chỉ tiêu chưa có số liệu."


def test_an_indicator_without_a_target_or_value_is_told_by_its_name() -> None:
    told = draft_narrative(
        [indicator(target_value=None, target="–"), indicator("Tên", value=None)], [], PERIOD
    )
    assert "Dân số được phủ sóng 5G (52%, chậm 5 tháng); Tên." in told.results


def test_an_indicator_without_owner_needs_one() -> None:
    told = draft_narrative([indicator(owner="", status="reached")], [], PERIOD)
    assert told.proposals == "Giao cơ quan chủ trì cho 1 chỉ tiêu chưa có cơ quan chủ trì."


def test_tasks_done_and_overdue() -> None:
    done = task("Nền tảng dữ liệu", "done-on-time", proof="Quyết định số 1", note="")
    told = draft_narrative([], [done, task()], PERIOD)
    assert told.task_results == "Các nhiệm vụ đã hoàn thành gồm: Nền tảng dữ liệu (Quyết định số 1)."
    assert told.difficulties == (
        "1 nhiệm vụ quá hạn: Lập hồ sơ sức khỏe điện tử (Sở Nội vụ, quá hạn 9 ngày)."
    )
    assert told.proposals.startswith("Đề nghị Sở Nội vụ hoàn thành các nhiệm vụ quá hạn")
    assert told.overview == "Trong 2 nhiệm vụ được giao, 1 nhiệm vụ đã hoàn thành, 1 nhiệm vụ quá hạn."


def test_tasks_without_lead_clock_or_proof_are_told_by_their_name() -> None:
    told = draft_narrative([], [task(lead="", note=""), task("Xong", "done-late", proof="")], PERIOD)
    assert told.difficulties == "1 nhiệm vụ quá hạn: Lập hồ sơ sức khỏe điện tử."
    assert told.task_results == "Các nhiệm vụ đã hoàn thành gồm: Xong."


def test_no_task_done_is_said() -> None:
    assert draft_narrative([], [task()], PERIOD).task_results == "Trong kỳ chưa có nhiệm vụ nào hoàn thành."


def test_nothing_to_report_is_nothing_said() -> None:
    assert astuple(draft_narrative([], [], PERIOD)) == ("", "", "", "", "")


def test_many_are_cut_and_counted() -> None:
    rows = [indicator(f"Chỉ tiêu {n:02d}") for n in range(NAMED + 3)]
    told = draft_narrative(rows, [], PERIOD)
    assert told.results.endswith("; và 3 mục khác nêu trong bảng.")
    assert f"Chỉ tiêu {NAMED:02d}" not in told.results


def test_a_very_long_name_is_cut_at_a_word() -> None:
    told = draft_narrative([indicator("chữ " * 100, value=None)], [], PERIOD)
    assert "chữ…" in told.results


def test_what_a_text_names_is_found_also_after_editing() -> None:
    rows = [indicator(), indicator("Thứ hạng")]
    assert mentioned("Riêng dân số được phủ sóng 5g còn chậm.", rows) == (rows[0],)
    assert mentioned("", rows) == ()


statuses = st.sampled_from(list(STATUS_LABELS))
indicators = st.lists(
    st.builds(
        lambda n, status, value: indicator(f"Chỉ tiêu số {n}", status=status, value=value),
        st.integers(0, 99),
        statuses,
        st.none() | st.floats(0, 1e6),
    ),
    max_size=12,
)
tasks = st.lists(
    st.builds(
        lambda n, state: task(f"Nhiệm vụ số {n}", state),
        st.integers(0, 99),
        st.sampled_from(["not-started", "in-progress", "overdue", "done-on-time", "done-late", "paused"]),
    ),
    max_size=12,
)


@given(indicators, tasks)
def test_every_name_told_is_of_a_row_and_the_counts_are_theirs(
    rows: list[IndicatorRow], todo: list[TaskRow]
) -> None:
    told = draft_narrative(rows, todo, PERIOD)
    text = "\n".join(astuple(told))
    names = {row.name for row in rows} | {row.text for row in todo}
    assert set(re.findall(r"(?:Chỉ tiêu|Nhiệm vụ) số \d+", text)) <= names
    if rows:
        counted = [int(number) for number in re.findall(r"(\d+) chỉ tiêu", told.overview)]
        not_due = sum(row.status == "not-due" for row in rows)
        assert counted[0] == len(rows) == sum(counted[1:]) + not_due
