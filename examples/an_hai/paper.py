"""A paper as a list of blocks, and the same paper as Word and as Markdown."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

_CENTRED = {"title", "subtitle", "annex"}
_BOLD = {"title", "heading", "subheading", "annex"}


@dataclass(frozen=True)
class Line:
    """A paragraph; `role` is title, subtitle, annex, heading, subheading, bullet or body."""

    text: str
    role: str = "body"


@dataclass(frozen=True)
class Sides:
    """Two columns without borders: the head of the paper, or recipients and signer."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table. `over` names the columns that stand under one heading: (first, last, words).

    A row of two cells is a group: its words go over the whole width.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    over: tuple[int, int, str] | None = None


@dataclass(frozen=True)
class Landscape:
    """From here on the pages lie on their side: an annex begins."""


Block = Line | Sides | Grid | Landscape


def to_docx(blocks: Sequence[Block], written: datetime) -> bytes:
    """The paper as Word, the same bytes for the same blocks and time."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    document.core_properties.author = "Tỉnh An Hải"
    document.core_properties.created = document.core_properties.modified = written
    _page(document.sections[0])
    writers: dict[type, Callable[[Any, Any], None]] = {
        Line: _line,
        Sides: _sides,
        Grid: _grid,
        Landscape: lambda paper, block: _page(paper.add_section(), landscape=True),
    }
    for block in blocks:
        writers[type(block)](document, block)
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_times(buffer)


def _without_times(package: io.BytesIO) -> bytes:
    """The same package with its members stamped alike, so that the bytes do not tell when they were written."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def to_markdown(blocks: Sequence[Block]) -> str:
    """The paper as Markdown, for an editor without Word; headings of two rows become one."""
    return "\n\n".join(filter(None, map(_markdown, blocks))) + "\n"


def _page(section: Any, landscape: bool = False) -> None:
    """A4 with the margins of official papers."""
    long, short = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if landscape else (short, long)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)


def _line(document: Any, line: Line) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(6)
    if line.role in _CENTRED:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Mm(10)
    words = f"- {line.text}" if line.role == "bullet" else line.text
    paragraph.add_run(words).bold = line.role in _BOLD


def _sides(document: Any, sides: Sides) -> None:
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, words in zip(cells, (sides.left, sides.right), strict=True):
        for index, text in enumerate(words):
            paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(0)
            is_list = text.startswith(("Nơi nhận", "- "))
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if is_list else WD_ALIGN_PARAGRAPH.CENTER
            run = paragraph.add_run(text)
            run.italic, run.bold = text.startswith("An Hải, ngày"), text.isupper()


def _grid(document: Any, grid: Grid) -> None:
    heads = 2 if grid.over else 1
    table = document.add_table(rows=heads + len(grid.rows), cols=len(grid.head))
    table.style = "Table Grid"
    rows = [row.cells for row in table.rows]
    _head(rows[:heads], grid)
    for cells, words in zip(rows[heads:], grid.rows, strict=True):
        if len(words) == 2:
            cells[1].merge(cells[-1])
        for cell, text in zip(cells, words, strict=False):
            _put(cell, text, bold=len(words) == 2)
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Mm(width)


def _head(rows: list[Any], grid: Grid) -> None:
    first, last = rows[0], rows[-1]
    span = range(grid.over[0], grid.over[1] + 1) if grid.over else range(0)
    for index, words in enumerate(grid.head):
        if grid.over and index not in span:
            _put(first[index].merge(last[index]), words, bold=True)
        else:
            _put(last[index], words, bold=True)
    if grid.over:
        _put(first[grid.over[0]].merge(first[grid.over[1]]), grid.over[2], bold=True)


def _put(cell: Any, text: str, *, bold: bool = False) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.bold, run.font.size = bold, Pt(12)


def _markdown(block: Block) -> str:
    if isinstance(block, Line):
        marks = {"title": "# ", "annex": "# ", "heading": "## ", "subheading": "### ", "bullet": "- "}
        return marks.get(block.role, "") + block.text
    if isinstance(block, Sides):
        return "\n\n".join((*block.left, *block.right))
    if isinstance(block, Grid):
        return _markdown_table(block)
    return ""


def _markdown_table(grid: Grid) -> str:
    head = list(grid.head)
    if grid.over:
        for index in range(grid.over[0], grid.over[1] + 1):
            head[index] = f"{grid.over[2]} {head[index]}"
    rows = [head, ["---"] * len(head)]
    rows += [[*row, *[""] * (len(head) - len(row))] for row in grid.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
