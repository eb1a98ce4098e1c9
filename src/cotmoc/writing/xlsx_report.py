"""The report's figures as a workbook: unrounded numbers, real dates, one row an indicator or a task."""

from __future__ import annotations

from cotmoc.core.dates import short_date
from cotmoc.writing.plain import printable_all
from cotmoc.writing.snapshot import ALERT_LABELS, ReportSnapshot
from cotmoc.writing.workbook import Sheet, SheetColumn, Value, table_workbook

_INDICATORS = tuple(
    SheetColumn(*column)
    for column in (
        ("TT", 7),
        ("Nhóm", 24),
        ("Chỉ tiêu", 52),
        ("Đơn vị", 14),
        ("Mục tiêu năm", 16),
        ("Kết quả", 14),
        ("Đánh giá", 18),
        ("Chênh lệch", 18),
        ("Chủ trì", 30),
        ("Mục tiêu (số)", 14),
        ("Ghi chú", 28),
        ("Nguồn số liệu", 44),
        ("Địa chỉ", 36),
    )
)
_TASKS = tuple(
    SheetColumn(*column)
    for column in (
        ("TT", 7),
        ("Nhóm", 24),
        ("Nhiệm vụ", 60),
        ("Chủ trì", 30),
        ("Thời hạn", 16),
        ("Ngày đến hạn", 14),
        ("Tình trạng", 26),
        ("Cảnh báo", 14),
        ("Sản phẩm, minh chứng", 36),
        ("Ghi chú", 28),
        ("Địa chỉ", 36),
    )
)
_FACTS = (SheetColumn("Mục", 36), SheetColumn("Nội dung", 90))


def xlsx_bytes(snapshot: ReportSnapshot) -> bytes:
    """`snapshot` as an .xlsx file; the same snapshot gives the same bytes."""
    report = printable_all(snapshot)
    sheets = (
        Sheet("Chỉ tiêu", _INDICATORS, _indicators(report), printed=9),
        Sheet("Nhiệm vụ", _TASKS, _tasks(report), printed=9),
        Sheet("Thông tin", _FACTS, _facts(report)),
    )
    author = report.issuer_name or " ".join(report.issuer)
    return table_workbook(sheets, title=report.subject, author=author, made=snapshot.generated_at)


def _indicators(report: ReportSnapshot) -> list[tuple[Value, ...]]:
    return [
        (
            number,
            row.section,
            row.name,
            row.unit,
            row.target,
            row.value if row.value is not None else row.value_text,
            row.status_label,
            row.lag,
            row.owner,
            row.target_value,
            row.note,
            row.source,
            row.link,
        )
        for number, row in enumerate(report.indicators, 1)
    ]


def _tasks(report: ReportSnapshot) -> list[tuple[Value, ...]]:
    return [
        (
            number,
            row.section,
            row.text,
            row.lead,
            row.due,
            row.due_on,
            row.state_label,
            ALERT_LABELS[row.alert],
            row.proof,
            row.note,
            row.link,
        )
        for number, row in enumerate(report.tasks, 1)
    ]


def _facts(report: ReportSnapshot) -> list[tuple[Value, ...]]:
    facts: list[tuple[Value, ...]] = [
        ("Cơ quan ban hành", " ".join(report.issuer)),
        ("Số, ký hiệu", report.number),
        ("Ngày", short_date(report.date)),
        ("Tên loại", report.kind),
        ("Trích yếu", report.subject),
        ("Kỳ báo cáo", report.period_label),
        ("Tình hình chung", report.overview),
        ("Kết quả chỉ tiêu", report.results),
        ("Kết quả nhiệm vụ", report.task_results),
        ("Khó khăn, vướng mắc", report.difficulties),
        ("Đề xuất, kiến nghị", report.proposals),
        ("Lập lúc", report.generated_at.strftime("%H:%M ") + short_date(report.generated_at.date())),
    ]
    facts += [(f"Chỉ tiêu: {label.lower()}", count) for label, count in report.indicator_counts]
    facts += [(f"Nhiệm vụ: {label.lower()}", count) for label, count in report.task_counts]
    return facts + [("Nguồn số liệu", source) for source in report.sources]
