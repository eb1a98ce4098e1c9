"""A paper as PDF with text and ruled tables, set by Typst with the face that it carries."""

from __future__ import annotations

from collections.abc import Sequence

import typst

from .paper import Block, Grid, Line, Sides

_PAGE = '#set page(paper: "a4", flipped: {flipped}, margin: (left: 30mm, right: 15mm, y: 20mm))'
_HEAD = """#set document(date: none)
#set text(font: "Libertinus Serif", size: 13pt, lang: "vi", hyphenate: false)
#set par(justify: true)
#set table(stroke: 0.5pt, inset: (x: 4pt, y: 7pt))"""


def to_pdf(blocks: Sequence[Block]) -> bytes:
    """The paper as PDF, the same bytes for the same blocks."""
    source = [_HEAD, _PAGE.format(flipped="false"), *map(_block, blocks)]
    return bytes(typst.compile("\n\n".join(source).encode(), ignore_system_fonts=True))


def _block(block: Block) -> str:
    if isinstance(block, Line):
        return _line(block)
    if isinstance(block, Sides):
        sides = (f"align(center, [{_lines(side)}])" for side in (block.left, block.right))
        return f"#grid(columns: (1fr, 1fr), {', '.join(sides)})"
    if isinstance(block, Grid):
        return _grid(block)
    return _PAGE.format(flipped="true")


def _line(line: Line) -> str:
    words = _text(f"- {line.text}" if line.role == "bullet" else line.text)
    if line.role in {"title", "heading", "subheading", "annex"}:
        words = f"#strong[{words}]"
    return f"#align(center)[{words}]" if line.role in {"title", "subtitle", "annex"} else words


def _lines(side: tuple[str, ...]) -> str:
    return " #linebreak() ".join(map(_text, side))


def _grid(grid: Grid) -> str:
    columns = ", ".join(f"{width}fr" for width in grid.widths)
    cells = [_row(row, len(grid.head)) for row in grid.rows]
    return f"#text(size: 11pt, table(columns: ({columns}), table.header({_head(grid)}), {', '.join(cells)}))"


def _head(grid: Grid) -> str:
    if grid.over is None:
        return ", ".join(f"[*{_text(words)}*]" for words in grid.head)
    first, last, title = grid.over
    above, below = [], []
    for index, words in enumerate(grid.head):
        if first <= index <= last:
            below.append(f"[*{_text(words)}*]")
        else:
            above.append(f"table.cell(rowspan: 2)[*{_text(words)}*]")
        if index == first:
            above.append(f"table.cell(colspan: {last - first + 1})[*{_text(title)}*]")
    return ", ".join([*above, *below])


def _row(row: tuple[str, ...], columns: int) -> str:
    if len(row) == 2:
        return f"[*{_text(row[0])}*], table.cell(colspan: {columns - 1})[*{_text(row[1])}*]"
    return ", ".join(f"[{_text(cell)}]" for cell in row)


def _text(words: str) -> str:
    """The words as a Typst string, so that no sign of them is markup."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'#("{escaped}")' if words else ""
