"""A frozen report: what it refuses, what it counts, and that nothing is lost on the way through JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from tests.support.reports import indicator_rows, party_report, report, task_rows

from cotmoc.core.errors import InvalidValueError
from cotmoc.writing.snapshot import IndicatorRow, ReportSnapshot, TaskRow


def test_json_brings_back_the_same_snapshot() -> None:
    for snapshot in (report(), party_report(), report(indicators=(), tasks=(), sources=(), to=())):
        text = snapshot.to_json()
        assert ReportSnapshot.from_json(text) == snapshot
        assert ReportSnapshot.from_json(text).to_json() == text


def test_json_says_its_format_and_keeps_letters() -> None:
    text = report().to_json()
    assert json.loads(text)["format"] == "cotmoc-report/1"
    assert "Sông Lam" in text


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: [],
        lambda data: {},
        lambda data: data | {"format": "cotmoc-report/0"},
        lambda data: data | {"colour": "red"},
        lambda data: {name: value for name, value in data.items() if name != "place"},
        lambda data: data | {"date": "hôm qua"},
        lambda data: data | {"generated_at": "2026-02-05T01:30:00"},
        lambda data: data | {"indicators": [{"name": "x", "status": "sắp xong"}]},
        lambda data: data | {"tasks": [{"text": "x"}]},
        lambda data: data | {"signature": {"name": "x"}},
    ],
)
def test_what_is_no_snapshot_is_refused_with_a_remedy(spoil) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InvalidValueError, match="lập lại báo cáo"):
        ReportSnapshot.from_json(json.dumps(spoil(json.loads(report().to_json()))))


@pytest.mark.parametrize("text", ["", "không phải JSON", "null", "3"])
def test_other_text_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError, match="cotmoc-report/1"):
        ReportSnapshot.from_json(text)


def test_only_dates_go_into_json_beside_texts_and_numbers() -> None:
    with pytest.raises(TypeError, match="object"):
        report(place=object()).to_json()


@pytest.mark.parametrize(
    ("value", "target_value", "shown"),
    [(61.4, 85.5, "61,4"), (1234.0, None, "1.234"), (None, 85.5, "–"), (99.996, 100.0, "99,996")],
)
def test_a_figure_is_printed_as_vietnamese_readers_expect(
    value: float | None, target_value: float | None, shown: str
) -> None:
    assert IndicatorRow("Chỉ tiêu", value=value, target_value=target_value).value_text == shown


def test_labels_come_from_codes_unless_given() -> None:
    assert IndicatorRow("Chỉ tiêu", status="late").status_label == "Chậm"
    given = IndicatorRow("Chỉ tiêu", status="late", status_label="Chậm nhiều", value=1.0, value_text="có")
    assert (given.status_label, given.value_text) == ("Chậm nhiều", "có")


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_figure_without_end_is_refused(number: float) -> None:
    with pytest.raises(InvalidValueError, match="mẫu số"):
        IndicatorRow("Chỉ tiêu", value=number, value_text="∞")


def test_unknown_codes_are_refused() -> None:
    with pytest.raises(InvalidValueError, match="Cảnh báo 'cam'"):
        TaskRow("Nhiệm vụ", "late", "Chậm", alert="cam")
    with pytest.raises(InvalidValueError, match="Thể thức 'tư nhân'"):
        report(style="tư nhân")
    with pytest.raises(InvalidValueError, match="múi giờ"):
        report(generated_at=datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None))


def test_counts_follow_the_rows() -> None:
    snapshot = report(indicators=indicator_rows(7), tasks=task_rows(5))
    assert snapshot.indicator_counts == (
        ("Đã đạt", 2),
        ("Đúng lộ trình", 1),
        ("Có nguy cơ", 1),
        ("Chậm", 1),
        ("Chưa có số liệu", 1),
        ("Chưa đến kỳ", 1),
    )
    assert snapshot.task_counts == (
        ("Chưa thực hiện", 1),
        ("Đang thực hiện, trong hạn", 1),
        ("Đang thực hiện, quá hạn", 2),
        ("Hoàn thành đúng hạn", 1),
    )
    assert [row.alert for row in snapshot.alerted_tasks] == ["special-red", "red", "yellow"]
