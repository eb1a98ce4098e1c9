"""The tables of a report: indicators against targets, tasks by state, and where each figure comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from cotmoc.core.numbers import format_number
from cotmoc.writing.paper import Cell, Column, Grid, Row
from cotmoc.writing.plain import web_address
from cotmoc.writing.snapshot import ALERT_LABELS, IndicatorRow, TaskRow

R = TypeVar("R", IndicatorRow, TaskRow)

# A cell with more characters than this could outgrow a page: its row may break.
LONG_CELL = 600

INDICATOR_COLUMNS = (
    Column("TT", 9, "center"),
    Column("Chỉ tiêu", 49),
    Column("Đơn vị", 18, "center"),
    Column("Mục tiêu năm", 20, "right"),
    Column("Kết quả", 19, "right"),
    Column("Đánh giá", 26),
    Column("Chủ trì", 24),
)
STATE_COLUMNS = (
    Column("Tình trạng", 85),
    Column("Số nhiệm vụ", 40, "right"),
    Column("Tỷ lệ (%)", 40, "right"),
)
ALERT_COLUMNS = (
    Column("TT", 9, "center"),
    Column("Nhiệm vụ", 63),
    Column("Chủ trì", 30),
    Column("Thời hạn", 22, "center"),
    Column("Tình trạng", 22),
    Column("Cảnh báo", 19),
)
TASK_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Nhiệm vụ", 92),
    Column("Chủ trì", 38),
    Column("Thời hạn", 24, "center"),
    Column("Tình trạng", 28),
    Column("Cảnh báo", 20),
    Column("Sản phẩm, minh chứng", 40),
)
SOURCE_COLUMNS = (
    Column("TT", 10, "center"),
    Column("Chỉ tiêu", 100),
    Column("Đơn vị", 27, "center"),
    Column("Kết quả", 25, "right"),
    Column("Nguồn số liệu", 90),
)


def indicator_grid(rows: tuple[IndicatorRow, ...]) -> Grid:
    """Section II: one row an indicator, in groups by section."""
    return Grid(INDICATOR_COLUMNS, _grouped(rows, _indicator_cells))


def source_grid(rows: tuple[IndicatorRow, ...]) -> Grid:
    """The annex that leads every figure back to where it came from."""
    return Grid(SOURCE_COLUMNS, _grouped(rows, _source_cells))


def task_grid(rows: tuple[TaskRow, ...]) -> Grid:
    """The annex of all tasks, in groups by section."""
    return Grid(TASK_COLUMNS, _grouped(rows, _task_cells))


def alert_grid(rows: tuple[TaskRow, ...]) -> Grid:
    """The tasks that need a decision, in the order given."""
    return Grid(ALERT_COLUMNS, tuple(_row(_alert_cells(number, row)) for number, row in enumerate(rows, 1)))


def state_grid(counts: tuple[tuple[str, int], ...]) -> Grid:
    """How many tasks are in each state, with the total."""
    total = sum(count for _, count in counts)
    rows = [*counts, ("Tổng số", total)]
    return Grid(STATE_COLUMNS, tuple(_row(_state_cells(label, count, total)) for label, count in rows))


def _grouped(rows: Iterable[R], cells: Callable[[int, R], tuple[Cell, ...]]) -> tuple[Row, ...]:
    """The rows numbered through, a group row wherever the section changes."""
    out: list[Row] = []
    section = ""
    for number, row in enumerate(rows, 1):
        if row.section and row.section != section:
            out.append(Row((Cell(row.section),), group=True))
        section = row.section
        out.append(_row(cells(number, row)))
    return tuple(out)


def _row(cells: tuple[Cell, ...]) -> Row:
    return Row(cells, long=any(len(cell.text) + len(cell.below) > LONG_CELL for cell in cells))


def _indicator_cells(number: int, row: IndicatorRow) -> tuple[Cell, ...]:
    return (
        Cell(str(number)),
        Cell(row.name, below=row.note),
        Cell(row.unit),
        Cell(row.target),
        Cell(row.value_text, link=web_address(row.link)),
        _verdict(row),
        Cell(row.owner),
    )


def _verdict(row: IndicatorRow) -> Cell:
    """The verdict with the lag under it; a lag that says the verdict again ("chậm 5 tháng") says it alone."""
    if row.lag.lower().startswith(row.status_label.lower()):
        return Cell(row.lag[:1].upper() + row.lag[1:])
    return Cell(row.status_label, below=row.lag)


def _source_cells(number: int, row: IndicatorRow) -> tuple[Cell, ...]:
    return (
        Cell(str(number)),
        Cell(row.name),
        Cell(row.unit),
        Cell(row.value_text, link=web_address(row.link)),
        Cell(row.source),
    )


def _alert_cells(number: int, row: TaskRow) -> tuple[Cell, ...]:
    return (
        Cell(str(number)),
        Cell(row.text, below=row.note, link=web_address(row.link)),
        Cell(row.lead),
        Cell(row.due),
        Cell(row.state_label),
        Cell(ALERT_LABELS[row.alert]),
    )


def _task_cells(number: int, row: TaskRow) -> tuple[Cell, ...]:
    return (*_alert_cells(number, row), Cell(row.proof))


def _state_cells(label: str, count: int, total: int) -> tuple[Cell, ...]:
    return Cell(label), Cell(format_number(count)), Cell(format_number(100 * count / total, 1))
