"""The rows of an indicator table, each with its label, its name and its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cotmoc.reading.blocks import Cell, Table
from cotmoc.reading.indicators.columns import Layout
from cotmoc.reading.indicators.names import clean_name
from cotmoc.reading.indicators.words import flat

_SUB = re.compile(r"\s*(?:[-–+•*]|trong do\b|gom\b|[a-zđ]\))\s*:?\s*")
_LABEL = re.compile(r"(?:\d{1,3}|[IVXLCivxlc]+|[A-Za-zĐđ])(?:[.\-]\w{1,3})*")
_TITLE_LABEL = re.compile(r"(?:[ivxlc]+|[a-z])[.)]?")


@dataclass(frozen=True)
class Row:
    """A row with figures. `name` is complete: a sub-row bears the name of the row above it."""

    label: str
    name: str
    cells: tuple[Cell, ...]
    head: Cell


@dataclass(frozen=True)
class Stray:
    """A row with something in it that is neither a group nor an indicator."""

    cell: Cell


def rows_of(table: Table, layout: Layout) -> Iterator[Row | Stray]:
    """The rows of `table` below its headings, groups folded into the names of what they hold.

    A group row (no figures, no unit) names its "-" rows; a row with a lower-case name and nothing else goes on
    with the row before it, as happens at a page's end.
    """
    pending: Row | None = None
    parent = ""
    for cells in table.rows[layout.first_row :]:
        row = _row(cells, layout)
        if row is None or _repeats_head(cells, layout):
            continue
        if not row.name:
            if _figures(cells, layout):
                yield Stray(_first(cells))
            continue
        if not _figures(cells, layout):
            if pending and not row.label and row.name[:1].islower():
                pending = Row(pending.label, f"{pending.name} {row.name}", pending.cells, pending.head)
                continue
            parent = "" if _TITLE_LABEL.fullmatch(flat(row.label)) else row.name
            continue
        sub = _SUB.match(flat(row.head.text)) if not row.label else None
        if pending:
            yield pending
        if sub and parent:
            pending = Row(
                row.label, f"{parent}: {clean_name(row.head.text[sub.end() :])}", row.cells, row.head
            )
        else:
            pending = row
            parent = row.name
    if pending:
        yield pending


def _row(cells: tuple[Cell, ...], layout: Layout) -> Row | None:
    """The parts of a row, or None when it is empty."""
    if not any(cell.text.strip() for cell in cells):
        return None
    name_at, number_at = layout.index("name"), layout.index("number")
    head = cells[name_at] if name_at is not None else cells[0]
    label = "" if number_at is None else cells[number_at].text.strip().rstrip(".)")
    if label and not (_LABEL.fullmatch(label) and label != head.text.strip().rstrip(".)")):
        head = head if head.text.strip() or number_at is None else cells[number_at]
        label = ""  # a title merged over the columns, not a number
    if number_at is None:
        label, text = _label_in(head.text)
        return Row(label, clean_name(text), cells, head)
    return Row(label, clean_name(head.text), cells, head)


def _label_in(text: str) -> tuple[str, str]:
    """("1.2", "Tỷ lệ …") for a name that carries its number in front."""
    match = re.match(r"\s*(\d{1,2}(?:\.\d{1,2})*|[IVX]+)[.)]\s+(?=\D)", text)
    return (match[1], text[match.end() :]) if match else ("", text)


def _figures(cells: tuple[Cell, ...], layout: Layout) -> bool:
    """Whether the row holds anything in its columns of figures or units that is its own."""
    own = (*layout.all("target"), *layout.all("baseline"), *layout.all("unit"))
    name_at = layout.index("name")
    title = cells[name_at].text.strip() if name_at is not None else ""
    return any(
        cells[i].text.strip() and not (cells[i].merged and cells[i].text.strip() == title) for i in own
    )


def _repeats_head(cells: tuple[Cell, ...], layout: Layout) -> bool:
    filled = [
        (cell.text.strip(), title)
        for cell, title in zip(cells, layout.titles, strict=False)
        if cell.text.strip()
    ]
    return bool(filled) and all(text in title for text, title in filled) and len(filled) > 1


def _first(cells: tuple[Cell, ...]) -> Cell:
    return next(cell for cell in cells if cell.text.strip())
