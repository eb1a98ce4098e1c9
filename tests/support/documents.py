"""Documents of blocks made by hand from lines and rows, as a reader of a text file would make them."""

from __future__ import annotations

from collections.abc import Sequence

from cotmoc.core.plan import Place
from cotmoc.reading.blocks import Block, Cell, Document, Paragraph, Table

Rows = Sequence[Sequence[str]]


def document(
    *blocks: str | Rows, bold: Sequence[str] = (), headings: dict[str, int] | None = None
) -> Document:
    """A document: a string is a paragraph (line = its number from 1), a list of rows is a table.

    Paragraphs in `bold` are bold; `headings` gives levels that the format marks.
    """
    made: list[Block] = []
    for number, block in enumerate(blocks):
        place = Place(number, line=number + 1)
        if isinstance(block, str):
            made.append(Paragraph(block, place, bold=block in bold, heading=(headings or {}).get(block)))
        else:
            made.append(table(block, number))
    return Document(tuple(made), "text")


def table(rows: Rows, block: int = 0) -> Table:
    """A table; "<" is a cell merged with the one before it, "^" with the one above it."""
    made: list[tuple[Cell, ...]] = []
    for i, row in enumerate(rows):
        cells: list[Cell] = []
        for j, text in enumerate(row):
            place = Place(block, row=i, column=j)
            source = cells[-1] if text == "<" else made[-1][j] if text == "^" else None
            cells.append(Cell(source.text, place, merged=True) if source else Cell(text, place))
        made.append(tuple(cells))
    return Table(tuple(made), Place(block))
