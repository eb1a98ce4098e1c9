"""What every reader of a file format hands on: paragraphs and tables in the order of the document.

The text of a block is normalised (`core.text.normalise`), without marks of the format (Markdown's `**`,
LaTeX's `$\\geq$`), so a quote is an exact part of it and a page can highlight it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cotmoc.core.plan import Place, Warning


@dataclass(frozen=True)
class Paragraph:
    """One paragraph as it stands in the source; a paragraph broken over a page is still two blocks here.

    Line breaks inside it are kept as "\\n". `bold` and `centred` tell of the whole paragraph, as far as the format
    knows; `heading` is the level a format marks explicitly (Markdown #, Word styles), else None.
    """

    text: str
    place: Place
    bold: bool = False
    centred: bool = False
    heading: int | None = None


@dataclass(frozen=True)
class Cell:
    """A cell of a table. A merged cell stands at its first place; the places it covers hold the same text
    with `merged=True`, so that every row has every column."""

    text: str
    place: Place
    merged: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of equal length. A table split over pages is already joined (repeated heads dropped)."""

    rows: tuple[tuple[Cell, ...], ...]
    place: Place


Block = Paragraph | Table


@dataclass(frozen=True)
class Document:
    """A file, read. `source` is the reader used: text · markdown · docx · pdf · scan."""

    blocks: tuple[Block, ...]
    source: str
    pages: int | None = None
    warnings: tuple[Warning, ...] = field(default=())
