"""The files of the demonstration: two directives, another edition of the first, and tables of units, figures, tasks."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from . import indicators
from .clock import Clock
from .directive import directive
from .figures import Figures, make_figures
from .former import former_directive
from .paper import to_docx, to_markdown
from .pdf import to_pdf
from .second import second_directive
from .tasks import REASONS, Task, code, make_tasks
from .units import DEPARTMENTS, GOVERNS, PROVINCE, Place, Unit, communes
from .units import places as areas_of

DIRECTIVE, CHANGED, SECOND = "18-CTr-TU.docx", "18-CTr-TU-sua-doi.docx", "95-KH-UBND.docx"
FORMER = "41-KH-TU.docx"
# What the other edition of the directive asks for in its last milestone.
CHANGES = {
    "Tỷ lệ dân số được phủ sóng 5G": "≥ 99,5",
    "Số trạm thu phát sóng 5G": "1.350",
    "Tỷ lệ hồ sơ thủ tục hành chính nộp trực tuyến toàn trình": "98",
    "Số doanh nghiệp khởi nghiệp sáng tạo": "450",
}
_COLLECT = {"owner": ("owner", "none"), "ratio": ("communes", "ratio"), "sum": ("communes", "sum")}


def make(folder: Path, *, seed: int, today: date) -> tuple[str, ...]:
    """Write all files into `folder`; returns their names. The same seed and day give the same files."""
    folder.mkdir(parents=True, exist_ok=True)
    clock = Clock(today)
    # A stream of its own for each kind, so that a change of one leaves the others as they are.
    places = communes(random.Random(f"{seed} units"))
    tasks = make_tasks(clock, random.Random(f"{seed} tasks"))
    figures = make_figures(clock, places, random.Random(f"{seed} figures"))
    _papers(folder, clock, tasks)
    _units(folder / "don-vi.csv", clock, (*PROVINCE, *DEPARTMENTS, *places))
    _areas(folder / "dia-ban.csv", clock, areas_of(places))
    _indicators(folder / "chi-tieu.csv")
    names = {unit.code: unit.name for unit in (*PROVINCE, *DEPARTMENTS, *places)}
    _figures(folder, figures, names)
    _tasks(folder / "nhiem-vu.csv", tasks)
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_file()))


def _papers(folder: Path, clock: Clock, tasks: tuple[Task, ...]) -> None:
    written = datetime(clock.issued.year, clock.issued.month, clock.issued.day, 8)  # noqa: DTZ001 - Word keeps no zone
    first = directive(clock, tasks)
    (folder / DIRECTIVE).write_bytes(to_docx(first, written))
    (folder / "18-CTr-TU.md").write_text(to_markdown(first), encoding="utf-8")
    (folder / "18-CTr-TU.pdf").write_bytes(to_pdf(first))
    (folder / CHANGED).write_bytes(to_docx(directive(clock, tasks, CHANGES), written))
    (folder / SECOND).write_bytes(to_docx(second_directive(clock), written))
    (folder / FORMER).write_bytes(to_docx(former_directive(clock), written))


def _units(path: Path, clock: Clock, units: Sequence[Unit]) -> None:
    """The units; a commune governs the area of its own code."""
    _table(
        path,
        (
            "Mã",
            "Tên",
            "Loại",
            "Mã cấp trên",
            "Tên gọi khác",
            "Hiệu lực từ",
            "Mã địa bàn",
            "Dân số (nghìn người)",
        ),
        (
            (
                one.code,
                one.name,
                one.kind,
                one.parent,
                "; ".join(one.aliases),
                clock.began.isoformat(),
                GOVERNS.get(one.code, one.code if one.kind == "commune" else ""),
                _number(one.people or None),
            )
            for one in units
        ),
    )


def _areas(path: Path, clock: Clock, areas: Sequence[Place]) -> None:
    """What is measured; where the merger ended an area, the successor is the province."""
    _table(
        path,
        ("Mã", "Tên", "Cấp", "Loại", "Mã cấp trên", "Hiệu lực từ", "Nhập vào", "Từ ngày"),
        (
            (
                one.code,
                one.name,
                one.kind,
                one.title,
                one.parent,
                clock.began.isoformat(),
                *(("AH", clock.merged.isoformat()) if one.until_merger else ("", "")),
            )
            for one in areas
        ),
    )


def _indicators(path: Path) -> None:
    _table(
        path,
        ("Mã chỉ tiêu", "Chỉ tiêu", "Đơn vị báo cáo", "Cách thu thập", "Cách tổng hợp", "Diễn biến"),
        (
            (indicators.code(number), spec.name, spec.owner, *_COLLECT[spec.collect], spec.course)
            for number, spec in enumerate(indicators.in_order(), 1)
        ),
    )


def _figures(folder: Path, figures: Figures, names: dict[str, str]) -> None:
    _table(
        folder / "so-lieu.csv",
        ("Mã chỉ tiêu", "Đơn vị", "Kỳ", "Giá trị", "Tử số", "Mẫu số", "Lý do chưa có số liệu"),
        (
            (
                row.code,
                names[row.unit],
                row.period,
                *map(_number, (row.value, row.numerator, row.denominator)),
                row.reason,
            )
            for row in figures.rows
        ),
    )
    _table(
        folder / "bao-cao.csv",
        ("Đơn vị", "Kỳ", "Trạng thái"),
        ((names[one.unit], one.period, one.state) for one in figures.submissions),
    )


def _tasks(path: Path, tasks: tuple[Task, ...]) -> None:
    _table(
        path,
        ("Mã nhiệm vụ", "Nhiệm vụ", "Tình trạng", "Ngày hoàn thành", "Minh chứng", "Lý do"),
        (
            (
                code(number),
                task.text,
                task.course,
                task.completed_on.isoformat() if task.completed_on else "",
                task.proof,
                REASONS.get(task.course, ""),
            )
            for number, task in enumerate(tasks, 1)
        ),
    )


def _number(value: float | None) -> str:
    """A number with a decimal comma, as spreadsheets here show it."""
    return "" if value is None else f"{value:.10g}".replace(".", ",")


def _table(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A CSV that Excel opens: semicolons, and a mark of its encoding."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(head)
        writer.writerows(rows)
