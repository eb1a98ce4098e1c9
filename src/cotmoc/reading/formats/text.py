"""Plain text and Markdown: one paragraph a line, lines with tabs or pipes as tables."""

from __future__ import annotations

import re
from itertools import groupby

from cotmoc.core.plan import Warning
from cotmoc.reading.blocks import Block, Cell, Document, Paragraph
from cotmoc.reading.formats.assemble import check_table, document, place, table
from cotmoc.reading.formats.hypertext import Numbered, plain_lines
from cotmoc.reading.formats.limits import Limits, Progress
from cotmoc.reading.formats.marks import Line, strip_marks

_PIPES = re.compile(r"^\s*\|.*\|\s*$")
_PIPE_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?\|?\s*$")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")


def read_text(
    text: str, *, markdown: bool, progress: Progress, limits: Limits, warnings: tuple[Warning, ...] = ()
) -> Document:
    """The blocks of a decoded text; `line` of each place is 1-based."""
    limits.check_characters(len(text))
    lines = plain_lines(enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1))
    blocks: list[Block] = []
    for kind, group in groupby(lines, key=lambda numbered: _kind(numbered[1])):
        rows = list(group)
        if kind != "text" and _is_table(rows, kind):
            blocks.append(_table(rows, kind))
        else:
            blocks.extend(_paragraphs(rows))
    progress(1, 1, "Đọc văn bản")
    return document(blocks, "markdown" if markdown else "text", warnings=warnings)


def _kind(line: str) -> str:
    if _PIPES.match(line) or _PIPE_RULE.match(line):
        return "pipes"
    filled = line.strip()
    edged = line.startswith("\t") or line.count("\t") > 1  # a row with one filled cell
    return "tabs" if "\t" in filled or (filled and edged) else "text"


def _is_table(rows: list[Numbered], kind: str) -> bool:
    """Tabs alone may be indentation: a table has a row of three cells, or two rows of two."""
    if kind == "pipes":
        return len(rows) > 1
    filled = [sum(1 for cell in _split(line, kind) if cell.strip()) for _, line in rows]
    return max(len(_split(line, kind)) for _, line in rows) >= 3 or sum(1 for n in filled if n >= 2) >= 2


def _table(rows: list[Numbered], kind: str) -> Block:
    sign = "\t" if kind == "tabs" else "|"
    check_table(len(rows), max(line.count(sign) for _, line in rows))
    cells = []
    for number, line in rows:
        if kind == "pipes" and _PIPE_RULE.match(line):
            continue
        cells.append([Cell(_cell_text(cell), place(number)) for cell in _split(line, kind)])
    return table(cells)


def _split(line: str, kind: str) -> list[str]:
    if kind == "tabs":
        return line.split("\t")
    return _UNESCAPED_PIPE.split(line.strip().removeprefix("|").removesuffix("|"))


def _cell_text(cell: str) -> str:
    return "\n".join(strip_marks(part).text for part in re.split(r"<br ?/?>", cell))


def _paragraphs(rows: list[Numbered]) -> list[Block]:
    made: list[Block] = []
    in_bold = False
    for number, source in rows:
        line = strip_marks(source, in_bold=in_bold) if source.strip() else Line("")
        in_bold = line.still_bold
        if line.text.strip():
            made.append(Paragraph(line.text, place(number), line.bold, _centred(source), line.heading))
    return made


def _centred(source: str) -> bool:
    """A line set in by ten spaces or more stands in the middle of its page."""
    return len(source) - len(source.lstrip(" ")) >= 10
