"""A golden text as an office would send it: a Word file and a PDF with real tables.

The header block and the signature block become two-column tables without borders; header cells are merged
as the empty cells of the text show.
"""

from __future__ import annotations

import dataclasses
import html
import io
import json
import re
from itertools import groupby, takewhile
from typing import Any

import docx
import pypdfium2
import typst
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

Row = list[str]
ABOVE = "^"
_TAG = re.compile(r"</?(?:table|thead|tbody)\b")
_HTML_CELL = re.compile(r"<(t[dh])([^>]*)>(.*?)</t[dh]>")
_RIGHT = re.compile(r"CỘNG HÒA|ĐẢNG CỘNG SẢN|Độc lập|, ngày .* năm|^-{8,}$")
_BODY = re.compile(r"^(KẾ HOẠCH|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|NGHỊ QUYẾT|CHỈ THỊ|THÔNG BÁO|KẾT LUẬN|Kính gửi)")
_ANNEX = re.compile(r"(?i:phụ lục|biểu) .{0,5}\d|CHƯƠNG TRÌNH|PHỤ LỤC|BIỂU")
_LABEL = re.compile(r"[a-zđ]\)")
_ENDS = (".", ";", ":", ",", "./.", ")")


@dataclasses.dataclass(frozen=True)
class Grid:
    """A table with borders; `heads` rows stand at the top of every page. "^" goes on with the cell above it."""

    rows: tuple[tuple[str, ...], ...]
    heads: int

    @property
    def width(self) -> int:
        return len(self.rows[0])

    def span(self, row: int, column: int) -> tuple[int, int]:
        """Rows and columns that a cell covers; (0, 0) for a cell that is covered."""
        if self.rows[row][column] == ABOVE:
            return 0, 0
        if row >= self.heads or self.heads == 1:
            under = (other[column] for other in self.rows[row + 1 :])
            return 1 + sum(1 for _ in takewhile(lambda text: text == ABOVE, under)), 1
        top, below = self.rows[0], self.rows[1]
        if row == 1:
            return (0, 0) if not below[column] else (1, 1)
        if not below[column]:
            return 2, 1
        if not top[column]:
            return 0, 0
        end = next((c for c in range(column + 1, self.width) if top[c] or not below[c]), self.width)
        return 1, end - column


@dataclasses.dataclass(frozen=True)
class Sides:
    """Two columns without borders: a header block, or recipients and signature."""

    left: tuple[str, ...]
    right: tuple[str, ...]


class Title(str):
    """A line in bold, centred."""

    __slots__ = ()


Part = str | Grid | Sides  # a str is a paragraph


def parts_of(text: str) -> list[Part]:
    """The blocks of a golden source in the order of the paper."""
    lines = _titled([_unmarked(line) for line in _without_html(text.split("\n"))])
    start = next(i for i, line in enumerate(lines) if _BODY.match(line.strip()))
    lines[start:] = [line if "\t" in line else type(line)(line.strip()) for line in lines[start:]]
    parts: list[Part] = [_header(lines[:start])] if any(lines[:start]) else []
    closing = next(i for i, line in enumerate(lines) if line.startswith("Nơi nhận"))
    end = _signer(lines, closing)
    return [
        *parts,
        *_blocks(lines[start:closing]),
        _closing(lines[closing : end + 1]),
        *_blocks(lines[end + 1 :]),
    ]


def to_docx(text: str) -> bytes:
    """A Word file of a golden source."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(13)
    for part in parts_of(text):
        if isinstance(part, Grid):
            _word_grid(document, part)
        elif isinstance(part, Sides):
            _word_sides(document, part)
        else:
            paragraph = document.add_paragraph(part)
            if isinstance(part, Title):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                paragraph.runs[0].bold = True
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def to_pdf(text: str) -> bytes:
    """A PDF with text of a golden source, with page numbers from page 2."""
    source = [
        '#set page(paper: "a4", margin: (x: 25mm, y: 20mm), header: context {',
        "  if counter(page).get().first() > 1 { align(center, counter(page).display()) } })",
        '#set text(size: 13pt, lang: "vi", hyphenate: false)',
        "#set par(justify: true, first-line-indent: (amount: 10mm, all: true), spacing: 8pt)",
    ]
    source += [_typst(part) for part in parts_of(text)]
    data = typst.compile("\n\n".join(source).encode())
    return bytes(data)


def to_scan(text: str, dots: int = 300) -> bytes:
    """A PDF of pictures of a golden source's pages, as a scanner makes it; `dots` per inch."""
    paper = pypdfium2.PdfDocument(to_pdf(text))
    pages = [page.render(scale=dots / 72, grayscale=True).to_pil() for page in paper]
    paper.close()
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dots)
    return out.getvalue()


def _without_html(lines: list[str]) -> list[str]:
    """The rows of HTML tables (one a line) as rows with tabs; merged cells as a `Grid` has them."""
    covered: dict[int, int] = {}
    out = []
    for line in lines:
        if "<table" in line:
            covered = {}
        if line.startswith("<tr"):
            out.append("\t".join(_html_cells(line, covered)))
        elif not _TAG.match(line):
            out.append(line)
    return out


def _html_cells(line: str, covered: dict[int, int]) -> list[str]:
    """The cells of a row; `covered` tells how many rows below a cell of a column still reaches over."""
    cells: list[str] = []
    for kind, attributes, inner in _HTML_CELL.findall(line):
        _skip(cells, covered, "" if kind == "th" else ABOVE)
        text = html.unescape(re.sub(r"<[^>]+>", "", inner)).strip()
        across, down = (
            int(found[1]) if (found := re.search(rf'{name}="(\d+)"', attributes)) else 1
            for name in ("colspan", "rowspan")
        )
        if down > 1:
            covered[len(cells)] = down - 1
        cells += [text, *[""] * (across - 1)]
    _skip(cells, covered, "" if "<th" in line else ABOVE)
    return cells


def _skip(cells: list[str], covered: dict[int, int], mark: str) -> None:
    while covered.get(len(cells), 0):
        covered[len(cells)] -= 1
        cells.append(mark)


def _unmarked(line: str) -> str:
    line = re.sub(r"^#+ ", "", line.rstrip(" \r"))
    if line.startswith("**") or line.endswith("**"):
        return Title(line.strip("*"))
    line = line if line == "*" else line.replace("*", "")
    if line.startswith("|"):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        return "" if all(set(cell) <= {"-", ":"} and cell for cell in cells) else "\t".join(cells)
    return line


def _titled(lines: list[str]) -> list[str]:
    """Lines that stand together under one in capitals are titles, like it."""
    out: list[str] = []
    for line in lines:
        under = bool(out and isinstance(out[-1], Title) and out[-1]) and "\t" not in line
        out.append(Title(line) if line and (line.isupper() or under or _ANNEX.match(line)) else line)
    return out


def _header(lines: list[str]) -> Sides:
    cells = [
        cell for line in lines for cell in re.split(r" {3,}|\t", line) if cell.strip() and cell != "-------"
    ]
    subject = [cell for cell in cells if _RIGHT.search(cell)]
    return Sides(tuple(cell for cell in cells if cell not in subject), tuple(subject))


def _signer(lines: list[str], start: int) -> int:
    """The line of the signer's name: the last before the annexes, or before the end."""
    annex = next(
        (i for i in range(start, len(lines)) if _ANNEX.match(lines[i])),
        len(lines),
    )
    return max(i for i in range(start, annex) if lines[i].strip())


def _closing(lines: list[str]) -> Sides:
    right = next(i for i, line in enumerate(lines) if line.isupper())
    return Sides(tuple(filter(None, lines[:right])), tuple(filter(None, lines[right:])))


def _blocks(lines: list[str]) -> list[Part]:
    parts: list[Part] = []
    for tabbed, group in groupby((line for line in lines if line.strip()), key=lambda line: "\t" in line):
        if tabbed:
            parts.append(_grid([line.split("\t") for line in group]))
        else:
            parts.extend(_joined(list(group)))
    return parts


def _joined(lines: list[str]) -> list[str]:
    """Paragraphs: a line that goes on with the sentence before it is no paragraph of its own."""
    out: list[str] = []
    for line in lines:
        goes_on = line[0].islower() and not _LABEL.match(line)
        if out and goes_on and not out[-1].endswith(_ENDS) and not out[-1].isupper():
            out[-1] = type(out[-1])(f"{out[-1]} {line}")
        else:
            out.append(line)
    return out


def _grid(rows: list[Row]) -> Grid:
    width = max(map(len, rows))
    full = tuple((*row, *[""] * (width - len(row))) for row in rows)
    return Grid(full, 2 if not full[1][0] and "" in full[0] else 1)


def _word_grid(document: Any, grid: Grid) -> None:
    table = document.add_table(rows=len(grid.rows), cols=grid.width, style="Table Grid")
    for r, row in enumerate(grid.rows):
        cells = table.rows[r].cells
        for c, text in enumerate(row):
            if text and text != ABOVE:
                cells[c].text = text
    for r in range(len(grid.rows)):
        for c in range(grid.width):
            down, across = grid.span(r, c)
            if (down, across) not in ((1, 1), (0, 0)):
                table.cell(r, c).merge(table.cell(r + down - 1, c + across - 1))


def _word_sides(document: Any, sides: Sides) -> None:
    table = document.add_table(rows=1, cols=2)
    for cell, lines in zip(table.rows[0].cells, (sides.left, sides.right), strict=True):
        cell.width = Mm(80)
        cell.text = lines[0]
        for line in lines[1:]:
            cell.add_paragraph(line)
        for paragraph in cell.paragraphs if lines[0] != "Nơi nhận:" else ():
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _typst(part: Part) -> str:
    if isinstance(part, Grid):
        return _typst_grid(part)
    if isinstance(part, Sides):
        left, right = (
            "#par(first-line-indent: 0pt)[" + " \\ ".join(map(_quoted, s)) + "]"
            for s in (part.left, part.right)
        )
        place = "left" if part.left[0].startswith("Nơi nhận") else "center"
        sides = f"align({place})[{left}], align(center)[{right}]"
        return f"#[#set text(size: 11pt)\n#grid(columns: (2fr, 3fr), gutter: 4mm, {sides})]"
    if isinstance(part, Title):
        return f"#align(center, strong[{_quoted(part)}])"
    return _quoted(part)


def _typst_grid(grid: Grid) -> str:
    widths = ", ".join(f"{_weight([row[c] for row in grid.rows])}fr" for c in range(grid.width))
    heads = ", ".join(
        _typst_cell(grid, r, c) for r in range(grid.heads) for c in range(grid.width) if grid.span(r, c)[0]
    )
    body = ", ".join(
        _typst_cell(grid, r, c)
        for r in range(grid.heads, len(grid.rows))
        for c in range(grid.width)
        if grid.span(r, c)[0]
    )
    setting = "#set text(size: 9pt); #set par(justify: false, first-line-indent: 0pt)"
    return f"#[{setting}\n#table(columns: ({widths}), table.header({heads}), {body})]"


def _weight(cells: list[str]) -> int:
    """The share of the width that keeps every word of a column whole."""
    longest = max((len(word) for cell in cells for word in cell.split()), default=1)
    return max(longest + 2, max(map(len, cells)) // 3)


def _typst_cell(grid: Grid, row: int, column: int) -> str:
    down, across = grid.span(row, column)
    return f"table.cell(rowspan: {down}, colspan: {across})[{_quoted(grid.rows[row][column])}]"


def _quoted(text: str) -> str:
    return f"#{json.dumps(text, ensure_ascii=False)}" if text else ""
