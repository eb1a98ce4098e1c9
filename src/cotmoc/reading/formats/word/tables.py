"""Word tables as rows of equal length: merged cells repeated and marked, nested tables flattened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cotmoc.reading.blocks import Cell, Table
from cotmoc.reading.formats.assemble import MAX_COLUMNS, place, table
from cotmoc.reading.formats.word.package import Element, number, value, w
from cotmoc.reading.formats.word.runs import Reader

# Wrappers whose content is read as if they were not there.
TRANSPARENT = frozenset(map(w, ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")))


@dataclass(frozen=True)
class _Slot:
    """A w:tc with its width in grid columns; `continues` the cell above or the one at its left."""

    element: Element
    width: int
    continues: str  # "" · above · left


def children(parent: Element, *names: str) -> Iterator[Element]:
    """The children with one of these w: names, looking through transparent wrappers, in document order."""
    wanted = frozenset(map(w, names))
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag in wanted:
            yield element
        elif element.tag in TRANSPARENT:
            stack.extend(reversed(element))


def read_table(element: Element, reader: Reader) -> Table | None:
    """The rows of a w:tbl; None when it has none. A deleted row is left out."""
    rows: list[list[Cell]] = []
    for row in children(element, "tr"):
        properties = row.find(w("trPr"))
        if properties is not None and properties.find(w("del")) is not None:
            continue
        rows.append(_row(row, properties, rows[-1] if rows else [], reader))
    return table(rows) if any(rows) else None


def _row(row: Element, properties: Element | None, above: list[Cell], reader: Reader) -> list[Cell]:
    before = 0 if properties is None else number(value(properties.find(w("gridBefore"))))
    cells = [Cell("", place()) for _ in range(_columns(before, 0))]
    for slot in map(_slot, children(row, "tc")):
        if slot.continues == "above" and len(cells) < len(above):
            text, merged = above[len(cells)].text, True
        elif slot.continues == "left" and cells:
            text, merged = cells[-1].text, True
        else:
            text, merged = _text(slot.element, reader), False
        cells.append(Cell(text, place(), merged))
        cells.extend(Cell(text, place(), merged=True) for _ in range(slot.width - 1))
    return cells


def _slot(element: Element) -> _Slot:
    properties = element.find(w("tcPr"))
    if properties is None:
        return _Slot(element, 1, "")
    continues = ""
    for name, direction in (("vMerge", "above"), ("hMerge", "left")):
        merge = properties.find(w(name))
        if merge is not None and (value(merge) or "continue") == "continue":
            continues = continues or direction
    return _Slot(element, _columns(number(value(properties.find(w("gridSpan"))), 1), 1), continues)


def _columns(count: int, least: int) -> int:
    return min(max(count, least), MAX_COLUMNS)


def _text(cell: Element, reader: Reader) -> str:
    """The paragraphs of a cell, also of tables inside it, as lines. Text boxes come with their paragraph."""
    boxed = {inner for box in cell.iter(w("txbxContent")) for inner in box.iter(w("p"))}
    texts = []
    for paragraph in cell.iter(w("p")):
        if paragraph not in boxed:
            read = reader.read(paragraph)
            texts.extend([read.text, *(reader.read(box).text for box in read.boxes)])
    return "\n".join(text for text in texts if text.strip())
