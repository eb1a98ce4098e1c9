"""Indicator tables → claims."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from cotmoc.core.plan import NUMERIC_OPS, Baseline, IndicatorClaim, Target, Warning
from cotmoc.reading.blocks import Cell
from cotmoc.reading.indicators.cells import Reading, read_cell
from cotmoc.reading.indicators.columns import Column, Layout, layout_of
from cotmoc.reading.indicators.confidence import confidence
from cotmoc.reading.indicators.milestones import milestone_of, milestone_of_cell
from cotmoc.reading.indicators.names import agencies, clean_name, rises, scope_of
from cotmoc.reading.indicators.quantities import find_quantities, without_noise
from cotmoc.reading.indicators.rows import Row, Stray, rows_of
from cotmoc.reading.indicators.rowunits import Unit, units_of_row
from cotmoc.reading.indicators.tableunits import Naming, naming_of
from cotmoc.reading.indicators.units import every_of, shown, unit_in_brackets
from cotmoc.reading.indicators.words import flat
from cotmoc.reading.items import PlacedTable

Found = tuple[list[IndicatorClaim], list[Warning]]


def read_tables(
    tables: tuple[PlacedTable, ...], footnotes: Mapping[str, str], *, made: str | None = None
) -> Found:
    """Every indicator of every indicator table; `footnotes` maps a sign ("²") to its words.

    `made` is the day or year of the document: a column of an earlier year tells how things stood.

    A table without headings goes on with the columns of the one before it in the same section.
    """
    claims: list[IndicatorClaim] = []
    warnings: list[Warning] = []
    last: tuple[str, Layout] | None = None
    for placed in tables:
        layout = layout_of(placed.table, default_milestone=_heading_milestone(placed), made=made)
        if layout is None and last and _goes_on(placed, last):
            layout = Layout(last[1].columns, 0, last[1].titles)
        if layout is None:
            continue
        last = (placed.section, layout)
        found, noted = read_table(placed, layout, footnotes)
        claims += found
        warnings += noted
    return claims, warnings


def read_table(placed: PlacedTable, layout: Layout, footnotes: Mapping[str, str]) -> Found:
    """Every indicator of one table."""
    claims: list[IndicatorClaim] = []
    warnings: list[Warning] = []
    rows = list(rows_of(placed.table, layout))
    naming = naming_of(placed, layout, [row for row in rows if isinstance(row, Row)])
    for row in rows:
        if isinstance(row, Stray):
            warnings.append(_unread(row.cell))
            continue
        claim, noted = _claim(row, layout, placed, naming, footnotes)
        claims += [claim, *_within_name(row, claim)]
        warnings += noted
    return claims, warnings


def _heading_milestone(placed: PlacedTable) -> str | None:
    titles = [title for title in placed.headings if not title.startswith("(")]
    return next((when for title in reversed(titles) if (when := milestone_of(flat(title)))), None)


def _goes_on(placed: PlacedTable, last: tuple[str, Layout]) -> bool:
    rows = placed.table.rows
    if placed.section != last[0] or not rows or len(rows[0]) != len(last[1].columns):
        return False
    figures = last[1].all("target")
    return any(read_cell(row[i].text) for row in rows for i in figures)


def _claim(
    row: Row, layout: Layout, placed: PlacedTable, naming: Naming, footnotes: Mapping[str, str]
) -> tuple[IndicatorClaim, list[Warning]]:
    readings = {
        i: replace(reading, unit=reading.unit or unit_in_brackets(layout.columns[i].title))
        for i in (*layout.all("baseline"), *layout.all("target"))
        if (reading := read_cell(row.cells[i].text))
    }
    column = naming.of_row(row)
    units = units_of_row(row.name, column, readings)
    targets, baselines = [], []
    warnings = [note for i in readings for note in _notes(row, i, readings[i], units[i], footnotes)]
    for i, reading in readings.items():
        if layout.columns[i].role == "target":
            targets.append(_target(row, i, reading, units[i], layout, footnotes))
        elif reading.value is not None:
            baselines.append(_baseline(row.cells[i], reading, units[i], layout.columns[i]))
    return _assemble(row, layout, placed, tuple(targets), tuple(baselines), column), warnings


def _assemble(
    row: Row,
    layout: Layout,
    placed: PlacedTable,
    targets: tuple[Target, ...],
    baselines: tuple[Baseline, ...],
    column: str | None,
) -> IndicatorClaim:
    """The claim of a row. Its unit is the one most of its figures bear, as its name says first."""
    named = [target.unit for target in targets if target.unit] or [
        base.unit for base in baselines if base.unit
    ]
    unit = max(named, key=named.count) if named else column
    owner_at = layout.index("owner")
    return IndicatorClaim(
        name=row.name,
        targets=targets,
        baselines=baselines,
        code=row.label or None,
        unit=unit,
        scope=scope_of(row.name),
        higher_is_better=rises(row.name, unit, targets),
        owner=agencies(row.cells[owner_at].text) if owner_at is not None else (),
        section=f"{placed.section}/{row.label}".strip("/") if row.label else placed.section,
        quote=row.head.text,
        place=row.head.place,
        confidence=min((target.confidence for target in targets), default=1.0),
    )


def _target(
    row: Row, at: int, reading: Reading, unit: Unit, layout: Layout, footnotes: Mapping[str, str]
) -> Target:
    cell = row.cells[at]
    milestone, inferred = _milestone(row, layout, layout.columns[at])
    reasons = [reason for reason in (unit.inferred, inferred) if reason]
    if reading.op not in NUMERIC_OPS:
        reasons = [reason for reason in reasons if not reason.startswith(("unit", "rank"))]
    if reading.slip:
        reasons.append("decimal-point")
    footnote = _footnote(reading, footnotes)
    return Target(
        op=reading.op,
        milestone=milestone,
        value=reading.value,
        upper=reading.upper,
        unit=None if reading.op in ("exists", "qualitative") else unit.text,
        every=every_of(row.name) or every_of(unit.text or ""),
        note="; ".join(part for part in (reading.note, footnote) if part) or None,
        quote=cell.text,
        place=cell.place,
        confidence=confidence(*reasons),
    )


def _milestone(row: Row, layout: Layout, column: Column) -> tuple[str | None, str | None]:
    """(milestone, what was inferred): the row's own deadline, else the column's, which may be the title's."""
    deadline = layout.index("deadline")
    if deadline is not None and (own := milestone_of_cell(row.cells[deadline].text)):
        return own, None
    if column.when is None:
        return None, "milestone-missing"
    said = column.when[:4] in column.title
    return column.when, None if said else "milestone-from-heading"


def _baseline(cell: Cell, reading: Reading, unit: Unit, column: Column) -> Baseline:
    op = reading.op if reading.op in NUMERIC_OPS else "="
    return Baseline(column.when, op, reading.value, reading.upper, unit.text, cell.text, cell.place)


def _footnote(reading: Reading, footnotes: Mapping[str, str]) -> str | None:
    if not reading.mark:
        return None
    return footnotes.get(reading.mark) or footnotes.get(reading.mark.lstrip("*"))


def _within_name(row: Row, claim: IndicatorClaim) -> list[IndicatorClaim]:
    """The share that a name sets on its own: "…, trong đó có 10% doanh nghiệp …" (no milestone)."""
    plain = without_noise(flat(row.name))
    found = []
    for quantity in find_quantities(plain):
        if not quantity.percent or not re.search(r"trong (?:so )?do\b[^,;]*$", plain[: quantity.start]):
            continue
        rest = re.match(r"[^,;.]*", row.name[quantity.end :])
        name = clean_name(rest[0]) if rest else ""
        target = Target(
            quantity.op,
            None,
            quantity.value,
            quantity.upper,
            "%",
            quote=row.name[quantity.start : quantity.end] + (rest[0] if rest else ""),
            place=row.head.place,
            confidence=confidence("milestone-missing"),
        )
        found.append(
            replace(
                claim,
                name=name,
                unit="%",
                targets=(target,),
                baselines=(),
                higher_is_better=True,
                confidence=target.confidence,
            )
        )
    return [one for one in found if one.name]


def _notes(row: Row, at: int, reading: Reading, unit: Unit, footnotes: Mapping[str, str]) -> list[Warning]:
    """What a person should look at in one cell."""
    cell, found = row.cells[at], []
    subject = f"Ô “{cell.text}” của chỉ tiêu “{row.name}”"
    if reading.value is not None and unit.text is None:
        found.append(("unit-missing", f"Chỉ tiêu “{row.name}” không có đơn vị tính; bổ sung đơn vị."))
    elif reading.value is not None and _is_doubtful(row, at, unit):
        found.append(
            (
                "unit-inferred",
                f"{subject} không ghi đơn vị; tạm hiểu là “{shown(unit.text)}”. Kiểm tra lại đơn vị.",
            )
        )
    if reading.slip:
        read = str(reading.value).replace(".", ",")
        found.append(
            ("decimal-point", f"{subject} dùng dấu chấm thập phân; hiểu là {read}. Kiểm tra lại giá trị.")
        )
    if reading.op == "undetermined" and reading.mark and not _footnote(reading, footnotes):
        found.append(
            ("footnote-missing", f"{subject} dẫn tới chú thích không tìm thấy; ghi là chưa xác định.")
        )
    return [Warning(code, message, cell.place) for code, message in found]


def _is_doubtful(row: Row, at: int, unit: Unit) -> bool:
    """A unit from the other cells, or a bare number where the others of a ratio bear their percent sign."""
    if unit.inferred == "unit-from-name" and unit.text == "%":
        return _others_percent(row, at)
    return unit.inferred in ("unit-from-row", "rank-inferred")


def _others_percent(row: Row, at: int) -> bool:
    return any("%" in cell.text for i, cell in enumerate(row.cells) if i != at and cell is not row.head)


def _unread(cell: Cell) -> Warning:
    return Warning(
        "unread-row",
        f"Không đọc được dòng có ô “{cell.text[:60]}”: dòng không có tên chỉ tiêu. Bổ sung chỉ tiêu bằng tay nếu cần.",
        cell.place,
    )
